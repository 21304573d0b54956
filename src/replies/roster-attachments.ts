import type { CcTldTable, Tld } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import type { Attachment } from '../core/outgoing.ts';
import type { Roster } from '../core/roster.ts';
import { rosterCsv } from '../roster-out/roster-csv.ts';
import { rosterPage } from '../roster-out/roster-page.ts';
import { rosterVcards } from '../roster-out/roster-vcard.ts';
import { dayInUtc } from './plain-words.ts';
import { type Texts, say } from './texts.ts';
import type { AnswerView, Letter } from './views.ts';

/** Spreadsheets read UTF-8 where it begins with this. */
const BYTE_ORDER_MARK = '\ufeff';

/** The list for use without the Internet: a page, a table, and cards for address books. */
export function rosterAttachments(
  texts: Texts,
  table: CcTldTable,
  rosters: readonly Roster[],
  at: Instant,
): readonly Attachment[] {
  const day = dayInUtc(at);
  const name = `tld-ops-contacts-${day}`;
  const page = rosterPage(table, rosters, {
    title: say(texts, 'directory.page-title', { day }),
    note: say(texts, 'directory.colour', {}),
    search: say(texts, 'directory.page-search', {}),
    count: say(texts, 'directory.page-count', {}),
    noScript: say(texts, 'directory.page-script', {}),
  });
  return [
    { filename: `${name}.html`, contentType: 'text/html', text: page },
    { filename: `${name}.csv`, contentType: 'text/csv', text: BYTE_ORDER_MARK + rosterCsv(table, rosters) },
    { filename: `${name}.vcf`, contentType: 'text/vcard', text: rosterVcards(table, rosters, '4.0') },
    { filename: `${name}-outlook.vcf`, contentType: 'text/vcard', text: rosterVcards(table, rosters, '3.0') },
  ];
}

/** Everybody whom an answer to WHO shows, each once. */
export function directoryOf(items: AnswerView['items']): readonly Roster[] {
  const shown = new Map<Tld, Roster>();
  for (const { info } of items) {
    if (info?.kind !== 'directory') continue;
    for (const roster of info.rosters) shown.set(roster.tld, together(shown.get(roster.tld), roster));
  }
  return [...shown.values()];
}

/** What an answer shows to WHO, as files; nothing where it shows nobody. */
export function answerAttachments(texts: Texts, view: AnswerView): Pick<Letter, 'attachments'> {
  const rosters = directoryOf(view.items);
  return rosters.length === 0 ? {} : { attachments: rosterAttachments(texts, view.table, rosters, view.receivedAt) };
}

/** Two questions of one mail may have found different people of one ccTLD. */
function together(one: Roster | undefined, other: Roster): Roster {
  if (one === undefined) return other;
  const more = other.contacts.filter(({ rank }) => one.contacts.every((contact) => contact.rank !== rank));
  return { ...one, contacts: [...one.contacts, ...more] };
}
