import { columns } from '../replies/layout.ts';

/** A terminal has 80 columns. */
const WIDTH = 79;

/**
 * Breaks a text at its spaces into lines of a terminal's width; a word that is longer stays whole.
 * @param first stands before the first line, `rest` before all others.
 */
export function paragraph(text: string, first = '', rest = ' '.repeat(columns(first))): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/u)) {
    if (word === '') continue;
    if (!isEmpty && columns(line) + 1 + columns(word) > WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}
