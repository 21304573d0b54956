import type { Limits } from '../core/limits.ts';
import type { Quoting } from '../replies/views.ts';

export function quotingOf({ quotedLines, quotedLineLength }: Limits): Quoting {
  return { lines: quotedLines, lineLength: quotedLineLength };
}
