import { type AddressKey, addressKey } from '../core/email-address.ts';
import type { Limits } from '../core/limits.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { CountedMails, MailRoom } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import type { PlanParts } from './plan-parts.ts';

/** Nobody shall miss a change, or a case, because somebody else makes us write much; a change has ceilings of its own. */
function isOwedAnyway({ kind }: OutgoingMail): boolean {
  return kind === 'secretariat' || kind === 'change-notice' || kind === 'farewell' || kind === 'welcome';
}

/** What one address gets in a day at most, of mail of some kind. */
type Ceiling = {
  readonly of: CountedMails;
  readonly holdsFor: (mail: OutgoingMail) => boolean;
  readonly today: (world: World) => ReadonlyMap<AddressKey, number>;
  readonly most: (limits: Limits) => number;
};

const CEILINGS: readonly Ceiling[] = [
  {
    of: 'unproved',
    holdsFor: ({ unproved }) => unproved,
    today: ({ unprovedMailsToday }) => unprovedMailsToday,
    most: ({ unprovedMailsPerDay }) => unprovedMailsPerDay,
  },
  {
    of: 'handedOn',
    holdsFor: ({ kind }) => kind === 'forwarded',
    today: ({ handedOnToday }) => handedOnToday,
    most: ({ handedOnPerAddressPerDay }) => handedOnPerAddressPerDay,
  },
  {
    of: 'echoes',
    holdsFor: ({ echo }) => echo === true,
    today: ({ echoesToday }) => echoesToday,
    most: ({ echoesPerAddressPerDay }) => echoesPerAddressPerDay,
  },
  {
    of: 'answers',
    holdsFor: ({ kind }) => kind === 'answer',
    today: ({ answersToday }) => answersToday,
    most: ({ answersPerAddressPerDay }) => answersPerAddressPerDay,
  },
];

/**
 * Keeps the mail that one address gets within the ceilings of `rules/limits.yaml`, and says how much room that leaves to
 * those who are judged at the same time. What is left unwritten is on record, and a case whose request to confirm was
 * left unwritten waits for the Secretariat instead.
 */
export function underCeilings(
  parts: PlanParts,
  world: World,
  limits: Limits,
): {
  readonly parts: PlanParts;
  /** A request to confirm was left unwritten. */
  readonly unasked: boolean;
} {
  const ceilings = CEILINGS.map((ceiling) => ({ ...ceiling, left: new Map<AddressKey, number>() }));
  const roomFor = (key: AddressKey, { left, most, today }: (typeof ceilings)[number]): number =>
    left.get(key) ?? most(limits) - (today(world).get(key) ?? 0);
  let leftThisHour = limits.mailsPerHour - world.mailsThisHour;
  const outgoing: OutgoingMail[] = [];
  const suppressed: OutgoingMail[] = [];
  for (const mail of parts.outgoing) {
    const key = addressKey(mail.to);
    const own = ceilings.filter(({ holdsFor }) => holdsFor(mail));
    if (own.some((ceiling) => roomFor(key, ceiling) <= 0) || (!isOwedAnyway(mail) && leftThisHour <= 0)) {
      suppressed.push(mail);
      continue;
    }
    outgoing.push(mail);
    leftThisHour -= 1;
    for (const ceiling of own) ceiling.left.set(key, roomFor(key, ceiling) - 1);
  }
  const mailRoom: MailRoom = {
    after: world.lastCounted,
    inAll: outgoing.every(isOwedAnyway) ? Number.POSITIVE_INFINITY : Math.max(0, leftThisHour),
    toOne: ceilings.flatMap(({ of, left }) => [...left].map(([to, room]) => ({ to, of, room }))),
  };
  if (suppressed.length === 0) return { parts: { ...parts, mailRoom }, unasked: false };
  const unasked = suppressed.some(({ kind }) => kind === 'confirmation-request');
  const sendable: PlanParts = {
    ...parts,
    mailRoom,
    outgoing,
    cases: unasked
      ? parts.cases.map((one) => (one.state === 'open' && one.kind === 'confirm' ? { ...one, kind: 'hold' } : one))
      : parts.cases,
    audit: [
      ...parts.audit,
      ...suppressed.map((mail) => ({
        kind: 'mail-suppressed' as const,
        tld: null,
        actor: 'system',
        details: { to: mail.to, kind: mail.kind, subject: mail.subject },
      })),
    ],
  };
  return { parts: sendable, unasked };
}

/**
 * How many mails of the schedule's own may leave now: they leave half of an hour's to those for whom somebody waits. What
 * does not leave now is due in the next round.
 */
export function roomForMails({ mailsThisHour }: World, { mailsPerHour }: Limits): number {
  return Math.max(0, Math.floor(mailsPerHour / 2) - mailsThisHour);
}
