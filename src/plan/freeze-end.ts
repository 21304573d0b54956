import type { Tld } from '../core/cctld.ts';
import { addressKey, type EmailAddress, isAscii } from '../core/email-address.ts';
import { isProved } from '../core/message.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { Plan } from '../core/plan.ts';
import type { Case } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { freezeEndedLetter } from '../replies/waited-letters.ts';
import { caseNews } from './case-thread.ts';
import { underCeilings } from './ceilings.ts';
import { freezeOf } from './freeze.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined } from './plan-parts.ts';

/** Whether the time of a freeze is over and nobody was told. */
export function isThawing(world: Pick<World, 'rosters' | 'now'>, tld: Tld): boolean {
  const { frozenUntil } = rosterOf(world, tld);
  return frozenUntil !== null && frozenUntil <= world.now;
}

/**
 * Tells everybody concerned that the time of a freeze is over, once: the Secretariat, those who disagreed, the Admin
 * Contact and the contacts. Null: it is not, or no dispute waits.
 * @param disputes those that wait about this ccTLD, oldest first; each is one version on, so nobody else tells it as well.
 */
export function planFreezeEnd(house: House, world: World, tld: Tld, disputes: readonly Case[]): Plan | null {
  const newest = disputes.at(-1);
  if (newest === undefined || !isThawing(world, tld)) return null;
  const { ref } = newest.held;
  const moved = disputes.map(({ held, mail }) => ({ held: { ...held, version: held.version + 1 }, mail }));
  const news = moved.map((one) =>
    caseNews(house, world, one, one.held.changeDigest, { kind: 'freeze-ended', tlds: [tld] }),
  );
  const cases = moved.map(({ held }) => held);
  const audit = [
    { kind: 'freeze-ended', tld, actor: 'system', details: { cases: cases.map((held) => held.ref) } },
  ] as const;
  const parts = combined(
    {
      freezes: [freezeOf(world, tld, null)],
      cases,
      audit,
      outgoing: lettersAbout(house, world, tld, disputes, newest),
    },
    ...news,
  );
  return { ...underCeilings(parts, world, house.book.limits).parts, ref, at: world.now, mail: null };
}

/** Each address hears it once, and whoever disagreed as such. */
function lettersAbout(
  house: House,
  world: World,
  tld: Tld,
  disputes: readonly Case[],
  newest: Case,
): readonly OutgoingMail[] {
  const told = new Map<string, OutgoingMail>();
  const tell = (one: Case, to: EmailAddress, reader: 'author' | 'others'): void => {
    if (told.has(addressKey(to))) return;
    const { ref, rules } = one.held;
    const letterhead = { ref, table: world.table, mailbox: house.mailbox, rules };
    const letter = freezeEndedLetter(house.texts, { ...letterhead, tld, reader });
    const about = reader === 'author' ? one.mail.message : null;
    told.set(addressKey(to), outgoingMail(letter, { kind: 'change-notice', ref, to, result: 'notice', rules, about }));
  };
  for (const one of disputes) {
    const { message } = one.mail;
    if (isProved(message) && isAscii(message.author.address)) tell(one, message.author.address, 'author');
  }
  const record = world.iana.get(tld);
  const admins = record?.status === 'active' ? [record.adminEmail] : [];
  for (const to of [...admins, ...rosterOf(world, tld).contacts.map(({ email }) => email)]) tell(newest, to, 'others');
  return [...told.values()];
}
