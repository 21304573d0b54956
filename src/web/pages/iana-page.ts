import { html } from 'hono/html';
import { dotted } from '../../core/cctld.ts';
import type { IanaRecord } from '../../core/iana.ts';
import type { Desk } from '../../review/desk.ts';
import { dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { day } from '../moments.ts';
import type { Markup } from '../page.ts';
import { searchForm } from '../search-form.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

/** The trust anchor: who is the Admin Contact of each ccTLD; what changed of late comes first. */
export async function ianaPage(desk: Desk, signedIn: SignedIn, search: string): Promise<Markup> {
  const all = await desk.reads.ianaRecords();
  const wanted = search.toLowerCase();
  const records = all
    .filter((record) => wanted === '' || searchable(desk, record).includes(wanted))
    .toSorted((a, b) => (b.changedAt ?? '').localeCompare(a.changedAt ?? '') || a.tld.localeCompare(b.tld));
  return deskPage(
    signedIn,
    '/iana',
    'IANA',
    html`${searchForm('/iana', search, 'ccTLD, manager or address')}
<p>${records.length} ccTLDs${search === '' ? '' : ' found'}. What is wrong or late is set by hand in the shell: <code>tldops iana set TLD</code>.</p>
${dataTable(
  'Admin Contacts at IANA',
  ['ccTLD', 'Admin Contact', 'Manager', 'Address changed', 'As of', 'Source'],
  records.map((record) => [
    link(`/roster/${record.tld}`, dotted(desk.table, record.tld)),
    { shown: record.adminEmail, as: 'address' },
    { shown: record.manager, as: 'words' },
    { shown: record.changedAt === null ? '' : day(record.changedAt) },
    { shown: day(record.asOf) },
    { shown: html`${sourceOf(record)}${record.status === 'retired' ? ', retired' : ''}` },
  ]),
  search === '' ? 'Nothing is known from IANA yet.' : 'Nothing was found.',
)}`,
  );
}

function sourceOf({ source, reason }: IanaRecord): Markup | string {
  return source === 'manual' ? html`by hand: <bdi>${reason ?? ''}</bdi>` : source;
}

function searchable({ table }: Desk, { tld, manager, adminEmail }: IanaRecord): string {
  return [dotted(table, tld), tld, manager, adminEmail].join('\n').toLowerCase();
}
