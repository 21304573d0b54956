import { html } from 'hono/html';
import { dotted } from '../../core/cctld.ts';
import type { IanaRecord } from '../../core/iana.ts';
import type { RosterChange } from '../../core/roster-change.ts';
import type { CaseView } from '../../review/case-view.ts';
import type { Desk } from '../../review/desk.ts';
import type { StoredAudit } from '../../store/port.ts';
import { sideBySide } from '../contact-tables.ts';
import { alert, deskPage } from '../desk-page.ts';
import { tldsText } from '../inline-text.ts';
import { moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { caseForms, takingForm, teamForms, undoForm } from './case-forms.ts';
import { itemRules, letters, mailFacts, reasonsOf } from './case-parts.ts';
import { correctedChange, correctionForm } from './correction-parts.ts';
import { disputeSection } from './dispute-parts.ts';
import { actorInWords, historyList, kindInWords } from './history-list.ts';
import { linesTable, proofSection } from './mail-reading.ts';

/** Everything about one case, in the order in which a reviewer asks. */
export async function casePage(
  desk: Desk,
  signedIn: SignedIn,
  view: CaseView,
  fault: string | null = null,
  corrected: CaseView | null = null,
): Promise<Markup> {
  const { held } = view;
  const history = await desk.reads.audit({ ref: held.ref });
  const assignee = (await desk.store.assignees()).get(held.ref) ?? null;
  const toSend = held.state === 'approved' ? await desk.undoable(held.ref) : null;
  const admins = (await desk.reads.ianaRecords()).filter(({ tld }) => held.tlds.includes(tld));
  const tlds = held.tlds.map((tld) => dotted(desk.table, tld)).join(', ');
  const asked = held.commands.length === 0 ? 'free text' : held.commands.join(' + ');
  const dispute =
    held.state === 'open' && held.commands.includes('DISPUTE') ? await disputeSection(desk, signedIn, view) : '';
  const past = html`<section><h2>History</h2>${historyList(history)}
<div class="team">${teamForms(signedIn, view, desk.committee)}</div></section>`;
  return deskPage(
    signedIn,
    '/held',
    `${tlds === '' ? 'No ccTLD,' : tlds} ${asked}`,
    html`${fault === null ? '' : alert(fault)}
${
  held.state === 'open'
    ? html`${waitsFor(view, (corrected ?? view).endorsers, assignee, signedIn)}
<div class="case-grid">
<div>${corrected === null ? '' : correctedChange(desk, signedIn, corrected)}${openCase(desk, view, admins, dispute)}${correctionForm(signedIn, view, (corrected ?? view).block)}</div>
<aside id="decide" aria-label="Decision">${caseForms(signedIn, view, desk.refusalReasons)}</aside>
</div>
${past}`
    : html`${decision(view, history)}${closedCase(desk, view, admins, await changesOf(desk, view), toSend === null ? '' : undoForm(signedIn, view, toSend))}${past}`
}`,
    html`${held.tlds.length === 0 ? 'No ccTLD,' : tldsText(desk.table, held.tlds)} ${asked}`,
  );
}

function openCase(desk: Desk, view: CaseView, admins: readonly IanaRecord[], dispute: Markup | ''): Markup {
  const { changes, approval, items } = view;
  return html`${mailFacts(desk.table, view, admins, desk.clock())}
${reasonsOf(view)}
${dispute}
<section><h2>What would change</h2>${sideBySide(desk.table, changes, 'ahead')}</section>
${asRead(view)}
<section><h2>What will be sent if you approve</h2>
${approval.ok ? letters(approval.outgoing) : html`<p>Nothing: it cannot be approved as it stands.</p>`}</section>
<section><h2>The rules</h2>${items.map(itemRules)}</section>`;
}

function closedCase(
  desk: Desk,
  view: CaseView,
  admins: readonly IanaRecord[],
  changes: readonly RosterChange[],
  undo: Markup | '',
): Markup {
  return html`${changes.length === 0 ? '' : html`<section><h2>What it changed</h2>${sideBySide(desk.table, changes, 'past')}</section>`}
${undo}
${mailFacts(desk.table, view, admins, null)}
${reasonsOf(view)}
${asRead(view)}`;
}

function asRead({ lines, message }: CaseView): Markup {
  const { parts } = message.reading;
  return html`<section><h2>The mail as we read it</h2>
${linesTable(lines)}
<p class="quiet">Parts: ${parts.length === 0 ? 'none' : parts.join(', ')}. Marked lines count; all others are ignored.</p></section>
<section><h2>How sure it is who wrote it</h2>
${proofSection(message)}</section>`;
}

/** What the decision did, and what took it back, from the record of it. */
async function changesOf({ store }: Desk, { held }: CaseView): Promise<readonly RosterChange[]> {
  const versions = await Promise.all(held.tlds.map((tld) => store.rosterHistory(tld)));
  return versions
    .flat()
    .filter(({ ref }) => ref === held.ref)
    .toSorted((a, b) => a.revision - b.revision);
}

function waitsFor(view: CaseView, endorsers: readonly string[], assignee: string | null, signedIn: SignedIn): Markup {
  const { held } = view;
  const { user } = signedIn;
  const what =
    held.kind === 'confirm'
      ? 'It waits for a confirmation by mail. You may decide it without waiting.'
      : 'It waits for the Secretariat.';
  const who =
    assignee === null
      ? 'Nobody has this case yet.'
      : assignee === user.name
        ? 'You have this case.'
        : html`<strong><bdi>${assignee}</bdi> has this case</strong>: ask before you decide it.`;
  const approved =
    endorsers.length === 0
      ? ''
      : html` Approved by <bdi>${endorsers.map(actorInWords).join(', ')}</bdi>; another reviewer is needed.`;
  return html`<div class="state"><p>${what}${approved} ${who}${user.role === 'reviewer' ? html` <a href="#decide">Decide</a>` : ''}</p>${takingForm(signedIn, view, assignee)}</div>`;
}

const DECISIONS: readonly StoredAudit['kind'][] = [
  'case-approved',
  'case-refused',
  'case-discarded',
  'case-denied',
  'case-expired',
  'case-void',
  'case-confirmed',
  'case-undone',
  'case-restored',
  'case-lapsed',
];

/** The first decision, so that whoever comes second sees it. */
function decision({ held }: CaseView, history: readonly StoredAudit[]): Markup {
  const last = history.findLast(({ kind }) => DECISIONS.includes(kind));
  return html`<p class="state decided">${
    last === undefined
      ? html`This case is ${held.state}.`
      : html`Decided: <strong>${kindInWords(last.kind)}</strong> by <bdi>${actorInWords(last.actor)}</bdi>, ${moment(last.at)}.`
  } Nothing more can be decided here.</p>`;
}
