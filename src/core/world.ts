import type { AddressHealth } from './address-health.ts';
import type { CcTldTable, Tld } from './cctld.ts';
import type { AddressKey, EmailAddress } from './email-address.ts';
import type { IanaRecord } from './iana.ts';
import type { Instant } from './instant.ts';
import type { Digest, Reference } from './message.ts';
import type { Redelegation } from './redelegation.ts';
import { emptyRoster, type Roster } from './roster.ts';
import type { StillRightQuestion } from './still-right.ts';
import type { TokenTarget } from './token-target.ts';

/** What of the world depends on the mail at hand. */
export type WorldQuery = {
  readonly from: EmailAddress | null;
  /** SHA-256 of each token that came with the mail; the first that opens something counts. */
  readonly tokenHashes: readonly Digest[];
  /** Under which it was put off with a 451, where it was. */
  readonly deferralKey: Digest | null;
};

/** The desk, the shell and the clock ask about no mail. */
export const NO_MAIL: WorldQuery = { from: null, tokenHashes: [], deferralKey: null };

/** Everything a decision looks at besides the mail itself, read at one moment. */
export type World = {
  readonly now: Instant;
  readonly table: CcTldTable;
  /** Every ccTLD that has contacts or once had some, by A-label. */
  readonly rosters: ReadonlyMap<Tld, Roster>;
  readonly iana: ReadonlyMap<Tld, IanaRecord>;
  /** Those that are not settled yet. */
  readonly redelegations: ReadonlyMap<Tld, Redelegation>;
  readonly secretariat: readonly EmailAddress[];
  /** Applied mails of the last 24 hours that changed a ccTLD's data. */
  readonly changesToday: ReadonlyMap<Tld, number>;
  /** Addresses that proved themselves by a mail or an OK. */
  readonly provedAddresses: ReadonlySet<AddressKey>;
  /** Addresses from which mail came back. */
  readonly addressHealth: ReadonlyMap<AddressKey, AddressHealth>;
  /** Questions that were asked, by primary address. */
  readonly stillRight: ReadonlyMap<AddressKey, StillRightQuestion>;
  /** Requests that wait: all of them, and by each ccTLD that they name. */
  readonly waiting: ReadonlySet<Reference>;
  readonly openCases: ReadonlyMap<Tld, readonly Reference[]>;
  /** Those of them that are disputes. */
  readonly openDisputes: ReadonlyMap<Tld, readonly Reference[]>;
  /** Requests that wait whose sender was proved. */
  readonly provedWaiting: readonly { readonly from: EmailAddress; readonly tlds: readonly Tld[] }[];
  /** Open cases of kind `hold` whose sender nobody proved. */
  readonly unprovedHolds: { readonly inAll: number; readonly byTld: ReadonlyMap<Tld, number> };
  /** Mails of the last 24 hours to each address: unproved ones, echoes, mail handed on, and answers. */
  readonly unprovedMailsToday: ReadonlyMap<AddressKey, number>;
  readonly echoesToday: ReadonlyMap<AddressKey, number>;
  readonly handedOnToday: ReadonlyMap<AddressKey, number>;
  readonly answersToday: ReadonlyMap<AddressKey, number>;
  readonly mailsThisHour: number;
  /** The last mail that these counts know of, by its place in the outbox. */
  readonly lastCounted: number;
  /** Tokens that opened nothing, by the sender of the mail, within the window. */
  readonly badTokens: number;
  /** When this very mail was first put off with a 451; null if never. */
  readonly deferredSince: Instant | null;
  readonly token: TokenTarget;
};

export function rosterOf(world: Pick<World, 'rosters'>, tld: Tld): Roster {
  return world.rosters.get(tld) ?? emptyRoster(tld);
}
