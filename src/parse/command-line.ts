import type { CcTldTable } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import { remembered } from '../core/remembered.ts';
import { bareAddress } from './addresses.ts';
import type { CommandHead } from './command-head.ts';
import { COMMAND_WORDS, HINTED_WORDS, NEAR_WORDS } from './command-words.ts';
import { trimmedValue, withoutBullet } from './decoration.ts';
import { fieldStart, normalised, readFieldLine } from './field-line.ts';
import { readNamed } from './named-things.ts';
import { nearestWord } from './nearest-word.ts';
import { isPersonLike } from './person-like.ts';
import { halfWidth } from './plain-line.ts';
import { readReplyWord, type ReplyHead } from './reply-word.ts';
import { readRosterLine } from './roster-line.ts';
import { unlabelledContact } from './unlabelled-contact.ts';
import { countryKey, namedKey, readLabel } from './tld-labels.ts';
import { readWho } from './who-arguments.ts';

export type CommandReading =
  | { readonly kind: 'command'; readonly head: CommandHead; readonly dryRun: boolean }
  | { readonly kind: 'reply'; readonly head: ReplyHead; readonly dryRun?: true }
  | { readonly kind: 'check' }
  /** Looks like a command and cannot be read as one. `meant`: it names a ccTLD or an address. */
  | { readonly kind: 'almost'; readonly nearest: string; readonly meant: boolean };

