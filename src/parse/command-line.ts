import type { CcTldTable } from '../core/cctld.ts';
import type { CommandWord, NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { bareAddress, withoutRepeatedAddresses } from './addresses.ts';
import type { CommandHead, NamedThings } from './command-head.ts';
import { COMMAND_WORDS, FILLERS, HINTED_WORDS, ROSTER_NOUNS } from './command-words.ts';
import { trimmedToken, withoutBullet } from './decoration.ts';
import { fieldStart, normalised } from './field-line.ts';
import { nearestWord } from './nearest-word.ts';
import { halfWidth } from './plain-line.ts';
import { readReplyWord, type ReplyHead } from './reply-word.ts';
import { readLabel, withoutRepeats } from './tld-labels.ts';
import { readWho } from './who-arguments.ts';

export type CommandReading =
  | { readonly kind: 'command'; readonly head: CommandHead; readonly dryRun: boolean }
  | { readonly kind: 'reply'; readonly head: ReplyHead }
  | { readonly kind: 'check' }
  /** Looks like a command and cannot be read as one. `meant`: it names a ccTLD or an address. */
  | { readonly kind: 'almost'; readonly nearest: string; readonly meant: boolean };

const WORD = /^["'“”„‘«(]*([A-Za-z]{2,12})(["'”’»)]*)(\s*[:;=]|[.,!?]+(?=\s|$)|(?=\s)|$)/u;
/**
 * Reads a line as a command; null where it is prose. `first`: it is the first own line of the mail, where an answer to
 * one of ours stands.
 */
export function readCommandLine(table: CcTldTable, text: string, first: boolean): CommandReading | null {
  const line = halfWidth(withoutBullet(normalised(text))).trim();
  const match = WORD.exec(line);
  if (match === null) return line.length < 200 ? politely(table, line) : null;
  const written = (match[1] ?? '').toLowerCase();
  const colon = /[:;=]/u.test(match[3] ?? '');
  const asks = /[?？]\s*$/u.test(line);
  const rest = line.slice(match[0].length).trim();
  if (written === 'check') return readCheck(table, rest);
  const word = COMMAND_WORDS.get(written);
  if (word === undefined) return misspelt(table, written, rest) ?? politely(table, line);
  if (word === 'CONFIRM' || word === 'DENY' || word === 'DISPUTE' || word === 'OK') {
    const head = readReplyWord(table, word, rest, first);
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

// "Please subscribe .nl": not the language, but near enough to say how.
function politely(table: CcTldTable, line: string): CommandReading | null {
  const match = /^(?:please|pls|kindly|i want to|we want to|i would like to|we would like to)[\s,:]+(.{1,150})$/iu.exec(
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
  const nearest = written === 'contact' ? null : nearestWord(written, HINTED_WORDS);
  if (nearest === null) return null;
  const inflected = written.startsWith(nearest) && /(?:d|s|r)$/u.test(written);
  const tokens = rest.split(/[\s,;]+/u).filter((token) => token !== '');
  if (tokens.length === 0) return written.length >= 6 && nearest !== 'contacts' ? almost(nearest, false) : null;
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
  const start = word === 'WHO' || word === 'HELP' || word === 'STATUS' ? -1 : fieldStart(rest);
  const inline = start < 0 ? '' : rest.slice(start);
  const remark = /\s*\(([^()]{0,200})\)\s*[.:;!]*$/u.exec(start < 0 ? rest : rest.slice(0, start));
  const named = (start < 0 ? rest : rest.slice(0, start)).slice(0, remark?.index);
  const tokens = named.split(/[\s,;&+]+|\/(?!\/)/u).filter((token) => token !== '' && !/^[-–—:.!"'“”]+$/u.test(token));
  const found = word === 'WHO' ? readWho(table, tokens, colon) : readNamed(table, word, tokens, inline !== '');
  if (found === null) {
    if (!tokens.some((token) => namesSomething(table, token))) return null;
    const changes = word === 'SUBSCRIBE' || word === 'REPLACE' || word === 'REMOVE';
    const someone =
      (word === 'UPDATE' || word === 'CONTACTS') && tokens.some((token) => bareAddress(table, token) !== null);
    return almost(written, changes || someone);
  }
  const aside = [found.aside, remark === null || isCountry(table, remark[1] ?? '', found.tlds) ? '' : remark[0]];
  const checked = found.check || /^check$/iu.test(remark?.[1]?.trim() ?? '');
  const head = { ...found, word, inline, aside: aside.join(' ').trim() };
  return { kind: 'command', head, dryRun: checked };
}

// `SUBSCRIBE .nl (Netherlands)`
function isCountry(table: CcTldTable, remark: string, tlds: readonly NamedTld[]): boolean {
  const written = remark.trim().toLowerCase().replace(/^the /u, '');
  return tlds.some(
    (named) => named.known && table.get(named.tld)?.name.toLowerCase().replace(/^the /u, '') === written,
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
    if (address !== null) {
      // `John Doe <john@nic.nl>`: the name is left aside, hence looked at.
      if (name.length > 0 && !token.startsWith('<') && !/^["“„'].*["”“']$/u.test(name.join(' '))) return null;
      aside.push(...name);
      name = [];
      (behindWith ? successors : addresses).push(address);
    } else if (name.length > 0) name.push(token);
    else if (label !== null) tlds.push(label);
    else if (word === 'REMOVE' && lower === 'all') all = true;
    else if (word === 'REMOVE' && (lower === 'me' || lower === 'myself')) oneself = true;
    else if (word === 'REPLACE' && (lower === 'with' || lower === 'by') && !behindWith) behindWith = true;
    else if (word === 'UPDATE' && (lower === 'my' || lower === 'details' || lower === 'data')) continue;
    else if (lower === 'check') check = true;
    else if (oneself && ROSTER_NOUNS.has(lower)) aside.push(token);
    else if (word === 'HELP' && COMMAND_WORDS.has(lower)) aside.push('');
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
  return (
    tokens.every((token) => /^(?:please|pls|thanks|thank|you|my|details|data|with|by)[.!]*$/iu.test(token)) &&
    (word === 'HELP' || word === 'STATUS' || word === 'UPDATE')
  );
}

// How many addresses a command line can name.
function mayName(word: Exclude<CommandHead['word'], 'WHO'>, addresses: number): boolean {
  switch (word) {
    case 'REMOVE':
    case 'REPLACE':
      return true;
    case 'SUBSCRIBE':
      return addresses <= 1;
    case 'CONTACTS':
    case 'UPDATE':
    case 'STATUS':
    case 'HELP':
      return addresses === 0;
  }
}
