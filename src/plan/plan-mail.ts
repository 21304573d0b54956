import type { Request } from '../core/command.ts';
import { sameAddress } from '../core/email-address.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import type { Plan, ReceiptWord } from '../core/plan.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { AS_SENT } from '../core/standing.ts';
import type { World } from '../core/world.ts';
import { type JudgedItem, type Judgement, judge } from '../rules/judge.ts';
import { addressReviewPart } from './address-review.ts';
import { answerAddress } from './addressees.ts';
import { answerMail } from './answer.ts';
import { withoutClosed, worldAfter } from './applied.ts';
import { caseNotices } from './case.ts';
import { caseRoom } from './case-room.ts';
import { underCeilings } from './ceilings.ts';
import { changePart } from './change-part.ts';
import { atTheDoor } from './door.ts';
import { isEcho, withEchoes } from './echo.ts';
import { notePart } from './escalation.ts';
import { alsoHandedOn, handedOn } from './handed-on.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { invitationAnswer } from './invitation-answer.ts';
import { mailAudit, mailRecord } from './mail-on-record.ts';
import type { PartResult } from './part-result.ts';
import { combined, NOTHING, type PlanParts } from './plan-parts.ts';
import { reviewPart } from './review-by-mail.ts';
import { tokenPart } from './token-part.ts';

export type MailOutcome = {
  readonly answer: SmtpAnswer;
  /** Put off with a 451: nothing is to be committed, the moment is remembered. */
  readonly putOff: boolean;
  readonly plan: Plan;
  readonly judgement: Judgement;
};

/** Decides one mail, wholly and purely: what changes, what is answered, and what the SMTP client hears. */
export function planMail(house: House, incoming: IncomingMail, world: World): MailOutcome {
  const { ref, message, request, identityAgreed } = incoming;
  const judgedIn = (at: World): Judgement => judge(house.book, message, request, at, AS_SENT, identityAgreed);
  const asCame = judgedIn(world);
  const answerTo = answerAddress(message, world);
  const door = atTheDoor(asCame, answerTo !== null);
  const badTokenFrom = world.token.kind === 'unknown' ? message.author.address : null;
  if (door.kind !== 'come-in') {
    const kind = door.kind === 'discarded' ? 'mail-discarded' : 'mail-refused';
    const audit = mailAudit(kind, incoming, asCame);
    const plan: Plan = { ...NOTHING, ref, at: world.now, mail: null, audit: [audit], badTokenFrom };
    return { answer: door.answer, putOff: door.kind === 'put-off', plan, judgement: asCame };
  }
  const alone = changePart(house, world, incoming, asCame);
  const token = tokenPart(house, world, incoming, asCame, alone?.changes ?? []);
  // Beside a CONFIRM, everything else is looked at in the world that it made.
  const settled = token === null || token.changes.length === 0 ? null : worldWithAll(world, [token]);
  const judgement = settled === null ? asCame : judgedIn(settled);
  // A mail is one case: what else stands in a DISPUTE waits with it.
  const waits = token?.parts.cases.some((held) => held.ref === ref) === true;
  const review =
    reviewPart(house, world, incoming, judgement) ??
    addressReviewPart(house, world, incoming, judgement) ??
    notePart(house, world, incoming, judgement);
  const results = [
    token,
    review?.result ?? null,
    waits ? null : settled === null ? alone : changePart(house, settled, incoming, judgement),
    invitationAnswer(world, incoming, judgement),
    handedOn(house, world, incoming, judgement),
  ].filter((result) => result !== null);
  const answered = results.flatMap(({ answered: addresses }) => addresses);
  const receipt = receiptOf(judgement.items, results);
  // What a token did is told to the address that was asked, in a mail of its own.
  const told = results.some(({ settlesToken }) => settlesToken);
  const rest = told ? { ...judgement, items: judgement.items.filter((item) => !isTokenAnswer(item)) } : judgement;
  const restResults = results.filter(({ settlesToken }) => !settlesToken);
  const restChanges = restResults.flatMap(({ changes }) => changes);
  const wanted =
    answerTo !== null &&
    needsAnswer(rest, restResults) &&
    !answered.some((address) => sameAddress(address, answerTo.to));
  const answer: Partial<PlanParts> = !wanted
    ? {}
    : {
        outgoing: [
          answerMail({
            house,
            world: request.dryRun ? world : worldWithAll(world, results),
            mail: incoming,
            judgement: rest,
            result: receiptOf(rest.items, restResults),
            to: answerTo.to,
            unproved: answerTo.unproved,
            changes: restChanges.length > 0 || !isShownAhead(rest, request) ? restChanges : rest.changes,
            tokenInformation:
              restResults.map(({ information }) => information).find((information) => information !== null) ?? null,
            alsoShown: [],
            asked: restResults.flatMap(({ asked }) => asked),
          }),
        ],
      };
  const proved: Partial<PlanParts> = isProved(message) ? { provedAddresses: [message.author.address] } : {};
  const parts = combined(
    { audit: [mailAudit('mail-accepted', incoming, judgement)], badTokenFrom },
    proved,
    answer,
    ...results.map(({ parts: own }) => own),
    alsoHandedOn(house, world, incoming, judgement),
  );
  const echoing = isEcho(incoming, judgement, [parts, ...(review === null ? [] : [review.decided])]);
  const bounded = echoing ? withEchoes(parts, message.author.address) : parts;
  const { unasked, parts: sendable } = underCeilings(bounded, world, house.book.limits);
  const said = unasked ? 'held' : receipt;
  const plan: Plan = {
    ...(unasked ? handedOver(house, world, incoming, judgement, sendable) : sendable),
    ...(parts.cases.some(({ version }) => version === 1)
      ? { caseRoom: caseRoom(judgement, message, world, house.book.limits) }
      : {}),
    ref,
    at: world.now,
    mail: mailRecord(incoming, judgement, said),
    ...(review === null ? {} : { decided: echoing ? echoed(house, world, review.decided, message) : review.decided }),
  };
  return { answer: smtpAnswer(250, '2.0.0', `${ref} ${said}`), putOff: false, plan, judgement };
}

