import type { Limits } from '../core/limits.ts';
import type { Quoting } from '../replies/ignored-lines.ts';

export function quotingOf({ quotedLines, quotedLineLength }: Limits): Quoting {
  return { lines: quotedLines, lineLength: quotedLineLength };
}
