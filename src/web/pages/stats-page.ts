import { html } from 'hono/html';
import { ccTlds, dotted } from '../../core/cctld.ts';
import type { Desk } from '../../review/desk.ts';
import { coverage } from '../../roster-out/coverage.ts';
import { coverageTables } from '../coverage-page.ts';
import { deskPage } from '../desk-page.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

/** Who is a member, by region, and which ccTLDs are missing. */
export async function statsPage(desk: Desk, signedIn: SignedIn): Promise<Markup> {
  const rosters = new Map((await desk.reads.rosters()).map((roster) => [roster.tld, roster]));
  const missing = ccTlds(desk.table).filter(
    ({ tld, status }) => status === 'active' && (rosters.get(tld)?.contacts.length ?? 0) === 0,
  );
  return deskPage(
    signedIn,
    '/stats',
    'Statistics',
    html`${coverageTables(coverage(desk.table, rosters))}
<section><h2>Missing</h2>
${
  missing.length === 0
    ? html`<p>No ccTLD is missing.</p>`
    : html`<p>${missing.length} ccTLDs have no contact.</p><ul class="labels">${missing.map(
        ({ tld, name }) => html`<li><a href="/roster/${tld}"><bdi>${dotted(desk.table, tld)}</bdi></a> ${name}</li>`,
      )}</ul>`
}</section>`,
  );
}
