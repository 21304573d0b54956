import { setTimeout as pause } from 'node:timers/promises';
import type { SinkMood } from '../../src/demo/smarthost-sink.ts';
import { type Serving, type Starting, startServing, tldops } from '../e2e/child-program.ts';
import { eventually, within } from '../e2e/deadline.ts';
import type { Letter } from './letters.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { startTraffic } from './senders.ts';
import { startTown, type Town } from './town.ts';
import { brokenPromises, lookAtCopy, outboxRows } from './what-is-there.ts';

/** What came of a campaign; whatever stands in `faults` breaks a promise. */
export type CampaignReport = {
  readonly runs: number;
  /** Killed before it was ready, and while mail came in. */
  readonly killedStarting: number;
  readonly killedWorking: number;
  readonly acknowledged: number;
  /** Sent again, since nobody knew what had become of them. */
  readonly sentAgain: number;
  readonly answersLeft: number;
  /** Mails that the smarthost took more than once, with the same Message-ID. */
  readonly takenAgain: number;
  readonly faults: readonly string[];
};

export type CampaignOptions = {
  readonly runs: number;
  readonly seed: number;
  readonly progress?: (line: string) => void;
};

const CONNECTIONS = 6;
const LONGEST_START_MS = 900;
const MOST_MAILS = 12;
const LONGEST_WAIT_MS = 80;
const PATIENCE_MS = 120_000;
const MOODS: readonly SinkMood[] = ['take', 'take', 'take', 'take', 'defer', 'close'];

/** Starts the real server again and again and kills it (SIGKILL) at some moment each time, under load. */
export async function crashCampaign({ runs, seed, progress }: CampaignOptions): Promise<CampaignReport> {
  const random = seededRandom(seed);
  const town = await startTown();
  const faults: string[] = [];
  let killedStarting = 0;
  try {
    for (let run = 1; run <= runs; run += 1) {
      town.world.sink.mood(random.pick(MOODS));
      const starting = startServing(town.world.settingsFile);
      try {
        if (random.chance(1 / 8)) {
          if (await killedBeforeReady(starting, random)) killedStarting += 1;
        } else {
          const fault = await killedUnderLoad(starting, town, random);
          if (fault !== null) faults.push(`run ${run}: ${fault}`);
        }
      } finally {
        starting.kill();
        await starting.ended;
      }
      faults.push(...(await faultsAfter(town)).map((fault) => `run ${run}: ${fault}`));
      progress?.([`run ${run}: ${acknowledgedIn(town)} mails acknowledged`, ...faults].join('; '));
    }
    faults.push(...(await recovered(town)));
    return { runs, killedStarting, killedWorking: runs - killedStarting, ...figures(town), faults };
  } finally {
    await town.close();
  }
}

/** False where it was ready sooner than that. */
async function killedBeforeReady(starting: Starting, random: Random): Promise<boolean> {
  const wasReady = await Promise.race([
    starting.ready.then(
      () => true,
      () => false,
    ),
    pause(random.upTo(LONGEST_START_MS)).then(() => false),
  ]);
  starting.kill();
  await within(starting.ended, 'the end of the killed process');
  return !wasReady;
}

/** What was answered as it may not be; null: nothing. */
async function killedUnderLoad(starting: Starting, town: Town, random: Random): Promise<string | null> {
  const { correspondences, world } = town;
  const program = await within(starting.ready, 'the ready line', PATIENCE_MS);
  const traffic = startTraffic(random.shuffled(correspondences), {
    smtp: program.smtp,
    mailbox: world.mailbox,
    connections: CONNECTIONS,
  });
  const goal = random.upTo(MOST_MAILS);
  const over = traffic.over.then(
    () => null,
    (error: unknown) => String(error),
  );
  await Promise.race([over, eventually(() => traffic.acknowledged() >= goal, `${goal} mails`, PATIENCE_MS)]);
  await pause(random.upTo(LONGEST_WAIT_MS));
  await program.end('SIGKILL');
  return over;
}

