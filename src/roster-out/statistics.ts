import { activeCcTlds, type CcTld, type CcTldTable, type Region, type Tld, dotted } from '../core/cctld.ts';
import { type AddressKey, addressKey, domainOf } from '../core/email-address.ts';
import { type Instant, plus } from '../core/instant.ts';
import { addressesOf, type Contact, type Roster } from '../core/roster.ts';
import { differences } from '../core/roster-change.ts';
import { type PastChange, rostersAt } from '../core/roster-past.ts';
import { isStale } from '../core/still-right.ts';
import { type CoverageRow, coverageTotal, fullCoverage, isMember, missingCcTlds } from './coverage.ts';
import { REGIONS } from './contact-order.ts';
import type { Handling } from './handling.ts';
import { reachableOnlyInside } from './reach.ts';

/** How many; `members + missing = total`. */
export type Count = Pick<CoverageRow, 'members' | 'missing' | 'total'>;

/** Whether a ccTLD is a member of the ccNSO; what is not listed is not known. */
export type CcnsoStanding = 'member' | 'non-member';

/** What happened between two moments. */
export type Movement = {
  readonly since: Instant;
  readonly joined: readonly Tld[];
  readonly left: readonly Tld[];
  /** People of ccTLDs that were members before and after. */
  readonly updates: { readonly added: number; readonly removed: number; readonly changed: number };
};

/** Entries of the list, and the ccTLDs to which they belong. */
type Some = { readonly contacts: number; readonly tlds: readonly Tld[] };

export type Statistics = {
  readonly at: Instant;
  readonly rows: readonly CoverageRow[];
  readonly totals: { readonly all: Count; readonly ascii: Count; readonly idn: Count };
  readonly regions: readonly (Count & { readonly region: Region })[];
  readonly missing: readonly Tld[];
  readonly joined: readonly Tld[];
  /** How many active ccTLDs have 0, 1, 2, 3 contacts. */
  readonly contactsPerTld: readonly [number, number, number, number];
  /** Entries of the list, and people, who may serve several ccTLDs. */
  readonly contacts: number;
  readonly people: number;
  readonly secondaryAddress: {
    /** Entries with a second address, and with one outside their own ccTLD. */
    readonly given: number;
    readonly outside: number;
    /** ccTLDs none of whose contacts has any address outside it. */
    readonly onlyInside: readonly Tld[];
  };
  /** Entries that nobody confirmed for half a year, and their ccTLDs. */
  readonly stale: Some;
  /** Entries with an address from which mail comes back, and their ccTLDs. */
  readonly bouncing: Some;
  readonly ccnso: { readonly member: Count; readonly nonMember: Count; readonly unknown: Count };
  readonly movement: Movement | null;
  /** Since `movement.since`, or ever. */
  readonly handling: Handling;
};

export type StatisticsQuestion = {
  readonly table: CcTldTable;
  readonly ccnso: ReadonlyMap<Tld, CcnsoStanding>;
  /** As they are at `at`. */
  readonly rosters: ReadonlyMap<Tld, Pick<Roster, 'contacts'>>;
  readonly history: readonly PastChange[];
  /** Entries that nobody confirmed for longer than this are stale; milliseconds. */
  readonly staleAfter: number;
  /** Addresses from which mail comes back at `at`, as far as that is known. */
  readonly bouncing: ReadonlySet<AddressKey>;
  readonly at: Instant;
  readonly since: Instant | null;
  readonly handling: Handling;
};

