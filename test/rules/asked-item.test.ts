import { describe, expect, test } from 'vitest';
import type { World } from '../../src/core/world.ts';
import { BR, contacts, email, john, NL } from '../support/plans.ts';
import { ADMIN_OF_NL, ADMIN_OF_TWO, asked, book, type Given, iana, JANE, JOHN, judged, rosterOfNl } from './judged.ts';

// What a mail asks and of which ccTLDs, by who asks: `request tlds: fault @line value`.

const STRANGER = 'somebody@else.example';

type Case = readonly [about: string, given: Given, asked: readonly string[]];

function table(cases: readonly Case[]): void {
  test.each(cases)('%s', (_, given, items) => {
    expect(asked(given)).toEqual(items);
  });
}

const OF_JOHN_TWICE: Partial<World> = {
  rosters: new Map([
    [NL, rosterOfNl(contacts({ name: 'John Doe', email: JOHN }, { name: 'Jane Roe', email: JANE }))],
    [BR, { tld: BR, revision: 1, contacts: [john({ email: JOHN })], frozenUntil: null }],
  ]),
};

describe('a command', () => {
  table([
    ['HELP', { text: 'HELP' }, ['help']],
    ['WHO', { text: 'WHO' }, ['who']],
    ['WHO of a ccTLD', { text: 'WHO .nl .br' }, ['who nl,br']],
    ['STATUS', { text: 'STATUS' }, ['status nl']],
    ['STATUS of a stranger', { text: 'STATUS', from: STRANGER }, ['status']],
    ['STATUS of somebody with several', { text: 'STATUS', from: JOHN, world: OF_JOHN_TWICE }, ['status nl,br']],
    ['STATUS of another', { text: 'STATUS .br' }, ['status br']],
    ['STATUS of the own and of another', { text: 'STATUS .br .nl' }, ['status nl', 'status br']],
    ['STATUS of the own and of none', { text: 'STATUS .nl .zz' }, ['status nl', 'status: cctld-unknown - @1 ".zz"']],
    ['STATUS of two others', { text: 'STATUS .nl .br', from: STRANGER }, ['status nl,br']],
    ['WHO of a ccTLD and of none', { text: 'WHO .br .com', from: JOHN }, ['who br', 'who: cctld-gtld - @1 ".com"']],
    ['the same by who may not see it', { text: 'WHO .br .com' }, ['who br: cctld-gtld - @1 ".com"']],
    ['CONFIRM', { text: 'CONFIRM' }, ['confirm']],
    ['DENY', { text: 'DENY' }, ['deny']],
    ['OK', { text: 'OK' }, ['welcome-ok']],
    ['DISPUTE', { text: 'DISPUTE' }, ['dispute nl']],
    ['DISPUTE of another', { text: 'DISPUTE .br' }, ['dispute br']],
    ['several', { text: 'STATUS .nl\nHELP' }, ['status nl', 'help']],
    ['none', { text: 'Dear all, how are you?' }, ['free-text nl']],
    ['none, about a ccTLD of ours', { text: 'What about .рф?', from: ADMIN_OF_TWO }, ['free-text xn--p1ai']],
    ['none, about another', { text: 'What about .nl?', from: ADMIN_OF_TWO }, ['free-text br,xn--p1ai']],
    ['none, by a stranger', { text: 'What about .nl?', from: STRANGER }, ['free-text']],
  ]);
});

describe('a ccTLD', () => {
  const label = { known: true, tld: NL } as const;
  const TWICE = { command: { word: 'STATUS', tlds: [label, label] }, line: 1, text: 'STATUS', doubts: [] } as const;
  const RETIRED: Partial<World> = {
    iana: new Map([
      [NL, iana(NL)],
      [BR, iana(BR, { status: 'retired' })],
    ]),
  };
  table([
    ['named twice counts once', { text: 'STATUS .nl NL' }, ['status nl']],
    ['that a command holds twice counts once', { text: 'STATUS', request: { commands: [TWICE] } }, ['status nl']],
    ['that is none', { text: 'STATUS .zz' }, ['status: cctld-unknown - @1 ".zz"']],
    ['that is a gTLD', { text: 'STATUS .com' }, ['status: cctld-gtld - @1 ".com"']],
    ['that is retired in our table', { text: '\nSTATUS .an' }, ['status: cctld-retired an @2 ".an"']],
    ['that is retired at IANA', { text: 'STATUS .br', world: RETIRED }, ['status: cctld-retired br @1 ".br"']],
    ['that IANA does not tell of', { text: 'STATUS .at' }, ['status at']],
    ['that is left out by an Admin Contact of one', { text: 'REMOVE jane@nic.nl' }, ['roster-change nl']],
    [
      'that is left out by an Admin Contact of two',
      { text: 'REMOVE jane@nic.nl', from: ADMIN_OF_TWO },
      ['roster-change: cctld-missing - @1 ""'],
    ],
  ]);
});

