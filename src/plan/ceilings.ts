import { type AddressKey, addressKey } from '../core/email-address.ts';
import type { Limits } from '../core/limits.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { World } from '../core/world.ts';
import type { PlanParts } from './plan-parts.ts';

/** Nobody shall miss a change, or a case, because somebody else makes us write much; a change has ceilings of its own. */
function isOwedAnyway({ kind }: OutgoingMail): boolean {
  return kind === 'secretariat' || kind === 'change-notice' || kind === 'farewell' || kind === 'welcome';
}

/** What one address gets in a day at most, of mail of some kind. */
type Ceiling = {
  readonly holdsFor: (mail: OutgoingMail) => boolean;
  readonly today: (world: World) => ReadonlyMap<AddressKey, number>;
  readonly most: (limits: Limits) => number;
};

const CEILINGS: readonly Ceiling[] = [
  {
    holdsFor: ({ unproved }) => unproved,
    today: ({ unprovedMailsToday }) => unprovedMailsToday,
    most: ({ unprovedMailsPerDay }) => unprovedMailsPerDay,
  },
  {
    holdsFor: ({ kind }) => kind === 'forwarded',
    today: ({ handedOnToday }) => handedOnToday,
    most: ({ handedOnPerAddressPerDay }) => handedOnPerAddressPerDay,
  },
  {
    holdsFor: ({ echo }) => echo === true,
    today: ({ echoesToday }) => echoesToday,
    most: ({ echoesPerAddressPerDay }) => echoesPerAddressPerDay,
  },
  {
    holdsFor: ({ kind }) => kind === 'answer',
    today: ({ answersToday }) => answersToday,
    most: ({ answersPerAddressPerDay }) => answersPerAddressPerDay,
  },
];

/**
 * Keeps the mail that one address gets within the ceilings of `rules/limits.yaml`. What is left unwritten is on record,
 * and a case whose request to confirm was left unwritten waits for the Secretariat instead.
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
  const ceilings = CEILINGS.map((ceiling) => ({ ...ceiling, now: new Map<AddressKey, number>() }));
  const gotten = (key: AddressKey, { today, now }: (typeof ceilings)[number]): number =>
    (today(world).get(key) ?? 0) + (now.get(key) ?? 0);
  let thisHour = world.mailsThisHour;
  const outgoing: OutgoingMail[] = [];
  const suppressed: OutgoingMail[] = [];
  for (const mail of parts.outgoing) {
    const key = addressKey(mail.to);
    const own = ceilings.filter(({ holdsFor }) => holdsFor(mail));
    const tooMany =
      own.some((ceiling) => gotten(key, ceiling) >= ceiling.most(limits)) ||
      (!isOwedAnyway(mail) && thisHour >= limits.mailsPerHour);
    if (tooMany) {
      suppressed.push(mail);
      continue;
    }
    outgoing.push(mail);
    thisHour += 1;
    for (const { now } of own) now.set(key, (now.get(key) ?? 0) + 1);
  }
  if (suppressed.length === 0) return { parts, unasked: false };
  const unasked = suppressed.some(({ kind }) => kind === 'confirmation-request');
  const sendable: PlanParts = {
    ...parts,
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
