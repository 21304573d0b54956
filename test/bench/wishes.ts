import type { Wish } from './mails.ts';
import { adminOf } from './stage.ts';

/** A person whom a mail brings to the list. */
export type Person = { readonly name: string; readonly email: string; readonly phone: string };

/** The contact with that rank of the ccTLD with that number. */
export function personOf(tldIndex: number, rank: number): Person {
  const admin = adminOf(tldIndex);
  const name = GIVEN_NAMES[rank % GIVEN_NAMES.length] ?? '';
  return {
    name: `${name} Benchman`,
    email: `${name.toLowerCase()}.${tldIndex}${admin.slice(admin.indexOf('@'))}`,
    phone: phoneOf(tldIndex * 10 + rank),
  };
}

export function phoneOf(number: number): string {
  return `+31 6 ${String(10_000_000 + number)}`;
}

/**
 * So many mails about these ccTLDs, each of which brings one person: first one contact for each ccTLD, then the second ones, then
 * the third ones, so that two mails about the same ccTLD are far apart. The more contacts there are, the more letters follow.
 */
export function newContacts(tlds: readonly string[], firstIndex: number, count: number): readonly Wish[] {
  return Array.from({ length: count }, (_, number) => {
    const tldIndex = firstIndex + (number % tlds.length);
    const rank = Math.floor(number / tlds.length) + 1;
    return newContact(tlds[number % tlds.length] ?? '', tldIndex, rank);
  });
}

/** A SUBSCRIBE of its Admin Contact. */
export function newContact(tld: string, tldIndex: number, rank: number): Wish {
  const { name, email, phone } = personOf(tldIndex, rank);
  return {
    kind: 'SUBSCRIBE',
    author: adminOf(tldIndex),
    subject: `Contact ${rank} of our registry`,
    lines: [...GREETING, `SUBSCRIBE .${tld}`, `Name: ${name}`, `Email: ${email}`, `Phone: ${phone}`, ...REGARDS],
    signature: 'good',
  };
}

export const GREETING = ['Dear colleagues,', ''] as const;
export const REGARDS = ['', 'Kind regards,', 'Registry Desk'] as const;
const GIVEN_NAMES = ['Ada', 'Ben', 'Cleo', 'Dora'];
