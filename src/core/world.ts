import type { AddressHealth } from './address-health.ts';
import type { CcTldTable, Tld } from './cctld.ts';
import type { HeldCase } from './held-case.ts';
import type { IanaRecord } from './iana.ts';
import type { Instant } from './instant.ts';
import { layersOf } from './layered-map.ts';
import type { AuthenticatedMessage, Digest, Reference } from './message.ts';
import type { Request } from './command.ts';
import type { AuditEntry } from './plan.ts';
import type { Redelegation } from './redelegation.ts';
import { addressesOf, emptyRoster, isAmong, type Roster } from './roster.ts';
import type { RosterChange } from './roster-change.ts';
import type { StillRightQuestion } from './still-right.ts';
import { type AddressKey, addressKey, type EmailAddress, sameAddress } from './email-address.ts';

/** A mail as it was stored: what a held case is judged from again. */
export type StoredMail = { readonly ref: Reference; readonly message: AuthenticatedMessage; readonly request: Request };

/** What waits, and the mail that it began with; its request is the reviewer's where the reviewer wrote it anew. */
export type Case = { readonly held: HeldCase; readonly mail: StoredMail };

/** A change notice's own token and what it may dispute. */
export type DisputableChange = {
  readonly ref: Reference;
  readonly recipient: EmailAddress;
  readonly change: RosterChange;
  readonly at: Instant;
};

/** What a token that came with the mail opens. `none`: no token came; `unknown`: it opens nothing. */
export type TokenTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'confirmation';
      readonly tokenHash: Digest;
      readonly held: HeldCase;
      readonly mail: StoredMail;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'welcome';
      readonly tokenHash: Digest;
      readonly address: EmailAddress;
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'dispute';
      readonly tokenHash: Digest;
      readonly disputed: DisputableChange;
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'review';
      readonly tokenHash: Digest;
      readonly held: HeldCase;
      readonly mail: StoredMail;
      /** Digest of the change that the reviewer saw. */
      readonly shown: Digest;
      /** Oldest first. */
      readonly history: readonly CaseEvent[];
      /** People of the desk who may decide. */
      readonly reviewers: readonly EmailAddress[];
      /** People of the desk who may not: readers, and those who were disabled. */
      readonly barred: readonly EmailAddress[];
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  /** What the Admin Contact answers to an invitation: good for more than one answer. */
  | {
      readonly kind: 'invitation';
      readonly tokenHash: Digest;
      readonly address: EmailAddress;
      readonly expiresAt: Instant;
    }
  /** What the Standing Committee answers about a case: several of its people may, a few times. */
  | {
      readonly kind: 'note';
      readonly tokenHash: Digest;
      readonly held: HeldCase;
      readonly mail: StoredMail;
      /** How many answers about this case are on record. */
      readonly answers: number;
      readonly expiresAt: Instant;
    };

/** What is on record about a case. */
export type CaseEvent = AuditEntry & { readonly at: Instant };

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
  /** Requests that wait, by each ccTLD that they name. */
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
  /** Tokens that opened nothing, by the sender of the mail, within the window. */
  readonly badTokens: number;
  /** When this very mail was first put off with a 451; null if never. */
  readonly deferredSince: Instant | null;
  readonly token: TokenTarget;
};

export function rosterOf(world: Pick<World, 'rosters'>, tld: Tld): Roster {
  return world.rosters.get(tld) ?? emptyRoster(tld);
}

/** ccTLDs for which IANA publishes this address as the Admin Contact's. */
export function tldsAdministeredBy(world: Pick<World, 'iana'>, address: EmailAddress): readonly Tld[] {
  return administered(world.iana).get(addressKey(address)) ?? [];
}

/** ccTLDs on whose roster this address stands, as primary or secondary. */
export function tldsOfContact({ rosters }: Pick<World, 'rosters'>, address: EmailAddress): readonly Tld[] {
  const { lower, upper } = layersOf(rosters);
  const found = (contactsOf(lower).get(addressKey(address)) ?? []).filter((tld) => !upper.has(tld));
  for (const { tld, contacts } of upper.values()) if (isAmong(contacts, address)) found.push(tld);
  return found.length < 2 ? found : [...rosters.keys()].filter((tld) => found.includes(tld));
}

/** ccTLDs of this Admin Contact that have nobody on the list. */
export function invitable(world: Pick<World, 'iana' | 'rosters'>, address: EmailAddress): readonly Tld[] {
  return tldsAdministeredBy(world, address).filter((tld) => rosterOf(world, tld).contacts.length === 0);
}

/** One of {@link tldsAdministeredBy}, without a look at all others. */
export function isAdminOf(world: Pick<World, 'iana'>, tld: Tld, address: EmailAddress): boolean {
  const record = world.iana.get(tld);
  return record?.status === 'active' && sameAddress(record.adminEmail, address);
}

/** One of {@link tldsOfContact}, without a look at all others. */
export function isContactOf(world: Pick<World, 'rosters'>, tld: Tld, address: EmailAddress): boolean {
  return isAmong(rosterOf(world, tld).contacts, address);
}

// The lower layer of the rosters stays the same for many mails.
const contactsByAddress = new WeakMap<World['rosters'], ReadonlyMap<AddressKey, readonly Tld[]>>();

function contactsOf(rosters: World['rosters']): ReadonlyMap<AddressKey, readonly Tld[]> {
  const known = contactsByAddress.get(rosters);
  if (known !== undefined) return known;
  const found = new Map<AddressKey, Tld[]>();
  for (const { tld, contacts } of rosters.values()) {
    for (const key of new Set(contacts.flatMap(addressesOf).map(addressKey))) {
      const tlds = found.get(key);
      if (tlds === undefined) found.set(key, [tld]);
      else tlds.push(tld);
    }
  }
  contactsByAddress.set(rosters, found);
  return found;
}

// IANA's data change a few times a day, and many worlds hold the same.
const administeredBy = new WeakMap<World['iana'], ReadonlyMap<AddressKey, readonly Tld[]>>();

function administered(iana: World['iana']): ReadonlyMap<AddressKey, readonly Tld[]> {
  const known = administeredBy.get(iana);
  if (known !== undefined) return known;
  const found = new Map<AddressKey, Tld[]>();
  for (const { tld, status, adminEmail } of iana.values()) {
    if (status !== 'active') continue;
    const key = addressKey(adminEmail);
    const tlds = found.get(key);
    if (tlds === undefined) found.set(key, [tld]);
    else tlds.push(tld);
  }
  administeredBy.set(iana, found);
  return found;
}
