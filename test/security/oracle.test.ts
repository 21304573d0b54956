import { beforeAll, describe, expect, test } from 'vitest';
import { addressKey } from '../../src/core/email-address.ts';
import { DAY, plus } from '../../src/core/instant.ts';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { planOverdue } from '../../src/plan/overdue-case.ts';
import { voidQuestions } from '../../src/plan/void-question.ts';
import { planWaiting } from '../../src/plan/waiting.ts';
import { ADMIN, contact, email, NL, NOON, ref } from '../support/plans.ts';
import { type AttackMail, attack, iana, mail, roster, SECRETS, shippedHouse, STRANGER, world } from './bench.ts';

// PRODUCT "No oracle": to anyone but a proved admin or contact of the ccTLD, replies and answers depend on public facts.

let house: House;
let worlds: readonly (readonly [string, World])[];

const LOUIS = contact({ name: 'Louis Third', email: email('louis@nic.nl'), phone: '+31 6 43434343', rank: 3 });
const NOC = contact({ name: 'Network Centre', email: email('noc@nic.nl'), phone: '+31 6 12345678', rank: 3 });

beforeAll(async () => {
  house = await shippedHouse();
  const two = [SECRETS.john, SECRETS.jane];
  worlds = [
    ['an empty roster', world(house, [])],
    ['a roster that was emptied', world(house, [roster(NL, [])])],
    ['one contact', world(house, [roster(NL, [SECRETS.john])])],
    ['two contacts', world(house, [roster(NL, two)])],
    ['a full roster', world(house, [roster(NL, [...two, LOUIS])])],
    ['an old role address', world(house, [roster(NL, [...two, NOC])])],
    ['a frozen roster', world(house, [roster(NL, two, { frozenUntil: plus(NOON, DAY) })])],
    ['a busy ccTLD', world(house, [roster(NL, two)], { changesToday: new Map([[NL, 9]]) })],
    ['open requests', world(house, [roster(NL, two)], { openCases: new Map([[NL, [ref(1)]]]) })],
  ];
});

const block = (details: string): string => `SUBSCRIBE .nl\n${details}`;
const ZILVERBERG = 'Name: Johannes Zilverberg\nEmail: zilverberg@nic.nl';

const TEXTS: readonly (readonly [string, string])[] = [
  ['a known contact, whole', block(`${ZILVERBERG}\nPhone: +31 6 41414141`)],
  ['a known contact, without phone', block(ZILVERBERG)],
  ['a known contact, without name', block('Email: zilverberg@nic.nl\nPhone: +31 6 41414141')],
  ['a known phone, written nationally', block(`${ZILVERBERG}\nPhone: 06 41414141`)],
  ['a known role address', block('Name: Network Centre\nEmail: noc@nic.nl\nPhone: +31 6 12345678')],
  [
    'two blocks that differ by what the roster may add',
    block(
      `${ZILVERBERG}\nPhone: +31 6 41414141\n\nName: Janneke Quispel\nEmail: quispel@nic.nl\nPhone: +31 6 42424242\n\nName: Janneke Quispel\nEmail: quispel@nic.nl\nSecondary email: quispel@hidden.example\nPhone: +31 6 42424242`,
    ),
  ],
  ['somebody new', block('Name: New Person\nEmail: new.person@nic.nl\nPhone: +31 6 22223333')],
  ['REMOVE of a known contact', 'REMOVE .nl zilverberg@nic.nl'],
  ['REMOVE of nobody', 'REMOVE .nl nobody@nic.nl'],
  ['REMOVE of oneself', 'REMOVE me'],
  ['REMOVE ALL', 'REMOVE .nl ALL'],
  ['CONTACTS that leaves out', 'CONTACTS .nl\nName: New Person\nEmail: new.person@nic.nl\nPhone: +31 6 22223333'],
  ['CONTACTS by a known name', 'CONTACTS .nl\nName: Johannes Zilverberg\nEmail: new@nic.nl\nPhone: +31 6 22223333'],
  ['REPLACE', 'REPLACE .nl zilverberg@nic.nl\nName: New Person\nEmail: new.person@nic.nl\nPhone: +31 6 22223333'],
  ['UPDATE of a contact with an impossible phone', 'UPDATE .nl\nEmail: zilverberg@nic.nl\nPhone: 12'],
  ['UPDATE of a contact', 'UPDATE .nl\nEmail: zilverberg@nic.nl\nPhone: +31 6 22223333'],
  ['UPDATE', 'UPDATE\nPhone: +31 6 22223333'],
  ['CHECK', `CHECK\n${block(`${ZILVERBERG}\nPhone: 06 41414141`)}`],
  ['WHO', 'WHO .nl'],
  ['WHO of a word', 'WHO zilverberg'],
  ['STATUS', 'STATUS .nl'],
  ['DISPUTE', 'DISPUTE .nl'],
  ['free text', 'Dear all, who is the contact of .nl?'],
  ['OK', 'OK'],
  ['a loose block', `${ZILVERBERG}\nPhone: +31 6 41414141`],
];

