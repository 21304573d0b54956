import { type CcTldTable, findCcTld } from '../../core/cctld.ts';
import { readRosterLine } from '../../parse/roster-line.ts';
import { readMailmanDump } from './mailman-dump.ts';
import { type MailmanPerson, mailmanPeople } from './mailman-people.ts';
import { byCcTld, type ImportFault, type WrittenContact, type WrittenFile } from './written-roster.ts';

/** Members of a mailing list with packed names; lines as published may stand between them. */
export function writtenMailman(table: CcTldTable, text: string): WrittenFile {
  const published = new Map<number, readonly Row[]>();
  const rest = text.split(/\r?\n/u).map((line, index) => {
    const read = readRosterLine(table, line);
    if (read === null || read.fault !== null || read.addresses.length === 0 || line.includes('<')) return line;
    const { name, rank, label, phone, addresses } = read;
    const person = { name, phone, email: addresses[0] ?? '', secondaryEmail: addresses[1] ?? '' };
    published.set(index, [{ tld: label, contact: contactAt(`line ${index + 1}`, String(rank ?? ''), person) }]);
    return '';
  });
  const { members, strange } = readMailmanDump(rest.join('\n'));
  const people = mailmanPeople(table, members);
  return {
    partly: true,
    rosters: byCcTld([...[...published.values()].flat(), ...people.flatMap(rows)]),
    faults: [
      ...strange.map((one): ImportFault => ({ ...one, about: null })),
      ...people.flatMap((person) => faultsOf(table, person)),
    ],
  };
}

type Row = { readonly tld: string; readonly contact: WrittenContact };

function rows({ place, packed, email, secondaryEmail }: MailmanPerson): readonly Row[] {
  const person = { name: packed.name, phone: packed.phone, email, secondaryEmail };
  return packed.places.map(({ rank, label }) => ({ tld: label, contact: contactAt(place, rank, person) }));
}

/** Where no ccTLD is named, the entry may belong to that of its address. */
function faultsOf(table: CcTldTable, { place, packed, email, doubts }: MailmanPerson): readonly ImportFault[] {
  const own = findCcTld(table, email.slice(email.lastIndexOf('.')));
  const about = packed.places.length > 0 ? packed.places.map(({ label }) => label) : [own?.tld ?? null];
  return doubts.flatMap((words) => about.map((label) => ({ place: `${place} (${email})`, words, about: label })));
}

function contactAt(
  place: string,
  rank: string,
  person: Pick<WrittenContact, 'name' | 'phone' | 'email' | 'secondaryEmail'>,
): WrittenContact {
  return { place, rank, ...person, since: '', confirmedAt: '' };
}
