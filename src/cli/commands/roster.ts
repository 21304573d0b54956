import { findCcTld } from '../../core/cctld.ts';
import { internationalPhone } from '../../core/phone.ts';
import { isToBeConfirmed, type Redelegation } from '../../core/redelegation.ts';
import type { Roster } from '../../core/roster.ts';
import { rosterLine } from '../../roster-out/roster-line.ts';
import { CommandFailure } from '../exit.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { rosterJson, rostersWithContacts } from './roster-json.ts';

export async function rosterList({ store, house }: Workplace, output: Output): Promise<void> {
  const rosters = await rostersWithContacts(store);
  const lines = rosters.flatMap((roster) =>
    roster.contacts.map((contact) => rosterLine(house.book.table, roster.tld, contact)),
  );
  output.result(rosters.map(rosterJson), lines.length === 0 ? 'No ccTLD has contacts yet.' : lines.join('\n'));
}

export async function rosterShow({ store, house, clock }: Workplace, output: Output, label: string): Promise<void> {
  const cctld = findCcTld(house.book.table, label);
  if (cctld === null) throw new CommandFailure(1, `${label} is no ccTLD that rules/cctlds.csv knows.`);
  const { tld } = cctld;
  const roster = (await store.rosters()).find((one) => one.tld === tld) ?? {
    tld,
    revision: 0,
    contacts: [],
    frozenUntil: null,
  };
  const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, clock());
  const redelegation = world.redelegations.get(tld) ?? null;
  output.result(
    { ...rosterJson(roster), ...(redelegation === null ? {} : { toBeConfirmed: redelegation.unconfirmed }) },
    rosterText(roster, redelegation, `.${cctld.ulabel} (${cctld.name})`),
  );
}

function rosterText(roster: Roster, redelegation: Redelegation | null, title: string): string {
  const contacts = roster.contacts.map((contact) =>
    [
      `#${contact.rank}  ${contact.name}`,
      `    ${contact.email}${contact.secondaryEmail === null ? '' : `, ${contact.secondaryEmail}`}`,
      `    ${internationalPhone(contact.phone)}`,
      `    since ${contact.since.slice(0, 10)}, last confirmed ${contact.confirmedAt.slice(0, 10)}`,
      ...(isToBeConfirmed(redelegation, contact) ? ['    to be confirmed by the new Admin Contact'] : []),
    ].join('\n'),
  );
  const frozen = roster.frozenUntil === null ? [] : [`Frozen by a dispute until ${roster.frozenUntil}.`];
  return [
    `${title}, revision ${roster.revision}`,
    ...frozen,
    ...(contacts.length > 0 ? contacts : ['No contacts.']),
  ].join('\n\n');
}
