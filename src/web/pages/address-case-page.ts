import { html } from 'hono/html';
import { dotted } from '../../core/cctld.ts';
import type { AddressCaseView } from '../../review/address-case.ts';
import type { Desk } from '../../review/desk.ts';
import { alert, deskPage } from '../desk-page.ts';
import { addressText, personName, tldsText } from '../inline-text.ts';
import { age, moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { caseForm, noteForm, takingForm } from './case-forms.ts';
import { actorInWords, historyList, kindInWords } from './history-list.ts';

/** A case about an address that does not work: whose it is, what mail servers say, and the two ways in which it ends. */
export async function addressCasePage(
  desk: Desk,
  signedIn: SignedIn,
  view: AddressCaseView,
  fault: string | null = null,
): Promise<Markup> {
  const { held } = view;
  const history = await desk.reads.audit({ ref: held.ref });
  const assignee = (await desk.store.assignees()).get(held.ref) ?? null;
  const isOpen = held.state === 'open';
  const last = history.findLast(({ kind }) => ENDS.includes(kind));
  const state = isOpen
    ? html`<div class="state"><p>It waits for the Secretariat. ${
        assignee === null ? 'Nobody has this case yet.' : html`<strong><bdi>${assignee}</bdi> has this case.</strong>`
      }</p>${takingForm(signedIn, view, assignee)}</div>`
    : html`<p class="state decided">${
        last === undefined
          ? html`This case is ${held.state}.`
          : html`Ended: <strong>${kindInWords(last.kind)}</strong> by <bdi>${actorInWords(last.actor)}</bdi>, ${moment(last.at)}.`
      }</p>`;
  return deskPage(
    signedIn,
    '/held',
    `${held.tlds.map((tld) => dotted(desk.table, tld)).join(', ') || 'No ccTLD,'} address that does not work`,
    html`${fault === null ? '' : alert(fault)}${state}
<div class="case-grid">
<div>${facts(desk, view)}</div>
${isOpen ? html`<aside id="decide" aria-label="Decision">${decisionForms(signedIn, view)}</aside>` : ''}
</div>
<section><h2>History</h2>${historyList(history)}
<div class="team">${signedIn.user.role === 'reader' ? '' : noteForm(signedIn, view)}</div></section>`,
    html`${held.tlds.length === 0 ? 'No ccTLD,' : tldsText(desk.table, held.tlds)} address that does not work`,
  );
}

const ENDS: readonly string[] = ['case-approved', 'case-refused', 'case-void'];

function facts({ table, clock }: Desk, { held, known }: AddressCaseView): Markup {
  const { ref, address, openedAt } = held;
  const whose =
    known === null
      ? html`<p>It was changed, left the list, or works again.</p>`
      : html`<dl class="facts">
${known.people.map(
  ({ name, tlds }) => html`<div><dt>Contact</dt><dd>${personName(name)}, ${tldsText(table, tlds)}</dd></div>
`,
)}${known.adminOf.length === 0 ? '' : html`<div><dt>Admin Contact</dt><dd>${tldsText(table, known.adminOf)}</dd></div>`}
<div><dt>Comes back since</dt><dd>${moment(known.since)}</dd></div>
<div><dt>Status</dt><dd>${known.status}</dd></div>
<div><dt>The mail server says</dt><dd>${known.reason === '' ? 'nothing' : html`<bdi>${known.reason}</bdi>`}</dd></div>
</dl>`;
  return html`<section><h2>The address</h2>
<dl class="facts">
<div><dt>Case</dt><dd>${ref}</dd></div>
<div><dt>Address</dt><dd class="address">${addressText(address)}</dd></div>
<div><dt>Opened</dt><dd>${moment(openedAt)}, ${age(openedAt, clock())} ago</dd></div>
</dl>
${whose}
<p class="quiet">The mail with which we tried once more came back as well. The person's other address, the other contacts and the Admin Contact were asked by mail. Nobody is taken off the list. It ends by itself when the address is changed or works again.</p></section>`;
}

function decisionForms(signedIn: SignedIn, view: AddressCaseView): Markup {
  if (signedIn.user.role === 'reader') return html`<h2>Decision</h2><p>Readers see everything and decide nothing.</p>`;
  return html`<h2>Decide</h2>
${caseForm(
  signedIn,
  view,
  'approve',
  html`<p>You have seen it, and nothing more is to be done. The entry stays as it is, marked as an address that does not work.</p>
<button type="submit">Seen</button>`,
)}
${caseForm(
  signedIn,
  view,
  'refuse',
  html`<label for="reason">What you found out</label>
<textarea id="reason" name="reason" rows="4" required maxlength="1000" aria-describedby="reason-hint"></textarea>
<p id="reason-hint" class="quiet">The address is right: what came back from it is forgotten. Colleagues read this; nobody else does.</p>
<button class="second" type="submit">The address is right</button>`,
)}`;
}
