import { expect, test } from 'vitest';
import type { Tld } from '../../src/core/cctld.ts';
import type { EmailAddress } from '../../src/core/email-address.ts';
import type { IanaRecord } from '../../src/core/iana.ts';
import type { Instant } from '../../src/core/instant.ts';
import { manualObservation } from '../../src/iana/manual.ts';

const NOW = '2026-03-01T12:00:00.000Z' as Instant;
const KNOWN: IanaRecord = {
  tld: 'nl' as Tld,
  status: 'retired',
  manager: 'SIDN',
  adminName: 'Ann',
  adminEmail: 'ann@sidn.example' as EmailAddress,
  asOf: '2026-01-01T00:00:00.000Z' as Instant,
  changedAt: null,
  suspectedEmail: null,
  suspectedAt: null,
  source: 'file',
  reason: null,
};

test.each([
  ['nothing known', null, 'ann@sidn.example', { manager: '', adminName: null }],
  ['the same address', KNOWN, 'Ann@sidn.example', { manager: 'SIDN', adminName: 'Ann' }],
  ['another address', KNOWN, 'bob@sidn.example', { manager: 'SIDN', adminName: null }],
])('set by hand with %s', (_what, known, email, expected) => {
  const made = manualObservation({ tld: KNOWN.tld, email: email as EmailAddress, reason: 'by phone' }, known, NOW);
  expect(made).toEqual({
    tld: 'nl',
    status: 'active',
    adminEmail: email,
    asOf: NOW,
    source: 'manual',
    reason: 'by phone',
    ...expected,
  });
});
