import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/core/email-address.ts';
import type { World } from '../../src/core/world.ts';
import type { Facts } from '../../src/rules/vocabulary.ts';
import { BR, email, NL, ref } from '../support/plans.ts';
import { ADMIN_OF_NL, book, factsAbout, type Given, JANE, JOHN } from './judged.ts';

// How much of what nobody decided yet may wait, by whom it came: each limit at both sides.

const { limits } = book;
const STRANGER = 'somebody@else.example';
const UNPROVED: Partial<Given> = { message: { proof: 'none' } };

function table(cases: readonly (readonly [about: string, given: Partial<Given>, facts: Partial<Facts>])[]): void {
  test.each(cases)('%s', (_, given, facts) => {
    expect(factsAbout({ text: 'REMOVE .nl jane@nic.nl', ...given })).toMatchObject(facts);
  });
}

describe('unproved requests that wait', () => {
  const waiting = (inAll: number, here: number, given: Partial<Given> = UNPROVED): Partial<Given> => ({
    ...given,
    world: { unprovedHolds: { inAll, byTld: new Map([[NL, here]]) } },
  });
  table([
    [
      'some',
      waiting(limits.unprovedHoldsInAll - 1, limits.unprovedHoldsPerTld - 1),
      { 'unproved-holds': 'within-limit' },
    ],
    ['too many for the ccTLD', waiting(3, limits.unprovedHoldsPerTld), { 'unproved-holds': 'over-limit' }],
    ['too many in all', waiting(limits.unprovedHoldsInAll, 0), { 'unproved-holds': 'over-limit' }],
    ['too many, but this one is proved', waiting(99, 99, {}), { 'unproved-holds': 'within-limit' }],
    [
      'too many for the ccTLD, but it names none',
      { ...waiting(3, 99), text: 'HELP' },
      { 'unproved-holds': 'within-limit' },
    ],
  ]);
});

describe('room for what waits', () => {
  const waiting = (count: number, from: (index: number) => string, tld = NL): World['provedWaiting'] =>
    Array.from({ length: count }, (_, index) => ({ from: email(from(index)), tlds: [tld] }));
  const neighbours = (count: number): World['provedWaiting'] => waiting(count, (index) => `a${index}@else.example`);
  const others = (count: number): World['provedWaiting'] => waiting(count, (index) => `a@x${index}.example`);
  const own = (count: number): World['provedWaiting'] => waiting(count, () => STRANGER);
  const disputes = (count: number): Partial<World> => ({
    openDisputes: new Map([[NL, Array.from({ length: count }, (_, index) => ref(index + 1))]]),
  });
  const stranger = (provedWaiting: World['provedWaiting'], given: Partial<Given> = {}): Partial<Given> => ({
    from: STRANGER,
    world: { provedWaiting },
    ...given,
  });
  const ofDomain = limits.outsidersWaitingPerDomain;
  const NEW_ADDRESS = 'UPDATE\nEmail: new@else.example';
  const askedAlready = (times: number): Partial<World> => ({
    unprovedMailsToday: new Map([[addressKey(email(ADMIN_OF_NL)), times]]),
  });
  table([
    ['nobody of the domain waits', stranger([]), { 'waiting-room': 'free' }],
    ['some of the domain', stranger(neighbours(ofDomain - 1)), { 'waiting-room': 'free' }],
    ['many of the domain', stranger(neighbours(ofDomain)), { 'waiting-room': 'full' }],
    ['as many of other domains', stranger(others(ofDomain)), { 'waiting-room': 'free' }],
    ['fewer than too many in all', stranger(others(limits.outsidersWaitingInAll - 1)), { 'waiting-room': 'free' }],
    ['too many in all', stranger(others(limits.outsidersWaitingInAll)), { 'waiting-room': 'full' }],
    ['many, but the Admin Contact asks', { world: { provedWaiting: neighbours(99) } }, { 'waiting-room': 'free' }],
    ['many, but the asker is not proved', stranger(neighbours(99), UNPROVED), { 'waiting-room': 'free' }],
    [
      'the Admin Contact was asked often enough about mail in that name',
      { ...UNPROVED, world: askedAlready(limits.unprovedMailsPerDay) },
      { 'waiting-room': 'full' },
    ],
    [
      'the Admin Contact may yet be asked',
      { ...UNPROVED, world: askedAlready(limits.unprovedMailsPerDay - 1) },
      { 'waiting-room': 'free' },
    ],
    [
      'one more new address of a contact whose requests wait',
      {
        from: JOHN,
        text: NEW_ADDRESS,
        world: { provedWaiting: waiting(limits.outsidersWaitingPerSender, () => JOHN) },
      },
      { request: 'update-address', 'waiting-room': 'full' },
    ],
    [
      'a new address of a contact, while requests of others wait',
      { from: JOHN, text: NEW_ADDRESS, world: { provedWaiting: waiting(99, () => JANE) } },
      { request: 'update-address', 'waiting-room': 'free' },
    ],
    ['many, but it names no ccTLD', stranger(neighbours(99), { text: 'HELP' }), { 'waiting-room': 'free' }],
    ['many requests of Admin Contacts', stranger(waiting(99, () => ADMIN_OF_NL)), { 'waiting-room': 'free' }],
    ['many requests of contacts', stranger(waiting(99, () => JOHN)), { 'waiting-room': 'free' }],
    [
      'fewer of the sender than too many',
      stranger(own(limits.outsidersWaitingPerSender - 1)),
      { 'waiting-room': 'free' },
    ],
    ['too many of the sender', stranger(own(limits.outsidersWaitingPerSender)), { 'waiting-room': 'full' }],
    [
      'too many of the sender, about another ccTLD, from addresses with a plus',
      stranger(waiting(limits.outsidersWaitingPerSender, (index) => `Somebody+tag${index}@else.example`, BR)),
      { 'waiting-room': 'full' },
    ],
    [
      'many of the domain about another ccTLD',
      stranger(waiting(limits.outsidersWaitingPerDomainInAll - 1, (index) => `a${index}@else.example`, BR)),
      { 'waiting-room': 'free' },
    ],
    [
      'too many of the domain about another ccTLD',
      stranger(waiting(limits.outsidersWaitingPerDomainInAll, (index) => `a${index}@else.example`, BR)),
      { 'waiting-room': 'full' },
    ],
    [
      'many of an Admin Contact about the own ccTLD and another',
      stranger(waiting(99, () => ADMIN_OF_NL).map((one) => ({ ...one, tlds: [NL, BR] }))),
      { 'waiting-room': 'full' },
    ],
    ['many of an Admin Contact about others', stranger(waiting(99, () => ADMIN_OF_NL, BR)), { 'waiting-room': 'full' }],
    [
      'fewer disputes than too many',
      { text: 'DISPUTE .nl', world: disputes(limits.disputesPerTld - 1) },
      { request: 'dispute', 'waiting-room': 'free' },
    ],
    ['too many disputes', { text: 'DISPUTE .nl', world: disputes(limits.disputesPerTld) }, { 'waiting-room': 'full' }],
    ['too many disputes, but it is none', { from: STRANGER, world: disputes(99) }, { 'waiting-room': 'free' }],
  ]);
});
