import type { Limits } from '../core/limits.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../core/instant.ts';
import type { YamlSource } from './yaml-source.ts';

type Kind = 'count' | 'time';
type Limit = { readonly name: string; readonly kind: Kind; readonly least: number; readonly most: number };

/** Every limit with its name in the file and the range in which it makes sense (times in milliseconds). */
const LIMITS: { readonly [K in keyof Limits]: Limit } = {
  contactsMost: count('contacts-most', 1, 3),
  contactsLeast: count('contacts-least', 1, 3),
  changesPerDay: count('changes-per-day', 1, 1000),
  ianaFreshFor: time('iana-fresh-for', HOUR, 90 * DAY),
  ianaSettledAfter: time('iana-settled-after', 0, 90 * DAY),
  confirmationReminderAfter: time('confirmation-reminder-after', HOUR, 90 * DAY),
  confirmationExpiresAfter: time('confirmation-expires-after', HOUR, 90 * DAY),
  unprovedMailsPerDay: count('unproved-mails-per-day', 1, 100),
  answersPerAddressPerDay: count('answers-per-address-per-day', 1, 10_000),
  echoesPerAddressPerDay: count('echoes-per-address-per-day', 1, 1000),
  handedOnPerAddressPerDay: count('handed-on-per-address-per-day', 1, 1000),
  mailsPerHour: count('mails-per-hour', 1, 1_000_000),
  unprovedHoldsPerTld: count('unproved-holds-per-tld', 1, 1000),
  unprovedHoldsInAll: count('unproved-holds-in-all', 1, 10_000),
  outsidersWaitingPerSender: count('outsiders-waiting-per-sender', 1, 1000),
  outsidersWaitingPerDomain: count('outsiders-waiting-per-domain', 1, 1000),
  outsidersWaitingPerDomainInAll: count('outsiders-waiting-per-domain-in-all', 1, 10_000),
  outsidersWaitingInAll: count('outsiders-waiting-in-all', 1, 10_000),
  disputesPerTld: count('disputes-per-tld', 1, 100),
  tokenTries: count('token-tries', 1, 100),
  tokenTriesWindow: time('token-tries-window', MINUTE, 30 * DAY),
  signatureFreshFor: time('signature-fresh-for', MINUTE, 5 * DAY),
  signatureAheadAtMost: time('signature-ahead-at-most', MINUTE, DAY),
  deferralsFor: time('deferrals-for', MINUTE, 5 * DAY),
  disputeWindow: time('dispute-window', DAY, 365 * DAY),
  freezeFor: time('freeze-for', HOUR, 365 * DAY),
  invitationQuietFor: time('invitation-quiet-for', DAY, 365 * DAY),
  invitationRemindedAfter: time('invitation-reminded-after', DAY, 365 * DAY),
  invitationReminders: count('invitation-reminders', 0, 10),
  welcomeOpenFor: time('welcome-open-for', HOUR, 365 * DAY),
  bouncesCountedFor: time('bounces-counted-for', DAY, 365 * DAY),
  bounceProbeAfter: time('bounce-probe-after', HOUR, 90 * DAY),
  bounceProbeWaits: time('bounce-probe-waits', HOUR, 90 * DAY),
  bounceForgottenAfter: time('bounce-forgotten-after', DAY, 365 * DAY),
  contactAskedAfter: time('contact-asked-after', DAY, 3650 * DAY),
  contactRemindedEvery: time('contact-reminded-every', DAY, 365 * DAY),
  contactReminders: count('contact-reminders', 0, 20),
  undoFor: time('undo-for', 0, 30 * DAY),
  committeeAnswersMost: count('committee-answers-most', 1, 100),
  caseReminderAfter: time('case-reminder-after', HOUR, 90 * DAY),
  caseSecondReminderAfter: time('case-second-reminder-after', HOUR, 90 * DAY),
  caseExpiresAfter: time('case-expires-after', DAY, 365 * DAY),
  caseDigestHour: count('case-digest-hour', 0, 23),
  reviewersForLastContact: count('reviewers-for-last-contact', 1, 3),
  reviewersForFirstContacts: count('reviewers-for-first-contacts', 1, 3),
  reviewersForFailedProof: count('reviewers-for-failed-proof', 1, 3),
  mailsKeptFor: time('mails-kept-for', 30 * DAY, 36_500 * DAY),
  quotedLines: count('quoted-lines', 0, 20),
  quotedLineLength: count('quoted-line-length', 20, 80),
};

