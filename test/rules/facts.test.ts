import { describe, expect, test } from 'vitest';
import { DAY, HOUR, plus } from '../../src/core/instant.ts';
import type { Authentication } from '../../src/core/message.ts';
import type { World } from '../../src/core/world.ts';
import type { Facts } from '../../src/rules/vocabulary.ts';
import { BR, contacts, digest, email, heldCase, john, mailRecord, NL, NOON, ref, RF } from '../support/plans.ts';
import { ADMIN_SIGNED } from './admin-signed.ts';
import {
  ADMIN_OF_NL,
  ADMIN_OF_TWO,
  book,
  factsAbout,
  type Given,
  iana,
  JANE,
  JOHN,
  JOHN_AND_JANE,
  judged,
  reviewToken,
  rosterOfNl,
} from './judged.ts';

// What the rules get to know of a mail and its world: each fact at both sides of each of its limits.

const { limits } = book;
const STRANGER = 'somebody@else.example';
const REMOVE_JANE = 'REMOVE .nl jane@nic.nl';
const BEN = 'SUBSCRIBE .nl\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111\n';

type Case = readonly [about: string, given: Partial<Given>, facts: Partial<Facts>];

function table(cases: readonly Case[]): void {
  test.each(cases)('%s', (_, given, facts) => {
    expect(factsAbout({ text: REMOVE_JANE, ...given })).toMatchObject(facts);
  });
}

const proof = (authentication: Partial<Authentication>): Partial<Given> => ({
  message: {
    authentication: {
      proof: 'signed',
      dmarcPolicy: 'reject',
      evidence: [],
      origin: 'person',
      replayKeys: [],
      ...authentication,
    },
  },
});

describe('a usual change by the Admin Contact', () => {
  test('has these facts', () => {
    expect(factsAbout({ text: REMOVE_JANE })).toEqual({ ...ADMIN_SIGNED, 'contacts-left': 'one' });
  });
});

describe('the proof', () => {
  const waitedFor = (ms: number): Partial<World> => ({ deferredSince: plus(NOON, -ms) });
  table([
    ['signed', proof({ proof: 'signed' }), { proof: 'signed' }],
    ['aligned', proof({ proof: 'aligned' }), { proof: 'aligned' }],
    ['none', proof({ proof: 'none' }), { proof: 'none' }],
    ['failed where the domain rejects', proof({ proof: 'failed' }), { proof: 'failed-reject' }],
    [
      'failed where the domain sets aside',
      proof({ proof: 'failed', dmarcPolicy: 'quarantine' }),
      { proof: 'failed-quarantine' },
    ],
    ['no answer of the DNS', proof({ proof: 'unknown' }), { proof: 'unknown' }],
    [
      'none for a while',
      { ...proof({ proof: 'unknown' }), world: waitedFor(limits.deferralsFor - 1) },
      { proof: 'unknown' },
    ],
    [
      'none for as long as we wait',
      { ...proof({ proof: 'unknown' }), world: waitedFor(limits.deferralsFor) },
      { proof: 'unknown-for-hours' },
    ],
    [
      'none, and somebody has looked already',
      { ...proof({ proof: 'unknown' }), standing: { review: 'approved' } },
      { proof: 'unknown-for-hours' },
    ],
  ]);
});

