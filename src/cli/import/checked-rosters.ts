import { type CcTld, findCcTld, type Tld } from '../../core/cctld.ts';
import { type AddressFault, addressKey, type EmailAddress, parseEmailAddress } from '../../core/email-address.ts';
import { DAY, type Instant, plus } from '../../core/instant.ts';
import { hasLostLetters } from '../../core/lost-letters.ts';
import { type PhoneReading, readPhone } from '../../core/phone.ts';
import { addressesOf, type Contact, rankAt } from '../../core/roster.ts';
import { lookOfAddress } from '../../rules/role-mailbox.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import { readMoment } from '../given-moment.ts';
import type { ImportFault, WrittenContact, WrittenRoster } from './written-roster.ts';

/** A contact as the file means it; null where it says nothing of a date. */
type ImportedContact = Omit<Contact, 'since' | 'confirmedAt'> & {
  readonly since: Instant | null;
  readonly confirmedAt: Instant | null;
};

export type ImportedRoster = { readonly tld: Tld; readonly contacts: readonly ImportedContact[] };

/** What the file is wrong in, and what a person should look at all the same. */
export type Checked = {
  readonly rosters: readonly ImportedRoster[];
  readonly faults: readonly ImportFault[];
  readonly warnings: readonly string[];
};

type Notes = { readonly faults: ImportFault[]; readonly warnings: string[] };
type Policy = Pick<RuleBook, 'table' | 'roleMailboxes' | 'limits'> & { readonly now: Instant };

const PHONE_FAULTS: { readonly [F in Extract<PhoneReading, { ok: false }>['fault']]: string } = {
  'phone-impossible': 'is no possible telephone number',
  'phone-extension': 'has an extension; a direct number is needed',
  'phone-without-country': 'needs its country code, such as +31',
};
const ADDRESS_FAULTS: { readonly [F in AddressFault]: string } = {
  empty: 'is empty',
  'no-at-sign': 'is no e-mail address: it has no @',
  'bad-local-part': 'is no e-mail address: the part before the @ is malformed',
  'utf8-local-part': 'has other than ASCII letters before the @, which many servers do not take',
  'bad-domain': 'is no e-mail address: the domain is malformed',
  'too-long': 'is too long for an e-mail address',
};
// Nothing that moves the cursor or turns the direction of the text around.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const LONGEST_NAME = 200;
/** How far the clock of whoever wrote the file may be ahead, its time zone included. */
const CLOCKS_DIFFER = DAY;

/** Checks every value of every entry; each fault has its place. */
export function checkedRosters(policy: Policy, written: readonly WrittenRoster[]): Checked {
  const notes: Notes = { faults: [], warnings: [] };
  const rosters = written.flatMap((roster) => checkedRoster(policy, roster, notes));
  for (const twice of repeated(rosters.map(({ tld }) => tld)))
    notes.faults.push({ place: null, words: `.${twice} has more than one entry`, about: twice });
  return { rosters, ...notes };
}

function checkedRoster(policy: Policy, { place, tld: label, contacts }: WrittenRoster, notes: Notes): ImportedRoster[] {
  const cctld = findCcTld(policy.table, label);
  const at = `${place} (${label})`;
  const fault = (words: string, where = at): void => {
    notes.faults.push({ place: where, words, about: label });
  };
  if (cctld === null) fault(label === '' ? 'the ccTLD is missing' : `${label} is no ccTLD`, place);
  else if (cctld.status !== 'active' && contacts.length > 0)
    fault(`this ccTLD is ${cctld.status}, so it has no contacts`);
  const most = policy.limits.contactsMost;
  if (contacts.length > most) fault(`${contacts.length} contacts; at most ${most} are allowed`);
  const people = inRankOrder(contacts.map((contact) => checkedContact(policy, contact, { cctld, label }, notes)));
  for (const address of repeated(people.flatMap(addressesOf).map(addressKey))) fault(`${address} stands there twice`);
  for (const twice of repeated(contacts.map(({ rank }) => rank).filter((rank) => rank !== '')))
    fault(`rank ${twice} is given twice`);
  return cctld === null ? [] : [{ tld: cctld.tld, contacts: people }];
}

