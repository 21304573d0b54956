import { type Instant, epochMs } from '../core/instant.ts';

// Everything that a mail program would not show, or that changes how its neighbours are shown.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu;
// Scripts whose words need the zero-width joiner and non-joiner.
const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}]/u;

// Without any of it a value stays as it is, as most do.
const FOLDED_OR_INVISIBLE = /[^\x20-\x7e]| {2}|^ | $/u;

/**
 * Makes a value fit for one line of plain text: spaces folded, and what cannot be seen (control, bidi, zero-width) written
 * as `\u{202e}`. Joiners inside words of scripts that need them stay. Changing nothing the second time.
 */
export function visible(text: string): string {
  if (!FOLDED_OR_INVISIBLE.test(text)) return text;
  const folded = text
    .toWellFormed()
    .replace(/[\t\p{Zs}]+/gu, ' ')
    .trim();
  return folded.replace(INVISIBLE, (character, at: number) =>
    /[\u200C\u200D]/u.test(character) && JOINED.test(folded[at - 1] ?? '') && JOINED.test(folded[at + 1] ?? '')
      ? character
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Takes the power from links and markup in a stranger's words: `hxxp://`, `www[.]`, `‹b›`. */
export function defused(text: string): string {
  return text
    .replace(/http(?=s?:)/giu, 'hxxp')
    .replace(/(?<!hxxps?):\/\//giu, ':[//]')
    .replace(/www\./giu, 'www[.]')
    .replace(/(mailto|javascript|data|tel|sip):(?=\S)/giu, '$1[:]')
    .replace(/\.(?=[\p{L}\d-]{2,}\/)/giu, '[.]')
    .replaceAll('<', '‹')
    .replaceAll('>', '›');
}

/** At most that many code points, the last one an ellipsis where something was cut. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, Math.max(0, most - 1))
        .join('')
        .trimEnd()}…`;
}

/** A sender's words as they may be repeated to that sender: visible, defused, clipped, without double quotes of their own. */
export function repeated(text: string, most: number): string {
  return clipped(defused(visible(clipped(text, most * 2))).replaceAll('"', "'"), most);
}

/** `2026-11-21 12:58 UTC`. */
export function momentInUtc(at: Instant): string {
  return `${new Date(epochMs(at)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2026-11-21`. */
export function dayInUtc(at: Instant): string {
  return at.slice(0, 10);
}

/** An actor of the audit, as a person says it. */
export function actorInWords(actor: string): string {
  return actor.replace(/^secretariat:/u, '');
}
