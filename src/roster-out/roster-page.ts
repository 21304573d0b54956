import type { CcTld, CcTldTable } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import { internationalPhone } from '../core/phone.ts';
import { addressesOf, type Roster } from '../core/roster.ts';
import { contactsInOrder, type Entry } from './contact-order.ts';
import { escapedMarkup as text } from './markup.ts';
import { regionCode, regionName } from './region-names.ts';
import { rememberedEntry } from './remembered-entry.ts';
import { SAVE_SCRIPT } from './roster-page-save-script.ts';
import { SEARCH_SCRIPT } from './roster-page-script.ts';
import { revision } from './roster-vcard.ts';

/** The words on the page, from the texts. */
export type PageWords = {
  readonly title: string;
  readonly note: string;
  readonly search: string;
  /** Behind the number of entries that fit. */
  readonly count: string;
  /** Where the script does not run. */
  readonly noScript: string;
  /** Before the buttons that make files. */
  readonly save: string;
  readonly saveTable: string;
  readonly saveCards: string;
  readonly saveOldCards: string;
};

/** What the page says, how the files that it makes are called (without their ends), and when the list was made. */
export type PageFrame = PageWords & { readonly fileName: string; readonly madeAt: Instant };

const STYLE = `body{font:16px/1.4 system-ui,sans-serif;max-width:64rem;margin:1rem auto;padding:0 .7rem}
button{font:inherit;padding:.3rem .6rem;margin:.2rem 0}input{font:inherit;width:100%;max-width:30rem;padding:.4rem;box-sizing:border-box}
table{border-collapse:collapse;width:100%}th{text-align:left;padding:.7rem 0 .1rem}td{padding:.15rem .8rem .15rem 0;vertical-align:top}
td:first-child,td:nth-child(3){white-space:nowrap}td:last-child{overflow-wrap:anywhere}
tbody{border-bottom:1px solid #bbb}[hidden]{display:none}@media(max-width:40rem){td{display:block;padding:0}td:nth-child(2){font-weight:600}tr{display:block;padding:.3rem 0}}
@media print{form{display:none}}`;

// Whatever slipped into the page could load nothing and send nothing.
const POLICY = `default-src 'none';style-src 'unsafe-inline';script-src 'unsafe-inline';base-uri 'none';form-action 'none'`;

/** The list as one page that needs nothing from elsewhere and can be searched; without its script it is still a table. */
export function rosterPage(table: CcTldTable, rosters: Iterable<Roster>, words: PageFrame): string {
  const entries = contactsInOrder(table, rosters);
  const groups = Map.groupBy(entries, ({ cctld }) => cctld);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${text(words.title)}</title>
<style>${STYLE}</style>
<h1>${text(words.title)}</h1>
<p>${text(words.note)}
<form hidden><label>${text(words.search)}<br><input type="search" autofocus></label></form>
<form id="save" hidden data-name="${text(words.fileName)}" data-made="${revision(words.madeAt)}">${text(words.save)}
<button value="csv">${text(words.saveTable)}</button> <button value="vcf">${text(words.saveCards)}</button> <button value="old">${text(words.saveOldCards)}</button></form>
<p id="found"><span>${entries.length}</span> ${text(words.count)}
<noscript><p>${text(words.noScript)}</noscript>
<table>
${[...groups].map(([cctld, own]) => group(cctld, own)).join('\n')}
</table>
<script>${SEARCH_SCRIPT}${SAVE_SCRIPT}</script>
</html>
`;
}

/** End tags that HTML does not need are left out: a third of the page. */
function group({ tld, ulabel, name, region }: CcTld, entries: readonly Entry[]): string {
  const label = tld === ulabel ? '' : ` data-tld="${text(tld)}"`;
  const place = `${regionCode(region)}, ${regionName(region)}`;
  const heading = `<tbody${label}><tr><th colspan="4">.${text(ulabel)} ${text(name)} (${text(place)})`;
  return [heading, ...entries.map(row)].join('\n');
}

const row = rememberedEntry(({ contact }) => {
  const cells = [`#${contact.rank}`, contact.name, internationalPhone(contact.phone), addressesOf(contact).join(' ')];
  return `<tr>${cells.map((cell) => `<td>${text(cell)}`).join('')}`;
});