const WORD = /^["'“”„‘«(]*([A-Za-z]{2,12})(["'”’»)]*)(\s*[:;=]|[.,!?]+(?=\s|$)|(?=[\s([<])|$)/u;
/** No command names so many things. */
const MOST_TOKENS = 100;

/**
 * Reads a line as a command; null where it is prose. `first`: it is the first own line of the mail, where an answer to
 * one of ours stands.
 */
export function readCommandLine(table: CcTldTable, text: string, first: boolean): CommandReading | null {
  const line = halfWidth(withoutBullet(normalised(text)));
  const match = WORD.exec(line);
  if (match === null) return glued(table, line) ?? politely(table, line);
  const written = (match[1] ?? '').toLowerCase();
  const behind = match[3] ?? '';
  const colon = /[:;=]/u.test(behind);
  const doubted = behind.includes('?');
  const asks = doubted || line.endsWith('?');
  const rest = line.slice(match[0].length).trim();
  if (written === 'check') return readCheck(table, rest);
  const word = COMMAND_WORDS.get(written);
  if (word === undefined) return misspelt(table, written, rest) ?? politely(table, line);
  if (word === 'CONFIRM' || word === 'DENY' || word === 'DISPUTE' || word === 'OK') {
    const head = doubted ? null : readReplyWord(table, word, rest, first);
    if (head !== null) return { kind: 'reply', head };
    return (word === 'CONFIRM' || word === 'DENY') && rest === '' ? almost(written, false) : null;
  }
  if (asks && word !== 'WHO' && word !== 'HELP' && word !== 'STATUS') return null;
  // Alone and in small letters, `Status at` and `Add it` are words.
  const isInCapitals = match[1] === match[1]?.toUpperCase();
  return readArguments(table, word, written, rest, colon || asks, isInCapitals);
}

function readCheck(table: CcTldTable, rest: string): CommandReading | null {
  if (/^(?:\([^()]*\)|[\s.:!]*)$/u.test(rest)) return { kind: 'check' };
  const reading = /^check\b/iu.test(rest) ? null : readCommandLine(table, rest, false);
  if (reading?.kind === 'command') return { ...reading, dryRun: true };
  // "Check, OK" is what people say.
  if (reading?.kind === 'reply' && reading.head.word !== 'OK') return { ...reading, dryRun: true };
  return reading?.kind === 'almost' ? { ...reading, meant: true } : null;
}

// `SUBSCRIBE.nl` may be the name of a site.
function glued(table: CcTldTable, line: string): CommandReading | null {
  const [, word = '', label = ''] = /^([a-z]{3,})(\.\S+)$/iu.exec(line) ?? [];
  const meant = COMMAND_WORDS.get(word.toLowerCase());
  return meant !== undefined && readLabel(table, label)?.known === true ? almost(meant, false) : null;
}

// "Please subscribe .nl", "Action: subscribe .nl": not the language, but near enough to say how.
function politely(table: CcTldTable, line: string): CommandReading | null {
  const [, asked = ''] =
    /^(?:please|pls|kindly|i want to|we want to|i would like to|we would like to|command|action|request)[\s,:]+(.{1,150})$/iu.exec(
      line,
    ) ?? [];
  const word = COMMAND_WORDS.get(WORD.exec(asked)?.[1]?.toLowerCase() ?? '');
  if (word === undefined || !asked.split(/\s/u).some((token) => namesSomething(table, token))) return null;
  return almost(word, false);
}

// Many lines begin with the same words.
const slips = remembered<string | null>(2000);

function misspelt(table: CcTldTable, written: string, rest: string): CommandReading | null {
  // "Contact", "Updated", "Removes" are words of their own.
  const meant = NEAR_WORDS.get(written);
  const nearest = meant ?? (written === 'contact' ? null : slips(written, () => nearestWord(written, HINTED_WORDS)));
  if (nearest === null) return null;
  const inflected = meant !== undefined || (written.startsWith(nearest) && /(?:d|s|r)$/u.test(written));
  const tokens = rest.match(/[^\s,;]+/gu);
  if (tokens === null)
    return meant === undefined && written.length >= 6 && nearest !== 'contacts' ? almost(nearest, false) : null;
  return tokens.length <= 12 && tokens.some((token) => namesSomething(table, token))
    ? almost(nearest, !inflected)
    : null;
}

function almost(nearest: string, meant: boolean): CommandReading {
  return { kind: 'almost', nearest: nearest.toUpperCase(), meant };
}

function namesSomething(table: CcTldTable, token: string): boolean {
  return bareAddress(table, token) !== null || (/^\W*\./u.test(token) && readLabel(table, token) !== null);
}

function readArguments(
  table: CcTldTable,
  word: CommandHead['word'],
  written: string,
  rest: string,
  colon: boolean,
  isInCapitals: boolean,
): CommandReading | null {
  const { named, inline } =
    word === 'UPDATE' || takesFields(word) ? withFields(table, word, rest) : { named: rest, inline: '' };
  const remark = remarkOf(table, named);
  const tokens = named
    .slice(0, remark?.index)
    .split(/[\s,;&+]|\/(?!\/)/u)
    .filter((token) => token !== '' && !/^[-–—:.!"'“”]+$/u.test(token));
  if (tokens.length > MOST_TOKENS) return null;
  const fieldsFollow = inline !== '';
  const found =
    word === 'WHO'
      ? readWho(table, tokens, colon)
      : (readNamed(table, word, tokens, fieldsFollow) ??
        readNamed(table, word, withoutCountry(table, tokens), fieldsFollow));
  if (found === null) {
    const dotted = withDots(table, tokens, isInCapitals);
    if (dotted !== null) return { kind: 'almost', nearest: [written.toUpperCase(), ...dotted].join(' '), meant: false };
    if (!tokens.some((token) => namesSomething(table, token))) return null;
    const changes = takesFields(word) && word !== 'CONTACTS';
    const someone =
      (word === 'UPDATE' || word === 'CONTACTS') && tokens.some((token) => bareAddress(table, token) !== null);
    return almost(written, changes || someone);
  }
  const said = remark?.text ?? '';
  const check = /^(?:check|test|dry[ -]?run)(?: only)?$/iu.test(said);
  const idle = check || isCountry(table, said, found.tlds);
  const head = { ...found, word, inline, aside: [found.aside, idle ? '' : said].join(' ').trim() };
  return { kind: 'command', head, dryRun: found.check || check };
}

// `REMOVE at eva@nic.at`: a label that is an English word, too, has its dot. Null where no dot is missing, or it may be a word.
function withDots(table: CcTldTable, tokens: readonly string[], isInCapitals: boolean): readonly string[] | null {
  const dotted = tokens.map((token) => {
    if (readLabel(table, token) !== null || bareAddress(table, token) !== null) return token;
    // `REPLACE me` is oneself, not Montenegro.
    return /^(?!me$)[A-Za-z]{2}$/u.test(token) && readLabel(table, `.${token}`)?.known === true
      ? `.${token.toLowerCase()}`
      : null;
  });
  const all = dotted.filter((token) => token !== null);
  const mended = all.filter((token, at) => token !== tokens[at]).length;
  const isLabel = mended < all.length || (mended === 1 && isInCapitals);
  return all.length === tokens.length && mended > 0 && isLabel ? all : null;
}

function takesFields(word: CommandHead['word']): boolean {
  return word === 'SUBSCRIBE' || word === 'CONTACTS' || word === 'REPLACE' || word === 'REMOVE';
}

// `SUBSCRIBE .nl Name: John Doe, …`, `UPDATE phone +31 …`
function withFields(table: CcTldTable, word: CommandHead['word'], rest: string): { named: string; inline: string } {
  // `REMOVE .nl "Jane Roe, #2, .nl, +31 …" jane@nic.nl`
  const quoted = /["“”„«].*/u.exec(rest);
  if (quoted !== null && readRosterLine(table, quoted[0]) !== null)
    return { named: rest.slice(0, quoted.index), inline: quoted[0] };
  const start = fieldStart(rest);
  if (start >= 0) return { named: rest.slice(0, start), inline: rest.slice(start) };
  // `REPLACE .nl john@nic.nl with Max Moe, max@nic.nl, +31 …`
  const successor = word === 'REPLACE' ? /\s(?:with|by)\s*:?\s+/iu.exec(rest) : null;
  const behindWith = successor === null ? '' : rest.slice(successor.index + successor[0].length);
  if (successor !== null && unlabelledContact(table, behindWith) !== null)
    return { named: rest.slice(0, successor.index), inline: behindWith };
  if (word === 'SUBSCRIBE') {
    // `SUBSCRIBE .nl John Doe, john@nic.nl, +31 …`, but not `SUBSCRIBE .nz New Zealand`.
    const ahead = /^(?:(?:for|cctld|tld)[\s:]+)*(\S+?)[\s,;:–—-]+/iu.exec(rest);
    const label = readLabel(table, ahead?.[1] ?? '');
    const behind = ahead === null || label === null ? '' : rest.slice(ahead[0].length);
    const isPerson = isPersonLike(trimmedValue(behind)) && label !== null && !isCountry(table, behind, [label]);
    if (isPerson || unlabelledContact(table, behind) !== null)
      return { named: rest.slice(0, -behind.length), inline: behind };
  }
  const only = word === 'UPDATE' && readFieldLine(table, rest)?.some(({ value }) => value !== '') === true;
  return only ? { named: '', inline: rest } : { named: rest, inline: '' };
}

// What stands in brackets at the end; an address is no remark.
function remarkOf(table: CcTldTable, named: string): { readonly text: string; readonly index: number } | null {
  const match = /\(([^()]{0,200})\)[\s.:;!]*$/u.exec(named);
  const text = match?.[1]?.trim() ?? '';
  return match === null || match.index === 0 || bareAddress(table, text) !== null ? null : { text, index: match.index };
}

// `SUBSCRIBE .nl - The Netherlands`
function withoutCountry(table: CcTldTable, tokens: readonly string[]): readonly string[] {
  const tlds = tokens.map((token) => readLabel(table, token)).filter((label) => label !== null);
  const others = tokens.filter((token) => readLabel(table, token) === null);
  return isCountry(table, others.join(' '), tlds) ? tokens.filter((token) => !others.includes(token)) : tokens;
}

// `SUBSCRIBE .nl (Netherlands)`, `SUBSCRIBE .xn--p1ai (.рф)`
function isCountry(table: CcTldTable, remark: string, tlds: readonly NamedTld[]): boolean {
  const label = readLabel(table, remark);
  return tlds.some(
    (named) =>
      named.known &&
      (countryKey(table.get(named.tld)?.name ?? '') === countryKey(remark) ||
        (label !== null && namedKey(label) === namedKey(named))),
  );
}
