import { beforeAll, describe, expect, test } from 'vitest';
import { DAY, plus } from '../../src/core/instant.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import { changesData } from '../../src/core/roster-change.ts';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import type { MailOutcome } from '../../src/plan/plan-mail.ts';
import { planReview } from '../../src/plan/review.ts';
import { planWaiting } from '../../src/plan/waiting.ts';
import {
  ADMIN_BR,
  attack,
  type AttackMail,
  mail,
  proved,
  roster,
  SECRETS,
  shippedHouse,
  STRANGER,
  world,
} from '../security/bench.ts';
import { ADMIN, BR, NL, NOON, ref, SECRETARIAT } from '../support/plans.ts';

let house: House;
let plain: World;

const { john, jane, joao } = SECRETS;
const NEW_PERSON = 'Name: New Person\nEmail: new.person@nic.nl\nPhone: +31 6 12121212';

beforeAll(async () => {
  house = await shippedHouse();
  plain = world(house, [roster(NL, [john, jane]), roster(BR, [joao])], {
    provedAddresses: proved(john.email, joao.email),
  });
});

const mailsTo = ({ plan }: MailOutcome, to: string): readonly OutgoingMail[] =>
  plan.outgoing.filter((one) => one.to === to);

describe('DISPUTE and a change in one mail', () => {
  test.each([
    ['one that the Admin Contact could make alone', () => `REMOVE .nl ${jane.email}`],
    [
      'one that the Secretariat has to see',
      () => 'SUBSCRIBE .nl\nName: NOC Team\nEmail: it@nic.nl\nPhone: +31 6 12121212',
    ],
    ['one that does nothing', () => `REPLACE .nl ${john.email}\nName: ${john.name}\nEmail: ${john.email}`],
  ])('freezes the ccTLD and keeps the change waiting in the same case: %s', (_, change) => {
    const outcome = attack(house, plain, { from: ADMIN, proof: 'signed', text: `DISPUTE .nl\n${change()}` });
    expect(outcome.plan.changes).toEqual([]);
    expect(outcome.plan.freezes.map(({ tld }) => tld)).toEqual([NL]);
    expect(outcome.plan.cases.map(({ kind, state }) => ({ kind, state }))).toEqual([{ kind: 'hold', state: 'open' }]);
    expect(outcome.answer.text).toBe(`${ref(7)} held`);
    expect(mailsTo(outcome, SECRETARIAT)).toHaveLength(1);
    expect(mailsTo(outcome, ADMIN).map(({ result }) => result)).toEqual(['held']);
  });

  test('the freeze ends once a reviewer approved the change', () => {
    const written: AttackMail = { from: ADMIN, proof: 'signed', text: `DISPUTE .nl\nREMOVE .nl ${jane.email}` };
    const [held] = attack(house, plain, written).plan.cases;
    if (held === undefined) throw new Error('no case was opened');
    const frozen = world(house, [roster(NL, [john, jane], { frozenUntil: plus(NOON, DAY) })]);
    const reviewed = planReview(
      house,
      frozen,
      { held, mail: mail(house, written) },
      { word: 'approve', shown: null },
      'secretariat:x',
    );
    if (!reviewed.ok) throw new Error(reviewed.fault);
    expect(reviewed.plan.changes.map(({ tld }) => tld)).toEqual([NL]);
    expect(reviewed.plan.freezes).toEqual([{ tld: NL, before: plus(NOON, DAY), until: null }]);
  });
});

test.each([
  ['written by a machine', { origin: 'automatic' }],
  ['whose author the parsers read differently', { identityAgreed: false }],
] as const)('a DISPUTE %s waits for the Secretariat and is not lost', (_, details) => {
  const outcome = attack(house, plain, { from: ADMIN, proof: 'signed', text: 'DISPUTE .nl', ...details });
  expect(outcome.answer.text).toBe(`${ref(7)} held`);
  expect(outcome.plan.cases.map(({ kind }) => kind)).toEqual(['hold']);
  expect(outcome.plan.freezes).toEqual([]);
  expect(mailsTo(outcome, SECRETARIAT)).toHaveLength(1);
});

