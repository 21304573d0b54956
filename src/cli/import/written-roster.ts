/** A contact as a file has it: nothing of it is checked yet. Empty where the file has nothing. */
export type WrittenContact = {
  /** Where it stands, for faults: `[0].contacts[1]`, `line 7`. */
  readonly place: string;
  readonly rank: string;
  readonly name: string;
  readonly email: string;
  readonly secondaryEmail: string;
  readonly phone: string;
  readonly since: string;
  readonly confirmedAt: string;
};

/** The contacts of one ccTLD as a file has them, in its order. */
export type WrittenRoster = {
  readonly place: string;
  readonly tld: string;
  readonly contacts: readonly WrittenContact[];
};

/** What is wrong, and where. */
export type ImportFault = {
  /** As of a contact; null: in the file as a whole. */
  readonly place: string | null;
  readonly words: string;
  /** The ccTLD, as written, that stays as it is because of it; null: none is known. */
  readonly about: string | null;
};

export type WrittenFile = {
  readonly rosters: readonly WrittenRoster[];
  readonly faults: readonly ImportFault[];
  /** What a person should look at all the same. */
  readonly warnings?: readonly string[];
  /**
   * Nobody wrote it for us, so there will always be something in doubt of which nobody can tell the ccTLD: what is clean is taken
   * all the same. Of other files nothing is taken then, since the contact of a ccTLD that looks clean may be the one at fault.
   */
  readonly partly?: true;
};

export function importFaultText({ place, words }: ImportFault): string {
  return place === null ? words : `${place}: ${words}`;
}

/** Rows that each name their ccTLD, as rosters. */
export function byCcTld(rows: readonly { readonly tld: string; readonly contact: WrittenContact }[]): WrittenRoster[] {
  const key = (tld: string): string => tld.normalize('NFKC').replace(/^\./u, '').toLowerCase();
  return [...Map.groupBy(rows, ({ tld }) => key(tld)).values()].flatMap((group) =>
    group.slice(0, 1).map(({ tld, contact: { place } }) => ({ place, tld, contacts: group.map((row) => row.contact) })),
  );
}
