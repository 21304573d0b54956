import { beforeAll, describe, expect, test } from 'vitest';
import { type AddressKey, addressKey, type EmailAddress } from '../../src/core/email-address.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import type { House } from '../../src/plan/house.ts';
import { ADMIN, BR, NL } from '../support/plans.ts';
import { ADMIN_BR, attack, proved, roster, SECRETS, shippedHouse, STRANGER, world } from './bench.ts';

// Every kind of answer against every kind of machine that answers it, and does not say that it is one (RFC 3834 §5).

const ROUNDS = 1000;
const MOST = 10;

let house: House;
beforeAll(async () => {
  house = await shippedHouse();
});

const { john, jane, joao } = SECRETS;
const STARTS = ['HELP', 'STATUS .nl', 'Hello?', 'CHECK\nWHO', 'REMOVE .nl nobody@evil.example'];

const ACKNOWLEDGED = 'Thank you for your mail. Your ticket is open.';
const OUTLOOK = '-----Original Message-----\nFrom: TLD-OPS\nSent: today\nTo: you\nSubject: it';

const ROBOTS: readonly (readonly [
  string,
  (mail: OutgoingMail) => { readonly text: string; readonly subject: string },
])[] = [
  ['says the same each time', () => ({ text: ACKNOWLEDGED, subject: 'Ticket 4711' })],
  ['quotes', ({ text, subject }) => ({ text: `${ACKNOWLEDGED}\n\n${text.replaceAll(/^/gmu, '> ')}`, subject })],
  ['quotes as Outlook does', ({ text }) => ({ text: `${ACKNOWLEDGED}\n\n${OUTLOOK}\n\n${text}`, subject: 'Ticket' })],
  ['sends back what it got', ({ text, subject }) => ({ text, subject })],
  ['copies without a mark', ({ text }) => ({ text: `${ACKNOWLEDGED}\n\n${text}`, subject: 'Ticket 4711' })],
];

/** Rounds until the robot hears nothing any more. */
function rounds(from: EmailAddress, start: string, robot: (typeof ROBOTS)[number][1]): number {
  let written = { text: start, subject: 'Hello' };
  const answers = new Map<AddressKey, number>();
  const echoes = new Map<AddressKey, number>();
  const rosters = [roster(NL, [john, jane]), roster(BR, [joao])];
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = world(house, rosters, {
      provedAddresses: proved(john.email, joao.email),
      answersToday: answers,
      echoesToday: echoes,
    });
    const [mail] = attack(house, at, { from, proof: 'signed', ...written }).plan.outgoing.filter(
      ({ to }) => to === from,
    );
    if (mail === undefined) return round;
    answers.set(addressKey(from), (answers.get(addressKey(from)) ?? 0) + 1);
    if (mail.echo === true) echoes.set(addressKey(from), (echoes.get(addressKey(from)) ?? 0) + 1);
    written = robot(mail);
  }
  return ROUNDS;
}

describe.each([
  ['the Admin Contact', ADMIN],
  ['the Admin Contact of another ccTLD', ADMIN_BR],
  ['a contact', john.email],
  ['a stranger', STRANGER],
])('a machine of %s', (_, from) => {
  test.each(ROBOTS)('that %s is answered ten times at most', (_name, robot) => {
    for (const start of STARTS) expect.soft(rounds(from, start, robot), start).toBeLessThanOrEqual(MOST);
  });
});

test('a contact who looks up one colleague after the other, each time by answering our answer, is answered', () => {
  const at = world(house, [roster(NL, [john, jane]), roster(BR, [joao])], {
    provedAddresses: proved(john.email),
    echoesToday: new Map([[addressKey(john.email), 100]]),
  });
  const mail = {
    from: john.email,
    proof: 'signed',
    text: 'WHO .br',
    subject: 'Re: [TLD-OPS 2026-000001] WHO info',
  } as const;
  expect(attack(house, at, mail).plan.outgoing.map(({ to }) => to)).toEqual([john.email]);
});

test('an Admin Contact who changes something by answering our answer is answered', () => {
  const at = world(house, [roster(NL, [john, jane])], { echoesToday: new Map([[addressKey(ADMIN), 100]]) });
  const mail = {
    from: ADMIN,
    proof: 'signed',
    text: `REMOVE .nl ${jane.email}`,
    subject: 'Re: [TLD-OPS 2026-000001]',
  } as const;
  expect(attack(house, at, mail).plan.outgoing.map(({ to, kind }) => `${kind} ${to}`)).toContain(`answer ${ADMIN}`);
});

test('whoever writes in the name of an Admin Contact uses up none of what answers that Admin Contact', () => {
  const rosters = [roster(NL, [john, jane])];
  const forged = { from: ADMIN, proof: 'none', text: 'Hello?', subject: 'Re: [TLD-OPS 2026-000001]' } as const;
  const answers = attack(house, world(house, rosters), forged).plan.outgoing.filter(({ to }) => to === ADMIN);
  expect(answers.map(({ unproved, echo = false }) => ({ unproved, echo }))).toEqual([{ unproved: true, echo: false }]);
  const full = world(house, rosters, { unprovedMailsToday: new Map([[addressKey(ADMIN), 3]]) });
  expect(attack(house, full, forged).plan.outgoing.filter(({ to }) => to === ADMIN)).toEqual([]);
});
