import type { ReadingDoubt } from '../core/message.ts';
import { decodeCharset } from './charset.ts';
import { withLineFeeds } from './clean-text.ts';
import { withoutClearSignature } from './clear-signed.ts';
import { joinFlowed } from './flowed.ts';
import { htmlToLines } from './html-text.ts';
import type { Leaf } from './part-tree.ts';
import { withoutWrittenLinks } from './plain-links.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Text with LF line ends and invisible characters as they were written, and what casts doubt on it. */
export type LeafText = { readonly text: string; readonly doubts: readonly ReadingDoubt[] };

/** UTF-16 units of a text that we read. */
const MAX_TEXT = 256 * 1024;
const MAX_BLANK_HTML = 8 * 1024;
const VISIBLE = /[^\s\p{Cf}]/u;

/** A text/plain part: decoded strictly, joined where it is flowed. */
export function readPlainLeaf(leaf: Leaf): LeafText {
  const decoded = decodeLeaf(leaf);
  const doubts = [...decoded.doubts];
  const whole = decoded.text.length <= MAX_TEXT;
  if (!whole) doubts.push('too-long');
  const { parameters } = leaf.header;
  const flowed = parameters.get('format')?.toLowerCase() === 'flowed';
  const lines = withLineFeeds(whole ? decoded.text : cutAtLineEnd(decoded.text));
  const joined = flowed ? joinFlowed(lines, parameters.get('delsp')?.toLowerCase() === 'yes') : lines;
  const own = withoutWrittenLinks(withoutClearSignature(joined));
  // QQ Mail writes the spaces of its HTML as entities into the plain text.
  return { text: own.replaceAll(/&nbsp;/giu, '\u00A0'), doubts };
}

/** text/html parts one below the other, as the lines that their reader sees. */
export function readHtmlLeaves(leaves: readonly Leaf[]): LeafText {
  const decoded = leaves.map(decodeLeaf);
  const doubts = decoded.flatMap((part) => part.doubts);
  const { text, cut } = htmlToLines(decoded.map((part) => part.text).join('<br>'));
  return { text: withLineFeeds(text), doubts: cut ? [...doubts, 'too-long'] : doubts };
}

/** Whether a reader would see nothing in it. HTML is looked through up to a length that programs need for nothing. */
export function isBlank(leaf: Leaf): boolean {
  const { text } = decodeLeaf(leaf);
  if (leaf.header.type !== 'text/html') return !VISIBLE.test(text);
  return text.length <= MAX_BLANK_HTML && !VISIBLE.test(htmlToLines(text).text);
}

function decodeLeaf(leaf: Leaf): LeafText {
  const doubts: ReadingDoubt[] = [];
  const { octets, intact } = decodeTransfer(leaf.body, leaf.header.transferEncoding);
  if (!intact) doubts.push('broken-transfer-encoding');
  const { text, fault } = decodeCharset(octets, leaf.header.parameters.get('charset') ?? charsetOfHtml(leaf, octets));
  if (fault !== null) doubts.push(fault);
  return { text, doubts };
}

/** What the document says of itself where its header does not (HTML, "prescan a byte stream"). */
function charsetOfHtml(leaf: Leaf, octets: Buffer): string | null {
  if (leaf.header.type !== 'text/html') return null;
  const start = octets.toString('latin1', 0, 1024);
  return /<meta[^<>]{0,100}charset=["']?([\w:.-]{1,40})/iu.exec(start)?.[1] ?? null;
}

function cutAtLineEnd(text: string): string {
  const lineEnd = text.lastIndexOf('\n', MAX_TEXT);
  return text.slice(0, lineEnd < 0 ? MAX_TEXT : lineEnd + 1);
}
