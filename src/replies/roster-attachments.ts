import type { CcTldTable, Tld } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import type { Attachment } from '../core/outgoing.ts';
import type { Roster } from '../core/roster.ts';
import { phoneBookCsv } from '../roster-out/roster-csv.ts';
import { rosterPage } from '../roster-out/roster-page.ts';
import { rosterVcards } from '../roster-out/roster-vcard.ts';
import type { AnswerView } from './answer-view.ts';
import type { Letter } from './letter.ts';
import { dayInUtc } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** Spreadsheets read UTF-8 where it begins with this. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The list for use without the Internet: a page, cards for the address book of a phone, a table, and cards for Outlook. The
 * page can make the others, so that they may stay away where a mail would be too large.
 */
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
    save: say(texts, 'directory.page-save', {}),
    saveTable: say(texts, 'directory.page-save-table', {}),
    saveCards: say(texts, 'directory.page-save-cards', {}),
    saveOldCards: say(texts, 'directory.page-save-old-cards', {}),
    fileName: name,
    madeAt: at,
  });
  const [cards, oldCards] = [rosterVcards(table, rosters, at, '4.0'), rosterVcards(table, rosters, at, '3.0')];
  const csv = BYTE_ORDER_MARK + phoneBookCsv(table, rosters);
  return [
    { filename: `${name}.html`, contentType: 'text/html', text: page },
    { filename: `${name}.vcf`, contentType: 'text/vcard', text: cards, spare: true },
    { filename: `${name}.csv`, contentType: 'text/csv', text: csv, spare: true },
    { filename: `${name}-outlook.vcf`, contentType: 'text/vcard', text: oldCards, spare: true },
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
