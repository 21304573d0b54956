import type { AddressHealth } from '../core/address-health.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { elapsed, HOUR, type Instant, plus } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { AddressStep, AuditEntry, Plan } from '../core/plan.ts';
import { tldsAdministeredBy, tldsOfContact } from '../core/tlds-of-address.ts';
import type { World } from '../core/world.ts';
import { probeLetter } from '../replies/unreached-letters.ts';
import { hasProvedItself } from './addressees.ts';
import { roomForMails } from './ceilings.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { entriesOf, questionsAbout } from './unreached.ts';

/** What time does to an address from which mail came back. */
type Due = 'probe' | 'ask' | 'forgive' | null;

/** From the first of them: until then, probes to others may come back, and each who is asked gets one mail about all of them. */
const GATHERED_FOR = HOUR;

/** So many addresses in one step, so that none of them is long. */
const AT_ONCE = 50;

/**
 * Writes once more to addresses from which mail came back and, where that came back as well, asks those who may know, in one
 * mail each; for the Secretariat it is a case then (`address-case.ts`). Nobody is taken off the list. Null: nothing is due.
 */
export function planAddressHealth(house: House, world: World, ref: Reference): Plan | null {
  const due = addressesDue(house, world).slice(0, Math.min(AT_ONCE, roomForMails(world, house.book.limits)));
  if (due.length === 0) return null;
  const asked = due.filter(({ what }) => what === 'ask').map(({ health }) => health);
  const parts = combined(
    ...due.map(({ health, what }) => step(house, world, ref, health, what)),
    askedAbout(house, world, ref, asked),
  );
  return { ...parts, ref, at: world.now, mail: null };
}

/** Whether {@link planAddressHealth} has something to do. */
export function isAddressHealthDue(house: House, world: World): boolean {
  return addressesDue(house, world).length > 0;
}

function addressesDue(
  house: House,
  world: World,
): readonly { readonly health: AddressHealth; readonly what: Exclude<Due, null> }[] {
  const all = [...world.addressHealth.values()];
  const isTimeToAsk = all.some((one) => isUnasked(one) && elapsed(one.brokenSince, world.now) >= GATHERED_FOR);
  return all.flatMap((health) => {
    const what = dueFor(house, world, health, isTimeToAsk);
    return what === null ? [] : [{ health, what }];
  });
}

/** It does not work, and nobody was asked about it. */
function isUnasked(health: AddressHealth): health is AddressHealth & { readonly brokenSince: Instant } {
  return health.brokenSince !== null && health.askedAt === null;
}

function dueFor(house: House, world: World, health: AddressHealth, isTimeToAsk: boolean): Due {
  const { address, lastAt, failingSince, probedAt, brokenSince } = health;
  const { limits } = house.book;
  const { now } = world;
  const quiet = elapsed(lastAt, now) >= limits.bounceForgottenAfter;
  if (!isOnFile(world, address)) return 'forgive';
  if (failingSince === null) return quiet ? 'forgive' : null;
  if (probedAt === null) return elapsed(failingSince, now) >= limits.bounceProbeAfter ? 'probe' : null;
  if (brokenSince === null) return elapsed(probedAt, now) >= limits.bounceProbeWaits ? 'forgive' : null;
  if (isUnasked(health)) return isTimeToAsk ? 'ask' : null;
  // The list has gone there meanwhile, and did not come back.
  return quiet && hasProvedItself(world, address) ? 'forgive' : null;
}

function isOnFile(world: World, address: EmailAddress): boolean {
  return tldsOfContact(world, address).length > 0 || tldsAdministeredBy(world, address).length > 0;
}

function step(
  house: House,
  world: World,
  ref: Reference,
  before: AddressHealth,
  what: Exclude<Due, null>,
): Partial<PlanParts> {
  const { address } = before;
  const moved = (after: AddressHealth | null, kind: AuditEntry['kind']): Partial<PlanParts> => {
    const taken: AddressStep<AddressHealth> = { address, before, after };
    const tld = [...tldsOfContact(world, address), ...tldsAdministeredBy(world, address)][0] ?? null;
    return { addressHealth: [taken], audit: [{ kind, tld, actor: 'system', details: { address } }] };
  };
  switch (what) {
    case 'forgive':
      return moved(null, 'address-forgiven');
    case 'ask':
      return moved({ ...before, askedAt: world.now }, 'address-asked-about');
    case 'probe':
      return combined(moved({ ...before, probedAt: world.now }, 'address-probed'), probe(house, world, ref, before));
  }
}

/** OK is the answer that clears the address at once, as it is to a welcome. */
function probe(
  house: House,
  world: World,
  ref: Reference,
  { address, failingSince }: AddressHealth,
): Partial<PlanParts> {
  const { secret, hash } = house.mintToken();
  const expiresAt = plus(world.now, house.book.limits.welcomeOpenFor);
  const head = { ref, table: world.table, mailbox: house.mailbox, rules: [] };
  const letter = probeLetter(house.texts, { ...head, to: address, since: failingSince ?? world.now });
  const headers = { kind: 'probe', ref, to: address, result: 'notice', rules: [], about: null } as const;
  return {
    outgoing: [outgoingMail(letter, { ...headers, replyToDetail: secret })],
    newTokens: [{ hash, purpose: 'welcome', ref, recipient: address, expiresAt, change: null }],
  };
}

function askedAbout(house: House, world: World, ref: Reference, broken: readonly AddressHealth[]): Partial<PlanParts> {
  if (broken.length === 0) return {};
  const unreached = broken.flatMap(({ address, failingSince }) => entriesOf(world, address, failingSince ?? world.now));
  const questions = questionsAbout(
    house,
    world,
    ref,
    'bouncing',
    unreached.map((one) => ({ one, asked: ['own-address', 'fellows', 'admin'] })),
  );
  return { outgoing: questions };
}
