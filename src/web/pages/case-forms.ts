import { html } from 'hono/html';
import type { CaseView } from '../../review/case-view.ts';
import type { Reviewed } from '../../review/review-case.ts';
import type { Markup } from '../page.ts';
import { actorInWords } from './history-list.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

type Fault = Extract<Reviewed, { readonly ok: false }>['fault'];

const FAULTS: { readonly [Code in Fault]: string } = {
  'unknown-case': 'There is no such case.',
  'already-decided': 'Somebody decided this case before you: see below. Nothing was changed.',
  'decided-meanwhile': 'Somebody changed this case while you looked at it. Nothing was done; look again.',
  'world-changed':
    'The roster changed since you opened this page, so this would no longer be the change that you saw. Nothing was done; look again.',
  'nothing-to-apply':
    'It holds no request that would change the roster. Write one below the mail, refuse it with a reason that tells what to send, or discard it.',
  'policy-refuses':
    'The policy refuses this whatever a reviewer says, as the list is now: see what is wrong with it. Refuse it with a reason.',
  'too-many-mails':
    'The Admin Contact got too many requests today, so nobody was asked. Try again tomorrow, or decide it.',
  'needs-desk-users': 'More than one reviewer has to approve this, and only people of the desk count.',
  'nobody-to-ask': 'IANA names no Admin Contact whom one could ask.',
};

export function faultInWords(fault: Fault): string {
  return FAULTS[fault];
}

/** What may be done with a case: forms for reviewers, a sentence for readers. */
export function caseForms(signedIn: SignedIn, view: CaseView, reasons: ReadonlyMap<string, string>): Markup {
  const { approval } = view;
  if (signedIn.user.role === 'reader') return html`<h2>Decision</h2><p>Readers see everything and decide nothing.</p>`;
  return html`<h2>Decide</h2>
${approval.ok ? approveForm(signedIn, view, approval.outgoing.length) : html`<p class="note">It cannot be approved. ${faultInWords(approval.fault)} <a href="#correct">Write it anew</a></p>`}
${view.open.ask ? askForm(signedIn, view) : ''}
${caseForm(
  signedIn,
  view,
  'refuse',
  html`<label for="shipped">A usual refusal</label>
<select id="shipped" name="shipped"><option value="">None of these</option>${[...reasons].map(
    ([name, words]) => html`<option value="${name}">${words}</option>`,
  )}</select>
<label for="reason">Reason, for the sender</label>
<textarea id="reason" name="reason" rows="4" maxlength="1000" aria-describedby="reason-hint"></textarea>
<p id="reason-hint" class="quiet">Say what to send instead. It goes to the sender only where it is proved who that is.</p>
<button class="second" type="submit">Refuse</button>`,
)}
${caseForm(
  signedIn,
  view,
  'discard',
  html`<p>Closes the case without a word to the sender.</p>
<button class="second" type="submit">Discard</button>`,
)}`;
}

function isDispute({ held }: CaseView): boolean {
  return held.commands.includes('DISPUTE');
}

function askForm(signedIn: SignedIn, view: CaseView): Markup {
  return caseForm(
    signedIn,
    view,
    'ask-admin',
    html`<p>The Admin Contact gets a mail and answers it; nothing changes before that.</p>
<button class="second" type="submit">Ask the Admin Contact</button>`,
  );
}

const GRAVE: { readonly [Reason in CaseView['gravity']['because'][number]]: string } = {
  'last-contact': 'it takes the last contact away',
  'first-contacts': 'it gives a ccTLD its first contacts without the word of the Admin Contact',
  'failed-proof': 'the proof of the sender failed',
};

/**
 * @param letters how many mails it sends.
 * @param block the request as it was written anew; null: as it came.
 */
