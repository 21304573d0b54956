import type { BounceSeverity, ReturnedMail } from '../../core/address-health.ts';
import type { Instant } from '../../core/instant.ts';
import type { OutgoingMail } from '../../core/outgoing.ts';
import type { UndeliverableMail } from '../port.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json } from './json.ts';
import { returnHashes } from './return-secrets.ts';
import { type NoValues, statement } from './statement.ts';

type ReturnedRow = Pick<ReturnedMail, 'id' | 'ref' | 'writtenAt' | 'bounced'> & { readonly mail: Json<OutgoingMail> };
type UntoldRow = Pick<UndeliverableMail, 'id' | 'endedAt' | 'reason'> & { readonly mail: Json<OutgoingMail> };

/** Mails of the outbox that did not reach anybody: those that came back, and letters to many that were given up. */
export function undelivered(connection: Connection) {
  const byReturn = statement<{ hash: string; unordered: string }, ReturnedRow>(
    connection,
    'select id, ref, created_at as "writtenAt", bounced, mail from outbox where return_hash in (:hash, :unordered)',
  );
  const bouncedAs = statement<{ id: string }, { bounced: BounceSeverity | null }>(
    connection,
    'select bounced from outbox where id = :id',
  );
  const markBounced = statement<{ id: string; severity: BounceSeverity }>(
    connection,
    'update outbox set bounced = :severity where id = :id',
  );
  const untold = statement<NoValues, UntoldRow>(
    connection,
    `select id, ended_at as "endedAt", coalesce(last_reason, '') as reason, mail from outbox
    where state = 'given-up' and bulk = 1 and told_at is null order by seq`,
  );
  const untoldById = statement<{ id: string }, { id: string }>(
    connection,
    'select id from outbox where id = :id and told_at is null',
  );
  const markTold = statement<{ id: string; at: Instant }>(connection, 'update outbox set told_at = :at where id = :id');

  return {
    /** The mail that left with an envelope sender of this secret. */
    returned(secret: string): ReturnedMail | null {
      const row = byReturn.get(returnHashes(secret));
      if (row === null) return null;
      const { mail, ...known } = row;
      const { to, kind } = fromJson(mail);
      return { ...known, to, kind };
    },

    /** Each mail comes back once; what may yet arrive may still fail for good. */
    mayReturn(id: string, severity: BounceSeverity): boolean {
      const before = bouncedAs.get({ id });
      return before !== null && (before.bounced === null || (before.bounced === 'soft' && severity === 'hard'));
    },

    markReturned(id: string, severity: BounceSeverity): void {
      markBounced.run({ id, severity });
    },

    /** Letters to many that were given up, and of which nobody was told yet. */
    untold: (): readonly UndeliverableMail[] =>
      untold.all({}).map(({ mail, ...row }) => {
        const { to, kind, subject } = fromJson(mail);
        return { ...row, to, kind, subject };
      }),

    isUntold: (id: string): boolean => untoldById.get({ id }) !== null,

    markTold(id: string, at: Instant): void {
      markTold.run({ id, at });
    },
  };
}
