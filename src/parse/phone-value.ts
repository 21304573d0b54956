import { halfWidth } from './plain-line.ts';

// Words beside a number that say what kind of number it is.
const KIND =
  '(?:mobile|mob|cell|cellular|office|work|home|direct|private|personal|whatsapp|signal|telegram|gsm|phone|tel|24/7|24x7|24h)';
const KIND_BEHIND = new RegExp(`\\s*[(\\[]?\\b${KIND}(?:\\s*[/,+&]\\s*${KIND})*\\.?[)\\]]?$`, 'iu');
const KIND_IN_FRONT = new RegExp(`^[(\\[]?${KIND}\\.?[)\\]]?\\s*:?\\s*(?=[+(\\d])`, 'iu');
const REMARK = /\s*\((?!\s*(?:ext|extension|x)\b)[\p{L}\s/.,-]{2,40}\)$/u;
// `+31 6 22334455 (was +31 6 11111111)`: the number behind such a word is the one that is not to be used any more.
const BEFORE =
  '(?:was|formerly|previously|before|old|instead of|replaces|replacing|not|ex|war|statt|anstatt|anstelle von|bisher|früher|vorher|alt|' +
  'avant|ancien|anciennement|au lieu de|antes|anterior|anteriormente|en vez de|em vez de|ao invés de|prima|invece di|precedente|' +
  'voorheen|vroeger|oud|in plaats van|tidligere|tidigare|i stället för|dříve|wcześniej|zamiast|было|был|ранее|раньше|вместо|замість)';
const OLD_NUMBER = new RegExp(
  `\\s*[,;(\\[–—-]*\\s*(?<!\\p{L})${BEFORE}(?!\\p{L})\\s*(?:number|no\\.?|one|nummer|numéro|número|numero)?\\s*[:=]?\\s*[+(]*\\p{Nd}[\\p{Nd}\\s().\\-/]{5,25}[)\\]]?$`,
  'iu',
);
// Mexico's mobile numbers were written with a 1 behind the country code until 2019.
const MEXICAN_ONE = /^((?:\+|00)52)[\s.-]*1(?=(?:[\s().-]*\d){10}$)/u;
const NEXT_NUMBER = /\s*(?:[/,;|]|\bor\b|\band\b)\s*(?=[+(]|0)/giu;

/** Nothing but the characters of a telephone number as people write it, and enough digits for one. */
export function isPhoneLike(text: string): boolean {
  const written = halfWidth(text);
  return /^[+(]*[\p{Nd}\s().\-/‐-―−·[\]]{6,30}$/u.test(written) && digits(written) >= 6;
}

/** The number behind `Phone:`, as written. `repaired`: words or a second number stood beside it and were left out. */
export function phoneValue(written: string): { readonly number: string; readonly repaired: boolean } {
  const value = halfWidth(written)
    .replace(/^tel:/iu, '')
    .replace(/[.,;:]+$/u, '')
    .trim();
  const bare = value.replace(OLD_NUMBER, '').replace(REMARK, '').replace(KIND_BEHIND, '').replace(KIND_IN_FRONT, '');
  const number = firstOf(bare).replace(MEXICAN_ONE, '$1');
  return { number, repaired: number !== value };
}

function firstOf(text: string): string {
  for (const match of text.matchAll(NEXT_NUMBER)) {
    const [first, second] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    if (isPhoneLike(first) && isPhoneLike(second)) return first;
  }
  return text;
}

function digits(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
