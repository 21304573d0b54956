import { expect, it } from 'vitest';
import { publicSuffix, registrableDomain } from '../../src/core/registrable-domain.ts';

it.each([
  ['www.nic.nl', 'nic.nl', 'nl'],
  ['www.nic.co.uk', 'nic.co.uk', 'co.uk'],
  ['pages.a.github.io', 'a.github.io', 'github.io'],
  ['nl', null, 'nl'],
])('%s stands below %s, which somebody registered below %s', (domain, registered, suffix) => {
  expect([registrableDomain(domain), publicSuffix(domain)]).toEqual([registered, suffix]);
});