export function approveForm(signedIn: SignedIn, view: CaseView, letters: number, block: string | null = null): Markup {
  const { gravity, endorsers } = view;
  const missing = gravity.reviewers - endorsers.length;
  const grave =
    gravity.because.length === 0
      ? ''
      : html`<p class="note">${gravity.reviewers} reviewers have to approve this: ${gravity.because.map((reason) => GRAVE[reason]).join('; ')}.${
          endorsers.length === 0 ? '' : html` So far: <bdi>${endorsers.map(actorInWords).join(', ')}</bdi>.`
        }</p>`;
  if (endorsers.includes(`secretariat:${signedIn.user.email}`) && missing > 0) {
    return html`${grave}<p>You have approved it. It is done as soon as ${missing === 1 ? 'another reviewer does' : `${missing} others do`}.</p>`;
  }
  const effect =
    isDispute(view) && block === null
      ? html`<p>You agree with the dispute: the freeze ends. Nothing is taken back by it, and ${mails(letters)}.</p>`
      : missing > 1
        ? html`<p>Your approval is put on record; nothing changes before the next one.</p>`
        : html`<p>The change is made as shown, and ${mails(letters)}.</p>`;
  return html`${grave}${caseForm(
    signedIn,
    view,
    block === null ? 'approve' : 'approve-corrected',
    html`${effect}
${block === null ? '' : html`<input type="hidden" name="block" value="${block}">`}
<button type="submit">${block === null ? 'Approve' : 'Approve the corrected request'}</button>`,
  )}`;
}

/** @param letters how many mails it sends. */
export function undoForm(signedIn: SignedIn, view: CaseView, letters: number): Markup | '' {
  if (signedIn.user.role === 'reader') return '';
  return html`<section><h2>Take it back</h2>${caseForm(
    signedIn,
    view,
    'undo',
    html`<p>The roster becomes as it was before, and ${mails(letters)}. The decision stays in the history.</p>
<button class="second" type="submit">Take the approval back</button>`,
  )}</section>`;
}

/** For whoever looks first, so that colleagues look at another one. */
export function takingForm(
  signedIn: SignedIn,
  view: Parameters<typeof caseForm>[1],
  assignee: string | null,
): Markup | '' {
  const { user } = signedIn;
  if (user.role === 'reader') return '';
  const mine = assignee === user.name;
  return caseForm(
    signedIn,
    view,
    mine ? 'give-back' : 'assign',
    html`<button class="second" type="submit">${mine ? 'Give it back' : 'I take this case'}</button>`,
  );
}

export function noteForm(signedIn: SignedIn, view: Parameters<typeof caseForm>[1]): Markup {
  return caseForm(
    signedIn,
    view,
    'note',
    html`<label for="note">Note for colleagues</label>
<textarea id="note" name="note" rows="3" required maxlength="2000"></textarea>
<button class="second" type="submit">Add the note</button>`,
  );
}

/** What colleagues should know, and a question to others: nothing of it decides anything. */
export function teamForms(signedIn: SignedIn, view: CaseView, committee: string | null): Markup | '' {
  if (signedIn.user.role === 'reader') return '';
  const noting = noteForm(signedIn, view);
  const asking =
    committee === null
      ? ''
      : caseForm(
          signedIn,
          view,
          'escalate',
          html`<label for="question">Question to the Standing Committee</label>
<textarea id="question" name="question" rows="3" maxlength="2000" aria-describedby="question-hint"></textarea>
<p id="question-hint" class="quiet">It gets the facts of this case by mail, at <span class="address">${committee}</span>; its answer comes back as a note.</p>
<button class="second" type="submit">Ask the Standing Committee</button>`,
        );
  return html`${noting}${view.held.state === 'open' ? asking : ''}`;
}

/** Bound to the session, and to the version and the change that the page showed. */
export function caseForm(
  { csrf }: SignedIn,
  { held, digest }: { readonly held: Pick<CaseView['held'], 'ref' | 'version'>; readonly digest: CaseView['digest'] },
  action: string,
  inner: Markup,
): Markup {
  return html`<form class="stacked" method="post" action="/held/${held.ref}/${action}">
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="digest" value="${digest}">
<input type="hidden" name="version" value="${held.version}">
${inner}
</form>`;
}

function mails(count: number): string {
  return count === 1 ? 'one mail is sent' : `${count === 0 ? 'no' : count} mails are sent`;
}
