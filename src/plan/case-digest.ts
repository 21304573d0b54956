import type { AddressCase } from '../core/address-case.ts';
import type { HeldCase } from '../core/held-case.ts';
import { epochMs, type Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import { caseDigestLetter } from '../replies/case-letters.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined } from './plan-parts.ts';
import { unreachableWaiting } from './unreachable.ts';

/**
 * The Secretariat hears once a day what waited for it at that moment, and every Monday of addresses that do not work; nothing
 * where nothing did.
 * @param cases oldest first.
 */
export function planCaseDigest(
  house: House,
  world: World,
  ref: Reference,
  cases: readonly HeldCase[],
  ofAddresses: readonly AddressCase[],
  assignees: ReadonlyMap<Reference, string>,
  since: Instant,
): Plan | null {
  const waiting = cases.filter(
    ({ state, kind, waitsSince }) => state === 'open' && kind === 'hold' && waitsSince <= since,
  );
  const broken = unreachableWaiting(world, ofAddresses).map((one) => ({
    ...one,
    assignee: assignees.get(one.ref) ?? null,
  }));
  if (waiting.length === 0 && (broken.length === 0 || !isMonday(world.now))) return null;
  const outgoing = world.secretariat.map((to) => {
    const letter = caseDigestLetter(house.texts, {
      ref,
      table: world.table,
      mailbox: house.mailbox,
      rules: [],
      to,
      cases: waiting.map((held) => ({
        ref: held.ref,
        tlds: held.tlds,
        words: held.commands,
        from: held.from,
        since: held.receivedAt,
        assignee: assignees.get(held.ref) ?? null,
      })),
      unreachable: broken,
      url: `${house.deskUrl.replace(/\/$/u, '')}/held`,
    });
    return outgoingMail(letter, { kind: 'secretariat', ref, to, result: 'notice', rules: [], about: null });
  });
  const audit = [
    { kind: 'digest-sent', tld: null, actor: 'system', details: { cases: waiting.length, addresses: broken.length } },
  ] as const;
  const daily = { name: 'case-digest', day: world.now.slice(0, 10) } as const;
  return { ...combined({ outgoing, audit }), ref, at: world.now, mail: null, daily };
}

/** In UTC. Nobody needs to hear every day of an address that takes weeks to mend. */
export function isMonday(at: Instant): boolean {
  return new Date(epochMs(at)).getUTCDay() === 1;
}
