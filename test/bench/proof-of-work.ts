import Database from 'better-sqlite3';
import type { Sent } from './load-process.ts';
import type { Neighbours } from './neighbours.ts';
import { ask } from './program.ts';

/**
 * That the figures are about work that was really done: every mail was proved `signed`, changed the roster and is on
 * record, and every letter left with our signature. The sentences say what was not so.
 * @param filled mails that the database got without being sent
 */
export async function whatWasNotDone(
  sent: readonly Sent[],
  filled: number,
  database: string,
  neighbours: Neighbours,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const expect = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) faults.push(`${what}: ${found} instead of ${wanted}`);
  };
  const applied = sent.filter(({ answer }) => /^250 2\.0\.0 \d{4}-\d{6,} applied$/u.test(answer));
  expect('mails answered with 250 … applied', applied.length, sent.length);
  for (const { answer } of sent.filter((one) => !applied.includes(one)).slice(0, 3)) faults.push(`answer: ${answer}`);

  const connection = new Database(database, { readonly: true });
  const count = (sql: string): number => connection.prepare<[], { count: number }>(sql).get()?.count ?? 0;
  const mails = sent.length + filled;
  expect('mails proved signed', count(`select count(*) as count from mail where proof = 'signed'`), mails);
  expect('changes of the roster', count('select count(*) as count from roster_history'), sent.length);
  expect('contacts on the roster', count('select count(*) as count from contact'), sent.length);
  const outbox = count('select count(*) as count from outbox');
  const left = count(`select count(*) as count from outbox where state = 'sent'`);
  connection.close();
  expect('letters that left', left, outbox);

  const audit = await ask<{ readonly ok: boolean; readonly entries: number }>(
    neighbours.settingsFile,
    'audit',
    'verify',
  );
  if (!audit.ok) faults.push('the chain of the history is broken');
  if (audit.entries < mails) faults.push(`history: ${audit.entries} entries for ${mails} mails`);

  const arrivals = await neighbours.arrivals();
  const answered = new Set(arrivals.filter(({ result }) => result === 'applied').map(({ inReplyTo }) => inReplyTo));
  expect('mails with an answer by mail', sent.filter(({ messageId }) => answered.has(messageId)).length, sent.length);
  const { mails: letters, unsigned } = await neighbours.verify();
  expect('letters with our signature', letters - unsigned.length, letters);
  return faults;
}