/** The figures of the membership. Only active ccTLDs of the table count, by the regions that the table has today. */
export function statistics(question: StatisticsQuestion): Statistics {
  const { table, rosters, at, staleAfter } = question;
  const rows = fullCoverage(table, rosters);
  const active = activeCcTlds(table);
  const members = active.filter(({ tld }) => isMember(rosters, tld)).map(({ tld }) => tld);
  const entries = members.flatMap((tld) => contactsOf(rosters, tld).map((contact) => ({ tld, contact })));
  const stale = entries.filter(({ contact }) => isStale(contact, staleAfter, at));
  const bouncing = entries.filter(({ contact }) =>
    addressesOf(contact).some((address) => question.bouncing.has(addressKey(address))),
  );
  const second = entries.filter(({ contact }) => contact.secondaryEmail !== null);
  return {
    at,
    rows,
    totals: {
      all: coverageTotal(rows),
      ascii: coverageTotal(rows.filter(({ kind }) => kind === 'ascii')),
      idn: coverageTotal(rows.filter(({ kind }) => kind === 'idn')),
    },
    regions: REGIONS.map((region) => ({ region, ...coverageTotal(rows.filter((row) => row.region === region)) })),
    missing: missingCcTlds(table, rosters),
    joined: members,
    contactsPerTld: perTld(active, rosters),
    contacts: entries.length,
    people: new Set(entries.map(({ contact }) => addressKey(contact.email))).size,
    secondaryAddress: {
      given: second.length,
      outside: second.filter(({ tld, contact }) => isOutside(tld, contact)).length,
      onlyInside: members.filter((tld) => reachableOnlyInside(tld, contactsOf(rosters, tld))),
    },
    stale: some(stale),
    bouncing: some(bouncing),
    ccnso: byCcnso(question, active),
    handling: question.handling,
    movement: question.since === null ? null : movementSince(question.since, question),
  };
}

function some(entries: readonly { readonly tld: Tld }[]): Some {
  return { contacts: entries.length, tlds: [...new Set(entries.map(({ tld }) => tld))] };
}

/** `.ac Ascension Island`, in the order of the labels, for each region that has any. */
export function namedByRegion(
  table: CcTldTable,
  tlds: readonly Tld[],
): readonly { readonly region: Region; readonly names: readonly string[] }[] {
  const wanted = new Set(tlds);
  const rows = activeCcTlds(table).filter(({ tld }) => wanted.has(tld));
  return REGIONS.map((region) => ({
    region,
    names: rows.filter((row) => row.region === region).map(({ tld, name }) => `${dotted(table, tld)} ${name}`),
  })).filter(({ names }) => names.length > 0);
}

function contactsOf(rosters: StatisticsQuestion['rosters'], tld: Tld): readonly Contact[] {
  return rosters.get(tld)?.contacts ?? [];
}

function perTld(active: readonly CcTld[], rosters: StatisticsQuestion['rosters']): Statistics['contactsPerTld'] {
  const having = (count: number): number =>
    active.filter(({ tld }) => contactsOf(rosters, tld).length === count).length;
  return [having(0), having(1), having(2), having(3)];
}

function isOutside(tld: Tld, { secondaryEmail }: Contact): boolean {
  return secondaryEmail !== null && !`.${domainOf(secondaryEmail)}`.endsWith(`.${tld}`);
}

function byCcnso({ ccnso, rosters }: StatisticsQuestion, active: readonly CcTld[]): Statistics['ccnso'] {
  const count = (standing: CcnsoStanding | undefined): Count => {
    const there = active.filter(({ tld }) => ccnso.get(tld) === standing);
    const members = there.filter(({ tld }) => isMember(rosters, tld)).length;
    return { members, missing: there.length - members, total: there.length };
  };
  return { member: count('member'), nonMember: count('non-member'), unknown: count(undefined) };
}

function movementSince(since: Instant, { table, rosters, history, at }: StatisticsQuestion): Movement {
  // What happened in the very first moment is of that time, as what happens in the last one of a day is of the day.
  const before = rostersAt(history, plus(since, -1));
  const tlds = activeCcTlds(table).map(({ tld }) => tld);
  const joined = tlds.filter((tld) => !isMember(before, tld) && isMember(rosters, tld));
  const left = tlds.filter((tld) => isMember(before, tld) && !isMember(rosters, tld));
  const stayed = new Set(tlds.filter((tld) => isMember(before, tld) && isMember(rosters, tld)));
  const kinds = history
    .filter((version) => version.at >= since && version.at <= at && stayed.has(version.tld))
    .flatMap((version) => differences(version).map(({ kind }) => kind));
  const number = (kind: (typeof kinds)[number]): number => kinds.filter((one) => one === kind).length;
  return {
    since,
    joined,
    left,
    updates: { added: number('added'), removed: number('removed'), changed: number('changed') },
  };
}
