import { html } from 'hono/html';
import type { HeldCase } from '../../core/held-case.ts';
import type { Instant } from '../../core/instant.ts';
import type { Desk } from '../../review/desk.ts';
import { dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { addressText, tldsText } from '../inline-text.ts';
import { age, moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

const DECIDED_SHOWN = 20;

/** What waits, oldest first, and what was decided of late. */
export async function heldPage(desk: Desk, signedIn: SignedIn): Promise<Markup> {
  const cases = await desk.reads.heldCases();
  const assignees = await desk.store.assignees();
  const now = desk.clock();
  const open = cases.filter(({ state }) => state === 'open');
  const ours = open.filter(({ kind }) => kind === 'hold');
  const theirs = open.filter(({ kind }) => kind === 'confirm');
  const decided = cases
    .filter(({ state }) => state !== 'open')
    .toSorted((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''))
    .slice(0, DECIDED_SHOWN);
  const list = (all: readonly HeldCase[], nothing: string): Markup =>
    all.length === 0
      ? html`<p class="quiet">${nothing}</p>`
      : html`<ul class="cases">${all.map((held) => caseCard(desk, held, assignees.get(held.ref) ?? null, now))}</ul>`;
  return deskPage(
    signedIn,
    '/held',
    'Waiting',
    html`<h2>For the Secretariat${ours.length === 0 ? '' : html` <span class="count">${ours.length}</span>`}</h2>
${list(ours, 'Nothing waits for you.')}
<h2>For a confirmation by mail${theirs.length === 0 ? '' : html` <span class="count">${theirs.length}</span>`}</h2>
${list(theirs, 'Nobody has been asked to confirm anything.')}
<h2>Decided of late</h2>
${dataTable(
  'Decided of late',
  ['Case', 'Decision', 'ccTLD', 'Asked', 'From', 'When'],
  decided.map((held) => [
    link(`/held/${held.ref}`, held.ref),
    { shown: held.state },
    { shown: about(desk, held) },
    { shown: asked(held) },
    { shown: held.from, as: 'address' },
    { shown: held.closedAt === null ? '' : moment(held.closedAt) },
  ]),
  'Nothing yet.',
)}`,
  );
}

function caseCard(desk: Desk, held: HeldCase, assignee: string | null, now: Instant): Markup {
  return html`<li>
<a class="case" href="/held/${held.ref}"><strong>${about(desk, held)} ${asked(held)}</strong> <span class="ref">${held.ref}</span></a>
<dl class="facts">
<div><dt>From</dt><dd class="address">${addressText(held.from)}</dd></div>
<div><dt>Why it waits</dt><dd>${held.rules.map(desk.ruleTitle).join('; ')}</dd></div>
<div><dt>Age</dt><dd>${age(held.receivedAt, now)}</dd></div>
<div><dt>With</dt><dd>${assignee === null ? 'nobody yet' : html`<bdi>${assignee}</bdi>`}</dd></div>
</dl>
</li>
`;
}

function about({ table }: Desk, { tlds }: HeldCase): Markup | string {
  return tlds.length === 0 ? 'no ccTLD' : tldsText(table, tlds);
}

function asked({ commands }: HeldCase): string {
  return commands.length === 0 ? 'free text' : commands.join(' + ');
}
