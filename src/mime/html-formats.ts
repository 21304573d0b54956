import type { DomNode, FormatCallback } from 'html-to-text';
import { UNSEEN_STYLES } from './html-selectors.ts';

/** How deep a link or span is searched for text. */
const MAX_DEPTH = 150;

/** By the names that `SELECTORS` uses. */
export const FORMATTERS: Readonly<Record<string, FormatCallback>> = {
  link: formatLink,
  line: formatLine,
  preformatted: formatPreformatted,
  rule: formatRule,
  quote: formatQuote,
  quoteContainer: formatContainer,
  replyHeader: formatReplyHeader,
  rows: formatRows,
};

function formatLine(...[element, walk, builder]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
}

/** An address behind words ("John Doe") stays beside them, as programs put it into their plain text. */
function formatLink(...[element, walk, builder]: Parameters<FormatCallback>): void {
  walk(element.children, builder);
  const address = /^mailto:\s*([^\s?<>,;]{3,254})/iu.exec(attributeOf(element, 'href'))?.[1];
  if (address?.includes('@') === true && !hasText(element, (words) => words.includes('@')))
    builder.addInline(` <${address}>`);
}

/** Line ends count. A span without any stays part of its line. */
function formatPreformatted(...[element, walk, builder]: Parameters<FormatCallback>): void {
  if (element.name === 'span' && !hasText(element, (words) => words.trim().includes('\n'))) {
    walk(element.children, builder);
    return;
  }
  builder.openBlock({ leadingLineBreaks: 1, isPre: true });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
}

/** Whether some piece of text inside is like that, as deep as we look. */
function hasText({ children }: DomNode, isSo: (words: string) => boolean, depth = 0): boolean {
  return children.some((child) =>
    child.type === 'text'
      ? isSo(child.data ?? '')
      : child.type === 'tag' && depth < MAX_DEPTH && hasText(child, isSo, depth + 1),
  );
}

function formatRule(...[, , builder]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  builder.addInline('_'.repeat(32));
  builder.closeBlock({ trailingLineBreaks: 1 });
}

function formatQuote(...[element, walk, builder, options]: Parameters<FormatCallback>): void {
  if (isIndented(element)) {
    formatLine(element, walk, builder, options);
    return;
  }
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1, blockTransform: quoteLines });
}

/** What the button for indentation makes of the author's own lines, in all programs that edit with a browser. */
function isIndented(element: DomNode): boolean {
  const others = ['type', 'cite', 'class', 'id'].some((name) => attributeOf(element, name) !== '');
  return !others && /^margin:0(?:px)? 0(?:px)? 0(?:px)? 40px;border:none;/u.test(attributeOf(element, 'style'));
}

/** A reply's container holds a blockquote, and what its author wrote between two of them; a forward's holds none. */
function formatContainer(...[element, walk, builder, options]: Parameters<FormatCallback>): void {
  const format = element.children.some((child) => child.name === 'blockquote') ? formatLine : formatQuote;
  format(element, walk, builder, options);
}

/** Whatever language the fields are in, what follows is not the author's. */
function formatReplyHeader(...[element, walk, builder, options]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  builder.addInline('-----Original Message-----');
  builder.closeBlock({ trailingLineBreaks: 1 });
  formatLine(element, walk, builder, options);
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
    if (isUnseen(row)) return;
    builder.openTableRow();
    for (const cell of row.children) {
      if ((cell.name !== 'td' && cell.name !== 'th') || isUnseen(cell)) continue;
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

// Rows and cells are not found by selectors.
function isUnseen(element: DomNode): boolean {
  const style = attributeOf(element, 'style').toLowerCase();
  return hasAttribute(element, 'hidden') || UNSEEN_STYLES.some((unseen) => style.includes(unseen));
}

function rowText(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '');
  return filled.join(filled.some((cell) => cell.includes('\n')) ? '\n' : '\t');
}

function hasAttribute(element: DomNode, name: string): boolean {
  const attributes: unknown = element.attribs;
  return typeof attributes === 'object' && attributes !== null && name in attributes;
}

/** Empty where there is none. */
function attributeOf(element: DomNode, name: string): string {
  const attributes: unknown = element.attribs;
  if (typeof attributes !== 'object' || attributes === null) return '';
  const value: unknown = Reflect.get(attributes, name);
  return typeof value === 'string' ? value : '';
}
