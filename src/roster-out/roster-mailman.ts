import type { CcTldTable } from '../core/cctld.ts';
import { addressKey } from '../core/email-address.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder } from './contact-order.ts';

/**
 * `Name <address>`, a line for each person, sorted by address: what Mailman's `addmembers` and `add_members` read. Primary
 * addresses only: a list that wrote to both of a person's addresses would send every mail twice.
 */
export function mailmanList(table: CcTldTable, rosters: Iterable<Roster>): string {
  const people = new Map(
    contactsInOrder(table, rosters).map(({ contact: { name, email } }) => [addressKey(email), { name, email }]),
  );
  return [...people]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { name, email }]) => `${displayName(name)} <${email}>\n`)
    .join('');
}

/** RFC 5322 §3.2.4: a name with other than letters, digits, spaces and the atoms' signs stands in quotation marks. */
function displayName(name: string): string {
  return /^[\p{L}\p{M}\p{N} !#$%&'*+/=?^_`{|}~-]+$/u.test(name) ? name : `"${name.replaceAll(/["\\]/gu, '\\$&')}"`;
}
