import { html } from 'hono/html';
import { type CcTld, dotted } from '../../core/cctld.ts';
import type { IanaRecord } from '../../core/iana.ts';
import { internationalPhone } from '../../core/phone.ts';
import { type Contact, emptyRoster } from '../../core/roster.ts';
import type { Desk } from '../../review/desk.ts';
import { entryRemarks } from '../../roster-out/entry-remarks.ts';
import type { RosterVersion } from '../../store/port.ts';
import { contactList, sideBySide } from '../contact-tables.ts';
import { dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { addressText, personName, tldText } from '../inline-text.ts';
import { day, moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import { searchForm } from '../search-form.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { historyList } from './history-list.ts';

const MOST_VERSIONS = 50;
const MOST_HISTORY = 200;

/** Everybody, or those in whose entry the words stand. */
export async function rosterPage(desk: Desk, signedIn: SignedIn, search: string): Promise<Markup> {
  const rosters = await desk.reads.rosters();
  const news = await desk.entryNews();
  const wanted = search.toLowerCase();
  const rows = rosters
    .flatMap(({ tld, contacts }) => contacts.map((contact) => ({ tld: dotted(desk.table, tld), label: tld, contact })))
    .map((row) => ({ ...row, notes: entryRemarks(news, row.label, row.contact).map(({ short }) => short) }))
    .filter(({ tld, contact, notes }) => wanted === '' || searchable(tld, contact, notes).includes(wanted));
  const doubtful = rows.filter(({ notes }) => notes.length > 0).length;
  const members = rosters.filter(({ contacts }) => contacts.length > 0).length;
  return deskPage(
    signedIn,
    '/roster',
    'Roster',
    html`${searchForm('/roster', search, 'ccTLD, name, address, phone or remark')}
<p>${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}${search === '' ? ` of ${members} ${members === 1 ? 'ccTLD' : 'ccTLDs'}` : ' found'}${doubtful === 0 ? '' : `, ${doubtful} of which somebody should look at`}.</p>
${dataTable(
  'Roster',
  ['ccTLD', '#', 'Name', 'E-mail', 'Phone', 'Confirmed', 'To look at'],
  rows.map(({ tld, label, contact, notes }) => [
    link(`/roster/${label}`, tld),
    { shown: contact.rank },
    { shown: personName(contact.name) },
    {
      shown:
        contact.secondaryEmail === null
          ? contact.email
          : html`${addressText(contact.email)}<br>${addressText(contact.secondaryEmail)}`,
      as: 'address',
    },
    { shown: internationalPhone(contact.phone), as: 'phone' },
    { shown: day(contact.confirmedAt) },
    { shown: notes.length === 0 ? '' : html`<span class="remark">${notes.join(', ')}</span>` },
  ]),
  search === '' ? 'Nobody is on the roster yet.' : 'Nobody was found.',
)}`,
  );
}

function searchable(tld: string, { name, email, secondaryEmail, phone }: Contact, notes: readonly string[]): string {
  return [...notes, tld, name, email, secondaryEmail ?? '', phone, internationalPhone(phone).replaceAll('\u00a0', ' ')]
    .join('\n')
    .toLowerCase();
}

/** One ccTLD with all that was ever on its roster. */
export async function rosterOfPage(desk: Desk, signedIn: SignedIn, { tld, name, status }: CcTld): Promise<Markup> {
  const roster = (await desk.reads.rosters()).find((one) => one.tld === tld) ?? emptyRoster(tld);
  const iana = (await desk.reads.ianaRecords()).find((one) => one.tld === tld) ?? null;
  const open = (await desk.reads.heldCases()).filter(({ state, tlds }) => state === 'open' && tlds.includes(tld));
  const broken = (await desk.reads.addressCases()).filter(({ state, tlds }) => state === 'open' && tlds.includes(tld));
  const versions = await desk.store.rosterHistory(tld);
  const history = await desk.store.recentAudit(tld, MOST_HISTORY);
  const news = await desk.entryNews();
  const frozen = roster.frozenUntil !== null && roster.frozenUntil > desk.clock() ? roster.frozenUntil : null;
  return deskPage(
    signedIn,
    '/roster',
    `${dotted(desk.table, tld)} ${name}`,
    html`${frozen === null ? '' : html`<p class="state">A dispute keeps this roster as it is until ${moment(frozen)}.</p>`}
${status === 'active' ? '' : html`<p class="state">This ccTLD is ${status === 'retired' ? 'retired' : 'not assigned'}.</p>`}
<section><h2>Contacts</h2>${contactList(roster.contacts, new Map(), (contact) => entryRemarks(news, tld, contact))}
<p class="quiet">Revision ${roster.revision}.</p></section>
<section><h2>Admin Contact at IANA</h2>${ianaFacts(iana)}</section>
<section><h2>What waits</h2>${
      open.length + broken.length === 0
        ? html`<p class="quiet">Nothing.</p>`
        : html`<ul>${broken.map(({ ref, address }) => html`<li><a href="/held/${ref}">${ref}</a> address that does not work, <span class="address">${address}</span></li>`)}${open.map(({ ref, commands, from }) => html`<li><a href="/held/${ref}">${ref}</a> ${commands.join(' + ') || 'free text'}, from <span class="address">${from}</span></li>`)}</ul>`
    }</section>
<section><h2>How the roster changed</h2>${
      versions.length === 0
        ? html`<p class="quiet">It never had a contact.</p>`
        : versions.slice(0, MOST_VERSIONS).map((version) => versionDetails(desk, tld, version))
    }</section>
<section><h2>History</h2>${historyList(history, 'with references')}</section>`,
    html`${tldText(desk.table, tld)} ${name}`,
  );
}

function versionDetails(
  desk: Desk,
  tld: CcTld['tld'],
  { revision, ref, at, imported, before, after }: RosterVersion,
): Markup {
  return html`<details><summary>Revision ${revision}, ${moment(at)}, ${imported ? 'imported' : html`by ${ref}`}</summary>
<p><a href="/activity/${ref}">The mail or decision ${ref}</a></p>
${sideBySide(desk.table, [{ tld, revision, before, after }], 'past')}</details>
`;
}

function ianaFacts(record: IanaRecord | null): Markup {
  if (record === null) return html`<p>Nothing is known from IANA yet.</p>`;
  return html`<dl class="facts">
<div><dt>Address</dt><dd class="address">${record.adminEmail}</dd></div>
<div><dt>Manager</dt><dd><bdi>${record.manager}</bdi></dd></div>
<div><dt>As of</dt><dd>${moment(record.asOf)}, from ${record.source === 'manual' ? 'a person' : record.source}</dd></div>
<div><dt>Address changed</dt><dd>${record.changedAt === null ? 'not since the first look' : moment(record.changedAt)}</dd></div>
</dl>`;
}
