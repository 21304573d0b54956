import { type CcTldTable, type Tld, dotted } from '../core/cctld.ts';
import { domainOf, type EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import { isToBeConfirmed, type Redelegation } from '../core/redelegation.ts';
import { reachableOnlyInside } from '../roster-out/reach.ts';
import { rosterLines } from '../roster-out/roster-line.ts';
import type { Roster } from '../core/roster.ts';
import { inertWholeLines, prose, stacked, wrapped } from './layout.ts';
import type { Letter, Letterhead } from './letter.ts';
import { clipped, momentInUtc, repeated, visible } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** RFC 5322 §2.1.1 leaves 998 octets; people see far fewer. */
const SUBJECT_LENGTH = 250;

/** Puts the blocks above a footer. `receivedAt`: where the reader sent the mail that this is about. */
export function letter(
  texts: Texts,
  letterhead: Letterhead,
  subject: string,
  blocks: readonly string[],
  receivedAt: Instant | null = null,
): Letter {
  const { ref, mailbox, rules } = letterhead;
  const footer = [
    say(texts, 'common.footer-reference', { ref }),
    ...(rules.length === 0 ? [] : [say(texts, 'common.footer-rules', { rules: rules.join(', ') })]),
    ...(receivedAt === null ? [] : [say(texts, 'common.footer-received', { moment: momentInUtc(receivedAt) })]),
    say(texts, 'common.footer-help', { mailbox }),
  ].flatMap((line) => wrapped(line));
  return {
    subject: clipped(`[TLD-OPS ${ref}] ${visible(subject)}`, SUBJECT_LENGTH),
    text: `${stacked(blocks)}\n\n-- \n${footer.join('\n')}\n`,
  };
}

/** `.nl SUBSCRIBE+REMOVE applied: their words`, so that all of it fits behind the tag and every ccTLD is named. */
export function answerSubject(
  texts: Texts,
  letterhead: Letterhead,
  about: { readonly tlds: readonly Tld[]; readonly words: readonly string[]; readonly result: string },
  theirSubject: string,
): string {
  const [tag, words] = [`[TLD-OPS ${letterhead.ref}] `, [...new Set(about.words)].join('+')];
  const room = SUBJECT_LENGTH - tag.length - words.length - about.result.length - 2;
  const tlds = tldsWithin(texts, letterhead.table, about.tlds, room);
  const ours = [tlds, words, about.result].filter((part) => part !== '').join(' ');
  const theirs = repeated(theirSubject, SUBJECT_LENGTH);
  return theirs === '' ? ours : `${ours}: ${theirs}`;
}

/** `.nl`, `.nl and .br`, `.nl, .br and .рф`; without any: "the ccTLD". */
export function tldsInWords(texts: Texts, table: CcTldTable, tlds: readonly Tld[]): string {
  const names = [...new Set(tlds)].map((tld) => dotted(table, tld));
  const last = names.at(-1);
  if (last === undefined) return say(texts, 'common.the-cctld', {});
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} ${say(texts, 'common.and', {})} ${last}`;
}

/** Where a person reads what anybody writes. */
export function postmasterBeside(mailbox: EmailAddress): string {
  return `postmaster@${domainOf(mailbox)}`;
}

/** A roster as it is, for a mail in which it must not be a command. */
export function inertRoster(texts: Texts, table: CcTldTable, roster: Pick<Roster, 'tld' | 'contacts'>): string {
  const tld = dotted(table, roster.tld);
  if (roster.contacts.length === 0) return prose(say(texts, 'common.nobody', { tld }));
  return `${prose(say(texts, 'answer.at-present', { tld }))}\n${inertWholeLines(rosterLines(table, roster))}`;
}

/** All ccTLDs, or as many as fit in so many characters and how many more there are. */
export function tldsWithin(texts: Texts, table: CcTldTable, tlds: readonly Tld[], room: number): string {
  const names = [...new Set(tlds)].map((tld) => dotted(table, tld));
  for (let shown = names.length; shown > 0; shown -= 1) {
    const more = names.length - shown;
    const rest = more === 0 ? [] : [say(texts, 'common.more-tlds', { count: more })];
    const list = [...names.slice(0, shown), ...rest].join(' ');
    if (list.length <= room) return list;
  }
  return '';
}

/** Advice where nobody could be reached by mail when the ccTLD itself fails. */
export function onlyInsideBlock(texts: Texts, table: CcTldTable, rosters: readonly Roster[]): string {
  const tlds = rosters.filter(({ tld, contacts }) => reachableOnlyInside(tld, contacts)).map(({ tld }) => tld);
  return stacked(tlds.map((tld) => prose(say(texts, 'common.only-inside', { tlds: dotted(table, tld) }))));
}

/** Who still waits for the word of the new Admin Contact. */
export function toBeConfirmedBlock(
  texts: Texts,
  table: CcTldTable,
  { tld, contacts }: Pick<Roster, 'tld' | 'contacts'>,
  redelegation: Redelegation | null,
): string {
  const waiting = contacts.filter((contact) => isToBeConfirmed(redelegation, contact));
  if (waiting.length === 0) return '';
  const heading = prose(say(texts, 'redelegation.to-be-confirmed', { tlds: dotted(table, tld) }));
  return `${heading}\n${inertWholeLines(waiting.map(({ name, email }) => `${visible(name)}, ${email}`))}`;
}
