import type { Instant } from '../../core/instant.ts';
import type { ReceivedMessage, Reference } from '../../core/message.ts';
import type { FailedMail } from '../port.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import type { Mails } from './mails.ts';
import { plainLine } from './plain-line.ts';
import { type NoValues, statement } from './statement.ts';

type FailedRow = Pick<FailedMail, 'ref' | 'receivedAt' | 'error' | 'state'> & {
  readonly received: Json<Omit<ReceivedMessage, 'raw'>>;
  readonly raw: Uint8Array;
};

const FAILED = `select ref, received_at as "receivedAt", received, error, state, raw
  from failed_mail join raw_mail on raw_mail.sha256 = failed_mail.sha256`;

/** Mails that met a bug, whole, until a fix lets them through. */
export function failedMails(connection: Connection, mails: Mails) {
  const insert = statement<Omit<FailedRow, 'raw' | 'state'> & { readonly sha256: string }>(
    connection,
    `insert into failed_mail (ref, received_at, sha256, received, error, state)
    values (:ref, :receivedAt, :sha256, :received, :error, 'open')`,
  );
  const all = statement<NoValues, FailedRow>(connection, `${FAILED} order by seq`);
  const byRef = statement<{ ref: Reference }, FailedRow>(connection, `${FAILED} where ref = :ref`);
  const mark = statement<{ ref: Reference; at: Instant }>(
    connection,
    `update failed_mail set state = 'reprocessed', reprocessed_at = :at where ref = :ref and state = 'open'`,
  );
  const open = statement<{ ref: Reference }, { ref: Reference }>(
    connection,
    `select ref from failed_mail where ref = :ref and state = 'open'`,
  );

  return {
    insert({ ref, receivedAt, received, error }: Omit<FailedMail, 'state'>): void {
      const { raw, ...envelope } = received;
      insert.run({
        ref,
        receivedAt,
        sha256: mails.keep(raw, receivedAt),
        received: toJson(envelope),
        error: plainLine(error),
      });
    },

    all: (): readonly FailedMail[] => all.all({}).map(failedFrom),

    byRef(ref: Reference): FailedMail | null {
      const row = byRef.get({ ref });
      return row === null ? null : failedFrom(row);
    },

    isOpen: (ref: Reference): boolean => open.get({ ref }) !== null,

    markReprocessed(ref: Reference, at: Instant): void {
      mark.run({ ref, at });
    },
  };
}

function failedFrom({ ref, receivedAt, received, error, state, raw }: FailedRow): FailedMail {
  const envelope = fromJson(received);
  return { ref, receivedAt, received: { ...envelope, raw: new Uint8Array(raw) }, error, state };
}