/** A plan that a mail led to which may be an echo: its letters count like those of the mail's own. */
function echoed({ book }: House, world: World, plan: Plan, { author }: AuthenticatedMessage): Plan {
  return { ...plan, ...underCeilings(withEchoes(plan, author.address), world, book.limits).parts };
}

/** Nobody could be asked to confirm, so the Secretariat is told of the case. */
function handedOver(
  house: House,
  world: World,
  incoming: IncomingMail,
  judgement: Judgement,
  parts: PlanParts,
): PlanParts {
  const notices = caseNotices(house, world, incoming.ref, incoming, judgement, { kind: 'unasked' });
  const unproved = !isProved(incoming.message);
  return combined({ ...parts, cases: parts.cases.map((one) => ({ ...one, unproved })) }, notices);
}

function worldWithAll(world: World, results: readonly PartResult[]): World {
  const changed = worldAfter(
    world,
    results.flatMap(({ changes }) => changes),
  );
  return withoutClosed(
    changed,
    results.flatMap(({ parts }) => parts.cases),
  );
}

/** A dry run, and a change that waits for a confirmation, show what would be changed. */
function isShownAhead({ changeVerdict }: Judgement, { dryRun }: Request): boolean {
  return dryRun ? changeVerdict === 'accept' || changeVerdict === 'confirm' : changeVerdict === 'confirm';
}

function isTokenAnswer({ asked, verdict }: JudgedItem): boolean {
  return verdict === 'accept' && (asked.request === 'confirm' || asked.request === 'deny');
}

/** An Admin Contact who is asked to confirm the own mail needs no second mail that says so. */
function needsAnswer(judgement: Judgement, results: readonly PartResult[]): boolean {
  if (results.some(({ silent }) => silent)) return judgement.items.some(({ verdict }) => verdict === 'accept');
  return judgement.items.some(({ verdict }) => verdict !== 'discard');
}

function receiptOf(items: readonly JudgedItem[], results: readonly PartResult[]): ReceiptWord {
  const told = results.map(({ receipt }) => receipt);
  for (const word of ['applied', 'confirm', 'held', 'refused'] as const) if (told.includes(word)) return word;
  if (told.includes('info')) return 'info';
  return items.some(({ verdict }) => verdict === 'accept') ? 'info' : 'refused';
}
