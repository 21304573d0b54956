import type { AddressHealth } from '../../core/address-health.ts';
import type { StillRightQuestion } from '../../core/still-right.ts';
import { addressCases } from './address-cases.ts';
import { addressMatters } from './address-matters.ts';
import { addressProofs } from './address-proofs.ts';
import { auditChain } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { dailyRuns } from './daily-runs.ts';
import { deferrals } from './deferrals.ts';
import { deskUsers } from './desk-users.ts';
import { failedMails } from './failed-mails.ts';
import { heldCases } from './held-cases.ts';
import { ianaRecords } from './iana-records.ts';
import { invitations } from './invitations.ts';
import { mails } from './mails.ts';
import { notificationRuns } from './notification-runs.ts';
import { outboxCounts } from './outbox-counts.ts';
import { outbox } from './outbox.ts';
import { redelegations } from './redelegations.ts';
import { references } from './references.ts';
import { replayKeys } from './replay-keys.ts';
import { rosterHistory } from './roster-history.ts';
import { rosterPast } from './roster-past.ts';
import { rosters } from './rosters.ts';
import { tokens } from './tokens.ts';
import { undelivered } from './undelivered.ts';

export type Tables = ReturnType<typeof tables>;

/** Every part of the database, its statements prepared. */
export function tables(connection: Connection) {
  const storedMails = mails(connection);
  const cases = heldCases(connection);
  const ofAddresses = addressCases(connection);
  const audit = auditChain(connection);
  return {
    addressCases: ofAddresses,
    addressHealth: addressMatters<AddressHealth>(connection, 'address_health'),
    addressProofs: addressProofs(connection),
    audit,
    cases,
    dailyRuns: dailyRuns(connection),
    deferrals: deferrals(connection),
    failedMails: failedMails(connection, storedMails),
    iana: ianaRecords(connection),
    invitations: invitations(connection),
    mails: storedMails,
    notificationRuns: notificationRuns(connection),
    outbox: outbox(connection),
    outboxCounts: outboxCounts(connection),
    redelegations: redelegations(connection),
    references: references(connection),
    replayKeys: replayKeys(connection),
    rosterPast: rosterPast(connection),
    rosters: rosters(connection),
    stillRight: addressMatters<StillRightQuestion>(connection, 'still_right'),
    tokens: tokens(
      connection,
      cases,
      ofAddresses,
      storedMails,
      audit,
      deskUsers(connection),
      rosterHistory(connection),
    ),
    undelivered: undelivered(connection),
  };
}