type Ranked = { readonly wanted: number | null; readonly contact: Omit<ImportedContact, 'rank'> };

/** By the ranks of the file, those without one last; ranks close up. */
function inRankOrder(found: readonly (Ranked | null)[]): readonly ImportedContact[] {
  return found
    .filter((one) => one !== null)
    .toSorted((one, other) => (one.wanted ?? 9) - (other.wanted ?? 9))
    .map(({ contact }, index) => ({ ...contact, rank: rankAt(index) }));
}

function checkedContact(
  policy: Policy,
  written: WrittenContact,
  { cctld, label }: { readonly cctld: CcTld | null; readonly label: string },
  notes: Notes,
): Ranked | null {
  const { place } = written;
  const fault = (field: string, message: string): null => {
    notes.faults.push({ place: `${place}.${field}`, words: message, about: label });
    return null;
  };
  const name = nameIn(written.name) ?? fault('name', `"${written.name}" is no name of 1 to ${LONGEST_NAME} characters`);
  if (hasLostLetters(written.name))
    fault('name', `letters of "${written.name}" are lost: the file is not in UTF-8; save it as UTF-8`);
  const email = addressIn(written.email, (message) => fault('email', message));
  const secondaryEmail =
    written.secondaryEmail.trim() === ''
      ? null
      : addressIn(written.secondaryEmail, (message) => fault('secondaryEmail', message));
  const phone = readPhone(written.phone, cctld?.iso ?? null);
  if (written.phone.trim() === '') fault('phone', 'is missing');
  else if (!phone.ok) fault('phone', `"${written.phone}" ${PHONE_FAULTS[phone.fault]}`);
  else if (!phone.valid)
    notes.warnings.push(`${place}.phone: ${phone.phone} is possible, but not in use in its country`);
  const since = momentIn(policy, written.since, (message) => fault('since', message));
  const confirmedAt = momentIn(policy, written.confirmedAt, (message) => fault('confirmedAt', message));
  const wanted = /^#?[123]$/u.test(written.rank) ? Number(written.rank.replace('#', '')) : null;
  if (written.rank !== '' && wanted === null) fault('rank', `${written.rank} is none of 1, 2, 3`);
  for (const address of [email, secondaryEmail]) {
    if (address !== null && lookOfAddress(policy.roleMailboxes, address) !== 'ordinary')
      notes.warnings.push(`${place}: ${address} looks like the address of a role, not of a person`);
  }
  if (name === null || email === null || !phone.ok) return null;
  return { wanted, contact: { name, email, secondaryEmail, phone: phone.phone, since, confirmedAt } };
}

function nameIn(written: string): string | null {
  const name = written.normalize('NFC').trim();
  return name === '' || name.length > LONGEST_NAME || UNPRINTABLE.test(name) ? null : name;
}

function addressIn(written: string, fault: (message: string) => null): EmailAddress | null {
  const read = parseEmailAddress(written.trim());
  return read.ok ? read.address : fault(`"${written}" ${ADDRESS_FAULTS[read.fault]}`);
}

/** Not in the future: an entry that was confirmed then would not be asked about until long after. */
function momentIn({ now }: Policy, written: string, fault: (message: string) => null): Instant | null {
  if (written.trim() === '') return null;
  const at = readMoment(written.trim());
  if (at === null) return fault(`"${written}" is no date like 2026-03-01T00:00:00.000Z`);
  return at > plus(now, CLOCKS_DIFFER) ? fault(`"${written}" is in the future`) : at;
}

/** Each value that stands there more than once. */
function repeated<T>(values: readonly T[]): ReadonlySet<T> {
  return new Set(values.filter((value, index) => values.indexOf(value) !== index));
}