/** Pairs of which the first must not be more than the second. */
const ORDERED: readonly (readonly [keyof Limits, keyof Limits])[] = [
  ['contactsLeast', 'contactsMost'],
  ['confirmationReminderAfter', 'confirmationExpiresAfter'],
  ['caseReminderAfter', 'caseSecondReminderAfter'],
  ['caseSecondReminderAfter', 'caseExpiresAfter'],
  ['unprovedHoldsPerTld', 'unprovedHoldsInAll'],
  ['outsidersWaitingPerDomain', 'outsidersWaitingPerDomainInAll'],
  ['outsidersWaitingPerSender', 'outsidersWaitingPerDomainInAll'],
  ['outsidersWaitingPerDomainInAll', 'outsidersWaitingInAll'],
  ['invitationRemindedAfter', 'invitationQuietFor'],
  ['caseExpiresAfter', 'mailsKeptFor'],
];

const UNITS = new Map([
  ['second', SECOND],
  ['minute', MINUTE],
  ['hour', HOUR],
  ['day', DAY],
  ['week', 7 * DAY],
]);

/** Reads `limits.yaml`; null where anything is wrong with it, which is noted at the source. */
export function readLimits(source: YamlSource): Limits | null {
  const names = Object.values(LIMITS).map(({ name }) => name);
  const file = source.entries(source.root, 'The list of limits', names, names);
  if (file === null) return null;
  const read = ({ name, kind, least, most }: Limit): number => {
    const node = file.values.get(name);
    const text = source.text(node, `"${name}"`);
    if (node === undefined || text === null) return 0;
    const value = kind === 'count' ? countIn(text) : timeIn(text);
    if (value === null) {
      source.note(
        node,
        `"${name}" must be ${kind === 'count' ? 'a whole number' : 'a number and a unit, such as 30 minutes, 4 hours, 7 days'}.`,
      );
    } else if (value < least || value > most) {
      const show = kind === 'count' ? String : timeInWords;
      source.note(node, `"${name}" must be from ${show(least)} to ${show(most)}.`);
    }
    return value ?? 0;
  };
  const limits: Limits = {
    contactsMost: read(LIMITS.contactsMost),
    contactsLeast: read(LIMITS.contactsLeast),
    changesPerDay: read(LIMITS.changesPerDay),
    ianaFreshFor: read(LIMITS.ianaFreshFor),
    ianaSettledAfter: read(LIMITS.ianaSettledAfter),
    confirmationReminderAfter: read(LIMITS.confirmationReminderAfter),
    confirmationExpiresAfter: read(LIMITS.confirmationExpiresAfter),
    unprovedMailsPerDay: read(LIMITS.unprovedMailsPerDay),
    answersPerAddressPerDay: read(LIMITS.answersPerAddressPerDay),
    echoesPerAddressPerDay: read(LIMITS.echoesPerAddressPerDay),
    handedOnPerAddressPerDay: read(LIMITS.handedOnPerAddressPerDay),
    mailsPerHour: read(LIMITS.mailsPerHour),
    unprovedHoldsPerTld: read(LIMITS.unprovedHoldsPerTld),
    unprovedHoldsInAll: read(LIMITS.unprovedHoldsInAll),
    outsidersWaitingPerSender: read(LIMITS.outsidersWaitingPerSender),
    outsidersWaitingPerDomain: read(LIMITS.outsidersWaitingPerDomain),
    outsidersWaitingPerDomainInAll: read(LIMITS.outsidersWaitingPerDomainInAll),
    outsidersWaitingInAll: read(LIMITS.outsidersWaitingInAll),
    disputesPerTld: read(LIMITS.disputesPerTld),
    tokenTries: read(LIMITS.tokenTries),
    tokenTriesWindow: read(LIMITS.tokenTriesWindow),
    signatureFreshFor: read(LIMITS.signatureFreshFor),
    signatureAheadAtMost: read(LIMITS.signatureAheadAtMost),
    deferralsFor: read(LIMITS.deferralsFor),
    disputeWindow: read(LIMITS.disputeWindow),
    freezeFor: read(LIMITS.freezeFor),
    invitationQuietFor: read(LIMITS.invitationQuietFor),
    invitationRemindedAfter: read(LIMITS.invitationRemindedAfter),
    invitationReminders: read(LIMITS.invitationReminders),
    welcomeOpenFor: read(LIMITS.welcomeOpenFor),
    bouncesCountedFor: read(LIMITS.bouncesCountedFor),
    bounceProbeAfter: read(LIMITS.bounceProbeAfter),
    bounceProbeWaits: read(LIMITS.bounceProbeWaits),
    bounceForgottenAfter: read(LIMITS.bounceForgottenAfter),
    contactAskedAfter: read(LIMITS.contactAskedAfter),
    contactRemindedEvery: read(LIMITS.contactRemindedEvery),
    contactReminders: read(LIMITS.contactReminders),
    undoFor: read(LIMITS.undoFor),
    committeeAnswersMost: read(LIMITS.committeeAnswersMost),
    caseReminderAfter: read(LIMITS.caseReminderAfter),
    caseSecondReminderAfter: read(LIMITS.caseSecondReminderAfter),
    caseExpiresAfter: read(LIMITS.caseExpiresAfter),
    caseDigestHour: read(LIMITS.caseDigestHour),
    reviewersForLastContact: read(LIMITS.reviewersForLastContact),
    reviewersForFirstContacts: read(LIMITS.reviewersForFirstContacts),
    reviewersForFailedProof: read(LIMITS.reviewersForFailedProof),
    mailsKeptFor: read(LIMITS.mailsKeptFor),
    quotedLines: read(LIMITS.quotedLines),
    quotedLineLength: read(LIMITS.quotedLineLength),
  };
  if (source.faults.length > 0) return null;
  for (const [less, more] of ORDERED) {
    const node = file.values.get(LIMITS[less].name);
    if (limits[less] > limits[more] && node !== undefined) {
      source.note(node, `"${LIMITS[less].name}" must not be more than "${LIMITS[more].name}".`);
    }
  }
  return source.faults.length > 0 ? null : limits;
}

