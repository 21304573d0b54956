import type { CcTldTable } from '../core/cctld.ts';
import type { CommandWord, NamedTld } from '../core/command.ts';
import { type EmailAddress, withoutRepeatedAddresses } from '../core/email-address.ts';
import { bareAddress } from './addresses.ts';
import type { CommandHead, NamedThings } from './command-head.ts';
import { COMMAND_WORDS, FILLERS, OWN_THINGS, ROSTER_NOUNS } from './command-words.ts';
import { trimmedToken } from './decoration.ts';
import { readLabel, withoutRepeats } from './tld-labels.ts';

const SUCCESSOR = /^(?:with|by|new)[.:]?$/iu;
const POLITE = new Set(['please', 'pls', 'thanks', 'thank', 'you']);
const ARROW = /^(?:[-–—=]*>+|→)$/u;

/**
 * What the words behind any other word than WHO name; null where they are prose.
 * @param fieldsFollow fields stand on the same line: then nothing else need be named.
 */
export function readNamed(
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
    const lower = wordOf(token);
    const label = readLabel(table, token);
    const address = token.includes('@') ? bareAddress(table, token) : null;
    // `REMOVE john@nic.nl -> jane@nic.nl` is no wish to remove both.
    if (word === 'REMOVE' && ARROW.test(token) && addresses.length > 0) return null;
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
    else if ((word === 'REMOVE' || word === 'REPLACE') && !FILLERS.has(lower)) name.push(token);
    else if (!FILLERS.has(lower)) return null;
  }
  if (name.length > 0) return null;
  const named = withoutRepeatedAddresses(addresses);
  // Everybody, oneself or somebody by address: one of them.
  if ([all, oneself, named.length > 0].filter(Boolean).length > 1) return null;
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
  return tokens.map(wordOf).every((lower) => POLITE.has(lower) || (word === 'UPDATE' && OWN_THINGS.has(lower)));
}

function wordOf(token: string): string {
  return trimmedToken(token).replace(/\.$/u, '').toLowerCase();
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
