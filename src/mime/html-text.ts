import { compile, type DomNode, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';

export type HtmlText = {
  readonly text: string;
  /** It is longer than we read. */
  readonly cut: boolean;
};

/** Above it htmlparser2 takes seconds for crafted markup. */
const MAX_HTML_CHARACTERS = 200 * 1024;
const MAX_DEPTH = 150;
const MAX_CHILDREN = 20_000;

/** Where mail programs put what they quote or forward, if not into a blockquote. */
const QUOTE_CONTAINERS = [
  'div.gmail_quote',
  'div.yahoo_quoted',
  'div.protonmail_quote',
  'div.moz-forward-container',
  'div[data-marker="__QUOTED_TEXT__"]',
];
const UNSEEN_TAGS = 'head title style script template object iframe svg img select textarea button'.split(' ');
// Two attributes each, so that they weigh more than any other selector here.
const UNSEEN = [
  ...UNSEEN_TAGS,
  '[hidden][hidden]',
  '[style][style*="display:none" i]',
  '[style][style*="display: none" i]',
  '[style][style*="visibility:hidden" i]',
  '[style][style*="visibility: hidden" i]',
];
const LINE_TAGS = (
  'address article aside caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 ' +
  'h6 header li main nav ol section summary ul tr'
).split(' ');
const LINES = [...LINE_TAGS, 'p[class^="Mso"]'];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, maxChildNodes: MAX_CHILDREN, maxInputLength: MAX_HTML_CHARACTERS },
  formatters: {
    line: formatLine,
    rule: formatRule,
    quote: formatQuote,
    quoteContainer: formatContainer,
    rows: formatRows,
  },
  selectors: [
    { selector: 'a', format: 'inline' },
    { selector: 'p', format: 'paragraph', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'hr', format: 'rule' },
    { selector: 'table', format: 'rows' },
    { selector: 'blockquote', format: 'quote' },
    ...LINES.map((selector) => ({ selector, format: 'line' })),
    ...QUOTE_CONTAINERS.map((selector) => ({ selector, format: 'quoteContainer' })),
    ...UNSEEN.map((selector) => ({ selector, format: 'skip' })),
  ],
};
const convert = compile(OPTIONS);

/**
 * What a reader of the HTML sees, one line for each visual line, cells of a table row apart by a tab, quoted and
 * forwarded parts behind `> `. Links lose their targets. Reads the first 200 Ki characters; throws nothing.
 */
export function htmlToLines(html: string): HtmlText {
  const cut = html.length > MAX_HTML_CHARACTERS;
  const text = convert(cut ? html.slice(0, MAX_HTML_CHARACTERS) : html);
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

// HTML cannot show the space of a signature separator, nor does anybody mean the one at the end of a line.
function tidyLine(line: string): string {
  const trimmed = line.trimEnd();
  return trimmed === '--' ? '-- ' : trimmed;
}

function formatLine(...[element, walk, builder]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
}

function formatRule(...[, , builder]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  builder.addInline('_'.repeat(32));
  builder.closeBlock({ trailingLineBreaks: 1 });
}

function formatQuote(...[element, walk, builder]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1, blockTransform: quoteLines });
}

/** A reply's container holds a blockquote, and what its author wrote between two of them; a forward's holds none. */
function formatContainer(...[element, walk, builder, options]: Parameters<FormatCallback>): void {
  const format = element.children.some((child) => child.name === 'blockquote') ? formatLine : formatQuote;
  format(element, walk, builder, options);
}

function quoteLines(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');
}

/** A row whose cells are one line each becomes one line; any other table is there for its layout. */
function formatRows(...[element, walk, builder]: Parameters<FormatCallback>): void {
  const cells = (row: DomNode): void => {
    builder.openTableRow();
    for (const cell of row.children) {
      if (cell.name !== 'td' && cell.name !== 'th') continue;
      builder.openTableCell();
      walk(cell.children, builder);
      builder.closeTableCell();
    }
    builder.closeTableRow();
  };
  const rows = (parent: DomNode): void => {
    for (const child of parent.children) {
      if (child.name === 'tr') cells(child);
      else if (child.name === 'tbody' || child.name === 'thead' || child.name === 'tfoot') rows(child);
    }
  };
  builder.openTable();
  rows(element);
  builder.closeTable({
    leadingLineBreaks: 1,
    trailingLineBreaks: 1,
    tableToString: (table) => table.map((row) => rowText(row.map((cell) => cell.text.trim()))).join('\n'),
  });
}

function rowText(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '');
  return filled.join(filled.some((cell) => cell.includes('\n')) ? '\n' : '\t');
}
