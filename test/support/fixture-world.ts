import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { loadTexts } from '../../src/config/texts-loader.ts';
import type { IanaObservation } from '../../src/core/iana.ts';
import { observed } from '../../src/core/iana-step.ts';
import { DAY, elapsed, type Instant, MINUTE, plus } from '../../src/core/instant.ts';
import { parseReference, type Reference, referenceOf } from '../../src/core/message.ts';
import type { Plan } from '../../src/core/plan.ts';
import { addressesOf, type Contact, emptyRoster } from '../../src/core/roster.ts';
import { changeOf } from '../../src/core/roster-change.ts';
import { type DnsServer, type DnsZone, startDnsServer } from '../../src/demo/dns-server.ts';
import type { SigningKey } from '../../src/demo/mail-signer.ts';
import { createDecider } from '../../src/intake/decider.ts';
import type { Intake, IntakeEvent } from '../../src/intake/intake.ts';
import { receive } from '../../src/intake/receive.ts';
import { createMailReader, type MailReader } from '../../src/reading/mail-reader.ts';
import type { House } from '../../src/plan/house.ts';
import { NOTHING } from '../../src/plan/plan-parts.ts';
import type { ReviewDecision } from '../../src/plan/review.ts';
import { reviewCase } from '../../src/review/review-case.ts';
import type { RuleBook } from '../../src/rules/rule-book.ts';
import { takenOver } from '../../src/schedule/iana-sync.ts';
import { attendRedelegations } from '../../src/schedule/redelegations.ts';
import { attendWaitingCases } from '../../src/schedule/waiting-cases.ts';
import { printable } from '../../src/smtp/reply-text.ts';
import type { Store } from '../../src/store/port.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { type Fixture, FIXTURES, type FixtureStep, type FixtureWorld, type FixtureZone } from './fixture-folder.ts';
import { countedTokens, instant, MAILBOX, receivedMail } from './fixture-mail.ts';
import { observe } from './iana.ts';
import { tokenHash } from '../../src/store/sqlite/token-secrets.ts';
import { contact, digest, email, tld } from './plans.ts';
import { thrown } from './thrown.ts';

const SECRETARIAT = email('secretariat@tld-ops.example');

/** What one step did. */
export type Played = {
  /** Where it stands in the story: `2026-11-25T12:00:00Z mail confirm.eml`. */
  readonly title: string;
  /** What the client heard; null for a step without a mail. */
  readonly smtp: string | null;
  readonly proof: string | null;
  readonly verdict: string | null;
  readonly rules: readonly string[];
  /** Everything that the step committed. */
  readonly plan: Pick<Plan, 'changes' | 'cases' | 'freezes' | 'outgoing'>;
};

/** What all folders share: policy and texts as shipped, one DNS server, one reader. */
export type Stage = {
  readonly book: RuleBook;
  readonly texts: House['texts'];
  readonly dns: DnsServer;
  readonly reader: MailReader;
  readonly key: SigningKey;
  close(): Promise<void>;
};

export async function setStage(): Promise<Stage> {
  const book = await shippedRules();
  const texts = await loadTexts(join(import.meta.dirname, '../../rules'));
  if (!texts.ok) throw new Error(texts.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join());
  const dns = await startDnsServer({});
  const reader = createMailReader(book.table, { limitMs: 20_000 });
  const pem = readFileSync(join(FIXTURES, 'keys/test-key.pem'), 'utf8');
  const bare = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    book,
    texts: texts.texts,
    dns,
    reader,
    key: { kind: 'rsa', privateKeyPem: pem, txtRecord: `v=DKIM1; k=rsa; p=${bare}` },
    async close() {
      await Promise.all([dns.close(), reader.close()]);
    },
  };
}

/** Plays a folder: what went before, the message, what follows. Returns the message's outcome and those that follow. */
export async function playFixture(stage: Stage, fixture: Fixture): Promise<readonly Played[]> {
  return await inWorldOf(stage, fixture, async (play) => {
    const { now, before, after, client, recipients, sign, added } = fixture.world;
    for (const step of before) await play(step);
    const played = [await play({ at: now, mail: 'message.eml', client, recipients, sign, added })];
    for (const step of after) played.push(await play(step));
    return played;
  });
}