const SENDERS: readonly (readonly [string, Omit<AttackMail, 'text'>])[] = [
  ['a signed stranger', { from: STRANGER, proof: 'signed' }],
  ['a signed stranger who copies the admin', { from: STRANGER, proof: 'signed', copied: [ADMIN] }],
  ['an aligned stranger who copies the admin', { from: STRANGER, proof: 'aligned', copied: [ADMIN] }],
  ['an unproved stranger who copies the admin', { from: STRANGER, proof: 'none', copied: [ADMIN] }],
  ['an unproved stranger', { from: STRANGER, proof: 'none' }],
  ['who forges the contact', { from: SECRETS.john.email, proof: 'none', dmarcPolicy: null }],
  ['who forges the contact and copies the admin', { from: SECRETS.john.email, proof: 'none', copied: [ADMIN] }],
  ['who forges the contact, quarantined', { from: SECRETS.john.email, proof: 'failed', dmarcPolicy: 'quarantine' }],
  ['who forges the contact, rejected', { from: SECRETS.john.email, proof: 'failed' }],
  ['who forges the admin', { from: ADMIN, proof: 'none', dmarcPolicy: null }],
  ['a machine that forges the contact', { from: SECRETS.john.email, proof: 'none', origin: 'automatic' }],
];

describe.each(SENDERS)('%s learns nothing about the roster', (_, sender) => {
  test.each(TEXTS)('from %s', (_what, text) => {
    const heard = worlds.map(([, at]) => {
      const { answer, plan } = attack(house, at, { ...sender, text });
      // A forged admin does not see what the admin is written.
      const toSender = plan.outgoing.filter(({ to, unproved }) => to === sender.from && !unproved);
      return { answer, toSender: toSender.map(({ subject, text: body, result }) => ({ subject, body, result })) };
    });
    heard.forEach((one, index) => {
      expect({ roster: worlds[index]?.[0], ...one }).toEqual({ roster: worlds[index]?.[0], ...heard[0] });
    });
  });
});

describe('what an outsider asks in the sight of the Admin Contact', () => {
  const asked = (whom: string): AttackMail => ({
    from: STRANGER,
    proof: 'signed',
    copied: [ADMIN],
    text: `REMOVE .nl ${whom}`,
  });
  const there = asked(SECRETS.jane.email);
  const notThere = asked('nobody@nic.nl');

  test.each(['signed', 'aligned', 'none'] as const)(
    'takes a place among those that wait, whether it can be done or not: %s',
    (proof) => {
      const at = world(house, [roster(NL, [SECRETS.john, SECRETS.jane])]);
      const full: World['unprovedMailsToday'] = new Map([[addressKey(ADMIN), 3]]);
      for (const unprovedMailsToday of [at.unprovedMailsToday, full]) {
        const places = [there, notThere, asked('ALL'), asked('zilverberg@nic.nl quispel@nic.nl')].map((written) =>
          attack(house, { ...at, unprovedMailsToday }, { ...written, proof }).plan.cases.map(
            ({ kind, state, unproved, from }) => ({ kind, state, unproved, from }),
          ),
        );
        expect(places[0]).toHaveLength(1);
        expect(new Set(places.map((one) => JSON.stringify(one))).size).toBe(1);
      }
    },
  );

  test('is told of as void where IANA publishes another Admin Contact, whether it can be done or not', () => {
    const at = world(house, [roster(NL, [SECRETS.john, SECRETS.jane])]);
    const moved = { ...at, iana: new Map([[NL, iana(NL, email('new.manager@nic.nl'))]]) };
    const told = [there, notThere].map((written) => {
      const [held] = attack(house, at, written).plan.cases;
      if (held === undefined) throw new Error('no case was opened');
      const parts = voidQuestions(house, moved, [{ held, mail: mail(house, written) }]);
      return parts.outgoing?.filter(({ to }) => to === STRANGER).map(({ text }) => text);
    });
    expect(told[0]).toHaveLength(1);
    expect(told[1]).toEqual(told[0]);
  });

  test('ends after the same time, in the same words', () => {
    const at = world(house, [roster(NL, [SECRETS.john, SECRETS.jane])]);
    const { confirmationExpiresAfter, caseExpiresAfter } = house.book.limits;
    const end = plus(NOON, confirmationExpiresAfter + caseExpiresAfter);
    const heldOf = (written: AttackMail) => {
      const [held] = attack(house, at, written).plan.cases;
      if (held === undefined) throw new Error('no case was opened');
      return held;
    };
    const impossible = heldOf(notThere);
    for (const now of [plus(NOON, 4 * DAY), plus(NOON, 8 * DAY), plus(end, -1)])
      expect(planWaiting(house, { ...at, now }, impossible, mail(house, notThere))).toBeNull();
    const left = planWaiting(house, { ...at, now: end }, impossible, mail(house, notThere));

    const possible = heldOf(there);
    const day7 = plus(NOON, confirmationExpiresAfter);
    const [held] = planWaiting(house, { ...at, now: day7 }, possible, mail(house, there))?.cases ?? [];
    if (held === undefined) throw new Error('it was not handed over');
    const right = planOverdue(house, { ...at, now: end }, held, mail(house, there));
    const told = (plan: typeof left) =>
      plan?.outgoing
        .filter(({ to }) => to === STRANGER)
        .map(({ text }) => text.replaceAll(/(?:jane|nobody|quispel)@\S+/gu, 'WHO'));
    expect(told(left)).toHaveLength(1);
    expect(told(left)).toEqual(told(right));
    expect([left?.cases[0]?.state, right?.cases[0]?.state]).toEqual(['expired', 'expired']);
  });
});
