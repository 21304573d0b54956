import type { Tld } from '../core/cctld.ts';
import { BLANK_PERSON, type Command, type ContactDraft, type IgnoredLine } from '../core/command.ts';
import { addressKey, type EmailAddress, parseEmailAddress, sameAddress } from '../core/email-address.ts';
import { addressesOf, type Contact } from '../core/roster.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { isAdminOf } from '../core/tlds-of-address.ts';
import { rosterOf, type World } from '../core/world.ts';
import { visible } from '../replies/plain-words.ts';
import { ownNewNumber } from './own-number.ts';

// A word as long as the mail, which no person writes, must not be tried from each of its letters to its end.
const ADDRESS =
  /(?<![\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})*/gu;
const PHONE = /(?:\+|00)\d[\d\s().\u00a0/-]{6,}\d/u;
const NAME =
  /\p{Lu}[\p{L}'’.-]{0,39}(?:[ \u00a0]+(?:(?:van|von|de|der|den|da|dos|di|la|al|bin|el)[ \u00a0]+)*\p{Lu}[\p{L}'’.-]{0,39}){1,3}/gu;
const NAME_WITHOUT_CAPITALS = /([\p{Lo}\p{M}][\p{Lo}\p{M} ]{0,79})[ \u00a0]*<$/u;
const LEAVES =
  /\b(?:remov|delet|unsubscrib|left|leav|leaves|gone|resign|retire|replac|instead|no longer|not any ?more|departed)/iu;

/** The author is the one who goes. */
const AUTHOR_LEAVES =
  /\b(?:(?:replac(?:e|es|ing)|succeed(?:s|ing)?)(?: \.\S{2,30})? me|my (?:successor|replacement))\b/iu;

const STAYS = /\b(?:remain|stay|keep|continu|bleib|reste|queda|permanec|fica|blijf)/iu;

/** In free text a no, a condition or a question anywhere is enough, beside what speaks against a command in any language. */
const SPOKEN_AGAINST =
  /\?|\b(?:do not|don['’]t|never|(?:must|shall|should|will|is|are|was|has|have|did|does)(?:n['’]t| not)|only if|unless|whether|wrong)\b/iu;

