import type { Tld } from '../../src/core/cctld.ts';
import type { EmailAddress } from '../../src/core/email-address.ts';
import type { IanaRecord } from '../../src/core/iana.ts';
import type { World } from '../../src/core/world.ts';
import { NOON } from './plans.ts';

/** Nobody is on a list, nobody wrote, and nothing waits, but for what is told. */
export function quietWorld(details: Partial<World> & Pick<World, 'table'>): World {
  return {
    now: NOON,
    rosters: new Map(),
    iana: new Map(),
    redelegations: new Map(),
    addressHealth: new Map(),
    stillRight: new Map(),
    secretariat: [],
    changesToday: new Map(),
    provedAddresses: new Set(),
    waiting: new Set(),
    openCases: new Map(),
    openDisputes: new Map(),
    provedWaiting: [],
    unprovedHolds: { inAll: 0, byTld: new Map() },
    unprovedMailsToday: new Map(),
    echoesToday: new Map(),
    handedOnToday: new Map(),
    answersToday: new Map(),
    mailsThisHour: 0,
    lastCounted: 0,
    badTokens: 0,
    deferredSince: null,
    token: { kind: 'none' },
    ...details,
  };
}

/** What IANA says of a ccTLD, seen at noon. */
export function ianaRecord(tld: Tld, adminEmail: EmailAddress, details: Partial<IanaRecord> = {}): IanaRecord {
  return {
    tld,
    status: 'active',
    manager: '',
    adminName: null,
    adminEmail,
    asOf: NOON,
    changedAt: null,
    suspectedEmail: null,
    suspectedAt: null,
    source: 'file',
    reason: null,
    ...details,
  };
}