describe('UPDATE', () => {
  const SECOND_OF_BR: Partial<World> = {
    rosters: new Map([
      [NL, rosterOfNl(contacts({ name: 'John Doe', email: JOHN }))],
      [
        BR,
        {
          tld: BR,
          revision: 1,
          contacts: [john({ email: email('jd@br.example'), secondaryEmail: JOHN })],
          frozenUntil: null,
        },
      ],
    ]),
  };
  const PHONE = 'Phone: +31 6 22334455';
  const both: Partial<World> = {
    rosters: new Map([
      [NL, rosterOfNl(contacts({ name: 'Admin', email: ADMIN_OF_NL }, { name: 'Jane Roe', email: JANE }))],
    ]),
  };
  table([
    ['by a contact is about the own entry', { text: `UPDATE\n${PHONE}`, from: JOHN }, ['update-details nl']],
    [
      'everywhere, whichever it names',
      { text: `UPDATE .br\n${PHONE}`, from: JOHN, world: OF_JOHN_TWICE },
      ['update-details nl,br'],
    ],
    ['of an address', { text: 'UPDATE\nEmail: john@new.example', from: JOHN }, ['update-address nl']],
    ['with the own address', { text: `UPDATE\nEmail: john@nic.nl\n${PHONE}`, from: JOHN }, ['update-details nl']],
    [
      'of an address that is the second one somewhere',
      { text: 'UPDATE\nEmail: john@nic.nl', from: JOHN, world: SECOND_OF_BR },
      ['update-address nl,br'],
    ],
    ['of another ccTLD than the own', { text: `UPDATE .br\n${PHONE}`, from: JOHN }, ['update-details br']],
    ['by the Admin Contact is a change', { text: `UPDATE\nEmail: john@nic.nl\n${PHONE}` }, ['roster-change nl']],
    ['by a stranger', { text: `UPDATE .nl\n${PHONE}`, from: STRANGER }, ['update-details nl']],
    [
      'by a stranger, of what is none',
      { text: `UPDATE .zz\n${PHONE}`, from: STRANGER },
      ['update-details: cctld-unknown - @1 ".zz"'],
    ],
    ['by an Admin Contact who is a contact', { text: `UPDATE\n${PHONE}`, world: both }, ['update-details nl']],
    ['by one with a new address', { text: 'UPDATE\nEmail: new@nic.nl', world: both }, ['update-address nl']],
    ['by one, of another contact', { text: `UPDATE\nEmail: jane@nic.nl\n${PHONE}`, world: both }, ['roster-change nl']],
  ]);
});

describe('REMOVE', () => {
  const second = contacts(
    { name: 'John Doe', email: JOHN, secondaryEmail: email('john@oarc.net') },
    { name: 'Jane Roe', email: JANE },
  );
  const withSecond: Partial<World> = { rosters: new Map([[NL, rosterOfNl(second)]]) };
  const adminToo: Partial<World> = {
    rosters: new Map([[NL, rosterOfNl(contacts({ name: 'Admin', email: ADMIN_OF_NL }))]]),
  };
  table([
    ['me', { text: 'REMOVE me', from: JOHN }, ['remove-oneself nl']],
    ['me, of one of two', { text: 'REMOVE .br me', from: JOHN, world: OF_JOHN_TWICE }, ['remove-oneself br']],
    ['me, of all', { text: 'REMOVE me', from: JOHN, world: OF_JOHN_TWICE }, ['remove-oneself nl,br']],
    ['me, who is nobody', { text: 'REMOVE me', from: STRANGER }, ['remove-oneself']],
    ['the own address', { text: 'REMOVE .nl john@nic.nl', from: JOHN }, ['remove-oneself nl']],
    ['the own address, without a ccTLD', { text: 'REMOVE john@nic.nl', from: JOHN }, ['remove-oneself nl']],
    [
      'both own addresses',
      { text: 'REMOVE .nl john@nic.nl john@oarc.net', from: JOHN, world: withSecond },
      ['remove-oneself nl'],
    ],
    ['the own address and another', { text: 'REMOVE .nl john@nic.nl jane@nic.nl', from: JOHN }, ['roster-change nl']],
    ['another', { text: 'REMOVE .nl jane@nic.nl', from: JOHN }, ['roster-change nl']],
    [
      'the own address, also from another ccTLD',
      { text: 'REMOVE .nl .br john@nic.nl', from: JOHN },
      ['roster-change nl,br'],
    ],
    ['the own address from another ccTLD', { text: 'REMOVE .br john@nic.nl', from: JOHN }, ['roster-change br']],
    [
      'the own address, as the Admin Contact',
      { text: 'REMOVE .nl admin@nic.nl', world: adminToo },
      ['roster-change nl'],
    ],
    ['all', { text: 'REMOVE .nl ALL' }, ['roster-change nl']],
    ['all, by a contact', { text: 'REMOVE .nl ALL', from: JOHN }, ['roster-change nl']],
    ['nobody, by a contact', { text: 'REMOVE .nl', from: JOHN }, ['roster-change nl: nobody-named - @1 ""']],
    ['nobody', { text: 'REMOVE .nl' }, ['roster-change nl: nobody-named - @1 ""']],
    [
      'of a stranger, whatever',
      { text: 'REMOVE john@nic.nl', from: STRANGER },
      ['roster-change: cctld-missing - @1 ""'],
    ],
  ]);
});

describe('a mail to another mailbox', () => {
  const to = (...mailboxes: readonly ('admin' | 'postmaster' | 'abuse')[]): Given => ({
    text: 'STATUS .nl',
    message: { recipients: mailboxes.map((mailbox) => ({ mailbox, detail: null })) },
  });
  table([
    ['is for its people', to('postmaster', 'abuse'), ['to-postmaster']],
    ['is for us as well where it names us', to('postmaster', 'admin'), ['status nl']],
    ['is for us where it names none', to(), ['status nl']],
  ]);
});

test('a mail of commands has a decision for each ccTLD, and one without', () => {
  const { items } = judged({ text: 'DISPUTE .nl .br\nHELP' });
  expect(items.map(({ decisions }) => decisions.map(({ tld }) => tld))).toEqual([[NL, BR], [null]]);
  expect(judged({ text: 'HELP' }).ruleBook).toBe(book.digest);
});
