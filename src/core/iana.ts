import type { Tld } from './cctld.ts';
import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';

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
};

/** One look at a source: what {@link IanaRecord} is made from. */
export type IanaObservation = Omit<IanaRecord, 'changedAt'>;
