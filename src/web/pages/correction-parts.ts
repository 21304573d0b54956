import { html } from 'hono/html';
import type { Desk } from '../../review/desk.ts';
import type { CaseView } from '../../review/case-view.ts';
import { sideBySide } from '../contact-tables.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { approveForm, caseForm, faultInWords } from './case-forms.ts';
import { letters } from './case-parts.ts';

/** The request as a reviewer would write it: shown as a change first, then approved. */
export function correctionForm(signedIn: SignedIn, view: CaseView, block: string): Markup | '' {
  if (signedIn.user.role === 'reader') return '';
  const { spokenAgainst } = view;
  const isFreeText = view.held.commands.length === 0;
  return html`<section id="correct"><details${isFreeText ? html` open` : ''}><summary>${isFreeText ? 'Write it as a command' : 'Correct the request'}</summary>
${spokenAgainst === null ? '' : html`<p class="note">Nothing is proposed: line ${spokenAgainst.line} of the mail speaks against a change, only asks, or is too long to be read whole: <q dir="auto">${spokenAgainst.text}</q></p>`}
${isFreeText && spokenAgainst === null && block !== '' ? html`<p>This is a proposal from what the mail names; nothing of it is done by itself. Compare it with the mail.</p>` : ''}
${caseForm(
  signedIn,
  view,
  'correct',
  html`<label for="block">The request, as its sender would write it in a mail</label>
<textarea id="block" name="block" rows="10" required maxlength="8000" spellcheck="false" dir="auto">${block}</textarea>
<button class="second" type="submit">Show what it would change</button>`,
)}</details></section>`;
}

/** What the corrected request would do, to be approved or corrected once more. */
export function correctedChange(desk: Desk, signedIn: SignedIn, corrected: CaseView): Markup {
  const { approval, block, changes, faults, doubts } = corrected;
  return html`<section class="corrected" aria-label="With the correction"><h2>With the correction</h2>
<pre dir="auto">${block}</pre>
${sentences('What is wrong with it', faults)}${sentences('Where the reading is not beyond doubt', doubts)}
${sideBySide(desk.table, changes, 'ahead')}
${
  approval.ok
    ? html`${letters(approval.outgoing)}${approveForm(signedIn, corrected, approval.outgoing.length, block)}`
    : html`<p class="note">It cannot be approved. ${faultInWords(approval.fault)}</p>`
}</section>`;
}

function sentences(title: string, all: readonly string[]): Markup | '' {
  return all.length === 0 ? '' : html`<h3>${title}</h3><ul>${all.map((one) => html`<li dir="auto">${one}</li>`)}</ul>`;
}
