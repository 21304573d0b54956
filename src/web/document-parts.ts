import { html } from 'hono/html';
import type { Block } from '../roster-out/document.ts';
import type { Markup } from './page.ts';

/** Parts of a text that is also printed in a shell and sent as a report. */
export function documentParts(blocks: readonly Block[]): Markup {
  return html`${blocks.map(part)}`;
}

function part(block: Block): Markup {
  switch (block.kind) {
    case 'heading':
      return html`<h2>${block.text}</h2>
`;
    case 'paragraph':
      return html`<p>${block.text}</p>
`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>
`;
    case 'table': {
      const [first = '', ...heads] = block.head;
      const label = first === '' ? block.rows.map(([name]) => name).join(', ') : first;
      return html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${first === '' ? html`<td></td>` : html`<th scope="col">${first}</th>`}${heads.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${block.rows.map(
        ([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
      )}</tbody></table></div>
`;
    }
  }
}
