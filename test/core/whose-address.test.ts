import { expect, test } from 'vitest';
import { mailboxOf, ownerOf } from '../../src/core/whose-address.ts';
import { email } from '../support/plans.ts';

test.each([
  ['jane.roe@mail.example', 'janeroe@mail.example'],
  ['Jane.Roe+list+more@mail.example', 'janeroe@mail.example'],
  ['j.a.n.e@sub.mail.example', 'jane@sub.mail.example'],
])('%s is a name of the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(email(address))).toBe(mailbox);
});

test.each([
  ['a@nic.nl', 'nic.nl'],
  ['a@deep.sub.nic.nl', 'nic.nl'],
  ['a@shop.co.uk', 'shop.co.uk'],
  // A name below which somebody else registers has no owner of its own.
  ['a@co.uk', 'co.uk'],
])('%s is below what the owner of %s registered', (address, owner) => {
  expect(ownerOf(email(address))).toBe(owner);
});
