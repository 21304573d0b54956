import type { Tld } from './cctld.ts';
import type { EmailAddress } from './email-address.ts';
import { elapsed, type Instant, isFromTheFuture } from './instant.ts';

/** What IANA publishes about one ccTLD, as far as we rely on it. */
export type IanaRecord = {
  readonly tld: Tld;
  readonly status: 'active' | 'retired';
  readonly manager: string;
  readonly adminName: string | null;
  readonly adminEmail: EmailAddress;
  /** When the source last said so. */
  readonly asOf: Instant;
  /** When the admin address changed under our eyes; null since the first look. */
  readonly changedAt: Instant | null;
  readonly source: 'whois' | 'rdap' | 'file' | 'manual';
  /** Why it was set by hand; null for every other source. */
  readonly reason: string | null;
  /** Another admin address that whois alone names: it waits for a second opinion and counts for nothing yet. */
  readonly suspectedEmail: EmailAddress | null;
  readonly suspectedAt: Instant | null;
};

/** Nobody vouches for it any more: too old, or from a moment that has not been. What a person set stands. */
export function isOutdated({ source, asOf }: IanaRecord, now: Instant, freshFor: number): boolean {
  return source !== 'manual' && (elapsed(asOf, now) > freshFor || isFromTheFuture(asOf, now));
}

/** One look at a source: what {@link IanaRecord} is made from. */
export type IanaObservation = Omit<IanaRecord, 'changedAt' | 'suspectedEmail' | 'suspectedAt'>;

/** What a source said at some time, and whether it came to count. */
export type IanaVersion = {
  readonly observedAt: Instant;
  /** `waiting`: whois alone said it; `overruled`: what a person had set stood against it. */
  readonly standing: 'in-force' | 'waiting' | 'overruled';
  /** SHA-256 of the data. */
  readonly digest: string;
  readonly record: IanaRecord;
};

/** When a ccTLD was last asked about, whatever came of it. */
export type IanaLookup = {
  readonly tld: Tld;
  readonly lookedAt: Instant;
  /** Why nothing could be taken over; null where something was. */
  readonly failure: string | null;
  /** Since when the source has said that it has no such record; null while it has one, or is in trouble itself. */
  readonly missingSince: Instant | null;
};