describe('who sends it', () => {
  table([
    ['the Admin Contact of the ccTLD', {}, { sender: 'admin', insight: 'insider' }],
    ['of another ccTLD', { from: ADMIN_OF_TWO }, { sender: 'stranger', insight: 'outsider' }],
    ['a contact of the ccTLD', { from: JOHN, text: BEN }, { sender: 'contact', insight: 'insider' }],
    ['a contact of another', { from: JOHN, text: 'STATUS .br' }, { sender: 'member', insight: 'outsider' }],
    ['a contact, unproved', { from: JOHN, text: BEN, ...proof({ proof: 'none' }) }, { sender: 'stranger' }],
    ['a stranger', { from: STRANGER }, { sender: 'stranger', insight: 'outsider' }],
    ['the Secretariat', { from: STRANGER, world: { secretariat: [email(STRANGER)] } }, { sender: 'secretariat' }],
    [
      'the Admin Contact, unproved: it hears nothing',
      proof({ proof: 'none' }),
      { sender: 'admin', insight: 'outsider' },
    ],
    [
      'an outsider, once somebody confirmed',
      { from: STRANGER, standing: { confirmation: 'given' } },
      { insight: 'insider', confirmation: 'given' },
    ],
    [
      'an outsider, once a reviewer approved',
      { from: STRANGER, standing: { review: 'approved' } },
      { insight: 'insider', review: 'approved' },
    ],
    ['HELP by an Admin Contact', { text: 'HELP' }, { sender: 'admin' }],
    ['HELP by a contact', { text: 'HELP', from: JOHN }, { sender: 'contact' }],
    ['HELP by a stranger', { text: 'HELP', from: STRANGER }, { sender: 'stranger' }],
    ['WHO by an Admin Contact who is no contact', { text: 'WHO' }, { request: 'who', sender: 'admin' }],
    ['WHO by a contact', { text: 'WHO', from: JOHN }, { request: 'who', sender: 'member' }],
    ['WHO by a stranger', { text: 'WHO', from: STRANGER }, { request: 'who', sender: 'stranger' }],
    ['UPDATE by a contact', { text: 'UPDATE\nPhone: +31 6 2', from: JOHN }, { sender: 'contact' }],
    ['UPDATE by a stranger', { text: 'UPDATE\nPhone: +31 6 2', from: STRANGER }, { sender: 'stranger' }],
    [
      'UPDATE of another ccTLD by a contact',
      { text: 'UPDATE .br\nPhone: +31 6 2', from: JOHN },
      { request: 'update-details', sender: 'member' },
    ],
    ['REMOVE me by an Admin Contact', { text: 'REMOVE .nl me' }, { request: 'remove-oneself', sender: 'admin' }],
    ['DISPUTE', { text: 'DISPUTE .nl' }, { request: 'dispute', sender: 'admin' }],
    ['CONFIRM', { text: 'CONFIRM' }, { request: 'confirm', sender: 'admin' }],
    ['DENY by a contact', { text: 'DENY', from: JOHN }, { request: 'deny', sender: 'contact' }],
    ['OK', { text: 'OK', from: JOHN }, { request: 'welcome-ok', sender: 'contact' }],
    ['free text', { text: 'How are you?', from: STRANGER }, { request: 'free-text', sender: 'stranger' }],
    ['NO THANKS', { text: 'No, thank you.', from: ADMIN_OF_TWO }, { request: 'no-invitation', sender: 'admin' }],
    [
      'a mail to postmaster',
      { message: { recipients: [{ mailbox: 'postmaster', detail: null }] } },
      { request: 'to-postmaster', sender: 'admin' },
    ],
  ]);
});

describe('who is both Admin Contact and contact', () => {
  const both: Partial<Given> = {
    from: ADMIN_OF_NL,
    world: { rosters: new Map([[NL, rosterOfNl([john({ email: ADMIN_OF_NL }), ...JOHN_AND_JANE.slice(1)])]]) },
  };
  table([
    ['is a contact for the own entry', { ...both, text: 'UPDATE\nPhone: +31 6 22334455' }, { sender: 'contact' }],
    ['is the Admin Contact for a change', { ...both, text: BEN }, { sender: 'admin' }],
    ['is a member who asks for the list', { ...both, text: 'WHO' }, { sender: 'member' }],
  ]);
});

describe('the Admin Contact in copy', () => {
  const copied = (...addresses: string[]): Partial<Given> => ({
    from: STRANGER,
    message: { copied: addresses.map(email) },
  });
  table([
    ['of the ccTLD', copied('x@y.example', 'Admin@NIC.nl'), { 'admin-copied': 'yes' }],
    ['of another ccTLD', copied(ADMIN_OF_TWO), { 'admin-copied': 'no' }],
    ['nobody', copied(), { 'admin-copied': 'no' }],
    ['any, where no ccTLD is named', { ...copied(ADMIN_OF_TWO), text: 'HELP' }, { 'admin-copied': 'yes' }],
    ['a stranger, where no ccTLD is named', { ...copied('x@y.example'), text: 'HELP' }, { 'admin-copied': 'no' }],
    [
      'of a ccTLD that IANA does not tell of',
      { ...copied(ADMIN_OF_NL), world: { iana: new Map() } },
      { 'admin-copied': 'no', 'iana-data': 'missing' },
    ],
  ]);
});

describe('wrong tokens', () => {
  table([
    [
      'too few',
      { world: { badTokens: limits.tokenTries - 1, token: { kind: 'unknown' } } },
      { token: 'unknown', 'token-tries': 'within-limit' },
    ],
    [
      'too many',
      { world: { badTokens: limits.tokenTries, token: { kind: 'unknown' } } },
      { 'token-tries': 'over-limit' },
    ],
    [
      'too many, but none now',
      { world: { badTokens: limits.tokenTries } },
      { token: 'none', 'token-tries': 'within-limit' },
    ],
  ]);
});

