import type { IanaFileRecord, SurroundingsSettings } from '../../src/demo/surroundings.ts';

/** Two registries that sign, one that only has SPF, and a stranger who signs. */
export const DOMAINS: SurroundingsSettings['domains'] = {
  'nic.example': { dmarc: 'reject' },
  'registry.example': { dmarc: 'quarantine' },
  'plain.example': { dmarc: null },
  'elsewhere.example': { dmarc: 'reject' },
  'tld-ops.example': { dmarc: 'reject' },
};

export const ADMIN_NL = 'hostmaster@nic.example';
export const ADMIN_BR = 'director@registry.example';
const ADMIN_FI = 'manager@plain.example';
/** Publishes neither SPF nor DKIM nor DMARC. */
const ADMIN_SE = 'boss@unproved.example';
export const KIM = 'kim@tld-ops.example';

/** Fresh for as long as the program looks at the file again: `asOf` never counts as later than now. */
const ALWAYS_FRESH = '2090-01-01T00:00:00Z';

export function ianaRecord(tld: string, email: string): IanaFileRecord {
  const admin = { name: 'Registry Manager', email };
  return { tld, status: 'active', manager: `Registry of .${tld} (invented)`, admin, asOf: ALWAYS_FRESH };
}

export const IANA: readonly IanaFileRecord[] = [
  ianaRecord('nl', ADMIN_NL),
  ianaRecord('br', ADMIN_BR),
  ianaRecord('fi', ADMIN_FI),
  ianaRecord('se', ADMIN_SE),
];

export const ANNA = 'Name: Anna Visser\nEmail: anna.visser@nic.example\nPhone: +31 6 12345678';
export const BEN = 'Name: Ben Bakker\nEmail: ben.bakker@nic.example\nPhone: +31 6 87654321';
export const CLARA = 'Name: Clara Souza\nEmail: clara.souza@registry.example\nPhone: +55 11 91234 5678';

export function subscribe(tld: string, ...people: readonly string[]): string {
  return [`SUBSCRIBE .${tld}`, ...people].join('\n\n').replace('\n\n', '\n');
}
