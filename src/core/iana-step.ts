import type { Tld } from './cctld.ts';
import { sameAddress } from './email-address.ts';
import type { IanaLookup, IanaObservation, IanaRecord, IanaVersion } from './iana.ts';
import { DAY, elapsed, type Instant } from './instant.ts';

/** Something that people have to hear of. */
export type IanaNews =
  | { readonly kind: 'address'; readonly tld: Tld; readonly before: IanaRecord; readonly after: IanaRecord }
  /** A redelegation. */
  | { readonly kind: 'manager'; readonly tld: Tld; readonly before: IanaRecord; readonly after: IanaRecord }
  | {
      readonly kind: 'retired' | 'returned';
      readonly tld: Tld;
      readonly before: IanaRecord;
      readonly after: IanaRecord;
    }
  | { readonly kind: 'new'; readonly tld: Tld; readonly after: IanaRecord }
  /** Whois alone names another address. */
  | { readonly kind: 'suspected'; readonly tld: Tld; readonly before: IanaRecord; readonly after: IanaRecord }
  | { readonly kind: 'missing'; readonly tld: Tld; readonly before: IanaRecord | null; readonly reason: string };

/** What one look at a source means for what we know of a ccTLD. */
export type IanaStep = {
  readonly tld: Tld;
  /** What it was judged on; where something else is stored by now, the step is stale. */
  readonly before: IanaRecord | null;
  /** What counts from now on; null: nothing is known, as before. */
  readonly after: IanaRecord | null;
  /** What was said but does not count. */
  readonly aside: {
    readonly record: IanaRecord;
    readonly standing: Exclude<IanaVersion['standing'], 'in-force'>;
  } | null;
  readonly at: Instant;
  /** Null: no source was asked, a person said it. */
  readonly lookup: IanaLookup | null;
  readonly news: readonly IanaNews[];
};

export type IanaContext = {
  readonly now: Instant;
  /** The source of the settings; what another one says fills gaps only. */
  readonly configured: 'rdap' | 'whois' | 'file';
  /** Every ccTLD was looked at before: one of which nothing was known is a new one. */
  readonly established: boolean;
};

/** Between two looks of whois at the same new address. */
const SECOND_OPINION_AFTER = DAY;

/**
 * Takes over what a source said. The first look at a ccTLD is no change of address. What a person set stands until a
 * source agrees. Whois comes over a wire that anybody may have touched: an address that it alone names waits until RDAP,
 * or a second look of the configured source at least a day later, says the same.
 */
export function observed(before: IanaRecord | null, seen: IanaObservation, context: IanaContext): IanaStep {
  const { now } = context;
  const { tld } = seen;
  const lookup: IanaLookup | null =
    seen.source === 'manual' ? null : { tld, lookedAt: now, failure: null, missingSince: null };
  const step = { tld, before, at: now, lookup };
  const said: IanaRecord = { ...seen, changedAt: null, suspectedEmail: null, suspectedAt: null };
  if (before === null) {
    return { ...step, after: said, aside: null, news: context.established ? [{ kind: 'new', tld, after: said }] : [] };
  }
  const moved = !sameAddress(before.adminEmail, seen.adminEmail);
  const aside = { ...said, changedAt: before.changedAt };
  if (moved && before.source === 'manual' && seen.source !== 'manual') {
    return { ...step, after: before, aside: { record: aside, standing: 'overruled' }, news: [] };
  }
  if (moved && seen.source === 'whois' && !isSecondOpinion(before, seen, context)) {
    const known = before.suspectedEmail !== null && sameAddress(before.suspectedEmail, seen.adminEmail);
    const after: IanaRecord = known ? before : { ...before, suspectedEmail: seen.adminEmail, suspectedAt: now };
    const news: readonly IanaNews[] = known ? [] : [{ kind: 'suspected', tld, before, after }];
    return { ...step, after, aside: { record: aside, standing: 'waiting' }, news };
  }
  const asOf = !moved && before.asOf > seen.asOf && before.asOf <= now ? before.asOf : seen.asOf;
  // Where whois only fills a gap, it says that the address still stands, and nothing more.
  const gap = seen.source === 'whois' && context.configured !== 'whois';
  const kept = gap ? { status: before.status, manager: before.manager } : {};
  const after: IanaRecord = { ...said, ...kept, asOf, changedAt: moved ? now : before.changedAt };
  return { ...step, after, aside: null, news: newsOf(before, after, moved) };
}

/** A person takes back what was set by hand: what the source says counts at once, as a change from what was set. */
export function released(before: IanaRecord, seen: IanaObservation, now: Instant): IanaStep {
  const { tld } = seen;
  const moved = !sameAddress(before.adminEmail, seen.adminEmail);
  const changedAt = moved ? now : before.changedAt;
  const after: IanaRecord = { ...seen, changedAt, suspectedEmail: null, suspectedAt: null };
  const lookup: IanaLookup = { tld, lookedAt: now, failure: null, missingSince: null };
  return { tld, before, after, aside: null, at: now, lookup, news: newsOf(before, after, moved) };
}

function isSecondOpinion(before: IanaRecord, seen: IanaObservation, { now, configured }: IanaContext): boolean {
  const { suspectedEmail, suspectedAt } = before;
  if (configured !== 'whois' || suspectedEmail === null || suspectedAt === null) return false;
  return sameAddress(suspectedEmail, seen.adminEmail) && elapsed(suspectedAt, now) >= SECOND_OPINION_AFTER;
}

function newsOf(before: IanaRecord, after: IanaRecord, moved: boolean): readonly IanaNews[] {
  const { tld } = after;
  const news: IanaNews[] = [];
  if (moved) news.push({ kind: 'address', tld, before, after });
  if (isAnotherManager(before, after)) news.push({ kind: 'manager', tld, before, after });
  if (before.status !== after.status) {
    news.push({ kind: after.status === 'retired' ? 'retired' : 'returned', tld, before, after });
  }
  return news;
}

/** A file may call a manager as it likes, so what it says is compared with a file's word only; spelling does not count. */
function isAnotherManager(before: IanaRecord, after: IanaRecord): boolean {
  if (before.manager === '' || after.manager === '' || after.source === 'manual') return false;
  if ((before.source === 'file') !== (after.source === 'file') && before.source !== 'manual') return false;
  return foldedName(before.manager) !== foldedName(after.manager);
}

function foldedName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Nothing was taken over: what is known stays and grows older. `missing`: the source says that it has no such record. */
export function unobserved(
  { tld, before, known }: { readonly tld: Tld; readonly before: IanaRecord | null; readonly known: IanaLookup | null },
  { reason, missing }: { readonly reason: string; readonly missing: boolean },
  now: Instant,
): IanaStep {
  const since = known?.missingSince ?? null;
  const lookup: IanaLookup = { tld, lookedAt: now, failure: reason, missingSince: missing ? (since ?? now) : since };
  const news: readonly IanaNews[] = missing && since === null ? [{ kind: 'missing', tld, before, reason }] : [];
  return { tld, before, after: before, aside: null, at: now, lookup, news };
}
