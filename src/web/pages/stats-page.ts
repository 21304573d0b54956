import { html } from 'hono/html';
import { type CcTldTable, dotted } from '../../core/cctld.ts';
import { DAY, type Instant, parseInstant, plus } from '../../core/instant.ts';
import { regionName } from '../../roster-out/region-names.ts';
import type { Statistics } from '../../roster-out/statistics.ts';
import { figureBlocks } from '../../roster-out/statistics-document.ts';
import { deskPage } from '../desk-page.ts';
import { documentParts } from '../document-parts.ts';
import type { Markup } from '../page.ts';
import type { Membership } from '../services.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { chart, CHARTS } from './stats-charts.ts';

/** About the time from one ICANN meeting to the next. */
const BETWEEN_MEETINGS = 120 * DAY;

/** The beginning of that day in UTC; the last meeting or so where it is none, or is yet to come. */
export function beginningOf(written: string, now: Instant): Instant {
  const given = /^\d{4}-\d{2}-\d{2}$/u.test(written) ? parseInstant(`${written}T00:00:00.000Z`) : null;
  if (given !== null && given <= now) return given;
  const day = plus(now, -BETWEEN_MEETINGS).slice(0, 10);
  return parseInstant(`${day}T00:00:00.000Z`) ?? now;
}

/** The figures of the membership, as charts for a slide and as tables. */
export function statsPage(table: CcTldTable, signedIn: SignedIn, membership: Membership, since: Instant): Markup {
  const { figures } = membership;
  return deskPage(
    signedIn,
    '/stats',
    'Statistics',
    html`<form class="search" method="get" action="/stats">
<label for="since">What happened since</label>
<input id="since" name="since" type="date" value="${since.slice(0, 10)}" max="${figures.at.slice(0, 10)}">
<button class="second" type="submit">Show</button>
</form>
<div class="charts">${CHARTS.map(
      (
        name,
      ) => html`<figure><div class="chart" tabindex="0" role="region" aria-label="Chart: ${name}">${chart(name, membership)}</div>
<figcaption><a href="/stats/${name}.svg" download="tld-ops-${name}-${figures.at.slice(0, 10)}.svg">Save this chart (SVG)</a></figcaption></figure>
`,
    )}</div>
<h2>Membership</h2>
${documentParts(figureBlocks(table, figures))}
<section><h2>Missing</h2>${missing(table, figures)}</section>`,
  );
}

function missing(table: CcTldTable, figures: Statistics): Markup {
  if (figures.missing.length === 0) return html`<p>No ccTLD is missing.</p>`;
  const there = figures.regions.filter((region) => region.missing > 0);
  return html`<p>${figures.missing.length} ccTLDs have no contact.</p>
${there.map(({ region }) => {
  const own = figures.missing.filter((tld) => table.get(tld)?.region === region);
  return html`<h3>${regionName(region)} (${own.length})</h3><ul class="labels">${own.map(
    (tld) => html`<li><a href="/roster/${tld}"><bdi>${dotted(table, tld)}</bdi></a> ${table.get(tld)?.name ?? ''}</li>`,
  )}</ul>
`;
})}`;
}