/** The limits under the names of the file and in its words: `["freeze-for", "14 days"]`. */
export function describeLimits(limits: Limits): readonly (readonly [name: string, value: string])[] {
  const values = new Map<string, number>(Object.entries(limits));
  return Object.entries(LIMITS).map(([key, { name, kind }]) => {
    const value = values.get(key) ?? 0;
    return [name, kind === 'count' ? String(value) : timeInWords(value)];
  });
}

function count(name: string, least: number, most: number): Limit {
  return { name, kind: 'count', least, most };
}

function time(name: string, least: number, most: number): Limit {
  return { name, kind: 'time', least, most };
}

function countIn(text: string): number | null {
  return /^\d{1,9}$/u.test(text) ? Number(text) : null;
}

function timeIn(text: string): number | null {
  const [, amount, word] = /^(\d{1,6}) +([a-z]+?)s?$/u.exec(text) ?? [];
  const unit = UNITS.get(word ?? '');
  return amount === undefined || unit === undefined ? null : Number(amount) * unit;
}

function timeInWords(ms: number): string {
  const [word, unit] = [...UNITS].findLast(([name, size]) => name !== 'week' && ms >= size && ms % size === 0) ?? [
    'second',
    SECOND,
  ];
  return `${ms / unit} ${word}${ms === unit ? '' : 's'}`;
}
