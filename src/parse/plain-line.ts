/** A line as a reader sees it: white space is a space or a tab, and nothing in it is invisible. */
export type PlainLine = {
  readonly text: string;
  /** Bidi, zero-width or control characters were taken out; a soft hyphen or a byte order mark does not count. */
  readonly removed: boolean;
};

const HARMLESS = /[\u{AD}\u{FEFF}]/gu;
const SPACES = /[\p{Zs}\p{Zl}\p{Zp}\u{85}\v\f]/gu;
// Cc but tab, Cf but the joiners, and letters that look like nothing (Hangul fillers, Khmer vowels, Braille blank).
const INVISIBLE =
  /(?!\t)[\p{Cc}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}]|\u{34F}|\u{17B4}|\u{17B5}|(?![\u{200C}\u{200D}])\p{Cf}/gu;
// ZWNJ and ZWJ change the meaning of words in these scripts (UAX #31 §2.3); elsewhere they only hide.
const JOINED_SCRIPT =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}]\\p{M}?';
const STRAY_JOINER = new RegExp(
  `(?<!${JOINED_SCRIPT})[\\u{200C}\\u{200D}]|[\\u{200C}\\u{200D}](?!${JOINED_SCRIPT})`,
  'gu',
);
const JOINER_AT_SCRIPT = /[\u{200C}\u{200D}]/u;

// What most lines are.
const ALREADY_PLAIN = /^[\t\x20-\x7e]*$/u;

export function plainLine(raw: string): PlainLine {
  if (ALREADY_PLAIN.test(raw)) return { text: raw, removed: false };
  const spaced = raw.replace(HARMLESS, '').replace(SPACES, ' ');
  const visible = spaced.replace(INVISIBLE, '');
  const text = JOINER_AT_SCRIPT.test(visible) ? visible.replace(STRAY_JOINER, '') : visible;
  return { text, removed: text.length !== spaced.length };
}

/** One line without control characters, for showing; cut with `…`. */
export function excerpt(raw: string, most: number): string {
  const text = plainLine(raw.slice(0, 4 * most))
    .text.replace(/\s+/gu, ' ')
    .trim();
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\u{D800}-\u{DBFF}]$/u, '')}…`;
}

/** Full-width ASCII (`ＳＵＢ`, `＠`, `：`) as ASCII; everything else as it is. */
export function halfWidth(text: string): string {
  if (!/[\u{FF01}-\u{FF5E}。｡]/u.test(text)) return text;
  return text
    .replace(/[\u{FF01}-\u{FF5E}]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[。｡]/gu, '.');
}

/** `ﬃ` and the like, as programs copy them out of a PDF, as the letters that they are of. */
export function withoutLigatures(text: string): string {
  return text.replace(/[\u{FB00}-\u{FB06}]/gu, (ligature) => ligature.normalize('NFKC'));
}
