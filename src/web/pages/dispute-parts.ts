import { html } from 'hono/html';
import { dotted } from '../../core/cctld.ts';
import type { CaseView } from '../../review/case-view.ts';
import type { Desk } from '../../review/desk.ts';
import type { DisputedChange, RestoreFault } from '../../review/dispute.ts';
import type { StoredAudit } from '../../store/port.ts';
import { sideBySide } from '../contact-tables.ts';
import { moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { caseForm, faultInWords } from './case-forms.ts';
import { historyList } from './history-list.ts';

const MOST_HISTORY = 30;

export function restoreFaultInWords(fault: RestoreFault): string {
  if (fault === 'changed-since') {
    return 'The roster changed again since, so taking this back would undo more than what is disputed. Nothing was done. See the roster, and ask for what should stand there.';
  }
  return fault === 'no-open-dispute' ? 'This is no dispute that waits. Nothing was done.' : faultInWords(fault);
}

/** Both sides of a dispute: what was changed by whom, who disagrees, and everything that happened to the ccTLD. */
export async function disputeSection(desk: Desk, signedIn: SignedIn, view: CaseView): Promise<Markup> {
  const { held, message } = view;
  const disputed = await desk.disputed(held.ref);
  const rosters = (await desk.reads.rosters()).filter(({ tld }) => held.tlds.includes(tld));
  const trails: (readonly [string, readonly StoredAudit[]])[] = [];
  for (const tld of held.tlds) trails.push([dotted(desk.table, tld), await desk.store.recentAudit(tld, MOST_HISTORY)]);
  const isReviewer = signedIn.user.role === 'reviewer';
  return html`<section><h2>The dispute</h2>
<p><span class="address">${message.author.address}</span> disagrees with ${disputed[0]?.isNamed === true ? 'this change' : 'a change of this list, and does not say which'}. The words are below.</p>
${rosters.map(({ tld, frozenUntil }) =>
  frozenUntil !== null && frozenUntil > desk.clock()
    ? html`<p class="state"><bdi>${dotted(desk.table, tld)}</bdi> is frozen until ${moment(frozenUntil)}.</p>`
    : html`<p class="state"><bdi>${dotted(desk.table, tld)}</bdi> is no longer frozen.</p>`,
)}
${isReviewer ? caseForm(signedIn, view, 'keep-frozen', html`<p>The list stays as it is until this case is decided.</p><button class="second" type="submit">Keep it frozen</button>`) : ''}
${disputed.length === 0 ? html`<p>No change of this list is on record that it could be about.</p>` : disputed.map((one) => change(desk, signedIn, view, one))}
${trails.map(([name, trail]) => html`<details><summary>What happened to <bdi>${name}</bdi> of late</summary>${historyList(trail, 'with references')}</details>`)}
</section>`;
}

function change(desk: Desk, signedIn: SignedIn, view: CaseView, { version, made, restore }: DisputedChange): Markup {
  const { tld, revision, at, ref } = version;
  const restoring =
    signedIn.user.role !== 'reviewer'
      ? ''
      : restore.ok
        ? caseForm(
            signedIn,
            { ...view, digest: restore.digest },
            'restore',
            html`<input type="hidden" name="tld" value="${tld}"><input type="hidden" name="revision" value="${revision}">
<p>The list becomes as it was before, everybody concerned is told (${restore.letters} mails), and the dispute is decided.</p>
<button class="second" type="submit">Put it back as it was</button>`,
          )
        : html`<p class="note">It cannot be put back. ${restoreFaultInWords(restore.fault)}</p>`;
  return html`<h3>Changed ${moment(at)} by <a href="/activity/${ref}">${ref}</a></h3>
${sideBySide(desk.table, [{ ...version }], 'past')}
${historyList(made)}
${restoring}`;
}