describe('the author', () => {
  const utf8 = 'jürgen@nic.nl';
  table([
    ['read alike by all', {}, { identity: 'agreed' }],
    ['read differently', { identityAgreed: false }, { identity: 'disputed' }],
    ['with an address that cannot be kept', { from: utf8 }, { identity: 'not-ascii' }],
    ['with such an address, read differently', { from: utf8, identityAgreed: false }, { identity: 'not-ascii' }],
  ]);
});

describe('what it would do', () => {
  table([
    ['a contact goes', {}, { effect: 'changes', 'contacts-left': 'one', fit: 'ok' }],
    ['all go', { text: 'REMOVE .nl ALL' }, { effect: 'changes', 'contacts-left': 'none', reading: 'doubtful' }],
    ['one comes', { text: BEN }, { effect: 'changes', 'contacts-left': 'enough', look: 'ordinary' }],
    ['the first comes', { text: BEN, world: { rosters: new Map() } }, { effect: 'changes', 'contacts-left': 'one' }],
    [
      'nobody was there, nobody comes',
      { text: 'REMOVE .nl ALL', world: { rosters: new Map() } },
      { 'contacts-left': 'enough', fit: 'faulty', effect: 'nothing' },
    ],
    [
      'what is there is said again',
      { text: 'SUBSCRIBE .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678' },
      { effect: 'nothing', conflict: 'none', 'contacts-left': 'enough' },
    ],
    [
      'it only asks',
      { text: 'STATUS .nl' },
      { effect: 'nothing', 'contacts-left': 'enough', conflict: 'none', look: 'ordinary' },
    ],
    ['somebody goes who is not there', { text: 'REMOVE .nl ben@nic.nl' }, { fit: 'faulty', form: 'ok' }],
    ['something is missing', { text: 'SUBSCRIBE .nl\nName: Ben Boe' }, { fit: 'ok', form: 'faulty' }],
    ['a rank that somebody has', { text: `${BEN}Role: primary` }, { conflict: 'rank' }],
    [
      'one command takes off whom another names',
      { text: `REMOVE .nl john@nic.nl\n\nCONTACTS .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678` },
      { effect: 'changes', conflict: 'contradiction' },
    ],
    ['a name like a role', { text: BEN.replace('Ben Boe', 'NOC Team') }, { look: 'like-a-role' }],
    ['a name with odd characters', { text: BEN.replace('Ben', 'Веn') }, { look: 'odd-characters' }],
    [
      'an address that only a person can take',
      { text: BEN.replace('ben@', 'bén@') },
      { look: 'odd-characters', effect: 'changes', form: 'ok' },
    ],
    [
      'the same once a reviewer has looked',
      { text: BEN.replace('ben@', 'bén@'), standing: { review: 'approved' } },
      { form: 'faulty' },
    ],
  ]);

  test('a fault in one command is none of another command', () => {
    const { items } = judged({ text: 'REMOVE .nl ben@nic.nl\n\nREMOVE .nl jane@nic.nl' });
    expect(items.map(({ decisions }) => decisions[0]?.decision.facts.fit)).toEqual(['faulty', 'ok']);
  });

  test('a fault in one ccTLD is none of another', () => {
    const { items } = judged({
      from: ADMIN_OF_TWO,
      text: 'REMOVE .br .рф john@nic.nl',
      world: { rosters: new Map([[BR, { tld: BR, revision: 1, contacts: JOHN_AND_JANE, frozenUntil: null }]]) },
    });
    expect(items[0]?.decisions.map(({ tld, decision }) => [tld, decision.facts.fit])).toEqual([
      [BR, 'ok'],
      [RF, 'faulty'],
    ]);
  });
});

describe('what IANA says', () => {
  const record = (details: Parameters<typeof iana>[1]): Partial<Given> => ({
    world: { iana: new Map([[NL, iana(NL, details)]]) },
  });
  const changedFor = (ms: number) => record({ changedAt: plus(NOON, -ms) });
  table([
    ['just as old as it may be', record({ asOf: plus(NOON, -limits.ianaFreshFor) }), { 'iana-data': 'fresh' }],
    ['too old', record({ asOf: plus(NOON, -limits.ianaFreshFor - 1) }), { 'iana-data': 'stale' }],
    ['nothing', { world: { iana: new Map() } }, { 'iana-data': 'missing', 'iana-admin': 'settled' }],
    ['about no ccTLD', { text: 'HELP', world: { iana: new Map() } }, { 'iana-data': 'fresh' }],
    ['a new Admin Contact', changedFor(limits.ianaSettledAfter - 1), { 'iana-admin': 'changed-recently' }],
    ['one that has settled', changedFor(limits.ianaSettledAfter), { 'iana-admin': 'settled' }],
    [
      'a new one that a person set',
      record({ changedAt: NOON, source: 'manual', reason: 'phoned' }),
      { 'iana-admin': 'changed-recently' },
    ],
    ['a new one, but no ccTLD is named', { ...changedFor(0), text: 'HELP' }, { 'iana-admin': 'settled' }],
  ]);
});

