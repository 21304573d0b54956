import { createHash } from 'node:crypto';
import { type CcTld, ccTldTable, parseTld, type Tld } from '../../src/core/cctld.ts';
import type { Request } from '../../src/core/command.ts';
import { type EmailAddress, parseEmailAddress } from '../../src/core/email-address.ts';
import type { Confirmer, HeldCase } from '../../src/core/held-case.ts';
import type { IanaObservation } from '../../src/core/iana.ts';
import { DAY, type Instant, instantOf, plus } from '../../src/core/instant.ts';
import {
  type AuthenticatedMessage,
  type Digest,
  type Proof,
  parseDigest,
  parseReference,
  type ReceivedMessage,
  type Reference,
  referenceOf,
} from '../../src/core/message.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import { readPhone } from '../../src/core/phone.ts';
import type { AuditEntry, MailRecord, NewToken, Plan } from '../../src/core/plan.ts';
import { type Contact, emptyRoster, type Rank, type Roster } from '../../src/core/roster.ts';
import { changeOf, type JudgedChange } from '../../src/core/roster-change.ts';

// Nouns with sensible values; a test names only what it is about.

/** A Thursday noon on which every test world begins. */
export const NOON: Instant = instantOf(Date.UTC(2026, 2, 12, 12));

/** @param ms after {@link NOON}. */
export const later = (ms: number): Instant => plus(NOON, ms);

export function tld(label: string): Tld {
  const found = parseTld(label);
  if (found === null) throw new Error(`${label}: no A-label of a ccTLD`);
  return found;
}

export const NL = tld('nl');
export const BR = tld('br');
export const RF = tld('xn--p1ai');

const CCTLDS: readonly CcTld[] = [
  { tld: NL, ulabel: 'nl', name: 'Netherlands', iso: 'NL', region: 'EUR', status: 'active' },
  { tld: BR, ulabel: 'br', name: 'Brazil', iso: 'BR', region: 'LAC', status: 'active' },
  { tld: RF, ulabel: 'рф', name: 'Russian Federation', iso: 'RU', region: 'EUR', status: 'active' },
];

export const TABLE = ccTldTable(CCTLDS);

export function email(text: string): EmailAddress {
  const reading = parseEmailAddress(text);
  if (!reading.ok) throw new Error(`${text}: ${reading.fault}`);
  return reading.address;
}

export const ADMIN = email('admin@nic.nl');
export const JOHN = email('john.doe@nic.nl');
export const JANE = email('jane.roe@nic.nl');
export const SECRETARIAT = email('secretariat@tld-ops.example');

/** The n-th reference of 2026, or the one that stands in the text. */
export function ref(written: number | string): Reference {
  if (typeof written === 'number') return referenceOf(2026, written);
  const found = parseReference(written);
  if (found === null) throw new Error(`${written}: no reference`);
  return found;
}

/** SHA-256 of that text. */
export function digest(content: string | Uint8Array): Digest {
  const hex = createHash('sha256').update(content).digest('hex');
  const found = parseDigest(hex);
  if (found === null) throw new Error(`${hex}: no digest`);
  return found;
}

export function contact(details: Partial<Omit<Contact, 'phone'>> & { readonly phone?: string } = {}): Contact {
  const { phone: written = '+31 6 12345678', ...others } = details;
  const reading = readPhone(written, null);
  if (!reading.ok) throw new Error(`${written}: ${reading.fault}`);
  return {
    rank: 1,
    name: 'John Doe',
    email: JOHN,
    secondaryEmail: null,
    since: NOON,
    confirmedAt: NOON,
    ...others,
    phone: reading.phone,
  };
}

/** John, Jane and as many more of a ccTLD, ranked. */
export function contacts(...people: readonly Partial<Contact>[]): readonly Contact[] {
  const ranks: readonly Rank[] = [1, 2, 3];
  return people.map((person, index) => contact({ ...person, rank: ranks[index] ?? 3 }));
}

export const john = (details: Partial<Contact> = {}) => contact(details);
export const jane = (details: Partial<Contact> = {}) => contact({ name: 'Jane Roe', email: JANE, rank: 2, ...details });

/** The first contacts of a ccTLD. */
export const firstContacts = (label: Tld, ...after: readonly Contact[]): JudgedChange =>
  changeOf(emptyRoster(label), after);

export const changed = (roster: Roster, ...after: readonly Contact[]): JudgedChange => changeOf(roster, after);

export function message(
  details: Partial<AuthenticatedMessage> & { readonly proof?: Proof; readonly replayKeys?: readonly string[] } = {},
): AuthenticatedMessage {
  const { proof = 'signed', replayKeys = [], ...others } = details;
  return {
    receivedAt: NOON,
    author: { address: ADMIN, displayName: 'Admin of .nl' },
    messageId: '<1@nic.nl>',
    references: [],
    subject: 'new contacts',
    copied: [],
    recipients: [{ mailbox: 'admin', detail: null }],
    reading: { text: 'STATUS .nl\n', source: 'plain', doubts: [], alternative: null, parts: ['text/plain'] },
    authentication: { proof, dmarcPolicy: 'reject', evidence: [], origin: 'person', replayKeys },
    ...others,
  };
}

