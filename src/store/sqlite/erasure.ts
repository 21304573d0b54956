import type { AuditEntry } from '../../core/plan.ts';
import type { Erasure } from '../port.ts';
import type { auditChain } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { erasureBlanks } from './erasure-blanks.ts';
import { erasureTraces } from './erasure-traces.ts';
import type { GroupedWrites } from './grouped-writes.ts';
import { emptyLog, overwriting } from './overwriting.ts';
import type { removals } from './removals.ts';

/** Whoever else writes waits for so many rows at most. */
const BATCH = 100;

/**
 * Takes a person out of all that is stored; that something happened, when, and to which ccTLD, stays. It may end at any
 * moment and be done again: the past of the rosters, by which the person is found, is emptied last.
 */
export function erasure(
  connection: Connection,
  audit: Pick<ReturnType<typeof auditChain>, 'append'>,
  removed: Pick<ReturnType<typeof removals>, 'removeMail'>,
  write: GroupedWrites['write'],
): Erasure {
  async function inBatches(ids: readonly number[], work: (batch: readonly number[]) => void): Promise<void> {
    for (let start = 0; start < ids.length; start += BATCH)
      await write(() => overwriting(connection, () => work(ids.slice(start, start + BATCH))));
  }

  return {
    traces: (person) => erasureTraces(connection, person),

    async erase(person, traces, actor, at) {
      const { entries, mails, failedMails, letters, cases, tokens, redelegations, versions } = traces;
      const blank = erasureBlanks(connection, removed, person, at);
      const told = (details: AuditEntry['details']): number =>
        audit.append([{ kind: 'data-erased', tld: null, actor, details }], at, null);
      const each = (ids: readonly number[], one: (id: number) => void): Promise<void> =>
        inBatches(ids, (batch) => batch.forEach(one));

      const number = await write(() => told({ mails: mails.length, letters: letters.length, entries: [] }));
      await each(mails, blank.mail);
      await each(failedMails, blank.failedMail);
      await each(letters, blank.letter);
      await each(cases, blank.heldCase);
      await each(tokens, blank.token);
      await each(redelegations, blank.redelegation);
      await inBatches(entries, (batch) => {
        const erasedBy = told({ entries: batch.map(blank.remains) });
        for (const id of batch) blank.entry(id, erasedBy);
      });
      await write(() => overwriting(connection, blank.addresses));
      await each(versions, (id) => blank.version(id, `erased-${number}`));
      emptyLog(connection);
    },
  };
}
