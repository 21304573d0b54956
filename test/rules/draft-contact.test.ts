import { beforeAll, describe, expect, test } from 'vitest';
import type { CcTld } from '../../src/core/cctld.ts';
import { type DraftContext, type DraftedContact, draftedContact } from '../../src/rules/draft-contact.ts';
import { read } from '../parse/requests/reading.ts';
import { shippedRules } from './shipped-rules.ts';

const NL: CcTld = {
  tld: 'nl' as CcTld['tld'],
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

function drafted(lines: string): DraftedContact {
  const [located] = read(`SUBSCRIBE .nl\n${lines}`).commands;
  if (located?.command.word !== 'SUBSCRIBE') throw new Error('no SUBSCRIBE was read');
  const [draft] = located.command.contacts;
  if (draft === undefined) throw new Error('no contact was read');
  return draftedContact(draft, null, context);
}

describe('a fault is told with the line where it stands', () => {
  test.each([
    ['a phone number', 'Name: Jo Roe\nEmail: jo@nic.nl\nPhone: +31 6', ['phone-impossible 4']],
    ['an extension', 'Phone: +31 26 3525500 ext 1\nName: Jo Roe\nEmail: jo@nic.nl', ['phone-extension 2']],
    ['a role address', 'Name: Jo Roe\nEmail: noc@nic.nl\nPhone: +31 6 12345678', ['role-address 3']],
    [
      'a role as second address',
      'Name: Jo Roe\nEmail: jo@nic.nl\nPhone: +31 6 12345678\nSecondary email: noc@nic.nl',
      ['role-address 5'],
    ],
    ['what is missing: the first line of the contact', '\nName: Jo Roe', ['email-missing 3', 'phone-missing 3']],
    [
      'several at once',
      'Name: 12\nEmail: jo@@nic.nl\nPhone: 1',
      ['email-malformed 3', 'name-missing 2', 'phone-impossible 4'],
    ],
  ])('%s', (_, lines, faults) => {
    expect(drafted(lines).faults.map(({ code, line }) => `${code} ${line}`)).toEqual(faults);
  });
});

describe('a doubt about a number is told with its line', () => {
  test.each([
    ['national', 'Name: Jo Roe\nEmail: jo@nic.nl\nPhone: 06 12345678', 'phone-national 4'],
    ['not valid', 'Name: Jo Roe\nPhone: +31 1 12345678\nEmail: jo@nic.nl', 'phone-not-valid 3'],
  ])('%s', (_, lines, doubt) => {
    expect(drafted(lines).doubts.map(({ code, line }) => `${code} ${line}`)).toEqual([doubt]);
  });
});
