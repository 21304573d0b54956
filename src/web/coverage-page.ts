import { html } from 'hono/html';
import { type CoverageRow, coverageTotal, percentOf } from '../roster-out/coverage.ts';
import { regionName } from '../roster-out/region-names.ts';
import { type Markup, page } from './page.ts';

/** The public page: how many ccTLDs can be reached, by region. It knows numbers only, so it can tell nobody's name. */
export function coveragePage(rows: readonly CoverageRow[]): Markup {
  const { members, total } = coverageTotal(rows);
  return page(
    'Coverage',
    html`<p>${members} of ${total} country-code top-level domains (${percentOf(members, total)} %) have a contact in the
repository, whom the others can reach when registries or the DNS are under attack.</p>
${coverageTables(rows)}
<p class="quiet">Only members see who the contacts are.</p>`,
  );
}

/** Members, missing and total of each region, for each kind of ccTLD. */
function coverageTables(rows: readonly CoverageRow[]): Markup {
  return html`${kindTable(
    'ASCII ccTLDs',
    rows.filter(({ kind }) => kind === 'ascii'),
  )}
${kindTable(
  'Internationalised (IDN) ccTLDs',
  rows.filter(({ kind }) => kind === 'idn'),
)}`;
}

function kindTable(caption: string, rows: readonly CoverageRow[]): Markup {
  return html`<div class="table" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Region</th><th scope="col">Members</th><th scope="col">Missing</th><th scope="col">Total</th><th scope="col">Covered</th></tr></thead>
<tbody>
${rows.map((row) => line(regionName(row.region), row))}</tbody>
<tfoot>
${line('All', coverageTotal(rows))}</tfoot>
</table>
</div>`;
}

function line(name: string, { members, missing, total }: Pick<CoverageRow, 'members' | 'missing' | 'total'>): Markup {
  return html`<tr><th scope="row">${name}</th><td>${members}</td><td>${missing}</td><td>${total}</td><td>${percentOf(members, total)} %</td></tr>
`;
}
