import type { IgnoredLine } from '../core/command.ts';
import { COMMAND_WORDS } from './command-words.ts';
import { readLabelText } from './field-labels.ts';
import { plainLine } from './plain-line.ts';
import { QUESTION } from './reply-word.ts';
import {
  ATTRIBUTION_ENDS,
  ATTRIBUTION_STARTS,
  CLOSING,
  DISCLAIMER,
  FORWARD_MARK,
  GREETING,
  HEADER_FROM,
  HEADER_OTHER,
  MOBILE_TAG,
} from './own-text-words.ts';

/** A line of a mail and whose it is. */
export type TextLine = {
  /** Counted from 1. */
  readonly line: number;
  readonly raw: string;
  /** As plainLine reads it, not trimmed. */
  readonly text: string;
  readonly removed: boolean;
  /** Null: the author's own and possibly part of the request. */
  readonly why: Exclude<IgnoredLine['why'], 'free-text' | 'not-understood'> | null;
  /** A courtesy that ends a letter: what follows is a signature unless it is a command. */
  readonly closing: boolean;
};

/** Text beyond these is not read, and longer lines are no commands: a person's mail never gets there. */
const MOST_LINES = 5_000;
const MOST_CHARACTERS = 250_000;
export const MOST_LINE_LENGTH = 1_000;

// Wrapped attributions span up to this many lines.
const ATTRIBUTION_LINES = 4;
const QUOTE_MARK = /^\s*(?:[A-Za-z]{1,3})?[>›»]/u;

/** Whole lines from the top, at most 5,000 and 250,000 characters; shorter than the text where something is beyond. */
export function readablePart(text: string): string {
  const part = text.length <= MOST_CHARACTERS ? text : text.slice(0, text.lastIndexOf('\n', MOST_CHARACTERS) + 1);
  return part.split('\n', MOST_LINES).join('\n');
}

/**
 * Says of each line whether its author wrote it for us. Quoted, forwarded and signature text is never part of a
 * request.
 */
export function ownText(text: string): readonly TextLine[] {
  const lines = text.split('\n').map((raw, index) => {
    const { text: plain, removed } = plainLine(raw.slice(0, MOST_LINE_LENGTH));
    return { line: index + 1, raw, text: plain, removed, key: plain.trim().toLowerCase().slice(0, 400) };
  });
  const keys = lines.map(({ key }) => key);
  const standing = lines.map((): TextLine['why'] => null);
  let rest: 'forwarded' | 'quoted' | 'signature' | null = null;
  let inDisclaimer = false;
  for (const [index, key] of keys.entries()) {
    if (key === '') inDisclaimer = false;
    // Part of the attribution that began above.
    if (standing[index] !== null) continue;
    if (QUOTE_MARK.test(key)) standing[index] = 'quoted';
    else if (rest !== 'quoted' && isForwardMark(keys, index)) standing[index] = rest = 'forwarded';
    else if (rest !== null) standing[index] = rest;
    else if (key === '--') standing[index] = rest = 'signature';
    else if (MOBILE_TAG.test(key)) standing[index] = 'signature';
    else {
      const attribution = attributionLength(keys, index);
      if (attribution > 0) {
        standing.fill('quoted', index, index + attribution);
        if (!quoteFollows(keys, index + attribution)) rest = 'quoted';
      } else if (inDisclaimer || DISCLAIMER.test(key)) {
        inDisclaimer = true;
        standing[index] = 'disclaimer';
      }
    }
  }
  return lines.map(({ line, raw, text: plain, removed, key }, index) => {
    const why = standing[index] ?? null;
    const closing = why === null && isCourtesy(key, CLOSING, 9);
    const courtesy = closing || (why === null && isCourtesy(key, GREETING, 8));
    return { line, raw, text: plain, removed, why: courtesy ? 'courtesy' : why, closing };
  });
}

function isForwardMark(keys: readonly string[], index: number): boolean {
  const key = keys[index] ?? '';
  if (FORWARD_MARK.test(key) || DASHED.test(key) || isHeaderByForm(keys, index)) return true;
  if (!HEADER_FROM.test(key)) return false;
  const next = nextLines(keys, index + 1, 5);
  return next.filter((line) => HEADER_OTHER.test(line)).length >= 2;
}

