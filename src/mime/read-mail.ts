import type { DeliveryReport } from '../core/delivery-report.ts';
import type { Reading, ReadingDoubt } from '../core/message.ts';
import { chooseText } from './choose-text.ts';
import { withoutHidden } from './clean-text.ts';
import { guessedReport, readDeliveryReport } from './delivery-report.ts';
import { headerFromByMailparser } from './header-from.ts';
import { readHtmlLeaves, readPlainLeaf } from './leaf-text.ts';
import { fieldOf } from './part-header.ts';
import { type PartTree, readPartTree, type TreeFault } from './part-tree.ts';
import { decodeSubject } from './subject.ts';

type MailContent = {
  readonly ok: true;
  readonly reading: Reading;
  /** Its text line for line with the invisible characters in it: what they were part of is for the parser to say. */
  readonly written: string;
  /** Decoded, one line, ≤ 250 characters. */
  readonly subject: string;
  /** The same with the invisible characters in it. */
  readonly writtenSubject: string;
  /** The addresses of From as mailparser sees them. */
  readonly headerFrom: readonly string[];
  /** What it says of a mail of ours, if a mail server wrote it; null: nothing. */
  readonly report: DeliveryReport | null;
};

/** Reads a mail that passed the raw gate. CPU time is bounded by its size only: run it in a worker. */
export async function readMail(
  raw: Uint8Array,
): Promise<MailContent | { readonly ok: false; readonly fault: TreeFault }> {
  const read = readPartTree(raw);
  if (!read.ok) return read;
  const { tree } = read;
  const text = textOf(tree);
  return {
    ok: true,
    ...text,
    ...decodeSubject(fieldOf(tree.header, 'subject') ?? ''),
    headerFrom: await headerFromByMailparser(tree.header),
    report: readDeliveryReport(tree) ?? guessedReport(tree, text.written),
  };
}

/** The text of the mail and its doubts; whether its alternatives and its subject agree is for the parser to say. */
function textOf(tree: PartTree): Pick<MailContent, 'reading' | 'written'> {
  const chosen = chooseText(tree.root);
  const parts = tree.leaves.map((leaf) => leaf.header.type);
  const structural: ReadingDoubt[] = tree.wellFormed ? [] : ['malformed-structure'];
  if (chosen.severalTexts) structural.push('several-texts');
  if (chosen.nestedMessage) structural.push('nested-message');
  const html = chosen.html.length === 0 ? null : readHtmlLeaves(chosen.html);
  if (chosen.plain !== null) {
    const plain = readPlainLeaf(chosen.plain);
    const cut: ReadingDoubt[] = html?.doubts.includes('too-long') === true ? ['too-long'] : [];
    const doubts = unique([...plain.doubts, ...cut, ...structural]);
    const alternative = html === null ? null : withoutHidden(html.text);
    return {
      reading: { text: withoutHidden(plain.text), source: 'plain', doubts, alternative, parts },
      written: plain.text,
    };
  }
  const source = html === null ? 'none' : 'html';
  const ofHtml: readonly ReadingDoubt[] = html === null ? [] : ['html-only', ...html.doubts];
  const doubts = unique([...ofHtml, ...structural]);
  const written = html?.text ?? '';
  return { reading: { text: withoutHidden(written), source, doubts, alternative: null, parts }, written };
}

function unique(doubts: readonly ReadingDoubt[]): readonly ReadingDoubt[] {
  return [...new Set(doubts)];
}
