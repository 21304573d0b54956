import type { OutgoingMail } from '../../core/outgoing.ts';
import type { FailedMail } from '../port.ts';
import type { Tables } from './tables.ts';

/** Keeps a mail that met a bug and tells people. Inside a transaction. */
export function shelve(tables: Tables, failed: Omit<FailedMail, 'state'>, outgoing: readonly OutgoingMail[]): void {
  const { receivedAt } = failed;
  // Another process may have been quicker with this number; a mail is never lost over that.
  const ref = tables.failedMails.byRef(failed.ref) === null ? failed.ref : tables.references.next(receivedAt);
  tables.references.take(ref);
  tables.failedMails.insert({ ...failed, ref });
  tables.outbox.queue(outgoing, receivedAt, null);
  const details = { sha256: failed.received.sha256, mailFrom: failed.received.mailFrom, error: failed.error };
  tables.audit.append([{ kind: 'mail-failed', tld: null, actor: 'system', details }], receivedAt, ref);
}
