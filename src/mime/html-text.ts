import { compile } from 'html-to-text';
import { FORMATTERS } from './html-formats.ts';
import { SELECTORS } from './html-selectors.ts';

export type HtmlText = {
  readonly text: string;
  /** It is longer than we read. */
  readonly cut: boolean;
};

/** Above it htmlparser2 takes seconds for crafted markup. */
const MAX_HTML_CHARACTERS = 200 * 1024;
const EMBEDDED_PICTURE = /"data:image\/[^"]*"/gu;
const MAX_DEPTH = 150;
const MAX_CHILDREN = 20_000;

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, maxChildNodes: MAX_CHILDREN, maxInputLength: MAX_HTML_CHARACTERS },
  formatters: FORMATTERS,
  selectors: SELECTORS,
});

/**
 * What a reader of the HTML sees, one line for each visual line, cells of a table row apart by a tab, quoted and
 * forwarded parts behind `> `. Links lose their targets, but for an address behind other words. Reads the first 200 Ki
 * characters; throws nothing.
 */
export function htmlToLines(html: string): HtmlText {
  const markup = html.replaceAll(EMBEDDED_PICTURE, '""');
  const plain = withPlainStyles(markup.slice(0, MAX_HTML_CHARACTERS));
  const cut = markup.length > MAX_HTML_CHARACTERS || plain.length > MAX_HTML_CHARACTERS;
  const text = convert(plain.slice(0, MAX_HTML_CHARACTERS));
  return {
    text: text
      .split('\n')
      .map(tidyLine)
      .join('\n')
      .replaceAll(/\n{3,}/gu, '\n\n')
      .trim(),
    cut,
  };
}

/** Styles in one notation, so that selectors find them: no space around `:` and `;`, which ends the last one, too. */
function withPlainStyles(html: string): string {
  return html.replaceAll(/\bstyle=(?:"([^"]*)"|'([^']*)')/giu, (_, ...values: readonly (string | undefined)[]) => {
    const style = (values[0] ?? values[1] ?? '').replaceAll('"', "'").replaceAll(/\s+/gu, ' ');
    return `style="${style.replaceAll(/ ?([:;]) ?/gu, '$1')};"`;
  });
}

// HTML cannot show the space of a signature separator, nor does anybody mean the one at the end of a line.
function tidyLine(line: string): string {
  const trimmed = line.trimEnd();
  return trimmed === '--' ? '-- ' : trimmed;
}