/** A folder's world for a story that goes its own way, step by step. */
export async function inWorldOf<T>(
  stage: Stage,
  fixture: Pick<Fixture, 'folder' | 'zone' | 'world'>,
  tell: (play: Play) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tldops-fixture-'));
  stage.dns.serve(zoneOf(fixture.zone, stage.key.txtRecord));
  const store = openStore({
    file: join(folder, 'tldops.sqlite'),
    table: stage.book.table,
    secretariat: [SECRETARIAT],
    windows: { tokenTriesMs: stage.book.limits.tokenTriesWindow },
  });
  try {
    return await tell(await opened(stage, fixture, store));
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A key record is written as `KEY`, so that a person can read the zone. */
function zoneOf(zone: FixtureZone, keyRecord: string): DnsZone {
  const nodes = Object.entries(zone).map(([name, node]): [string, DnsZone[string]] => {
    if (typeof node === 'string') return [name, node];
    const filled = Object.entries(node).map(([type, values]) => [
      type,
      values?.map((v) => v.replace('KEY', keyRecord)),
    ]);
    return [name, Object.fromEntries(filled)];
  });
  return Object.fromEntries(nodes);
}

export type Play = (step: FixtureStep) => Promise<Played>;

async function opened(stage: Stage, fixture: Pick<Fixture, 'folder' | 'world'>, store: Store): Promise<Play> {
  const { world, folder } = fixture;
  let now = instant(world.now);
  let plans: Plan[] = [];
  let events: IntakeEvent[] = [];
  let proofs: string[] = [];
  const watched: Store = {
    ...store,
    async commit(plan) {
      const committed = await store.commit(plan);
      if (committed.outcome === 'committed') plans.push(plan);
      return committed;
    },
    async observeIana(taking) {
      const committed = await store.observeIana(taking);
      if (committed.outcome === 'committed' && taking.plan !== null) plans.push(taking.plan);
      return committed;
    },
  };
  const house: House = {
    book: stage.book,
    texts: stage.texts,
    mailbox: MAILBOX,
    deskUrl: 'https://desk.tld-ops.example',
    mintToken: countedTokens(),
    tokenHash,
    digest,
  };
  const authenticator = createAuthenticator({
    hostname: 'mx.tld-ops.example',
    ourAddresses: [MAILBOX],
    dns: { servers: [stage.dns.address], timeoutMs: 5000 },
    deadlineMs: MINUTE,
    freshness: { pastMs: stage.book.limits.signatureFreshFor, aheadMs: stage.book.limits.signatureAheadAtMost },
  });
  const intake: Intake = {
    house,
    examiners: {
      reader: stage.reader,
      authenticator: {
        async authenticate(...given) {
          const outcome = await authenticator.authenticate(...given);
          if (outcome.ok) proofs.push(outcome.authentication.proof);
          return outcome;
        },
      },
    },
    store: watched,
    secretariat: [SECRETARIAT],
    behindQueue: false,
    clock: () => now,
    inTurn: (work) => work(),
    report: (event) => events.push(event),
    isPassing: () => false,
  };
  await furnish(store, world);

  return async (step) => {
    now = instant(step.at);
    if (!('iana' in step)) await lookAgain(store, world, now);
    [plans, events, proofs] = [[], [], []];
    const smtp = await act(step);
    // A mail that came before is not decided again.
    const event = events.find((one) => one.event !== 'mail-duplicate');
    if (event !== undefined && 'error' in event) throw event.error;
    // What a mail decides about a case is committed with it.
    const all = plans.flatMap((plan) => (plan.decided === undefined ? [plan] : [plan, plan.decided]));
    return {
      title: `${step.at} ${whatHappens(step)}`,
      smtp,
      proof: proofs[0] ?? null,
      verdict:
        event?.event === 'mail-decided'
          ? event.verdict
          : event?.event === 'mail-deferred'
            ? 'defer'
            : (event?.event ?? null),
      rules: event?.event === 'mail-decided' ? event.rules : [],
      plan: {
        changes: all.flatMap(({ changes }) => changes),
        cases: all.flatMap(({ cases }) => cases),
        freezes: all.flatMap(({ freezes }) => freezes),
        outgoing: all.flatMap(({ outgoing }) => outgoing),
      },
    };
  };

  async function act(step: FixtureStep): Promise<string | null> {
    if ('mail' in step) {
      const { code, enhanced, text } = await receive(
        intake.examiners,
        createDecider(intake),
        await receivedMail(stage.key, join(folder, step.mail), step),
      );
      return `${code} ${enhanced} ${printable(text)}`;
    }
    if ('iana' in step) {
      const seen = await watched.world({ from: null, tokenHashes: [], deferralKey: null }, now);
      const context = { now, configured: 'rdap', established: true } as const;
      const steps = observations(step.iana, now).map((one) => observed(seen.iana.get(one.tld) ?? null, one, context));
      await takenOver({ house, store: watched }, seen, steps, null);
      return null;
    }
    if ('clock' in step) {
      await attendWaitingCases(house, watched, now, thrown);
      await attendRedelegations(house, watched, now, thrown);
      return null;
    }
    const { case: ref, decision, reason } = step.review;
    const desk = { house, store: watched, clock: () => now };
    const word: ReviewDecision =
      decision === 'refuse'
        ? { word: 'refuse', reason }
        : decision === 'approve'
          ? { word: 'approve', shown: null }
          : { word: decision };
    const reviewed = await reviewCase(desk, reference(ref), word, 'secretariat:kim');
    return reviewed.ok ? null : `review: ${reviewed.fault}`;
  }
}

function whatHappens(step: FixtureStep): string {
  if ('mail' in step) return `mail ${step.mail}`;
  if ('iana' in step) return 'IANA publishes';
  if ('clock' in step) return 'waiting cases';
  return `review ${step.review.decision}`;
}

/** The roster as it was imported, and IANA's data as first seen, both long before the message. */
async function furnish(store: Store, { now, before, iana, rosters, unproved }: FixtureWorld): Promise<void> {
  const longAgo = instant('2026-03-01T00:00:00Z');
  await observe(store, observations(iana, instant(before[0]?.at ?? now)), longAgo);
  const changes = Object.entries(rosters).map(([label, people]) =>
    changeOf(
      emptyRoster(tld(label)),
      people.map((person, index) => contactOf(person, index)),
    ),
  );
  const all = changes.flatMap(({ after }) => after.flatMap(addressesOf));
  await store.commit({
    ...NOTHING,
    ref: referenceOf(2025, 1),
    at: longAgo,
    mail: null,
    changes,
    provedAddresses: all.filter((address) => !unproved.includes(address)),
    audit: [{ kind: 'roster-imported', tld: null, actor: 'system', details: {} }],
  });
}

function contactOf(person: FixtureWorld['rosters'][string][number], index: number): Contact {
  return contact({
    rank: index === 0 ? 1 : index === 1 ? 2 : 3,
    name: person.name,
    email: email(person.email),
    secondaryEmail: person.secondary === undefined ? null : email(person.secondary),
    phone: person.phone,
    since: instant(person.since),
    confirmedAt: instant(person.confirmed),
  });
}

/** As a daily look does: what IANA says still stands, but where the folder says of when it is. */
async function lookAgain(store: Store, { iana }: FixtureWorld, now: Instant): Promise<void> {
  const dated = new Set(
    Object.entries(iana).flatMap(([label, { 'as-of': asOf }]) => (asOf === undefined ? [] : [tld(label)])),
  );
  const old = (await store.ianaRecords()).filter(
    (record) => !dated.has(record.tld) && elapsed(record.asOf, now) > DAY / 2,
  );
  const seen = old.map(({ changedAt: _, suspectedEmail: __, suspectedAt: ___, ...record }) => ({
    ...record,
    asOf: plus(now, -360 * MINUTE),
  }));
  await observe(store, seen, now);
}

/** `as-of` is six hours ago where it is not given. */
function observations(iana: FixtureWorld['iana'], now: Instant): readonly IanaObservation[] {
  return Object.entries(iana).map(([label, { admin, name, manager, status, 'as-of': asOf }]) => ({
    tld: tld(label),
    status,
    manager,
    adminName: name,
    adminEmail: email(admin),
    asOf: asOf === undefined ? plus(now, -360 * MINUTE) : instant(asOf),
    source: 'rdap',
    reason: null,
  }));
}

function reference(text: string): Reference {
  const parsed = parseReference(text);
  if (parsed === null) throw new Error(`${text}: no reference`);
  return parsed;
}
