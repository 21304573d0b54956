import type { Block, PlainDocument } from './document.ts';

/** GitHub-flavoured Markdown; no text in it can become markup. */
export function markdown({ title, blocks }: PlainDocument): string {
  return `${[`# ${text(title)}`, ...blocks.map(block)].join('\n\n')}\n`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `## ${text(one.text)}`;
    case 'paragraph':
      return text(one.text);
    case 'list':
      return one.items.map((item) => `- ${text(item)}`).join('\n');
    case 'table':
      return [
        row(one.head),
        `|${one.head.map((_, column) => (one.numbers && column > 0 ? ' ---: |' : ' --- |')).join('')}`,
        ...one.rows.map(row),
      ].join('\n');
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(text).join(' | ')} |`;
}

function text(words: string): string {
  return words.replaceAll(/[\\`*_[\]<>|]/gu, '\\$&').replaceAll(/\s+/gu, ' ');
}