export async function faultsAfter({ database, correspondences }: Town): Promise<readonly string[]> {
  return lookAtCopy(database, (copy) => brokenPromises(copy, lettersOf(correspondences)));
}

/**
 * A last start: whatever was not acknowledged is sent again, whatever waits leaves. Then everything that was acknowledged
 * has been answered, under one Message-ID each.
 */
export async function recovered(town: Town): Promise<readonly string[]> {
  const { world, database, correspondences } = town;
  world.sink.mood('take');
  const program = await within(startServing(world.settingsFile).ready, 'the ready line', PATIENCE_MS);
  const { over } = startTraffic(correspondences, {
    smtp: program.smtp,
    mailbox: world.mailbox,
    connections: CONNECTIONS,
    onlyOutstanding: true,
  });
  await within(over, 'the end of the traffic', PATIENCE_MS);
  const unheard = lettersOf(correspondences).filter(({ ref }) => ref === null);
  const unknown = await notKnownAgain(town, program);
  // What the smarthost put off would leave by itself, some minutes later.
  await tldops(['outbox', 'retry', '--config', world.settingsFile]);
  await eventually(() => outboxRows(database).every(({ state }) => state === 'sent'), 'an empty outbox', PATIENCE_MS);
  await program.end('SIGTERM');
  return [
    ...unheard.map(({ tld, outcome }) => `.${tld} ${outcome}: nobody acknowledged it in the end`),
    ...unknown,
    ...(await faultsAfter(town)),
    ...faultsOfAnswers(town),
  ];
}

/** Some mails once more, as of a client that did not hear its 250: each is known, and has no second effect. */
async function notKnownAgain({ world, correspondences }: Town, program: Serving): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { sent } of correspondences) {
    const letter = sent.find(({ outcome }) => outcome !== '550');
    if (letter === undefined) continue;
    const { from, clientIp, raw, ref } = letter;
    const reply = await world.playTo(program.smtp, {
      from,
      clientIp,
      text: '',
      raw: raw.toString('utf8'),
      signed: false,
    });
    if (reply !== `250 2.0.0 ${String(ref)} duplicate`) faults.push(`${String(ref)} once more: ${reply}`);
  }
  return faults;
}

function faultsOfAnswers({ world, database, correspondences }: Town): readonly string[] {
  const arrived = Map.groupBy(world.sink.mails, (mail) => mail.headers.get('message-id') ?? '');
  const twoMails = [...arrived].filter(([, all]) => new Set(all.map(({ raw }) => raw.toString('latin1'))).size > 1);
  const answered = Map.groupBy(arrived, ([, [mail]]) => mail?.headers.get('x-tldops-ref') ?? '');
  const missing = outboxRows(database).filter(({ id }) => !arrived.has(`<${id}@tld-ops.example>`));
  const silent = lettersOf(correspondences).filter(
    ({ ref, outcome, from }) =>
      outcome !== '550' &&
      !(answered.get(ref ?? '') ?? []).some(([, [mail]]) => mail?.envelope.to.includes(from) === true),
  );
  return [
    ...twoMails.map(([id]) => `${id} left as two different mails`),
    ...missing.map(({ id }) => `${id} is sent, but nobody got it`),
    ...silent.map(({ tld, ref, outcome }) => `.${tld} ${outcome} ${String(ref)}: not answered`),
  ];
}

export function lettersOf(correspondences: Town['correspondences']): readonly Letter[] {
  return correspondences.flatMap(({ sent }) => sent);
}

function acknowledgedIn({ correspondences }: Town): number {
  return lettersOf(correspondences).filter(({ ref }) => ref !== null).length;
}

export function figures(town: Town): Pick<CampaignReport, 'acknowledged' | 'sentAgain' | 'answersLeft' | 'takenAgain'> {
  const ids = town.world.sink.mails.map(({ headers }) => headers.get('message-id'));
  return {
    acknowledged: acknowledgedIn(town),
    sentAgain: lettersOf(town.correspondences).filter(({ tries }) => tries > 1).length,
    answersLeft: new Set(ids).size,
    takenAgain: ids.length - new Set(ids).size,
  };
}
