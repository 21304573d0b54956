import type { Tld } from '../core/cctld.ts';
import type { HeldCase } from '../core/held-case.ts';
import type { IanaLookup, IanaRecord } from '../core/iana.ts';
import { type IanaContext, type IanaNews, type IanaStep, observed, unobserved } from '../core/iana-step.ts';
import type { Instant } from '../core/instant.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { NO_MAIL, type World } from '../core/world.ts';
import type { IanaAnswer, IanaSource } from '../iana/source.ts';
import type { House } from '../plan/house.ts';
import { planIanaChanges } from '../plan/iana-changes.ts';
import type { IanaLooks, Store } from '../store/port.ts';

export type IanaDesk = {
  readonly house: House;
  readonly store: Store;
  readonly source: IanaSource;
  readonly clock: () => Instant;
};

/** What a look at the source brought. */
export type IanaSync = {
  readonly source: IanaSource['kind'];
  /** ccTLDs of which something was heard, be it that they failed. */
  readonly asked: number;
  /** ccTLDs of which there was a full record. */
  readonly read: number;
  /** Read, and as before, or read for the first time. */
  readonly same: number;
  /** Of those, read for the first time. */
  readonly first: number;
  readonly news: readonly IanaNews[];
  readonly failures: readonly { readonly tld: Tld; readonly reason: string }[];
  readonly warnings: readonly string[];
  /** Why it ended before everybody was asked about; null where it did not. */
  readonly ended: string | null;
};

export type SyncSettings = {
  /** Asked about: those first whose last look is the longest ago. */
  readonly tlds: readonly Tld[];
  /** All that the source is ever asked about. */
  readonly everybody: readonly Tld[];
  readonly signal: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
  /** Told at once when a server does not answer; the look goes on. */
  readonly onTrouble?: (reason: string) => void;
};

type TldAnswer = Exclude<IanaAnswer, { readonly kind: 'warning' | 'ended' }>;

/** So many looks without news are taken over together; what a crash loses is asked again first. */
const BATCH = 50;
const MOST_TRIES = 5;

/**
 * Looks at the source and takes over what it says. What is no news is stored on the way; what is news waits for the end
 * of the look, so that all of it goes into one mail to the Secretariat and one for each address concerned. Cut short, it
 * keeps what it has heard.
 */
export async function syncIana(desk: IanaDesk, settings: SyncSettings): Promise<IanaSync> {
  const { source, store, clock } = desk;
  const looks = await store.ianaLooks();
  const known = (await readWorld(desk)).iana;
  const context = { configured: source.kind, established: looks.rounds.includes(source.kind) };
  const steps: IanaStep[] = [];
  const answers: TldAnswer[] = [];
  const warnings: string[] = [];
  const newsworthy: TldAnswer[] = [];
  let plain: TldAnswer[] = [];
  let ended: string | null = null;

  for await (const answer of source.look(
    leastRecentFirst(settings.tlds, looks.lookups),
    settings.signal,
    settings.onTrouble,
  )) {
    if (answer.kind === 'warning') warnings.push(answer.text);
    else if (answer.kind === 'ended') ended = answer.reason;
    else {
      answers.push(answer);
      const { news } = stepFor(answer, known, looks, { ...context, now: clock() });
      (news.length > 0 ? newsworthy : plain).push(answer);
      if (plain.length >= BATCH) {
        steps.push(...(await taken(desk, plain, context, null)));
        plain = [];
      }
      settings.progress?.(answers.length, settings.tlds.length);
    }
  }
  if (settings.signal.aborted) ended = 'interrupted';
  const unnamed = ended === null ? noLongerNamed(desk, settings, looks, known, answers) : [];
  const round = isWhole(desk, settings, looks, answers, ended) ? source.kind : null;
  steps.push(...(await taken(desk, plain, context, null)));
  steps.push(...(await taken(desk, [...newsworthy, ...unnamed], context, round)));
  return {
    source: source.kind,
    asked: answers.length,
    read: answers.filter(({ kind }) => kind === 'record').length,
    same: steps.filter(isSame).length,
    first: steps.filter(({ before, after }) => before === null && after !== null).length,
    news: steps.flatMap(({ news }) => news),
    failures: [...answers, ...unnamed].flatMap((one) =>
      one.kind === 'failed' ? [{ tld: one.tld, reason: one.reason }] : [],
    ),
    warnings,
    ended,
  };
}

