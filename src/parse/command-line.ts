import type { CcTldTable } from '../core/cctld.ts';
import type { CommandWord, NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { bareAddress, withoutRepeatedAddresses } from './addresses.ts';
import type { CommandHead, NamedThings } from './command-head.ts';
import { COMMAND_WORDS, FILLERS, HINTED_WORDS, NEAR_WORDS, OWN_THINGS, ROSTER_NOUNS } from './command-words.ts';
import { trimmedToken, withoutBullet } from './decoration.ts';
import { fieldStart, normalised, readFieldLine } from './field-line.ts';
import { nearestWord } from './nearest-word.ts';
import { halfWidth } from './plain-line.ts';
import { readReplyWord, type ReplyHead } from './reply-word.ts';
import { readRosterLine } from './roster-line.ts';
import { unlabelledContact, unlabelledName } from './unlabelled-contact.ts';
import { countryKey, namedKey, readLabel, withoutRepeats } from './tld-labels.ts';
import { readWho } from './who-arguments.ts';

export type CommandReading =
  | { readonly kind: 'command'; readonly head: CommandHead; readonly dryRun: boolean }
  | { readonly kind: 'reply'; readonly head: ReplyHead }
  | { readonly kind: 'check' }
  /** Looks like a command and cannot be read as one. `meant`: it names a ccTLD or an address. */
  | { readonly kind: 'almost'; readonly nearest: string; readonly meant: boolean };

const WORD = /^["'“”„‘«(]*([A-Za-z]{2,12})(["'”’»)]*)(\s*[:;=]|[.,!?]+(?=\s|$)|(?=[\s([<])|$)/u;
/** No command names so many things. */
const MOST_TOKENS = 100;
const SUCCESSOR = /^(?:with|by|new)[.:]?$/iu;
const ARROW = /^(?:[-–—=]*>+|→)$/u;

/**
 * Reads a line as a command; null where it is prose. `first`: it is the first own line of the mail, where an answer to
 * one of ours stands.
 */
export function readCommandLine(table: CcTldTable, text: string, first: boolean): CommandReading | null {
  const line = halfWidth(withoutBullet(normalised(text))).trim();
  const match = WORD.exec(line);
  if (match === null) return line.length < 200 ? (glued(table, line) ?? politely(table, line)) : null;
  const written = (match[1] ?? '').toLowerCase();
  const colon = /[:;=]/u.test(match[3] ?? '');
  const asks = /[?？]\s*$/u.test(line);
  const rest = line.slice(match[0].length).trim();
  if (written === 'check') return readCheck(table, rest);
  const word = COMMAND_WORDS.get(written);
  if (word === undefined) return misspelt(table, written, rest) ?? politely(table, line);
  if (word === 'CONFIRM' || word === 'DENY' || word === 'DISPUTE' || word === 'OK') {
    const doubted = /[?？]/u.test(match[3] ?? '');
    const head = doubted ? null : readReplyWord(table, word, rest, first);
    if (head !== null) return { kind: 'reply', head };
    return (word === 'CONFIRM' || word === 'DENY') && rest === '' ? almost(written, false) : null;
  }
  if (asks && word !== 'WHO' && word !== 'HELP' && word !== 'STATUS') return null;
  return readArguments(table, word, written, rest, colon || (asks && rest !== ''));
}

function readCheck(table: CcTldTable, rest: string): CommandReading | null {
  if (/^(?:\([^()]*\)|[\s.:!]*)$/u.test(rest)) return { kind: 'check' };
  const reading = /^check\b/iu.test(rest) ? null : readCommandLine(table, rest, false);
  if (reading?.kind === 'command') return { ...reading, dryRun: true };
  return reading?.kind === 'almost' ? { ...reading, meant: true } : null;
}

// `SUBSCRIBE.nl` may be the name of a site.
function glued(table: CcTldTable, line: string): CommandReading | null {
  const match = /^([A-Za-z]{3,12})(\.[^\s.@]{2,63})[.:;,]?$/u.exec(line);
  const word = COMMAND_WORDS.get((match?.[1] ?? '').toLowerCase());
  return word === undefined || readLabel(table, match?.[2] ?? '')?.known !== true ? null : almost(word, false);
}

// "Please subscribe .nl", "Action: subscribe .nl": not the language, but near enough to say how.
function politely(table: CcTldTable, line: string): CommandReading | null {
  const match =
    /^(?:please|pls|kindly|i want to|we want to|i would like to|we would like to|command|action|request)[\s,:]+(.{1,150})$/iu.exec(
      line,
    );
  const word = WORD.exec(match?.[1] ?? '');
  const written = (word?.[1] ?? '').toLowerCase();
  if (match === null || word === null || !COMMAND_WORDS.has(written) || written.length < 3) return null;
  const meant = (match[1] ?? '')
    .split(/\s+/u)
    .slice(1)
    .some((token) => namesSomething(table, token));
  return meant ? almost(COMMAND_WORDS.get(written) ?? written, false) : null;
}

function misspelt(table: CcTldTable, written: string, rest: string): CommandReading | null {
  // "Contact", "Updated", "Removes" are words of their own.
  const meant = NEAR_WORDS.get(written);
  const nearest = meant?.toLowerCase() ?? (written === 'contact' ? null : nearestWord(written, HINTED_WORDS));
  if (nearest === null) return null;
  const inflected = meant !== undefined || (written.startsWith(nearest) && /(?:d|s|r)$/u.test(written));
  const tokens = rest.split(/[\s,;]+/u).filter((token) => token !== '');
  if (tokens.length === 0)
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
): CommandReading | null {
  const { named, inline } =
    word === 'UPDATE' || takesFields(word) ? withFields(table, word, rest) : { named: rest, inline: '' };
  const remark = remarkOf(table, named);
  const tokens = named
    .slice(0, remark?.index)
    .split(/[\s,;&+]+|\/(?!\/)/u)
    .filter((token) => token !== '' && !/^[-–—:.!"'“”]+$/u.test(token));
  if (tokens.length > MOST_TOKENS) return null;
  const found =
    word === 'WHO'
      ? readWho(table, tokens, colon)
      : (readNamed(table, word, tokens, inline !== '') ??
        readNamed(table, word, withoutCountry(table, tokens), inline !== ''));
  if (found === null) {
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

function takesFields(word: CommandHead['word']): boolean {
  return word === 'SUBSCRIBE' || word === 'CONTACTS' || word === 'REPLACE' || word === 'REMOVE';
}

// `SUBSCRIBE .nl Name: John Doe, …`, `UPDATE phone +31 …`
function withFields(table: CcTldTable, word: CommandHead['word'], rest: string): { named: string; inline: string } {
  // `REMOVE .nl "Jane Roe, #2, .nl, +31 …" jane@nic.nl`
  const quote = rest.search(/["“”„«]/u);
  if (quote >= 0 && readRosterLine(table, rest.slice(quote)) !== null)
    return { named: rest.slice(0, quote), inline: rest.slice(quote) };
  const start = fieldStart(rest);
  if (start >= 0) return { named: rest.slice(0, start), inline: rest.slice(start) };
  // `REPLACE .nl john@nic.nl with Max Moe, max@nic.nl, +31 …`
  const successor = word === 'REPLACE' ? /\s(?:with|by)\s*:?\s+(?=\S)/iu.exec(rest) : null;
  const behindWith = successor === null ? '' : rest.slice(successor.index + successor[0].length);
  if (successor !== null && unlabelledContact(table, behindWith) !== null)
    return { named: rest.slice(0, successor.index), inline: behindWith };
  if (word === 'SUBSCRIBE') {
    // `SUBSCRIBE .nl John Doe, john@nic.nl, +31 …`
    const label = /^(?:(?:for|cctld|tld)[\s:]+)*(\S+?)[\s,;:–—-]+(?=\S)/iu.exec(rest);
    const behind = label === null || readLabel(table, label[1] ?? '') === null ? '' : rest.slice(label[0].length);
    if (unlabelledContact(table, behind) !== null || unlabelledName(behind) !== null)
      return { named: label?.[0] ?? '', inline: behind };
  }
  const only = word === 'UPDATE' && readFieldLine(table, rest)?.some(({ value }) => value !== '') === true;
  return only ? { named: '', inline: rest } : { named: rest, inline: '' };
}

// What stands in brackets at the end; an address is no remark.
function remarkOf(table: CcTldTable, named: string): { readonly text: string; readonly index: number } | null {
  const match = /\s*\(([^()]{0,200})\)\s*[.:;!]*$/u.exec(named);
  const text = match?.[1]?.trim() ?? '';
  return match === null || match.index === 0 || bareAddress(table, text) !== null ? null : { text, index: match.index };
}

// `SUBSCRIBE .nl - The Netherlands`
function withoutCountry(table: CcTldTable, tokens: readonly string[]): readonly string[] {
  const tlds = tokens.flatMap((token) => readLabel(table, token) ?? []);
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

function readNamed(
  table: CcTldTable,
  word: Exclude<CommandHead['word'], 'WHO'>,
  tokens: readonly string[],
  fieldsFollow: boolean,
): NamedThings | null {
  const tlds: NamedTld[] = [];
  const addresses: EmailAddress[] = [];
  const successors: EmailAddress[] = [];
  let [all, oneself, check, behindWith] = [false, false, false, false];
  const aside: string[] = [];
  let name: string[] = [];
  for (const token of tokens) {
    const lower = trimmedToken(token).replace(/\.$/u, '').toLowerCase();
    const label = readLabel(table, token);
    const address = token.includes('@') ? bareAddress(table, token) : null;
    if (word === 'REPLACE' && ARROW.test(token) && name.length === 0) behindWith = true;
    else if (address !== null) {
      // `John Doe <john@nic.nl>`, `John Doe, john@nic.nl`: the name is left aside, hence looked at.
      if (name.length > 5 || !name.every((part) => /^["“„'’(]?(?:\p{Lu}|\p{Lo})/u.test(part))) return null;
      aside.push(...name);
      name = [];
      (behindWith ? successors : addresses).push(address);
    } else if (name.length > 0) name.push(token);
    else if (label !== null) tlds.push(label);
    else if (word === 'REMOVE' && lower === 'all') all = true;
    else if (word === 'REMOVE' && (lower === 'me' || lower === 'myself')) oneself = true;
    else if (word === 'REPLACE' && SUCCESSOR.test(token) && !behindWith) behindWith = true;
    else if (word === 'REPLACE' && lower === 'old') continue;
    else if (word === 'UPDATE' && OWN_THINGS.has(lower)) continue;
    else if (lower === 'check') check = true;
    else if (oneself && ROSTER_NOUNS.has(lower)) aside.push(token);
    else if (word === 'HELP' && (COMMAND_WORDS.has(lower) || lower === 'me' || lower === 'us')) aside.push('');
    else if ((word === 'REMOVE' || word === 'REPLACE') && /^["“„'’\p{L}]/u.test(token) && !FILLERS.has(lower))
      name.push(token);
    else if (!FILLERS.has(lower)) return null;
  }
  if (name.length > 0) return null;
  const named = withoutRepeatedAddresses(addresses);
  if (all && (oneself || named.length > 0)) return null;
  if (oneself && named.length > 0) return null;
  if (!mayName(word, named.length)) return null;
  // `Add contacts`, `Remove the contact`, `Thank you`: words without anything named are prose.
  const nothingNamed = tlds.length + named.length === 0 && !all && !oneself && !check && !fieldsFollow;
  if (tokens.length > 0 && nothingNamed && !onlyPolite(word, tokens) && aside.length === 0) return null;
  return {
    tlds: withoutRepeats(tlds),
    addresses: named,
    successors: withoutRepeatedAddresses(successors),
    all,
    oneself,
    regions: [],
    search: [],
    aside: aside.join(' ').trim(),
    check,
  };
}

function onlyPolite(word: CommandWord, tokens: readonly string[]): boolean {
  if (word !== 'HELP' && word !== 'STATUS' && word !== 'UPDATE') return false;
  return tokens.every((token) => {
    const lower = trimmedToken(token).replace(/\.$/u, '').toLowerCase();
    return /^(?:please|pls|thanks|thank|you)$/u.test(lower) || (word === 'UPDATE' && OWN_THINGS.has(lower));
  });
}

// How many addresses a command line can name.
function mayName(word: Exclude<CommandHead['word'], 'WHO'>, addresses: number): boolean {
  switch (word) {
    case 'REMOVE':
    case 'REPLACE':
      return true;
    case 'SUBSCRIBE':
    case 'UPDATE':
      return addresses <= 1;
    case 'CONTACTS':
    case 'STATUS':
    case 'HELP':
      return addresses === 0;
  }
}
