import type { Reading, ReadingDoubt } from '../core/message.ts';
import { chooseText } from './choose-text.ts';
import { headerFromByMailparser } from './header-from.ts';
import { type LeafText, readHtmlLeaf, readPlainLeaf } from './leaf-text.ts';
import { fieldOf } from './part-header.ts';
import { type PartTree, readPartTree } from './part-tree.ts';
import { decodeSubject } from './subject.ts';

type MailContent = {
  readonly ok: true;
  readonly reading: Reading;
  /** Decoded, one line, ≤ 250 characters. */
  readonly subject: string;
  /** The addresses of From as mailparser sees them. */
  readonly headerFrom: readonly string[];
};

/** Reads a mail that passed the raw gate. CPU time is bounded by its size only: run it in a worker. */
export async function readMail(
  raw: Uint8Array,
): Promise<MailContent | { readonly ok: false; readonly fault: 'too-complex' }> {
  const tree = readPartTree(raw);
  if (tree === null) return { ok: false, fault: 'too-complex' };
  return {
    ok: true,
    reading: readingOf(tree),
    subject: decodeSubject(fieldOf(tree.header, 'subject') ?? ''),
    headerFrom: await headerFromByMailparser(tree.header),
  };
}

/** The text of the mail and its doubts; whether its alternatives and its subject agree is for the parser to say. */
function readingOf(tree: PartTree): Reading {
  const chosen = chooseText(tree.root);
  const parts = tree.leaves.map((leaf) => leaf.header.type);
  const structural: ReadingDoubt[] = tree.wellFormed ? [] : ['malformed-structure'];
  if (chosen.severalTexts) structural.push('several-texts');
  if (chosen.nestedMessage) structural.push('nested-message');
  const html = chosen.html === null ? null : readHtmlLeaf(chosen.html);
  if (chosen.plain !== null) {
    const plain = readPlainLeaf(chosen.plain);
    const cut: ReadingDoubt[] = html?.doubts.includes('too-long') === true ? ['too-long'] : [];
    const doubts = unique([...plain.doubts, ...cut, ...structural]);
    return { text: plain.text, source: 'plain', doubts, alternative: html?.text ?? null, parts };
  }
  if (html !== null) return htmlReading(html, structural, parts);
  return { text: '', source: 'none', doubts: unique(structural), alternative: null, parts };
}

function htmlReading(html: LeafText, structural: readonly ReadingDoubt[], parts: readonly string[]): Reading {
  const doubts = unique(['html-only', ...html.doubts, ...structural]);
  return { text: html.text, source: 'html', doubts, alternative: null, parts };
}

function unique(doubts: readonly ReadingDoubt[]): readonly ReadingDoubt[] {
  return [...new Set(doubts)];
}
