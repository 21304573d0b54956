import type { Rank } from '../core/roster.ts';
import { readRank } from './ranks-and-headings.ts';

/** What stands behind a label for a name. */
export type NameValue = {
  readonly name: string;
  /** As written, in brackets behind the name: `John Doe <john@nic.nl>`. */
  readonly address: string | null;
  /** `John Doe (primary)` */
  readonly rank: Rank | null;
  /** Something was taken off it, or it does not look like a name. */
  readonly repaired: boolean;
};

const ADDRESS_BEHIND = /\s*[<([]([^\s<>()[\]]+@[^\s<>()[\]]+)[>)\]]\s*$/u;
const REMARK_BEHIND = /\s*[([]([^()[\]]{1,30})[)\]]$/u;
// `John Doe.`, but `John Doe Jr.`
const FULL_STOP = /(?<=\p{L}{2})(?<!\b(?:jr|sr|dr|st|esq|phd))\.$/iu;
// `Kumar s/o Raman` is one.
const UNLIKE_A_NAME = /[@=:;&+~|<>→⇒]|https?|\s[-–—]+\s|(?<!\b[adsw])\//iu;
/** Words of a remark: "Jane Roe (left the company)", "Max Moe, head of security", "same as before". In capitals they may be names. */
const SAYS_MORE =
  /(?<![\p{L}\p{M}'’-])(?:and|or|of|the|for|from|until|since|was|now|left|leaves|leaving|replace[sd]?|replacing|removed?|instead|former|formerly|changed?|same|before|above|below|see|please|with|without|new|old|no longer)(?![\p{L}\p{M}'’-])|[([][^()[\]]*(?<![\p{L}\p{M}'’])\p{Ll}/u;

export function nameValue(written: string): NameValue {
  const behind = ADDRESS_BEHIND.exec(written);
  if (behind !== null) {
    const name = written.slice(0, behind.index).replace(FULL_STOP, '');
    return { name, address: behind[1] ?? '', rank: null, repaired: true };
  }
  const name = written.replace(FULL_STOP, '');
  const rank = readRank(REMARK_BEHIND.exec(name)?.[1] ?? '');
  if (rank !== null) return { name: name.replace(REMARK_BEHIND, ''), address: null, rank, repaired: true };
  return {
    name,
    address: null,
    rank: null,
    repaired: UNLIKE_A_NAME.test(name) || SAYS_MORE.test(name) || name.length > 200,
  };
}
