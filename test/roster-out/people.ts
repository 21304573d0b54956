import { type CcTld, ccTldTable, type Tld } from '../../src/core/cctld.ts';
import type { EmailAddress } from '../../src/core/email-address.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { PhoneNumber } from '../../src/core/phone.ts';
import type { Contact, Rank, Roster } from '../../src/core/roster.ts';

function row(tld: string, ulabel: string, name: string, region: CcTld['region']): CcTld {
  return { tld: tld as Tld, ulabel, name, iso: null, region, status: 'active' };
}

export const TABLE = ccTldTable([
  row('nl', 'nl', 'Netherlands', 'EUR'),
  row('bo', 'bo', 'Bolivia, Plurinational State of', 'LAC'),
  row('ng', 'ng', 'Nigeria', 'AF'),
  row('xn--p1ai', 'рф', 'Russian Federation', 'EUR'),
]);

export function contact(rank: Rank, name: string, email: string, more: Partial<Contact> = {}): Contact {
  return {
    rank,
    name,
    email: email as EmailAddress,
    secondaryEmail: null,
    phone: '+31612345678' as PhoneNumber,
    since: '2025-03-01T00:00:00.000Z' as Instant,
    confirmedAt: '2026-03-01T12:30:00.000Z' as Instant,
    ...more,
  };
}

export function roster(tld: string, ...contacts: readonly Contact[]): Roster {
  return { tld: tld as Tld, revision: 1, contacts, frozenUntil: null };
}

export const ROSTERS: readonly Roster[] = [
  roster('xn--p1ai', contact(1, 'Анна Иванова', 'anna@nic.example')),
  roster(
    'nl',
    contact(2, 'Jane Roe', 'jane@nic.example'),
    contact(1, 'John Doe', 'john@nic.example', { secondaryEmail: 'john@oarc.example' as EmailAddress }),
  ),
  roster('bo', contact(1, 'Rosa "La Paz" Quispe, Ing.', 'rosa@nic.example')),
  roster('ng', contact(1, 'Ada Obi', 'john@nic.example')),
];