// `---- On Tue, 03 Mar 2026 09:15:00 +0100 Eve <eve@…> wrote ----`, `Eve ---03.03.2026 09:15:00---Dear Anna`
const DASHED =
  /^-{3,}(?=[^@]*\p{Nd}{4})(?=.*@).*\p{Nd}[:.]\p{Nd}{2}.*-{3,}$|^[^-].{0,100}?\s?-{3,}\s?\p{Nd}{1,4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{1,4}\s+\p{Nd}{1,2}[:.]\p{Nd}{2}\S*\s?-{3,}/u;
const HEADER_FIELD = /^\*{0,2}([^\s:：՝<>@][^:：՝<>@]{0,40}?)\s*[:：՝]\*{0,2}\s*\S/u;
const YEAR = /(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})/u;
const TIME = /\p{Nd}{1,2}[:.]\p{Nd}{2}/u;

// The fields above a quoted mail in a language that nobody thought of: in a row, none of them ours, one with a date.
function isHeaderByForm(keys: readonly string[], index: number): boolean {
  const ahead = keys.slice(index, index + 7);
  const end = ahead.findIndex((key) => !isForeignField(key));
  const [first = '', ...others] = end < 0 ? ahead : ahead.slice(0, end);
  const dated = others.some((key) => YEAR.test(key) || TIME.test(key));
  const whole = others.some((key) => YEAR.test(key) && TIME.test(key));
  const ruled = /^_{10,}$/u.test(keys[index - 1] || (keys[index - 2] ?? ''));
  return (ruled && dated && others.length >= 2) || (others.length >= 3 && (whole || (dated && first.includes('@'))));
}

function isForeignField(key: string): boolean {
  const label = HEADER_FIELD.exec(key)?.[1];
  return label !== undefined && readLabelText(label) === null && !COMMAND_WORDS.has(label);
}

// How many lines from here are one attribution ("On … \n… wrote:"); 0 for none.
function attributionLength(keys: readonly string[], index: number): number {
  const first = keys[index] ?? '';
  const begins = ATTRIBUTION_STARTS.test(first);
  if (!begins && !/@|\p{Nd}{4}/u.test(first)) return 0;
  for (let length = 1; length <= ATTRIBUTION_LINES; length += 1) {
    const key = keys[index + length - 1] ?? '';
    if (key === '' || QUOTE_MARK.test(key)) return 0;
    if (!/[:：]$/u.test(key)) continue;
    const joined = keys.slice(index, index + length).join(' ');
    if (begins && ATTRIBUTION_ENDS.test(key) && /\d|@/u.test(joined)) return length;
    // Who and when, in words that nobody thought of.
    if (joined.includes('@') && YEAR.test(joined) && TIME.test(joined)) return length;
  }
  return 0;
}

function quoteFollows(keys: readonly string[], index: number): boolean {
  return nextLines(keys, index, 1).some((key) => QUOTE_MARK.test(key));
}

// Blank lines left out, of which there may be three for each line.
function nextLines(keys: readonly string[], from: number, most: number): readonly string[] {
  return keys
    .slice(from, from + 4 * most)
    .filter((key) => key !== '')
    .slice(0, most);
}

const HOW_ARE_YOU =
  /how are (?:you|things)|how do you do|how['’]?s|how is|hope (?:you|all)|all (?:is )?well|tudo bem|todo bien|tout va bien|come va|co słychać|hur mår|mitä kuuluu|nasıls|как жизнь|hogy vagy|好吗|好嗎|안녕하|كيف حال|چطور|apa kabar|khỏe không|สบายดี|wie geht|comment (?:allez|vas)|ça va|(?:qué|que) tal|cómo est|como (?:está|vai)|come sta|hoe gaat|как (?:дела|вы)/u;

function isCourtesy(key: string, words: RegExp, mostWords: number): boolean {
  if (key.length > 90 || !words.test(key) || /[@=]|:\s*\S/u.test(key)) return false;
  // "Thank you! How does the list work?" asks for something.
  return key.split(/\s+/u).length <= mostWords && (!QUESTION.test(key) || HOW_ARE_YOU.test(key));
}
