import { html } from 'hono/html';
import type { AuthenticatedMessage } from '../../core/message.ts';
import type { ReadLine } from '../../review/read-lines.ts';
import type { Markup } from '../page.ts';

const MOST_LINES = 400;
const MOST_CHARACTERS = 500;

const PROOFS: { readonly [Proof in AuthenticatedMessage['authentication']['proof']]: string } = {
  signed: 'Signed: its domain vouches for the sender and for this text.',
  aligned: 'Aligned: its domain vouches for the sender, but not for every word of this text.',
  none: 'None: nothing proves who wrote it, and nothing disproves it.',
  failed: 'Failed: its domain says that it is not genuine.',
  unknown: 'Unknown: the DNS did not answer, so nobody could tell.',
};

export function proofInWords({ authentication }: AuthenticatedMessage): string {
  return PROOFS[authentication.proof];
}

/** How sure it is who wrote a mail, step by step. */
export function proofSection({ authentication }: AuthenticatedMessage): Markup {
  return html`<p><strong>${PROOFS[authentication.proof]}</strong></p>
<ul>${authentication.evidence.map(({ words }) => html`<li>${words}</li>`)}</ul>`;
}

/** A mail as text, never as what it would like to be, with what each line was taken for. */
export function linesTable(lines: readonly ReadLine[]): Markup {
  const end = lines.findLastIndex(({ text }) => text !== '') + 1;
  const left = end - MOST_LINES;
  return html`<div class="table" role="region" aria-label="The mail, line by line" tabindex="0"><table class="mail">
<thead><tr><th scope="col">Line</th><th scope="col">Taken for</th><th scope="col">Text</th></tr></thead>
<tbody>${lines.slice(0, Math.min(end, MOST_LINES)).map(
    ({ line, kind, text }) =>
      html`<tr${kind === 'command' || kind === 'details' ? html` class="counts"` : ''}><td>${line === 0 ? 'Subject' : line}</td><td>${kind === '??' ? 'not understood' : kind}</td><td dir="auto">${shortened(text)}</td></tr>
`,
  )}</tbody></table></div>${left > 0 ? html`<p class="quiet">and ${left} more lines</p>` : ''}`;
}

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
}