function request(details: Partial<Request> = {}): Request {
  return {
    commands: [
      { command: { word: 'STATUS', tlds: [{ known: true, tld: NL }] }, line: 1, text: 'STATUS .nl', doubts: [] },
    ],
    ignored: [],
    hints: [],
    dryRun: false,
    mentioned: [NL],
    loose: [],
    filledIn: [],
    ...details,
  };
}

/** @param text of the mail; another text is another mail. */
export function mailRecord(details: Partial<MailRecord> & { readonly text?: string } = {}): MailRecord {
  const { text = 'STATUS .nl', proof = 'signed', ...others } = details;
  const raw = Buffer.from(`From: admin@nic.nl\r\nSubject: new contacts\r\n\r\n${text}\r\n`);
  const replayKeys = others.replayKeys ?? [`mail:${digest(text)}`];
  return {
    raw,
    sha256: digest(raw),
    message: message({ proof, replayKeys }),
    request: request(),
    receipt: 'applied',
    verdict: 'accept',
    rules: ['admin-signed'],
    missedRules: [],
    facts: { proof, relation: 'admin' },
    ruleBook: digest('rule book'),
    proof,
    ...others,
    replayKeys,
  };
}

export function outgoing(details: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    kind: 'answer',
    ref: ref(1),
    to: ADMIN,
    subject: '[TLD-OPS 2026-000001] .nl SUBSCRIBE applied: new contacts',
    text: 'Done.\n',
    result: 'applied',
    rules: ['admin-signed'],
    inReplyTo: '<1@nic.nl>',
    references: ['<1@nic.nl>'],
    replyToDetail: null,
    autoSubmitted: 'auto-replied',
    unproved: false,
    ...details,
  };
}

export function auditEntry(details: Partial<AuditEntry> = {}): AuditEntry {
  return { kind: 'mail-accepted', tld: NL, actor: ADMIN, details: {}, ...details };
}

export function confirmer(token: string, details: Partial<Confirmer> = {}): Confirmer {
  return {
    address: ADMIN,
    party: 'admin',
    tlds: [NL],
    tokenHashes: [digest(token)],
    askedAt: NOON,
    confirmedAt: null,
    ...details,
  };
}

export function heldCase(details: Partial<HeldCase> & Pick<HeldCase, 'ref'>): HeldCase {
  return {
    kind: 'hold',
    state: 'open',
    version: 1,
    from: ADMIN,
    tlds: [NL],
    commands: ['SUBSCRIBE'],
    rules: ['looks-like-a-role'],
    receivedAt: NOON,
    closedAt: null,
    changeDigest: digest('change'),
    confirmers: [],
    remindedAt: null,
    waitsSince: NOON,
    reminders: 0,
    askedAdmin: false,
    unproved: false,
    ...details,
  };
}

export function newToken(token: string, details: Partial<NewToken> & Pick<NewToken, 'ref'>): NewToken {
  return {
    hash: digest(token),
    purpose: 'confirmation',
    recipient: ADMIN,
    expiresAt: later(7 * DAY),
    change: null,
    ...details,
  };
}

/** A decision without a mail that does nothing. */
export function plan(details: Partial<Plan> & Pick<Plan, 'ref'>): Plan {
  return {
    at: NOON,
    mail: null,
    changes: [],
    freezes: [],
    redelegations: [],
    provedAddresses: [],
    cases: [],
    newTokens: [],
    usedTokens: [],
    badTokenFrom: null,
    outgoing: [],
    audit: [],
    ...details,
  };
}

/** A mail of its own under that reference, with what it does. */
export function mailPlan(written: number | Reference, details: Partial<Plan> = {}): Plan {
  const own = typeof written === 'number' ? ref(written) : written;
  return plan({ ref: own, mail: mailRecord({ text: `mail ${own}` }), ...details });
}

/** A mail that changes one roster, as the audit knows it. */
export function changePlan(written: number | Reference, change: JudgedChange, details: Partial<Plan> = {}): Plan {
  const audit = [auditEntry({ kind: 'roster-changed', tld: change.tld })];
  return mailPlan(written, { changes: [change], audit, ...details });
}

export function observation(details: Partial<IanaObservation> = {}): IanaObservation {
  return {
    tld: NL,
    status: 'active',
    manager: 'SIDN',
    adminName: 'Admin of .nl',
    adminEmail: ADMIN,
    asOf: NOON,
    source: 'rdap',
    reason: null,
    ...details,
  };
}

export function received(text = 'STATUS .nl', details: Partial<ReceivedMessage> = {}): ReceivedMessage {
  const raw = new Uint8Array(Buffer.from(`From: admin@nic.nl\r\n\r\n${text}\r\n`));
  return {
    raw,
    sha256: digest(raw),
    receivedAt: NOON,
    client: { ip: '192.0.2.1', helo: 'mx.nic.nl' },
    mailFrom: ADMIN,
    recipients: [{ mailbox: 'admin', detail: null }],
    ...details,
  };
}
