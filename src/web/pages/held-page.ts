import { html } from 'hono/html';
import type { AddressCase } from '../../core/address-case.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { HeldCase } from '../../core/held-case.ts';
import type { Instant } from '../../core/instant.ts';
import type { Desk } from '../../review/desk.ts';
import { type Cell, dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { addressText, tldsText } from '../inline-text.ts';
import { age, moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

const DECIDED_SHOWN = 20;

/** What waits, oldest first, and what was decided of late. */
export async function heldPage(desk: Desk, signedIn: SignedIn): Promise<Markup> {
  const cases = await desk.reads.heldCases();
  const ofAddresses = await desk.reads.addressCases();
  const broken = ofAddresses.filter(({ state }) => state === 'open');
  const assignees = await desk.store.assignees();
  const now = desk.clock();
  const open = cases.filter(({ state }) => state === 'open');
  const ours = open.filter(({ kind }) => kind === 'hold');
  const theirs = open.filter(({ kind }) => kind === 'confirm');
  const decided = [...cases.map((held) => decidedRow(desk, held)), ...ofAddresses.map((held) => endedRow(desk, held))]
    .filter(({ state }) => state !== 'open')
    .toSorted((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''))
    .slice(0, DECIDED_SHOWN);
  const addresses = html`<ul class="cases">${broken.map((one) => addressCard(desk, one, assignees.get(one.ref) ?? null, now))}</ul>`;
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
${
  broken.length === 0
    ? ''
    : html`<h2>Addresses that do not work <span class="count">${broken.length}</span></h2>
${addresses}`
}
<h2>For a confirmation by mail${theirs.length === 0 ? '' : html` <span class="count">${theirs.length}</span>`}</h2>
${list(theirs, 'Nobody has been asked to confirm anything.')}
<h2>Decided of late</h2>
${dataTable(
  'Decided of late',
  ['Case', 'Decision', 'ccTLD', 'Asked', 'From', 'When'],
  decided.map(({ cells }) => cells),
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

function addressCard(desk: Desk, held: AddressCase, assignee: string | null, now: Instant): Markup {
  return html`<li>
<a class="case" href="/held/${held.ref}"><strong>${about(desk, held)} address</strong> <span class="ref">${held.ref}</span></a>
<dl class="facts">
<div><dt>Address</dt><dd class="address">${addressText(held.address)}</dd></div>
<div><dt>Why it waits</dt><dd>Mail to it comes back, and nobody who was asked has told us another one</dd></div>
<div><dt>Age</dt><dd>${age(held.openedAt, now)}</dd></div>
<div><dt>With</dt><dd>${assignee === null ? 'nobody yet' : html`<bdi>${assignee}</bdi>`}</dd></div>
</dl>
</li>
`;
}

type Ended = Pick<HeldCase, 'state' | 'closedAt'> & { readonly cells: readonly Cell[] };

function decidedRow(desk: Desk, held: HeldCase): Ended {
  return ended(desk, held, asked(held), held.from);
}

function endedRow(desk: Desk, held: AddressCase): Ended {
  return ended(desk, held, 'address', held.address);
}

function ended(desk: Desk, held: HeldCase | AddressCase, what: string, from: EmailAddress): Ended {
  const { ref, state, closedAt } = held;
  const cells: readonly Cell[] = [
    link(`/held/${ref}`, ref),
    { shown: state },
    { shown: about(desk, held) },
    { shown: what },
    { shown: from, as: 'address' },
    { shown: closedAt === null ? '' : moment(closedAt) },
  ];
  return { state, closedAt, cells };
}

function about({ table }: Desk, { tlds }: Pick<HeldCase, 'tlds'>): Markup | string {
  return tlds.length === 0 ? 'no ccTLD' : tldsText(table, tlds);
}

function asked({ commands }: HeldCase): string {
  return commands.length === 0 ? 'free text' : commands.join(' + ');
}