describe('SUBSCRIBE of two ccTLDs, signed by the Admin Contact of one of them', () => {
  const written: AttackMail = {
    from: ADMIN,
    proof: 'signed',
    copied: [ADMIN_BR],
    text: `SUBSCRIBE .nl .br\n${NEW_PERSON}`,
  };

  test('asks the Admin Contact of the other; both stand or fall together', () => {
    const outcome = attack(house, plain, written);
    expect(outcome.plan.changes).toEqual([]);
    expect(
      outcome.plan.cases.flatMap(({ confirmers }) => confirmers).map(({ address, tlds }) => ({ address, tlds })),
    ).toEqual([{ address: ADMIN_BR, tlds: [BR] }]);
    expect(mailsTo(outcome, ADMIN).map(({ kind, result }) => ({ kind, result }))).toEqual([
      { kind: 'answer', result: 'confirm' },
    ]);
  });

  test('shows each of them the own ccTLD only, before and after the word of the other', () => {
    const asked = attack(house, plain, written);
    const [held] = asked.plan.cases;
    const tokenHash = held?.confirmers[0]?.tokenHashes[0];
    if (held === undefined || tokenHash === undefined) throw new Error('nobody was asked');
    const token = {
      kind: 'confirmation',
      tokenHash,
      held,
      mail: mail(house, written),
      expiresAt: plus(NOON, DAY),
    } as const;
    const done = attack(house, { ...plain, token }, { from: ADMIN_BR, proof: 'aligned', text: 'CONFIRM' });
    expect(done.plan.changes.filter(changesData).map(({ tld }) => tld)).toEqual([NL, BR]);
    for (const outcome of [asked, done]) {
      for (const { text } of mailsTo(outcome, ADMIN_BR)) {
        for (const { name } of [john, jane]) expect(text).not.toContain(name);
      }
      for (const { text } of mailsTo(outcome, ADMIN)) expect(text).not.toContain(joao.name);
    }
    expect(mailsTo(done, ADMIN_BR).map(({ kind, result }) => ({ kind, result }))).toEqual([
      { kind: 'answer', result: 'applied' },
    ]);
    expect(mailsTo(done, ADMIN).map(({ kind, result }) => ({ kind, result }))).toEqual([
      { kind: 'answer', result: 'applied' },
    ]);
  });
});

test('reads are answered in the one answer that tells what became of the change', () => {
  const outcome = attack(house, plain, {
    from: ADMIN,
    proof: 'aligned',
    text: `STATUS .nl\nHELP\nSUBSCRIBE .nl\n${NEW_PERSON}`,
  });
  expect(mailsTo(outcome, ADMIN).map(({ kind }) => kind)).toEqual(['answer', 'confirmation-request']);
  expect(outcome.judgement.items.map(({ verdict }) => verdict)).toEqual(['accept', 'accept', 'confirm']);
});

describe('an Admin Contact who is asked by a reviewer after silence', () => {
  const written: AttackMail = {
    from: STRANGER,
    proof: 'aligned',
    copied: [ADMIN],
    text: `SUBSCRIBE .nl\n${NEW_PERSON}`,
  };

  test('is reminded again, of the change that the request shows', () => {
    const stored = mail(house, written);
    const [opened] = attack(house, plain, written).plan.cases;
    if (opened === undefined) throw new Error('no case was opened');
    const given = { ...opened, kind: 'hold', remindedAt: NOON } as const;
    const asked = planReview(house, plain, { held: given, mail: stored }, { word: 'ask-admin' }, 'secretariat:x');
    if (!asked.ok) throw new Error(asked.fault);
    const [waiting] = asked.plan.cases;
    if (waiting === undefined) throw new Error('no case waits');
    const later = { ...plain, now: plus(NOON, house.book.limits.confirmationReminderAfter) };
    const reminder = planWaiting(house, later, waiting, stored)?.outgoing[0];
    expect(reminder).toMatchObject({ kind: 'reminder', to: ADMIN });
    expect(reminder?.text).toContain('New Person');
  });
});

