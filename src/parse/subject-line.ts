import type { CcTldTable } from '../core/cctld.ts';
import { type CommandReading, readCommandLine } from './command-line.ts';
import { plainLine } from './plain-line.ts';

const REPLY_PREFIX =
  /^\s*(?:re|aw|antw|sv|vs|odp|ynt|res|r|回复|答复|回覆|ref|rif|bls|fwd?|wg|tr|rv|enc|ilt|fs|vl|vb|doorst|pd|i|转发|轉寄|továbbítás|vá)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,2})?\s*[:：]/iu;
const OURSELVES = /^\s*tld-?ops\s*(?:[:：–-]\s*|\s(?=\S))/iu;
const TAG = /^\s*\[[^[\]]{0,80}\]/u;
// `Contacts of .nl`, `Re: contacts`: what the mail is about, not a command.
const DECLARES = /^\s*contacts\s+[.。．]\S/iu;
const OUR_TAG = /TLD-OPS\s+\d{4}-\d{6}/iu;

export type SubjectLine = {
  readonly written: string;
  /** Null: no command, or `ours`. */
  readonly reading: CommandReading | null;
  /** It answers or forwards another mail, so the words may be another's. */
  readonly prefixed: boolean;
  readonly removed: boolean;
  /** It answers a mail of ours. */
  readonly ours: boolean;
};

export function readSubject(table: CcTldTable, subject: string, first: boolean): SubjectLine {
  const { text, removed } = plainLine(subject.slice(0, 1_000));
  let rest = text;
  let prefixed = false;
  for (let turn = 0; turn < 10; turn += 1) {
    const prefix = REPLY_PREFIX.exec(rest);
    if (prefix !== null) prefixed = true;
    const part = prefix ?? TAG.exec(rest) ?? OURSELVES.exec(rest);
    if (part === null) break;
    rest = rest.slice(part[0].length);
  }
  const ours = OUR_TAG.test(text);
  const read = ours ? null : readCommandLine(table, rest, first);
  const reading = read?.kind === 'command' && read.head.word === 'CONTACTS' && !DECLARES.test(rest) ? null : read;
  return { written: text, reading, prefixed, removed, ours };
}
