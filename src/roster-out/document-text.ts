import type { Block, PlainDocument } from './document.ts';

/** For a terminal: columns two spaces apart, numbers to the right. */
export function documentText({ title, blocks }: PlainDocument): string {
  return `${[title, ...blocks.map(block)].join('\n\n')}\n`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return one.text;
    case 'paragraph':
      return one.text;
    case 'list':
      return one.items.map((item) => `  ${item}`).join('\n');
    case 'table':
      return columns([one.head, ...one.rows], one.numbers);
  }
}

function columns(rows: readonly (readonly string[])[], numbers: boolean): string {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, [...cell].length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const room = ' '.repeat((widths[column] ?? 0) - [...cell].length);
          return numbers && column > 0 ? room + cell : cell + room;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