describe('the answer to a question, and something else in the same mail', () => {
  const asking: AttackMail = {
    from: STRANGER,
    proof: 'aligned',
    copied: [ADMIN],
    text: `SUBSCRIBE .nl\n${NEW_PERSON}`,
  };
  const other = 'SUBSCRIBE .nl\nName: Somebody Other\nEmail: somebody.other@nic.nl\nPhone: +31 6 13131313';

  /** The world in which the Admin Contact was asked about `asking`, and answers. */
  function asked(): World {
    const [held] = attack(house, plain, asking).plan.cases;
    const tokenHash = held?.confirmers[0]?.tokenHashes[0];
    if (held === undefined || tokenHash === undefined) throw new Error('nobody was asked');
    const earlier = { ...held, ref: ref(6) };
    const stored = { ...mail(house, asking), ref: ref(6) };
    const token = { kind: 'confirmation', tokenHash, held: earlier, mail: stored, expiresAt: plus(NOON, DAY) } as const;
    return { ...plain, token, openCases: new Map([[NL, [ref(6)]]]), waiting: new Set([ref(6)]) };
  }

  const answered = (text: string, proof: AttackMail['proof'] = 'signed'): MailOutcome =>
    attack(house, asked(), { from: ADMIN, proof, text });
  const toAdmin = (outcome: MailOutcome) =>
    mailsTo(outcome, ADMIN).map(({ kind, result, rules }) => ({ kind, result, rules }));

  test('a change beside a CONFIRM waits, and its answer says why and does not say that it is done', () => {
    const outcome = answered(`CONFIRM\n\nREMOVE .nl ${jane.email}`);
    expect(outcome.plan.changes.flatMap(({ after }) => after.map(({ name }) => name))).toEqual([
      john.name,
      jane.name,
      'New Person',
    ]);
    expect(toAdmin(outcome)).toEqual([
      { kind: 'answer', result: 'held', rules: ['beside-a-confirmation'] },
      { kind: 'answer', result: 'applied', rules: ['token-open'] },
    ]);
    const [held] = mailsTo(outcome, ADMIN);
    expect(held?.text).toContain('The same mail confirms another change');
    expect(held?.text).not.toContain('Done.');
  });

  test('the Secretariat sees it as it would be after the CONFIRM, and approves just that', () => {
    const written = { from: ADMIN, proof: 'signed', text: `CONFIRM\n\nREMOVE .nl ${jane.email}` } as const;
    const outcome = attack(house, asked(), written);
    const [notice] = mailsTo(outcome, SECRETARIAT);
    expect(notice?.text).toContain('New Person');
    const held = outcome.plan.cases.find(({ state }) => state === 'open');
    const [change] = outcome.plan.changes;
    if (held === undefined || change === undefined) throw new Error('nothing waits, or nothing was confirmed');
    const later = world(house, [roster(NL, change.after, { revision: 4 }), roster(BR, [joao])]);
    const reviewed = planReview(
      house,
      later,
      { held, mail: mail(house, written) },
      { word: 'approve', shown: held.changeDigest },
      'secretariat:x',
    );
    if (!reviewed.ok) throw new Error(reviewed.fault);
    expect(reviewed.plan.changes.flatMap(({ after }) => after.map(({ name }) => name))).toEqual([
      john.name,
      'New Person',
    ]);
  });

  test('what does not fit the list that the CONFIRM made is refused', () => {
    expect(toAdmin(answered(`CONFIRM\n\n${other}`)).map(({ result, rules }) => ({ result, rules }))).toEqual([
      { result: 'refused', rules: ['faulty-fit'] },
      { result: 'applied', rules: ['token-open'] },
    ]);
  });

  test('a change beside a CONFIRM that comes too late is made', () => {
    const late = { ...asked(), now: plus(NOON, 2 * DAY) };
    const outcome = attack(house, late, { from: ADMIN, proof: 'signed', text: `CONFIRM\n\nREMOVE .nl ${jane.email}` });
    expect(outcome.plan.changes.flatMap(({ after }) => after.map(({ name }) => name))).toEqual([john.name]);
  });

  test('a change beside a DENY is made', () => {
    const outcome = answered(`DENY\n\n${other}`);
    expect(outcome.plan.changes.flatMap(({ after }) => after.map(({ name }) => name))).toEqual([
      john.name,
      jane.name,
      'Somebody Other',
    ]);
    expect(toAdmin(outcome)).toEqual([
      { kind: 'answer', result: 'applied', rules: ['admin-signed'] },
      { kind: 'answer', result: 'info', rules: ['token-open'] },
    ]);
    for (const { text } of mailsTo(outcome, ADMIN)) expect(text).toContain('Somebody Other');
  });

  test('a refused change beside a CONFIRM is not told as done', () => {
    const outcome = answered('CONFIRM\n\nREMOVE .nl nobody@nic.nl');
    expect(toAdmin(outcome).map(({ result }) => result)).toEqual(['refused', 'applied']);
    expect(mailsTo(outcome, ADMIN)[0]?.text).not.toContain('Done.');
  });

  test('STATUS beside a CONFIRM shows the list with the change, and no request that waits', () => {
    const outcome = answered('CONFIRM\n\nSTATUS .nl');
    expect(toAdmin(outcome).map(({ result }) => result)).toEqual(['info', 'applied']);
    const [status] = mailsTo(outcome, ADMIN);
    expect(status?.text).toContain('New Person');
    expect(status?.text).not.toContain(ref(6));
  });
});
