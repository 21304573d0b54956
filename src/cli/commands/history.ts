import { type CcTldTable, couldBeCcTld } from '../../core/cctld.ts';
import { parseReference } from '../../core/message.ts';
import { counted } from '../counted.ts';
import { CommandFailure } from '../exit.ts';
import { givenCcTld } from '../given-cctld.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';

/** `audit [TLD|REF]`: what happened, oldest first. */
export async function auditList({ store, house }: Workplace, output: Output, about: string | undefined): Promise<void> {
  const filter = about === undefined ? {} : filterFor(about, house.book.table);
  const entries = await store.audit(filter);
  if (filter.ref !== undefined && entries.length === 0) {
    throw new CommandFailure(
      1,
      `There is no ${filter.ref}: nothing is on record under this reference. See: tldops audit`,
    );
  }
  const rows = entries.map(({ seq, at, ref, kind, tld, actor, details }) => [
    String(seq),
    at,
    ref ?? '-',
    kind,
    tld === null ? '-' : `.${tld}`,
    actor,
    JSON.stringify(details),
  ]);
  output.result(entries, rows.length === 0 ? 'Nothing is on record.' : table(rows));
}

function filterFor(about: string, cctlds: CcTldTable): Parameters<Workplace['store']['audit']>[0] {
  const ref = parseReference(about);
  if (ref !== null) return { ref };
  if (!couldBeCcTld(about))
    throw new CommandFailure(2, `${about} is neither a ccTLD nor a reference like 2026-000123.`);
  return { tld: givenCcTld(cctlds, about).tld };
}

/** `audit verify`: walks the hash chain from the first entry to the last. */
export async function auditVerify({ store }: Workplace, output: Output): Promise<void> {
  const { entries, brokenAt } = await store.verifyAudit();
  output.result(
    { ok: brokenAt === null, entries, brokenAt },
    brokenAt === null ? `The chain of ${entries} entries is whole.` : '',
  );
  if (brokenAt !== null) {
    throw new CommandFailure(
      1,
      `The chain is broken at entry ${brokenAt}: it or one before it was changed. Compare with a backup.`,
    );
  }
}

export async function outboxList({ store }: Workplace, output: Output, all: boolean): Promise<void> {
  const entries = (await store.outbox()).filter(({ state }) => all || state === 'waiting');
  const json = entries.map(
    ({ id, ref, to, subject, result, kind, state, attempts, createdAt, nextAttemptAt, lastReason }) => ({
      id,
      ref,
      to,
      subject,
      result,
      kind,
      state,
      attempts,
      createdAt,
      nextAttemptAt,
      lastReason,
    }),
  );
  const rows = json.map((entry) => [
    entry.id,
    entry.state,
    entry.to,
    counted(entry.attempts, 'try', 'tries'),
    entry.state === 'waiting' ? `next ${entry.nextAttemptAt}` : '',
    entry.lastReason ?? '',
    entry.subject,
  ]);
  output.result(json, rows.length === 0 ? 'No mail waits.' : table(rows));
}

export async function outboxRetry({ store, clock }: Workplace, output: Output): Promise<void> {
  const due = await store.retryNow(clock());
  output.result({ due }, `${due} mails are due now; the running server sends them.`);
}
