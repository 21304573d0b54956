import type { CcTldTable } from '../core/cctld.ts';
import type { DraftFault } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { onlyAddresses } from './addresses.ts';
import { trimmedToken, trimmedValue, withoutBullet, withoutLinks, withoutMarkdown } from './decoration.ts';
import { readRank } from './field-labels.ts';
import { halfWidth } from './plain-line.ts';

/** A line of the contact repository as published: `"John Doe, #1, .nl, +31 123456789" john.doe@nic.nl, john@oarc.net`. */
export type RosterLine = {
  readonly name: string;
  readonly rank: Rank | null;
  readonly label: string;
  readonly phone: string;
  /** Primary and secondary; empty where the line was cut before them. */
  readonly addresses: readonly EmailAddress[];
  readonly fault: DraftFault['code'] | null;
};

const OPENING = /^["“”„«'‘]/u;
const CLOSING = /["“”»'’]/gu;
/** Between the quotes. */
const SHORTEST = 5;
const LONGEST = 300;
const UNQUOTED =
  /^([^"“”@:]{2,200},\s*#\d\s*,\s*\.[^\s,]{2,63}\s*,\s*\+?[\d\s().\-/]{6,30}?)[\s,;]+([<[]?[^\s,;<]+@.*)$/u;

/** Null where the line has another form. */
export function readRosterLine(table: CcTldTable, text: string): RosterLine | null {
  const line = halfWidth(withoutBullet(withoutMarkdown(withoutLinks(text))).trim());
  const quoted = quotedPartings(line);
  const [, packed = '', rest = ''] = quoted.length > 0 ? [] : (UNQUOTED.exec(line) ?? []);
  const partings = quoted.length > 0 ? quoted : [{ packed, rest }];
  return partings.map((parting) => rosterLine(table, parting)).find((read) => read !== null) ?? null;
}

type Parting = { readonly packed: string; readonly rest: string };

/** At each mark that may close the quotes, first one first: an apostrophe of a name (O’Brien) is none that does. */
function quotedPartings(line: string): readonly Parting[] {
  if (!OPENING.test(line)) return [];
  return [...line.slice(0, LONGEST + 2).matchAll(CLOSING)]
    .filter(({ index }) => index > SHORTEST)
    .map(({ index }) => ({ packed: line.slice(1, index), rest: line.slice(index + 1).trimStart() }));
}

/** Null where `packed` is not name, rank, ccTLD and phone. */
function rosterLine(table: CcTldTable, { packed, rest }: Parting): RosterLine | null {
  const parts = packed.split(',').map((part) => part.trim());
  const phone = parts.pop() ?? '';
  const label = parts.pop() ?? '';
  const rankPart = parts.at(-1) ?? '';
  const ranked = /^#\s*\d{1,2}$/u.test(rankPart);
  const name = (ranked ? parts.slice(0, -1) : parts).join(', ').trim();
  if (name === '' || !/^\.[^\s.]{2,63}$/u.test(trimmedToken(label)) || !/^\+?[\d\s().\-/]{6,30}$/u.test(phone))
    return null;
  const behind = trimmedValue(rest).replace(/[.]$/u, '');
  const addresses = behind === '' ? [] : onlyAddresses(table, behind);
  if (addresses === null)
    return { name, rank: readRank(rankPart), label, phone, addresses: [], fault: 'email-malformed' };
  const rank = ranked ? readRank(rankPart) : null;
  const fault = addresses.length > 2 ? 'several-addresses' : ranked && rank === null ? 'rank-unknown' : null;
  return { name, rank, label, phone, addresses, fault };
}
