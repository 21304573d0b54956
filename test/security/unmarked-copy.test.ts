import { beforeAll, describe, expect, test } from 'vitest';
import { changesData } from '../../src/core/roster-change.ts';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { ADMIN, BR, contact, email, NL } from '../support/plans.ts';
import { ADMIN_BR, attack, proved, roster, SECRETS, shippedHouse, STRANGER, world } from './bench.ts';

// Some mail programs quote without any mark, so a copy of our letter looks like its answerer's own words.

let house: House;
let plain: World;

const { john, jane, joao } = SECRETS;
const THIRD = contact({ name: 'Third Person', email: email('third@registro.br'), phone: '+55 11 96123-4567', rank: 3 });
const SECOND = contact({
  name: 'Second Person',
  email: email('second@registro.br'),
  phone: '+55 11 96123-4568',
  rank: 2,
});

beforeAll(async () => {
  house = await shippedHouse();
  const rosters = [roster(NL, [john, jane]), roster(BR, [joao, SECOND, THIRD])];
  plain = world(house, rosters, { provedAddresses: proved(john.email, joao.email) });
});

const person = 'Name: Mallory Malone\nEmail: mallory@evil.example\nPhone: +31 6 11112222';

describe('an Admin Contact who asks what a letter means, above an unmarked copy of it, changes nothing', () => {
  test.each([
    ['a new contact, and somebody who is not there', `SUBSCRIBE .nl\n${person}\n\nREMOVE .br nobody@evil.example`],
    ['a new contact of two ccTLDs, of which one has no room', `SUBSCRIBE .nl .br\n${person}`],
    ['another contact instead', `REPLACE .nl ${john.email}\n${person}\n\nREMOVE .br nobody@evil.example`],
    ['a contact less', `REMOVE .nl ${jane.email}\n\nREMOVE .br nobody@evil.example`],
    ['a whole list', `CONTACTS .nl\n${person}\n\nREMOVE .br nobody@evil.example`],
    ['a possible change', `SUBSCRIBE .nl\n${person}`],
    ['somebody who is not there', 'REMOVE .nl nobody@evil.example'],
    ['a contact and somebody who is not there', `REMOVE .nl ${john.email}, nobody@evil.example`],
    [
      'another contact instead of two, of whom one is not there',
      `REPLACE .nl ${john.email} nobody@evil.example\n${person}`,
    ],
  ])('%s', (_, text) => {
    const asked = attack(house, plain, { from: STRANGER, proof: 'signed', text, copied: [ADMIN, ADMIN_BR] });
    for (const to of [ADMIN, ADMIN_BR]) {
      const letters = asked.plan.outgoing.filter((one) => one.to === to);
      for (const letter of letters) {
        const copy = `Who is this? Please explain.\n\n${letter.text}`;
        const { plan } = attack(house, plain, {
          from: to,
          proof: 'signed',
          subject: `Re: ${letter.subject}`,
          text: copy,
        });
        expect(plan.changes.filter(changesData), letter.text).toEqual([]);
      }
    }
    expect(asked.plan.outgoing.map(({ to }) => to)).toContain(ADMIN);
  });

  test.each([
    ['a contact without a command', person],
    ['a contact and somebody who is not there', `REMOVE .nl ${john.email}, nobody@evil.example`],
  ])('also where the mail was forged in its own name: %s', (_, text) => {
    const asked = attack(house, plain, { from: ADMIN, proof: 'none', dmarcPolicy: null, text });
    expect(asked.plan.outgoing.map(({ to }) => to)).toContain(ADMIN);
    for (const letter of asked.plan.outgoing.filter(({ to }) => to === ADMIN)) {
      const copy = `I did not write this.\n\n${letter.text}`;
      const { plan } = attack(house, plain, {
        from: ADMIN,
        proof: 'signed',
        subject: `Re: ${letter.subject}`,
        text: copy,
      });
      expect(plan.changes.filter(changesData), letter.text).toEqual([]);
    }
  });
});
