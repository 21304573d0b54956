import { beforeAll, describe, expect, test } from 'vitest';
import type { CcTld } from '../../src/core/cctld.ts';
import { type DraftContext, type DraftedContact, draftedContact } from '../../src/rules/draft-contact.ts';
import type { Contact } from '../../src/core/roster.ts';
import { contact, email, tld as label } from '../support/plans.ts';
import { read } from '../parse/requests/reading.ts';
import { shippedRules } from './shipped-rules.ts';

const NL: CcTld = {
  tld: label('nl'),
  ulabel: 'nl',
  name: 'Netherlands',
  iso: 'NL',
  region: 'EUR',
  status: 'active',
};
let context: DraftContext;
beforeAll(async () => {
  context = { cctld: NL, mailboxes: (await shippedRules()).roleMailboxes, declarative: false };
});

function drafted(lines: string, existing: Contact | null = null): DraftedContact {
  const [located] = read(`SUBSCRIBE .nl\n${lines}`).commands;
  if (located?.command.word !== 'SUBSCRIBE') throw new Error('no SUBSCRIBE was read');
  const [draft] = located.command.contacts;
  if (draft === undefined) throw new Error('no contact was read');
  return draftedContact(draft, existing, context);
}

const WHOLE = 'Name: Jo Roe\nEmail: jo@nic.nl\nPhone: +31 6 12345678\n';

test('what lacks nothing is a contact', () => {
  expect(drafted(`${WHOLE}Secondary email: jo@oarc.net`)).toEqual({
    details: { name: 'Jo Roe', email: 'jo@nic.nl', secondaryEmail: 'jo@oarc.net', phone: '+31612345678' },
    faults: [],
    doubts: [],
    look: 'ordinary',
  });
});

describe('a fault is told with the line where it stands, and there is no contact then', () => {
  test.each([
    ['a phone number', 'Name: Jo Roe\nEmail: jo@nic.nl\nPhone: +31 6', ['phone-impossible @4 "+31 6"']],
    [
      'an extension',
      'Phone: +31 26 3525500 ext 1\nName: Jo Roe\nEmail: jo@nic.nl',
      ['phone-extension @2 "+31 26 3525500 ext 1"'],
    ],
    ['a role address', WHOLE.replace('jo@', 'noc@'), ['role-address @3 "noc@nic.nl"']],
    ['a role as second address', `${WHOLE}Secondary email: noc@nic.nl`, ['role-address @5 "noc@nic.nl"']],
    [
      'a role as first address, beside a second one',
      `${WHOLE.replace('jo@', 'noc@')}Secondary email: jo@oarc.net`,
      ['role-address @3 "noc@nic.nl"'],
    ],
    [
      'what is missing: the first line of the contact',
      '\nName: Jo Roe',
      ['email-missing @3 ""', 'phone-missing @3 ""'],
    ],
    ['a missing name', 'Phone: +31 6 12345678\nEmail: jo@nic.nl', ['name-missing @2 ""']],
    ['a name of digits', 'Email: jo@nic.nl\nPhone: +31 6 12345678\nName: 12', ['name-missing @4 "12"']],
    [
      'a missing address, beside a second one',
      'Name: Jo Roe\nSecondary email: jo@oarc.net\nPhone: +31 6 12345678',
      ['email-missing @2 ""'],
    ],
    [
      'a missing address, beside a rank that is none',
      'Name: Jo Roe\nPhone: +31 6 12345678\nRank: 4',
      ['rank-unknown @4 "4"', 'email-missing @2 ""'],
    ],
    [
      'several at once',
      'Name: 12\nEmail: jo@@nic.nl\nPhone: 1',
      ['email-malformed @3 "jo@@nic.nl"', 'name-missing @2 "12"', 'phone-impossible @4 "1"'],
    ],
  ])('%s', (_, lines, faults) => {
    const { details, faults: found, doubts } = drafted(lines);
    expect(found.map(({ code, tld, line, value }) => `${code} @${line} "${value}"${tld === 'nl' ? '' : ' ?'}`)).toEqual(
      faults,
    );
    expect([details, doubts]).toEqual([null, []]);
  });
});

describe('a doubt about a number is told with its line', () => {
  test.each([
    [
      'national',
      'Name: Jo Roe\nEmail: jo@nic.nl\nPhone: 06 12345678',
      { code: 'phone-national', line: 4, detail: '06 12345678 (+31 6 12345678)' },
    ],
    [
      'not valid',
      'Name: Jo Roe\nPhone: +31 1 12345678\nEmail: jo@nic.nl',
      { code: 'phone-not-valid', line: 3, detail: '+31 1 12345678 (+31 112 345 678)' },
    ],
    [
      'written at length',
      'Phone: 0 - 6 - 1 - 2 - 3 - 4 - 5 - 6 - 7 - 8 - - -\nName: Jo Roe\nEmail: jo@nic.nl',
      { code: 'phone-national', line: 2, detail: '0 - 6 - 1 - 2 - 3 - 4 - 5 - 6 - 7 - 8 -  (+31 6 12345678)' },
    ],
  ])('%s', (_, lines, doubt) => {
    expect(drafted(lines).doubts).toEqual([doubt]);
  });
});

describe('how it looks', () => {
  test.each([
    ['like anybody', WHOLE, 'ordinary'],
    ['like a role, by its address', WHOLE.replace('jo@', 'it@'), 'like-a-role'],
    ['like a role, by its second address', `${WHOLE}Secondary email: it@nic.nl`, 'like-a-role'],
    ['like a role, by its name', WHOLE.replace('Jo Roe', 'NOC'), 'like-a-role'],
    ['odd, by its name', WHOLE.replace('Jo Roe', 'Jо Roe').replace('jo@', 'it@'), 'odd-characters'],
  ])('%s', (_, lines, look) => {
    expect(drafted(lines).look).toBe(look);
  });
});

describe('of somebody who is on the list', () => {
  const existing = contact({ name: 'NOC Team', email: email('noc@nic.nl'), secondaryEmail: email('it@nic.nl') });
  const unchanged = {
    details: { name: 'NOC Team', email: 'noc@nic.nl', secondaryEmail: 'it@nic.nl', phone: '+31612345678' },
    faults: [],
    doubts: [],
    look: 'ordinary',
  };

  test.each([
    ['what is left out stays', 'Email: noc@nic.nl'],
    ['what is said again was looked at before', 'Name: NOC Team\nEmail: NOC@nic.nl\nSecondary email: IT@nic.nl'],
    ['the own number may be written nationally', 'Email: noc@nic.nl\nPhone: 06 12345678'],
  ])('%s', (_, lines) => {
    expect(drafted(lines, existing)).toEqual(unchanged);
  });

  test('what is new is looked at', () => {
    const { faults, look } = drafted('Name: Help Desk\nEmail: noc@nic.nl\nSecondary email: dns@nic.nl', existing);
    expect(faults.map(({ code, value }) => `${code} ${value}`)).toEqual(['role-address dns@nic.nl']);
    expect(look).toBe('like-a-role');
  });
});
