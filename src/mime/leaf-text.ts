import type { ReadingDoubt } from '../core/message.ts';
import { decodeCharset } from './charset.ts';
import { cleanText } from './clean-text.ts';
import { joinFlowed } from './flowed.ts';
import { htmlToLines } from './html-text.ts';
import type { Leaf } from './part-tree.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Text with LF line ends, and what casts doubt on it. */
export type LeafText = { readonly text: string; readonly doubts: readonly ReadingDoubt[] };

/** UTF-16 units of a text that we read. */
const MAX_TEXT = 256 * 1024;

/** A text/plain part: decoded strictly, joined where it is flowed, without hidden characters. */
export function readPlainLeaf(leaf: Leaf): LeafText {
  const decoded = decodeLeaf(leaf);
  const doubts = [...decoded.doubts];
  const whole = decoded.text.length <= MAX_TEXT;
  if (!whole) doubts.push('too-long');
  const { text, removed } = cleanText(whole ? decoded.text : cutAtLineEnd(decoded.text));
  if (removed) doubts.push('removed-characters');
  if (leaf.header.parameters.get('format')?.toLowerCase() !== 'flowed') return { text, doubts };
  return { text: joinFlowed(text, leaf.header.parameters.get('delsp')?.toLowerCase() === 'yes'), doubts };
}

/** A text/html part as the lines that its reader sees. */
export function readHtmlLeaf(leaf: Leaf): LeafText {
  const decoded = decodeLeaf(leaf);
  const doubts = [...decoded.doubts];
  const lines = htmlToLines(decoded.text);
  if (lines.cut) doubts.push('too-long');
  const { text, removed } = cleanText(lines.text);
  if (removed) doubts.push('removed-characters');
  return { text, doubts };
}

/** Whether a reader would see nothing in it. HTML with a style sheet counts as something. */
export function isBlank(leaf: Leaf): boolean {
  const { text } = decodeLeaf(leaf);
  const seen = leaf.header.type === 'text/html' ? text.replaceAll(/<[^<>]*>|&nbsp;/giu, ' ') : text;
  return !/[^\s\p{Cf}]/u.test(seen);
}

function decodeLeaf(leaf: Leaf): LeafText {
  const doubts: ReadingDoubt[] = [];
  const { octets, intact } = decodeTransfer(leaf.body, leaf.header.transferEncoding);
  if (!intact) doubts.push('broken-transfer-encoding');
  const { text, fault } = decodeCharset(octets, leaf.header.parameters.get('charset') ?? null);
  if (fault !== null) doubts.push(fault);
  return { text, doubts };
}

function cutAtLineEnd(text: string): string {
  const lineEnd = text.lastIndexOf('\n', MAX_TEXT);
  return text.slice(0, lineEnd < 0 ? MAX_TEXT : lineEnd + 1);
}