/** "Does not work here any more" says that somebody left, and speaks against nothing. */
const NO_LONGER =
  /\b(?:is|are|was|were|do|does)(?:n['’]t| not)(?: (?!remov|delet|unsubscrib|replac)[^\s.,;!?]+){0,5} any ?(?:more|longer)\b/giu;

/** So much of a text is looked at; each mail is, at once and beside all others, so there must be an end. */
const MOST_CHARACTERS = 20_000;
const MOST_LINE_LENGTH = 1000;
const MOST_PEOPLE = 20;

const NOT_OWN: ReadonlySet<IgnoredLine['why']> = new Set([
  'quoted',
  'forwarded',
  'signature',
  'courtesy',
  'disclaimer',
]);

/** Somebody named in free text; what was not found is null. */
export type Named = { readonly name: string | null; readonly email: EmailAddress; readonly phone: string | null };

/** What free text may mean for one list. Nothing of it is ever done by itself. */
export type Wish = {
  readonly tld: Tld;
  readonly leaving: readonly Contact[];
  readonly people: readonly Named[];
  /** The line of the mail that speaks against it or asks, or that was not read to its end; null: it is plain. */
  readonly againstAt: number | null;
};

/** Lines that the author of a mail wrote for us: not quoted, forwarded, a courtesy or a signature. */
export function ownLines({ message, request }: Pick<StoredMail, 'message' | 'request'>): readonly string[] {
  const others = new Set(request.ignored.filter(({ why }) => NOT_OWN.has(why)).map(({ line }) => line));
  return message.reading.text.split('\n').map((text, index) => (others.has(index + 1) ? '' : visible(text)));
}

/** Names, addresses and phones of the mail's own text, matched against the list; null where nothing was found. */
export function wishIn(world: World, mail: Pick<StoredMail, 'message' | 'request'>, tld: Tld): Wish | null {
  const { lines, cutAt } = beginningOf(ownLines(mail));
  const said = lines.filter((text) => text.trim() !== '');
  const text = said.join('\n');
  const { contacts } = rosterOf(world, tld);
  const people = peopleIn(said).filter(
    ({ email }) => !isAdminOf(world, tld, email) && !world.secretariat.some((one) => sameAddress(one, email)),
  );
  const known = contacts.filter((contact) => isMeant(contact, text, people));
  const fresh = people.filter(({ email }) => !contacts.some((contact) => isOf(contact, email)));
  const { address: author } = mail.message.author;
  const own = contacts.find((contact) => isOf(contact, author));
  const leavers = leavingIn(text, known);
  // Without a successor, nobody would be there instead.
  const ownLeaves = own !== undefined && fresh.length > 0 && AUTHOR_LEAVES.test(text) && !leavers.includes(own);
  const leaving = ownLeaves ? [...leavers, own] : leavers;
  const againstAt = mail.request.spokenAgainstAt ?? lineThatDoubts(lines) ?? cutAt;
  if (leaving.length > 0 || fresh.length > 0) return { tld, leaving, people: fresh, againstAt };
  // Who names nobody else speaks of the own entry.
  if (own !== undefined && known.every((contact) => contact === own)) {
    const others = contacts.filter((contact) => contact !== own);
    const number = ownNewNumber([subjectOf(mail), ...said], own, others, world.table.get(tld)?.iso ?? null);
    return number === null
      ? null
      : { tld, leaving: [], people: [{ name: own.name, email: own.email, phone: number }], againstAt };
  }
  const phone = phoneIn(text);
  const [only, ...others] = known;
  if (phone === null || only === undefined || others.length > 0) return null;
  return { tld, leaving: [], people: [{ name: only.name, email: only.email, phone }], againstAt };
}

/** Those of whom a sentence says it, or the one behind it that names nobody ("She left us."). */
function leavingIn(text: string, known: readonly Contact[]): readonly Contact[] {
  let before: readonly Contact[] = [];
  const leaving = new Set<Contact>();
  for (const sentence of text.split(/(?<=[.!?。！？])\s+/u)) {
    const people = peopleIn(sentence.split('\n'));
    const named = known.filter((contact) => isMeant(contact, sentence, people));
    const meant = named.length > 0 ? named : before.length === 1 ? before : [];
    if (LEAVES.test(sentence) && !STAYS.test(sentence)) for (const contact of meant) leaving.add(contact);
    before = named;
  }
  return known.filter((contact) => leaving.has(contact));
}

/** The first lines, long ones without their end, and the first one that is not there to its end. */
function beginningOf(all: readonly string[]): { readonly lines: readonly string[]; readonly cutAt: number | null } {
  const lines: string[] = [];
  let room = MOST_CHARACTERS;
  let cutAt: number | null = null;
  for (const [index, line] of all.entries()) {
    const most = Math.min(room, MOST_LINE_LENGTH);
    if (line.length > most) cutAt ??= index + 1;
    // Blank lines are no words that nobody read.
    if (room === 0 && cutAt !== null) break;
    lines.push(firstWords(line, most));
    room = Math.max(0, room - line.length);
  }
  return { lines, cutAt };
}

/** The last one whole. */
function firstWords(line: string, most: number): string {
  return line.length <= most ? line : line.slice(0, Math.max(0, line.lastIndexOf(' ', most)));
}

/** The same as a command, to be judged and mended like one that was written. */
export function wishCommand({ tld, leaving, people }: Wish): Command {
  const tlds = [{ known: true as const, tld }];
  const addresses = leaving.map(({ email }) => email);
  const contacts = people.map((one): ContactDraft => ({ ...BLANK_PERSON, ...one }));
  if (leaving.length === 0) return { word: 'SUBSCRIBE', tlds, contacts };
  if (contacts.length === 0) return { word: 'REMOVE', tlds, removed: addresses, all: false, oneself: false };
  return { word: 'REPLACE', tlds, replaced: addresses, contacts };
}

/** The line of a mail that speaks against what it may seem to ask, or asks, or was not read to its end; null: none does. */
export function lineAgainst(mail: Pick<StoredMail, 'message' | 'request'>): number | null {
  const { lines, cutAt } = beginningOf(ownLines(mail));
  return mail.request.spokenAgainstAt ?? lineThatDoubts(lines) ?? cutAt;
}

function lineThatDoubts(own: readonly string[]): number | null {
  const index = own.findIndex((text) => SPOKEN_AGAINST.test(text.replaceAll(NO_LONGER, '')));
  return index < 0 ? null : index + 1;
}

/** Each address of the text with the name before it and the phone beside it. */
function peopleIn(lines: readonly string[]): readonly Named[] {
  const found = new Map<string, Named>();
  lines.forEach((line, at) => {
    for (const match of line.matchAll(ADDRESS)) {
      const reading = parseEmailAddress(match[0].replace(/[.]+$/u, ''));
      if (!reading.ok || found.has(addressKey(reading.address)) || found.size >= MOST_PEOPLE) continue;
      const before = `${lines[at - 1] ?? ''}\n${line.slice(0, match.index)}`;
      const after = [line.slice(match.index + match[0].length), ...lines.slice(at + 1, at + 3)].join('\n');
      const upToNext = after.split('@')[0] ?? '';
      found.set(addressKey(reading.address), {
        name: nameIn(before),
        email: reading.address,
        phone: phoneIn(upToNext) ?? phoneIn(line),
      });
    }
  });
  return [...found.values()];
}

/** The last name before an address; of a script without capital letters, what stands before its bracket. */
function nameIn(before: string): string | null {
  const written = [...before.matchAll(NAME)].at(-1)?.[0] ?? NAME_WITHOUT_CAPITALS.exec(before.slice(-100))?.[1];
  return written?.replaceAll(/\s+/gu, ' ').trim() ?? null;
}

function phoneIn(text: string): string | null {
  const written = PHONE.exec(text)?.[0] ?? null;
  return written === null ? null : written.replaceAll(/\s+/gu, ' ').trim();
}

/** Where it answers or forwards, the words may be another's. */
function subjectOf({ message: { subject } }: Pick<StoredMail, 'message'>): string {
  return /^\s*\S{1,5}\s*[:：]|\[TLD-OPS /iu.test(subject) ? '' : visible(subject);
}

function isMeant(contact: Contact, text: string, people: readonly Named[]): boolean {
  return people.some(({ email }) => isOf(contact, email)) || folded(text).includes(folded(contact.name));
}

function isOf(contact: Contact, email: EmailAddress): boolean {
  return addressesOf(contact).some((own) => sameAddress(own, email));
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/gu, ' ').toLowerCase();
}
