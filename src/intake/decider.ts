import type { AuthenticatedMessage, ReceivedMessage, Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import type { House } from '../plan/house.ts';
import { type MailOutcome, planMail } from '../plan/plan-mail.ts';
import { NOTHING } from '../plan/plan-parts.ts';
import type { WorldQuery } from '../core/world.ts';
import type { Examination } from './examine.ts';
import type { Intake } from './intake.ts';
import { readLater } from './read-later.ts';
import type { Decider, Found } from './receive.ts';
import { whatIsNew } from './seen-before.ts';
import { type Return, takeReturned } from './returned-mail.ts';
import { shelve } from './shelve.ts';

type Examined = Extract<Examination, { readonly ok: true }>;

// A stale judgement means that another mail changed the same roster or took the last place below a ceiling in between, or that
// another process took the reference.
// Nobody was told of an unused one, and the client keeps the mail if all of them are stale.
const MOST_JUDGEMENTS = 5;

/**
 * Decides with a database. A mail that meets a bug is shelved, and where even that fails the client is told to come again.
 * @param upToDate never rejects; the world is looked at when it is done
 */
export function createDecider(intake: Intake, upToDate: () => Promise<void> = () => Promise.resolve()): Decider {
  async function unlessItFails<T>(received: ReceivedMessage, work: Promise<T>): Promise<T | SmtpAnswer> {
    try {
      return await work;
    } catch (error) {
      if (!intake.isPassing(error)) return shelve(intake, received, error);
      intake.report({ event: 'store-trouble', error });
      return smtpAnswer(452, '4.3.1', 'Our storage is busy; nothing was done. Please try again later');
    }
  }
  return {
    decide: (received, found) => unlessItFails(received, decideFound(intake, received, found, upToDate)),
    takeBack: (received, returned) => unlessItFails(received, takeBack(intake, returned)),
  };
}

async function decideFound(
  intake: Intake,
  received: ReceivedMessage,
  found: Found,
  upToDate: () => Promise<void>,
): Promise<SmtpAnswer> {
  switch (found.what) {
    case 'examination':
      await upToDate();
      return shield(intake, await decideAndCommit(intake, received, found.examination));
    case 'called-off': {
      const answer = smtpAnswer(421, '4.3.2', 'Others wait for this place, try again');
      intake.report({ event: 'mail-deferred', answer });
      return answer;
    }
    case 'error':
      throw found.error;
  }
}

async function takeBack(intake: Intake, of: Return): Promise<SmtpAnswer | null> {
  const returned = await takeReturned(intake, of);
  if (returned === null) return null;
  const { ref, answer, bounce } = returned;
  if (bounce !== null) intake.report({ event: 'mail-returned', ref, answer, bounce });
  return answer;
}

async function decideAndCommit(
  intake: Intake,
  received: ReceivedMessage,
  examination: Examination,
): Promise<SmtpAnswer> {
  if (!examination.ok) {
    const later = await readLater(intake, received, examination);
    if (later === null) return turnAway(intake, received, examination);
    intake.report({ event: 'mail-deferred', answer: later });
    return later;
  }
  let novelty = await whatIsNew(intake.store, examination.message);
  for (let judgements = 0; judgements < MOST_JUDGEMENTS; judgements += 1) {
    const { message } = novelty;
    if (message === null) return duplicate(intake, received, examination.message, novelty.first);
    const examined = { ...examination, message };
    const query = worldQuery(intake.house, examined);
    const outcome = await intake.inTurn(() => decideOnce(intake, received, examined, query));
    if (outcome.putOff) {
      if (query.deferralKey !== null) await intake.store.defer(query.deferralKey, received.receivedAt);
      intake.report({ event: 'mail-deferred', answer: outcome.answer });
      return outcome.answer;
    }
    const committed = await intake.store.commit(outcome.plan);
    // Some of its recipients, or all of them, got it from another transaction in between.
    if (committed.outcome === 'duplicate') novelty = await whatIsNew(intake.store, examination.message);
    if (committed.outcome === 'committed') {
      reportDecision(intake, outcome);
      return outcome.answer;
    }
  }
  const text = 'Others are being answered at this moment; nothing was done. Please try again';
  const answer = smtpAnswer(451, '4.3.0', text);
  intake.report({ event: 'mail-deferred', answer });
  return answer;
}

async function decideOnce(
  { house, store, clock }: Intake,
  received: ReceivedMessage,
  { message, request, identityAgreed }: Examined,
  query: WorldQuery,
): Promise<MailOutcome> {
  const ref = await store.nextReference(received.receivedAt);
  const world = await store.world(query, clock());
  return planMail(house, { ref, raw: received.raw, sha256: received.sha256, message, request, identityAgreed }, world);
}

/** What of the world this mail's decision depends on. */
export function worldQuery(house: House, { message, secrets }: Examined): WorldQuery {
  const mailKey = message.authentication.replayKeys.find((key) => key.startsWith('mail:'));
  return {
    from: message.author.address,
    tokenHashes: secrets.map(house.tokenHash),
    deferralKey: mailKey === undefined ? null : house.digest(mailKey),
  };
}

/** The same mail again: no second effect and no second answer; history keeps a line, under the first reference. */
async function duplicate(
  intake: Intake,
  { sha256, client }: ReceivedMessage,
  { author, authentication }: AuthenticatedMessage,
  first: Reference,
): Promise<SmtpAnswer> {
  const details = { proof: authentication.proof, sha256, ip: client.ip };
  const audit = [{ kind: 'mail-duplicate', tld: null, actor: author.address, details }] as const;
  await intake.store.commit({ ...NOTHING, ref: first, at: intake.clock(), mail: null, audit });
  const answer = smtpAnswer(250, '2.0.0', `${first} duplicate`);
  intake.report({ event: 'mail-duplicate', ref: first, answer });
  return answer;
}

/** Refused before anything of it was believed; history keeps a line. */
async function turnAway(
  intake: Intake,
  received: ReceivedMessage,
  refused: Extract<Examination, { readonly ok: false }>,
): Promise<SmtpAnswer> {
  const ref = await intake.store.nextReference(received.receivedAt);
  const plan: Plan = {
    ...NOTHING,
    ref,
    at: intake.clock(),
    mail: null,
    audit: [
      {
        kind: 'mail-refused',
        tld: null,
        actor: 'system',
        details: { why: refused.why, sha256: received.sha256, ip: received.client.ip },
      },
    ],
  };
  await intake.store.commit(plan);
  intake.report({ event: 'mail-refused', ref, answer: refused.answer, why: refused.why });
  return refused.answer;
}

function reportDecision(intake: Intake, { answer, plan, judgement }: MailOutcome): void {
  if (
    judgement.items.some(({ decisions }) => decisions.some(({ decision }) => decision.facts.identity === 'disputed'))
  ) {
    intake.report({ event: 'identity-disputed', ref: plan.ref });
  }
  const verdict = plan.mail?.verdict ?? judgement.items[0]?.verdict ?? 'hold';
  const rules = judgement.items.flatMap(({ decisive }) => decisive.map(({ id }) => id));
  intake.report({ event: 'mail-decided', ref: plan.ref, answer, verdict, rules: [...new Set(rules)] });
}

function shield({ behindQueue }: Intake, answer: SmtpAnswer): SmtpAnswer {
  return behindQueue && answer.code >= 500
    ? { ...smtpAnswer(250, '2.0.0', 'taken and refused'), close: answer.close }
    : answer;
}
