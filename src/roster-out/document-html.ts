import type { Block, PlainDocument } from './document.ts';
import { escapedMarkup as text } from './markup.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}th,td{border-bottom:1px solid #bbb;padding:.2rem .8rem;text-align:left;vertical-align:top}
.n td+td,.n th+th{text-align:right;font-variant-numeric:tabular-nums}`;

/** One page without anything from elsewhere. */
export function documentHtml({ title, blocks }: PlainDocument): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(title)}</title>
<style>${STYLE}</style>
<h1>${text(title)}</h1>
${blocks.map(block).join('\n')}
</html>
`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `<h2>${text(one.text)}</h2>`;
    case 'paragraph':
      return `<p>${text(one.text)}</p>`;
    case 'list':
      return `<ul>\n${one.items.map((item) => `<li>${text(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return [
        `<table${one.numbers ? ' class="n"' : ''}>`,
        `<thead><tr>${one.head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead>`,
        '<tbody>',
        ...one.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`),
        '</tbody>',
        '</table>',
      ].join('\n');
  }
}
