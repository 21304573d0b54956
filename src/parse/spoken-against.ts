import type { LineUnit } from './line-units.ts';
import { holdsBack, withoutPoliteWords } from './more-than-courtesy.ts';
import { REQUEST } from './ahead-of-request-words.ts';
import { AGAINST } from './spoken-against-words.ts';

/** Words beyond these are not looked at: nobody takes a request back so far away from it. */
const MOST_CHARACTERS = 20_000;

export type SpokenAgainst = {
  readonly line: number;
  /** It stands in a greeting or closing, of which a change is in doubt, but a plain yes is none the less. */
  readonly inCourtesy: boolean;
};

/**
 * The line of words of the mail's author that speak against what the mail asks ("please do not …", "this is only
 * an example"), 0 for the Subject; null where there are none. Nobody should find carried out what they asked not to do; a
 * confirmation costs one word.
 * @param subject where it is the author's own prose; empty where not.
 */
export function spokenAgainst(units: readonly LineUnit[], subject: string): SpokenAgainst | null {
  let said = subject === '' ? '' : `${plainWords(subject)}. `;
  let againstInCourtesy: number | null = null;
  const starts: { readonly at: number; readonly line: number }[] = [{ at: 0, line: 0 }];
  for (const { at, form } of units) {
    if (form.kind === 'blank' || (form.kind === 'not-own' && at.why !== 'courtesy')) continue;
    // What a letter of ours repeats or shows is written behind a bar.
    if (form.kind === 'prose' && /^\s*\|/u.test(at.text)) continue;
    if (form.kind === 'command' && opensQuote(at.text)) return { line: at.line, inCourtesy: false };
    starts.push({ at: said.length, line: at.line });
    if (form.kind === 'not-own' && holdsBack(at.text)) againstInCourtesy ??= at.line;
    const isWords = form.kind === 'prose' || form.kind === 'almost' || form.kind === 'not-own';
    said += isWords ? `${plainWords(at.text)} ` : REQUEST;
    if (said.length > MOST_CHARACTERS) break;
  }
  const found = AGAINST.map((pattern) => said.search(pattern)).filter((index) => index >= 0);
  const courtesy = againstInCourtesy === null ? null : { line: againstInCourtesy, inCourtesy: true };
  if (found.length === 0) return courtesy;
  const first = Math.min(...found);
  const line = starts.findLast(({ at }) => at <= first)?.line;
  return line === undefined ? courtesy : { line, inCourtesy: false };
}

function plainWords(text: string): string {
  return withoutPoliteWords(text.toLowerCase().replace(/\s+/gu, ' ')).trim();
}

// `"REMOVE .nl jane@nic.nl` that goes on in the lines below: somebody else's words.
function opensQuote(text: string): boolean {
  return /^\s*["“„«‘'][^"“”„«»‘’']*$/u.test(text);
}
