import { html } from 'hono/html';
import { type CoverageRow, coverageTotal, percentOf } from '../roster-out/coverage.ts';
import { joinTemplate } from '../roster-out/join-template.ts';
import type { PublicCcTld, PublicCoverage } from '../roster-out/public-coverage.ts';
import { regionName } from '../roster-out/region-names.ts';
import { type Markup, page } from './page.ts';

/** The public page: which ccTLDs can be reached and which cannot, and how to join. It knows of no person. */
export function coveragePage(coverage: PublicCoverage): Markup {
  const { day, rows, regions, mailbox } = coverage;
  const { members, missing, total } = coverageTotal(rows);
  return page(
    'Which ccTLDs can be reached',
    html`<p>TLD-OPS is the incident-response community for and by country-code top-level domains (ccTLDs). For each of them, two
or three people can be reached by the others, by name, e-mail address and phone, when registries, the DNS or the Internet at
large are under attack.</p>
<p class="lead"><strong>${members} of ${total} ccTLDs</strong> (${percentOf(members, total)} %) have joined${missing === 0 ? '.' : html`; <a href="#missing">${missing} are missing</a>.`}</p>
<h2>By region</h2>
${kindTable('All ccTLDs', together(rows))}
${kindTable(
  'ASCII ccTLDs',
  rows.filter(({ kind }) => kind === 'ascii'),
)}
${kindTable(
  'Internationalised (IDN) ccTLDs',
  rows.filter(({ kind }) => kind === 'idn'),
)}
<section id="missing">
<h2>Contact us if your ccTLD is on this list</h2>
${
  missing === 0
    ? html`<p>No ccTLD is missing.</p>`
    : html`<p>These ccTLDs have no contact yet. One mail is enough: see <a href="#join">how to join</a>.</p>
${lists(regions.map(({ region, missing: there }) => ({ name: regionName(region), there })))}`
}
</section>
${howToJoin(mailbox)}
<section id="joined">
<h2>These ccTLDs have joined</h2>
${members === 0 ? html`<p>None yet.</p>` : lists(regions.map(({ region, joined }) => ({ name: regionName(region), there: joined })))}
</section>
<p class="quiet">Last update: ${day}. Only members see who the contacts are.</p>`,
  );
}

function howToJoin(mailbox: string): Markup {
  const template = joinTemplate(['.xx']);
  const mail = `mailto:${mailbox}?subject=${encodeURIComponent('SUBSCRIBE')}&body=${encodeURIComponent(template.replaceAll('\n', '\r\n'))}`;
  return html`<section id="join">
<h2>How to join</h2>
<ol>
<li>Choose two people, or three, who are responsible for the security and stability of your ccTLD. Each of them joins with their
own name, own e-mail address and own phone number; addresses of teams and roles cannot be on the list. A second address
outside your own ccTLD helps when it cannot be reached.</li>
<li>Copy this text, write your ccTLD in place of .xx, and fill in the lines:
<pre>${template}</pre></li>
<li>Let the Admin Contact of your ccTLD, as IANA publishes it, send it to <a href="${mail}">${mailbox}</a>. If somebody else
sends it, copy the Admin Contact, who is then asked to confirm.</li>
</ol>
<p>The answer comes by mail, usually within a minute. It costs nothing. A mail with the one word HELP is answered with all that
you can do.</p>
</section>`;
}

function lists(groups: readonly { readonly name: string; readonly there: readonly PublicCcTld[] }[]): Markup {
  return html`${groups
    .filter(({ there }) => there.length > 0)
    .map(
      ({ name, there }) => html`<h3>${name} (${there.length})</h3>
<ul class="labels">${there.map(({ ulabel, name: country }) => html`<li><bdi>.${ulabel}</bdi> ${country}</li>`)}</ul>
`,
    )}`;
}

type RegionRow = Omit<CoverageRow, 'kind'>;

/** ASCII and IDN as one. */
function together(rows: readonly CoverageRow[]): readonly RegionRow[] {
  const regions = [...new Set(rows.map(({ region }) => region))];
  return regions.map((region) => ({
    region,
    ...coverageTotal(rows.filter((row) => row.region === region)),
  }));
}

/** Members, missing and total of each region. */
function kindTable(caption: string, rows: readonly RegionRow[]): Markup {
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
