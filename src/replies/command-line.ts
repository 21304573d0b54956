import type { AnsweredItem } from './answer-view.ts';
import { wrapped } from './layout.ts';
import { repeated } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

const LINE_LENGTH = 200;

/** `Line 3: "SUBSCRIBE .nl"`, as it was written; empty where there is none. */
export function commandLine(texts: Texts, item: Pick<AnsweredItem, 'line' | 'text'>): string {
  const text = repeated(item.text, LINE_LENGTH);
  if (text === '') return '';
  const line =
    item.line === 0
      ? say(texts, 'answer.subject-line', { text })
      : say(texts, 'answer.line', { line: item.line, text });
  return wrapped(line, '', '  ').join('\n');
}
