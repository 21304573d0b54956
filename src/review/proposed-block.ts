import { dotted, type Tld } from '../core/cctld.ts';
import { addressKey, type EmailAddress, parseEmailAddress, sameAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import { contactsBlock } from '../replies/contacts-block.ts';
import { addressesOf, type Contact } from '../core/roster.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { isAdminOf } from '../core/tlds-of-address.ts';
import { rosterOf, type World } from '../core/world.ts';
import { ownText } from '../parse/own-text.ts';
import type { ReadLine } from './read-lines.ts';

const ADDRESS = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
const PHONE = /(?:\+|00)\d[\d\s().\u00a0/-]{6,}\d/u;
const NAME =
  /\p{Lu}[\p{L}'’.-]*(?:[ \u00a0]+(?:(?:van|von|de|der|den|da|dos|di|la|al|bin|el)[ \u00a0]+)*\p{Lu}[\p{L}'’.-]*){1,3}/gu;
const LEAVES =
  /\b(?:remov|delet|unsubscrib|left|leav|leaves|gone|resign|retire|replac|instead|no longer|not any ?more|departed)/iu;

/**
 * What a mail may have meant, as commands for a reviewer to correct: the lines that count where some do; otherwise names,
 * addresses and phones of its own text, matched against the roster. For a dispute, the roster as it is. Nothing of it is ever done by itself. Empty where
 * nothing was found.
 */
export function proposedBlock(world: World, mail: StoredMail, lines: readonly ReadLine[], held: HeldCase): string {
  const [first] = held.tlds;
  if (held.commands.includes('DISPUTE')) {
    return first === undefined ? '' : contactsBlock(world.table, rosterOf(world, first));
  }
  const counting = lines.filter(({ kind }) => kind === 'command' || kind === 'details').map(({ text }) => text.trim());
  if (counting.length > 0) return counting.join('\n');
  return first === undefined ? '' : proposalFor(world, mail, first);
}

type Found = { readonly name: string | null; readonly email: EmailAddress; readonly phone: string | null };

function proposalFor(world: World, { message }: StoredMail, tld: Tld): string {
  const own = ownText(message.reading.text)
    .filter(({ why }) => why === null)
    .map(({ text }) => text);
  const text = own.join('\n');
  const { contacts } = rosterOf(world, tld);
  const label = dotted(world.table, tld);
  const people = peopleIn(own).filter(
    ({ email }) => !isAdminOf(world, tld, email) && !world.secretariat.some((one) => sameAddress(one, email)),
  );
  const known = contacts.filter((contact) => isMeant(contact, text, people));
  const fresh = people.filter(({ email }) => !contacts.some((contact) => isOf(contact, email)));
  const leaving = LEAVES.test(text) ? known : [];
  if (leaving.length > 0) {
    const addresses = leaving.map(({ email }) => email).join(' ');
    return fresh.length === 0
      ? `REMOVE ${label} ${addresses}`
      : `REPLACE ${label} ${addresses}\n${fresh.map((one) => fields(one)).join('\n\n')}`;
  }
  if (fresh.length > 0) return `SUBSCRIBE ${label}\n${fresh.map((one) => fields(one)).join('\n\n')}`;
  const phone = phoneIn(text);
  const [only, ...others] = known;
  if (phone !== null && only !== undefined && others.length === 0) {
    return `SUBSCRIBE ${label}\n${fields({ name: only.name, email: only.email, phone })}`;
  }
  return '';
}

/** Each address of the text with the name before it and the phone beside it. */
function peopleIn(lines: readonly string[]): readonly Found[] {
  const found = new Map<string, Found>();
  lines.forEach((line, at) => {
    for (const match of line.matchAll(ADDRESS)) {
      const reading = parseEmailAddress(match[0].replace(/[.]+$/u, ''));
      if (!reading.ok || found.has(addressKey(reading.address))) continue;
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
  const written =
    [...before.matchAll(NAME)].at(-1)?.[0] ?? /([\p{Lo}\p{M}][\p{Lo}\p{M} ]*)[ \u00a0]*<$/u.exec(before)?.[1];
  return written?.replaceAll(/\s+/gu, ' ').trim() ?? null;
}

function phoneIn(text: string): string | null {
  const written = PHONE.exec(text)?.[0] ?? null;
  return written === null ? null : written.replaceAll(/\s+/gu, ' ').trim();
}

function isMeant(contact: Contact, text: string, people: readonly Found[]): boolean {
  return people.some(({ email }) => isOf(contact, email)) || folded(text).includes(folded(contact.name));
}

function isOf(contact: Contact, email: EmailAddress): boolean {
  return addressesOf(contact).some((own) => sameAddress(own, email));
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/gu, ' ').toLowerCase();
}

/** What was not found stays empty, for the reviewer to fill in. */
function fields({ name, email, phone }: Found): string {
  return `Name: ${name ?? ''}\nEmail: ${email}\nPhone: ${phone ?? ''}`;
}
