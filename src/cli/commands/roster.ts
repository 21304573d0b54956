import { findCcTld } from '../../core/cctld.ts';
import { internationalPhone } from '../../core/phone.ts';
import type { Roster } from '../../core/roster.ts';
import { rosterLine } from '../../roster-out/roster-line.ts';
import { CommandFailure } from '../exit.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

export async function rosterList({ store, house }: Workplace, output: Output): Promise<void> {
  const rosters = sorted(await store.rosters()).filter(({ contacts }) => contacts.length > 0);
  const lines = rosters.flatMap((roster) =>
    roster.contacts.map((contact) => rosterLine(house.book.table, roster.tld, contact)),
  );
  output.result(rosters.map(rosterJson), lines.length === 0 ? 'No ccTLD has contacts yet.' : lines.join('\n'));
}

export async function rosterShow({ store, house }: Workplace, output: Output, label: string): Promise<void> {
  const cctld = findCcTld(house.book.table, label);
  if (cctld === null) throw new CommandFailure(1, `${label} is no ccTLD that rules/cctlds.csv knows.`);
  const { tld } = cctld;
  const roster = (await store.rosters()).find((one) => one.tld === tld) ?? {
    tld,
    revision: 0,
    contacts: [],
    frozenUntil: null,
  };
  output.result(rosterJson(roster), rosterText(roster, `.${cctld.ulabel} (${cctld.name})`));
}

/** `roster export`: the same data as `roster list --json`, for import elsewhere. */
export async function rosterExport({ store }: Workplace, output: Output): Promise<void> {
  const rosters = sorted(await store.rosters()).filter(({ contacts }) => contacts.length > 0);
  output.result(rosters.map(rosterJson), JSON.stringify(rosters.map(rosterJson), null, 2));
}

function sorted(rosters: readonly Roster[]): readonly Roster[] {
  return rosters.toSorted((a, b) => (a.tld < b.tld ? -1 : 1));
}

/** The documented JSON of a roster; `tld` is the A-label. */
function rosterJson({ tld, revision, contacts, frozenUntil }: Roster): object {
  return {
    tld,
    revision,
    ...(frozenUntil === null ? {} : { frozenUntil }),
    contacts: contacts.map(({ rank, name, email, secondaryEmail, phone, since, confirmedAt }) => ({
      rank,
      name,
      email,
      secondaryEmail,
      phone,
      since,
      confirmedAt,
    })),
  };
}

function rosterText(roster: Roster, title: string): string {
  const contacts = roster.contacts.map((contact) =>
    [
      `#${contact.rank}  ${contact.name}`,
      `    ${contact.email}${contact.secondaryEmail === null ? '' : `, ${contact.secondaryEmail}`}`,
      `    ${internationalPhone(contact.phone)}`,
      `    since ${contact.since.slice(0, 10)}, last confirmed ${contact.confirmedAt.slice(0, 10)}`,
    ].join('\n'),
  );
  const frozen = roster.frozenUntil === null ? [] : [`Frozen by a dispute until ${roster.frozenUntil}.`];
  return [
    `${title}, revision ${roster.revision}`,
    ...frozen,
    ...(contacts.length > 0 ? contacts : ['No contacts.']),
  ].join('\n\n');
}