/** Takes over these answers with all that follows from them; judged again where somebody was quicker. */
async function taken(
  desk: IanaDesk,
  answers: readonly TldAnswer[],
  context: Omit<IanaContext, 'now'>,
  round: IanaContext['configured'] | null,
): Promise<readonly IanaStep[]> {
  if (answers.length === 0 && round === null) return [];
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const looks = await desk.store.ianaLooks();
    const world = await readWorld(desk);
    const { now } = world;
    const steps = answers.map((answer) => stepFor(answer, world.iana, looks, { ...context, now }));
    if (await takenOver(desk, world, steps, round)) return steps;
  }
  throw new Error('IANA data: somebody else writes all the time');
}

/** Stores these steps with the letters and cases that follow; false where the world moved on meanwhile. */
export async function takenOver(
  { house, store }: Pick<IanaDesk, 'house' | 'store'>,
  world: World,
  steps: readonly IanaStep[],
  round: IanaContext['configured'] | null,
): Promise<boolean> {
  const { now: at } = world;
  const silent = steps.every(({ news, lookup }) => news.length === 0 && lookup !== null);
  const plan = silent
    ? null
    : planIanaChanges(house, world, await store.nextReference(at), steps, await openCases(store, world, steps));
  const { outcome } = await store.observeIana({ steps, plan, round, at });
  return outcome === 'committed';
}

async function openCases(
  store: Store,
  world: World,
  steps: readonly IanaStep[],
): Promise<readonly { readonly held: HeldCase; readonly mail: StoredMail }[]> {
  const moved = steps.flatMap(({ news }) => news.flatMap(({ kind, tld }) => (kind === 'address' ? [tld] : [])));
  const refs = new Set(moved.flatMap((tld) => world.openCases.get(tld) ?? []));
  const cases: { readonly held: HeldCase; readonly mail: StoredMail }[] = [];
  for (const ref of refs) {
    const held = await store.heldCase(ref);
    const mail = await store.storedMail(ref);
    if (held !== null && mail !== null) cases.push({ held, mail });
  }
  return cases;
}

function stepFor(
  answer: TldAnswer,
  known: ReadonlyMap<Tld, IanaRecord>,
  { lookups }: IanaLooks,
  context: IanaContext,
): IanaStep {
  if (answer.kind === 'record') {
    return observed(known.get(answer.observation.tld) ?? null, answer.observation, context);
  }
  const { tld } = answer;
  const lookup = lookups.find((one) => one.tld === tld) ?? null;
  return unobserved({ tld, before: known.get(tld) ?? null, known: lookup }, answer, context.now);
}

function isSame({ lookup, news }: IanaStep): boolean {
  return lookup?.failure === null && news.every(({ kind }) => kind === 'new' || kind === 'suspected');
}

function leastRecentFirst(tlds: readonly Tld[], lookups: readonly IanaLookup[]): readonly Tld[] {
  const lookedAt = new Map(lookups.map((one) => [one.tld, one.lookedAt]));
  const when = (tld: Tld): string => lookedAt.get(tld) ?? '';
  return tlds.toSorted((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0));
}

/** A file is the whole list: whom it named before and names no more is missing, which is told once. */
function noLongerNamed(
  { source }: IanaDesk,
  { tlds, everybody }: SyncSettings,
  { lookups }: IanaLooks,
  known: ReadonlyMap<Tld, IanaRecord>,
  answers: readonly TldAnswer[],
): readonly TldAnswer[] {
  if (source.kind !== 'file' || tlds.length < everybody.length) return [];
  const missed = lookups.filter(({ missingSince }) => missingSince !== null);
  const heard = new Set([...answers.map(tldOf), ...missed.map(({ tld }) => tld)]);
  return [...known.values()]
    .filter((record) => record.source === 'file' && !heard.has(record.tld))
    .map(({ tld }) => ({ kind: 'failed', tld, reason: 'the file does not name it any more', missing: true }));
}

/** Every ccTLD that the source is asked about has been asked about, now or before. */
function isWhole(
  { source }: IanaDesk,
  { tlds, everybody }: SyncSettings,
  { lookups }: IanaLooks,
  answers: readonly TldAnswer[],
  ended: string | null,
): boolean {
  if (source.kind === 'file') return ended === null && tlds.length >= everybody.length;
  const looked = new Set([...lookups.map(({ tld }) => tld), ...answers.map(tldOf)]);
  return everybody.every((tld) => looked.has(tld));
}

function tldOf(answer: TldAnswer): Tld {
  return answer.kind === 'record' ? answer.observation.tld : answer.tld;
}

function readWorld({ store, clock }: IanaDesk): Promise<World> {
  return store.world(NO_MAIL, clock());
}
