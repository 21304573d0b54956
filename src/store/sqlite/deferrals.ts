import { DAY, type Instant, plus } from '../../core/instant.ts';
import type { Digest } from '../../core/message.ts';
import type { Connection } from './connection.ts';
import { statement } from './statement.ts';

// Nobody retries for longer; without an end, a sender whose DNS never answers would fill the disk.
const KEPT_FOR = 30 * DAY;

/** When a mail was put off with a 451 for the first time. */
export function deferrals(connection: Connection) {
  const first = statement<{ key: Digest }, { at: Instant }>(
    connection,
    'select first_at as at from deferral where key = :key',
  );
  const insert = statement<{ key: Digest; at: Instant }>(
    connection,
    'insert into deferral (key, first_at) values (:key, :at) on conflict (key) do nothing',
  );
  const forget = statement<{ before: Instant }>(connection, 'delete from deferral where first_at < :before');

  function since(key: Digest): Instant | null {
    return first.get({ key })?.at ?? null;
  }

  return {
    since,

    defer(key: Digest, at: Instant): Instant {
      forget.run({ before: plus(at, -KEPT_FOR) });
      insert.run({ key, at });
      return since(key) ?? at;
    },
  };
}
