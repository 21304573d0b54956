import type { NotificationKind, NotificationRun } from '../../core/notification.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Row = Omit<NotificationRun, 'shown'> & { readonly shown: Json<NotificationRun['shown']> };
type Key = { readonly kind: NotificationKind; readonly dueAt: Instant; readonly round: number };

/** About a year of runs: nobody looks further back. */
const MOST = 60;

/** What was sent to everybody, and when it was due. */
export function notificationRuns(connection: Connection) {
  const recent = statement<NoValues, Row>(
    connection,
    `select kind, due_at as "dueAt", round, at, ref, outcome, recipients, shown from notification_run
    order by at desc, rowid desc limit ${MOST}`,
  );
  const found = statement<Key, { ref: Reference }>(
    connection,
    'select ref from notification_run where kind = :kind and due_at = :dueAt and round = :round',
  );
  const insert = statement<Row>(
    connection,
    `insert into notification_run (kind, due_at, round, at, ref, outcome, recipients, shown)
    values (:kind, :dueAt, :round, :at, :ref, :outcome, :recipients, :shown)`,
  );

  return {
    /** Newest first. */
    recent: (): readonly NotificationRun[] => recent.all({}).map((row) => ({ ...row, shown: fromJson(row.shown) })),

    /** The reference under which this very run was made already. */
    madeAs: ({ kind, dueAt, round }: Key): Reference | null => found.get({ kind, dueAt, round })?.ref ?? null,

    insert(run: NotificationRun): void {
      insert.run({ ...run, shown: toJson(run.shown) });
    },
  };
}
