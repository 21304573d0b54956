import { html } from 'hono/html';
import { addressText } from './inline-text.ts';
import type { Markup } from './page.ts';

/** What stands in one field, and the class that lays it out. */
export type Cell = { readonly shown: Markup | string | number; readonly as?: 'address' | 'phone' | 'ref' | 'words' };

/**
 * A table that becomes a list of entries where it is narrow: then each field bears its own name. The roles say again what
 * it is, since a browser forgets that when it lays rows out as blocks.
 */
export function dataTable(
  label: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  nothing: string,
): Markup {
  if (rows.length === 0) return html`<p class="quiet">${nothing}</p>`;
  return html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table class="text" role="table">
<thead role="rowgroup"><tr role="row">${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (cells) => html`<tr role="row">${cells.map(
      ({ shown, as }, at) =>
        html`<td role="cell" data-label="${columns[at] ?? ''}"${as === undefined ? '' : html` class="${as}"`}>${shown === '' ? '' : html`<div>${as === 'words' ? html`<bdi>${shown}</bdi>` : as === 'address' && typeof shown === 'string' ? addressText(shown) : shown}</div>`}</td>`,
    )}</tr>
`,
  )}</tbody></table></div>`;
}

/** A reference or a ccTLD that leads to its page. */
export function link(path: string, text: string): Cell {
  return { shown: html`<a href="${path}"><bdi>${text}</bdi></a>`, as: 'ref' };
}
