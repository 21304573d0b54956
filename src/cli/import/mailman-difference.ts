import type { CcTldTable } from '../../core/cctld.ts';
import { addressKey, parseEmailAddress } from '../../core/email-address.ts';
import { addressesOf, type Roster } from '../../core/roster.ts';
import { listMembers, type ListMember } from '../../roster-out/roster-mailman.ts';
import type { MailmanMember } from './mailman-dump.ts';
import { personKey } from './mailman-people.ts';
import { readPackedName } from './packed-name.ts';

/** What has to happen to a mailing list so that it follows the roster. */
export type MailmanDifference = {
  /** On the roster, and no member. */
  readonly add: readonly ListMember[];
  /** A member, and on no roster. */
  readonly remove: readonly MailmanMember[];
  /** A member whose name tells something else than the roster. */
  readonly rename: readonly { readonly address: string; readonly there: string; readonly here: string }[];
  /** Second addresses that are members on their own: they do no harm, but get every mail of the list as well. */
  readonly secondAddresses: readonly string[];
  readonly same: number;
};

export function mailmanDifference(
  table: CcTldTable,
  rosters: readonly Roster[],
  members: readonly MailmanMember[],
): MailmanDifference {
  const wanted = new Map(listMembers(table, rosters).map((member) => [keyOf(member.address), member]));
  const there = new Map(members.map((member) => [keyOf(member.address), member]));
  const onRoster = new Set(rosters.flatMap(({ contacts }) => contacts.flatMap(addressesOf).map(keyOf)));
  const both = [...wanted].flatMap(([key, member]) => {
    const found = there.get(key);
    return found === undefined ? [] : [{ member, found }];
  });
  const rename = both.filter(({ member, found }) => !saysTheSame(table, member.display, found.display));
  const others = [...there].filter(([key]) => !wanted.has(key));
  return {
    add: [...wanted].flatMap(([key, member]) => (there.has(key) ? [] : [member])),
    remove: others.flatMap(([key, member]) => (onRoster.has(key) ? [] : [member])),
    rename: rename.map(({ member, found }) => ({ address: found.address, there: found.display, here: member.display })),
    secondAddresses: others.flatMap(([key, member]) => (onRoster.has(key) ? [member.address] : [])),
    same: both.length - rename.length,
  };
}

/** However it is spelled. The list need not know of second addresses. */
function saysTheSame(table: CcTldTable, one: string, other: string): boolean {
  return personKey(table, readPackedName(one)) === personKey(table, readPackedName(other));
}

function keyOf(address: string): string {
  const read = parseEmailAddress(address);
  return read.ok ? addressKey(read.address) : address.toLowerCase();
}
