import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';
import { dataVersion } from './data-version.ts';

/** `seq` grows with every row that is added; rows are neither changed nor deleted. */
type Row = { readonly seq: number; readonly at: Instant };

export type RecentSource<R extends Row> = {
  /** Rows later than that moment, and the highest `seq` of all. */
  load(since: Instant): { readonly rows: readonly R[]; readonly lastSeq: number };
  /** Rows above that `seq`, whatever their time. */
  added(afterSeq: number): readonly R[];
};

export type RecentCounts<R extends Row> = { add(row: R): void; remove(row: R): void };

/**
 * Keeps counts of the rows between two moments that move on, at the cost of the rows that come and go rather than of all
 * that are there. Whoever asks is inside a snapshot.
 */
export function recentRows<R extends Row>(connection: Connection, source: RecentSource<R>, counts: RecentCounts<R>) {
  const known = dataVersion(connection);
  let version: number | null = null;
  let momentRead: number | null = null;
  let oldest: Instant | null = null;
  let lastSeq = 0;
  // In order of time; those in front of `gone` are counted no more.
  let rows: R[] = [];
  let gone = 0;
  // Later than anybody's clock can be: not counted until it is time.
  let ahead: readonly R[] = [];

  function take(read: readonly R[], until: Instant): void {
    for (const { seq } of read) lastSeq = Math.max(lastSeq, seq);
    const waiting = ahead.length === 0 ? read : [...ahead, ...read];
    ahead = waiting.filter(({ at }) => at > until);
    const more = ahead.length === 0 ? waiting : waiting.filter(({ at }) => at <= until);
    for (const row of more) {
      counts.add(row);
      rows.push(row);
    }
    if (more.length > 0 && !isInOrder(rows, rows.length - more.length)) {
      rows = rows.slice(gone).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
      gone = 0;
    }
  }

  function reload(since: Instant, until: Instant): void {
    for (const row of rows.slice(gone)) counts.remove(row);
    const loaded = source.load(since);
    rows = [];
    gone = 0;
    ahead = [];
    take(loaded.rows, until);
    lastSeq = loaded.lastSeq;
  }

  return {
    /** Brings the counts up to these moments, which move together and may also lie before the last ones. */
    countBetween(since: Instant, until: Instant): void {
      const now = known.read();
      const momentNow = known.moment();
      if (version !== now || oldest === null || since < oldest) reload(since, until);
      else take(momentNow !== null && momentNow === momentRead ? [] : source.added(lastSeq), until);
      version = now;
      momentRead = momentNow;
      oldest = since;
      for (let row = rows[gone]; row !== undefined && row.at <= since; row = rows[gone]) {
        counts.remove(row);
        gone += 1;
      }
      if (gone > rows.length / 2) {
        rows = rows.slice(gone);
        gone = 0;
      }
    },

    /** The highest `seq` that was read. */
    lastRead: (): number => lastSeq,

    /** How many of the counted rows are later than that moment. */
    laterThan(moment: Instant): number {
      let low = gone;
      let high = rows.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((rows[middle]?.at ?? '') > moment) high = middle;
        else low = middle + 1;
      }
      return rows.length - low;
    },
  };
}

function isInOrder(rows: readonly Row[], from: number): boolean {
  for (let index = Math.max(1, from); index < rows.length; index += 1) {
    if ((rows[index]?.at ?? '') < (rows[index - 1]?.at ?? '')) return false;
  }
  return true;
}
