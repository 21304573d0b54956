/**
 * What mail programs wrap around words: bullets, markdown, smart quotes, links. Taking it off never changes what is
 * said, so it is no cause for doubt.
 */

const BULLET =
  /^\s*(?:[-–—‐•·‣▪●○◦→*+]\s+|\d{1,2}[.)]\s+|[a-h]\)\s+|\(\d{1,2}\)\s+|\[\d{1,2}\]\s+|#{1,6}\s+(?=[\p{L}*])|[・■◆◇□※✓✔➢➤►▶①-⑳]\s*)/u;
// A star inside a word may belong to an address.
const MARKDOWN_STAR = /(?<![\p{L}\p{N}])\*+|\*+(?![\p{L}\p{N}])/gu;
const MARKDOWN_UNDERSCORE =
  /(?<![\p{L}\p{N}.@_-])_{1,2}(?=[\p{L}\p{N}+.])|(?<=[\p{L}\p{N}:])_{1,2}(?![\p{L}\p{N}.@_-])/gu;

export function withoutBullet(text: string): string {
  return text.replace(BULLET, '');
}

export function withoutMarkdown(text: string): string {
  if (!/[`*_]/u.test(text)) return text;
  return text.replaceAll('`', '').replace(MARKDOWN_STAR, '').replace(MARKDOWN_UNDERSCORE, '');
}

const LINK = /\[([^[\]]{0,300})\]\(\s*<?(?:mailto:|tel:|https?:\/\/)?([^()<>\s]{0,300})>?\s*\)/giu;
const MAILTO = /[<[(]\s*mailto:([^<>[\]()\s?]{1,300})(?:\?[^<>[\]()\s]{0,300})?\s*[>\])]/giu;
const OTHER_TARGET = /<\s*(?:https?:\/\/|tel:)[^<>\s]{0,500}\s*>/giu;

/** Links become what they show; a `mailto:` target that shows something else stays beside it as an address. */
export function withoutLinks(text: string): string {
  if (!/mailto:|\]\(|<\s*(?:tel:|http)/iu.test(text)) return text;
  const plain = text.replace(LINK, (_, shown: string, target: string) =>
    !target.includes('@') || shown.toLowerCase().includes(target.toLowerCase()) ? shown : `${shown} <${target}>`,
  );
  const bare = plain.replace(OTHER_TARGET, '');
  // `john@nic.nl<mailto:john@nic.nl>`: the address stands outside the brackets as well.
  const shown = new Set(
    bare
      .replace(MAILTO, ' ')
      .toLowerCase()
      .split(/[\s<>[\]()",;“”]/u),
  );
  return bare
    .replace(MAILTO, (_, target: string) => (shown.has(target.toLowerCase()) ? ' ' : ` <${target}>`))
    .replace(/mailto:/giu, '');
}

const QUOTES = '"\'“”„‟‘’‚‛«»‹›`´「」『』';
const OUTER = new RegExp(`^[\\s${QUOTES}]+|[\\s${QUOTES},;]+$`, 'gu');

/** Without white space and quotation marks around it and comma or semicolon behind it. */
export function trimmedValue(text: string): string {
  return text.replace(OUTER, '');
}

const TOKEN_EDGE = new RegExp(`^[${QUOTES}(<\\[{]+|[${QUOTES})>\\]}:;,!?]+$`, 'gu');

/** One word of a command line without quotation marks, brackets and punctuation around it; dots stay. */
export function trimmedToken(token: string): string {
  return token.replace(TOKEN_EDGE, '');
}

/** A line that only separates: `-----`, `=====`, `* * *`. */
export function isRule(text: string): boolean {
  return /^[\s\-–—_=*~#.·•|+]*$/u.test(text) && !/^\s*\+\s*$/u.test(text);
}

/** What stands behind a label, with nothing around it. */
export function cleanedValue(written: string): string {
  const value = trimmedValue(withoutMarkdown(written).replace(/\s+/gu, ' ')).replace(/\s[.,;]+$/u, '');
  // A form's brackets, filled in: `Name: [John Doe]`.
  return /^(?:<[^<>]+>|\[[^[\]]+\]|\{[^{}]+\})$/u.test(value) ? trimmedValue(value.slice(1, -1)) : value;
}
