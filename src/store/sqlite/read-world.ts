import type { CcTldTable } from '../../core/cctld.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import { CLOCKS_DIFFER_BY, DAY, HOUR, type Instant, plus } from '../../core/instant.ts';
import type { World, WorldQuery } from '../../core/world.ts';
import type { Tables } from './tables.ts';

/** What of the world is settings, and how far back tries of tokens count. */
export type WorldSettings = {
  readonly table: CcTldTable;
  readonly secretariat: readonly EmailAddress[];
  readonly windows: { readonly tokenTriesMs: number };
};

/** Everything that a decision looks at. Inside a snapshot, so that it is of one moment. */
export function readWorld(tables: Tables, settings: WorldSettings, query: WorldQuery, now: Instant): World {
  const yesterday = plus(now, -DAY);
  // What a wrong clock wrote must not count until that time comes.
  const until = plus(now, CLOCKS_DIFFER_BY);
  const mailsToday = tables.outboxCounts.between(yesterday, plus(now, -HOUR), until);
  const { from, deferralKey, tokenHashes } = query;
  return {
    now,
    table: settings.table,
    secretariat: settings.secretariat,
    rosters: tables.rosters.all(),
    iana: tables.iana.all(),
    redelegations: tables.redelegations.open(),
    addressHealth: tables.addressHealth.all(),
    stillRight: tables.stillRight.all(),
    changesToday: tables.rosters.changesBetween(yesterday, until),
    provedAddresses: tables.addressProofs.all(),
    ...tables.cases.open(),
    unprovedMailsToday: mailsToday.unproved,
    echoesToday: mailsToday.echoes,
    handedOnToday: mailsToday.handedOn,
    answersToday: mailsToday.answers,
    mailsThisHour: mailsToday.total,
    lastCounted: mailsToday.last,
    badTokens:
      from === null ? 0 : tables.tokens.badTriesBetween(from, plus(now, -settings.windows.tokenTriesMs), until),
    deferredSince: deferralKey === null ? null : tables.deferrals.since(deferralKey),
    token: tables.tokens.target(tokenHashes),
  };
}
