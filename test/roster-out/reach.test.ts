import { expect, test } from 'vitest';
import { reachableOnlyInside } from '../../src/roster-out/reach.ts';
import { email, NL, RF, tld } from '../support/plans.ts';

const of = (...addresses: readonly (readonly [string, string?])[]) =>
  addresses.map(([primary, secondary]) => ({
    email: email(primary),
    secondaryEmail: secondary === undefined ? null : email(secondary),
  }));

test.each([
  ['nobody', NL, of(), false],
  ['everybody inside', NL, of(['a@nic.nl', 'a@sidn.nl'], ['b@Nic.NL']), true],
  ['one secondary address outside', NL, of(['a@nic.nl', 'a@oarc.net'], ['b@nic.nl']), false],
  ['one primary address outside', NL, of(['a@nic.nl'], ['b@oarc.net']), false],
  ['a name that only ends alike', NL, of(['a@nic.xnl']), false],
  ['a dotless address', tld('ai'), of(['n@ai']), true],
  ['an IDN ccTLD', RF, of(['a@кц.рф']), true],
  ['the ASCII twin of an IDN ccTLD', RF, of(['a@cctld.ru']), false],
])('%s', (_who, label, contacts, inside) => {
  expect(reachableOnlyInside(label, contacts)).toBe(inside);
});
