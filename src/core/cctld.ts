import type { Brand } from './brand.ts';
import { asciiDomain } from './email-address.ts';

/** A ccTLD as A-label in lower case, without a dot: `nl`, `xn--p1ai`. */
export type Tld = Brand<string, 'Tld'>;

export type Region = 'AF' | 'AP' | 'EUR' | 'LAC' | 'NA';

export type CcTld = {
  readonly tld: Tld;
  /** U-label; equals `tld` for an ASCII ccTLD. */
  readonly ulabel: string;
  /** English name of the country or territory. */
  readonly name: string;
  /** ISO 3166-1 alpha-2 in upper case, for telephone numbers; null where there is none (.eu). */
  readonly iso: string | null;
  readonly region: Region;
  /** `retired`: was delegated once (.an); `not-assigned`: on IANA's list without a delegation (.eh). */
  readonly status: 'active' | 'retired' | 'not-assigned';
};

/** Reads an A-label as the table has it: two letters, or a Punycode label (RFC 5890 §2.3.2.1), in lower case. */
export function parseTld(text: string): Tld | null {
  return /^(?:[a-z]{2}|xn--[a-z0-9-]{1,58}[a-z0-9])$/u.test(text) ? (text as Tld) : null;
}

/** The ccTLD table, keyed by A-label and by U-label, both in lower case. */
export type CcTldTable = ReadonlyMap<string, CcTld>;

export function ccTldTable(rows: Iterable<CcTld>): CcTldTable {
  const table = new Map<string, CcTld>();
  for (const row of rows) {
    table.set(row.tld, row);
    table.set(row.ulabel.toLowerCase(), row);
  }
  return table;
}

/** Each ccTLD once, in the order of the table. */
export function ccTlds(table: CcTldTable): readonly CcTld[] {
  return [...new Set(table.values())];
}

/** Those that are delegated, in the order of the table. */
export function activeCcTlds(table: CcTldTable): readonly CcTld[] {
  return ccTlds(table).filter(({ status }) => status === 'active');
}

/**
 * Finds a label as a person wrote it: `.nl`, `NL`, `.рф`, `.РФ`, `XN--P1AI`, full-width `．ＮＬ`, a trailing dot.
 * Null where the table has no such ccTLD.
 */
export function findCcTld(table: CcTldTable, written: string): CcTld | null {
  return table.get(labelIn(written)) ?? null;
}

/** Whether a person can have meant a ccTLD, one that the table lacks: two letters, or an IDN label. */
export function couldBeCcTld(written: string): boolean {
  const label = asciiDomain(labelIn(written));
  return label !== null && parseTld(label) !== null;
}

function labelIn(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/^[.。]/u, '')
    .replace(/[.。]$/u, '')
    .toLowerCase();
}

/** As written in mail: with a dot, as U-label (`.nl`, `.рф`). */
export function dotted(table: CcTldTable, tld: Tld): string {
  return `.${table.get(tld)?.ulabel ?? tld}`;
}