describe('limits of the ccTLD', () => {
  const changes = (count: number): Partial<Given> => ({ world: { changesToday: new Map([[NL, count]]) } });
  const frozen = (ms: number): Partial<Given> => ({
    world: { rosters: new Map([[NL, rosterOfNl(JOHN_AND_JANE, { frozenUntil: plus(NOON, ms) })]]) },
  });
  table([
    ['one change less than too many', changes(limits.changesPerDay - 1), { pace: 'within-limit' }],
    ['too many changes', changes(limits.changesPerDay), { pace: 'over-limit' }],
    ['too many, but it asks about no ccTLD', { ...changes(99), text: 'HELP' }, { pace: 'within-limit' }],
    ['frozen', frozen(1), { freeze: 'frozen' }],
    ['no longer frozen', frozen(0), { freeze: 'none' }],
    ['frozen, but it asks about no ccTLD', { ...frozen(DAY), text: 'HELP' }, { freeze: 'none' }],
  ]);
});

describe('who answers a mail about a case', () => {
  const { message: sent, request } = mailRecord();
  const mail = { message: sent, request, raw: null } as never;
  const held = heldCase({ ref: ref(9), tlds: [NL] });
  const expiresAt = plus(NOON, HOUR);
  const review = (details: Parameters<typeof reviewToken>[0] = {}): World['token'] =>
    reviewToken({ expiresAt, ...details });
  const asked = (token: World['token'], from: string, secretariat: readonly string[] = []): Partial<Given> => ({
    text: 'APPROVE',
    from,
    world: { token, secretariat: secretariat.map(email) },
  });
  table([
    [
      'a reviewer of the desk',
      asked(review({ reviewers: [email(STRANGER)] }), STRANGER),
      { request: 'review-decision', sender: 'secretariat', token: 'open' },
    ],
    ['the Secretariat', asked(review(), STRANGER, [STRANGER]), { sender: 'secretariat' }],
    [
      'one of it whom the desk bars',
      asked(review({ barred: [email(STRANGER)] }), STRANGER, [STRANGER]),
      { sender: 'stranger' },
    ],
    ['a stranger', asked(review({ reviewers: [JANE] }), STRANGER), { sender: 'stranger' }],
    ['the Admin Contact', asked(review(), ADMIN_OF_NL), { sender: 'admin' }],
    ['a contact', asked(review(), JOHN), { sender: 'contact' }],
    [
      'somebody of the Committee',
      {
        text: 'I know him.',
        from: STRANGER,
        world: { token: { kind: 'note', tokenHash: digest('note'), held, mail, answers: 0, expiresAt } },
      },
      { request: 'case-note', sender: 'stranger', token: 'open' },
    ],
    [
      'the Admin Contact, asked for a note as anybody',
      {
        text: 'I know him.',
        world: { token: { kind: 'note', tokenHash: digest('note'), held, mail, answers: 0, expiresAt } },
      },
      { request: 'case-note', sender: 'stranger' },
    ],
    [
      'the Secretariat, asked for a note',
      {
        text: 'I know him.',
        from: STRANGER,
        world: {
          secretariat: [email(STRANGER)],
          token: { kind: 'note', tokenHash: digest('note'), held, mail, answers: 0, expiresAt },
        },
      },
      { request: 'case-note', sender: 'secretariat' },
    ],
  ]);
});

describe('doubt', () => {
  const doubtful: Partial<Given> = {
    message: {
      reading: { text: '', source: 'html', doubts: ['html-only'], alternative: null, parts: ['text/html'] },
    },
  };
  table([
    ['about the text counts for a change', doubtful, { reading: 'doubtful' }],
    ['and not for a question', { ...doubtful, text: 'STATUS .nl' }, { reading: 'clear' }],
  ]);
});

test('the list that others declared is complete', () => {
  const [item] = judged({
    text: 'CONTACTS .nl\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678',
    world: {
      rosters: new Map([
        [NL, rosterOfNl(contacts({ name: 'John Doe', email: JOHN }, { name: 'Jane Roe', email: JANE }))],
      ]),
    },
  }).items;
  expect(item?.doubts).toEqual([{ code: 'contacts-leaves-out', line: 1, detail: 'John Doe' }]);
});
