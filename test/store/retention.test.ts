import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DAY, type Instant, plus } from '../../src/core/instant.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import { removeOldMail } from '../../src/schedule/retention.ts';
import type { Store } from '../../src/store/port.ts';
import { auditEntry, heldCase, later, mailPlan, NOON, outgoing, received, ref } from '../support/plans.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const KEPT_FOR = 400 * DAY;
const going = new AbortController().signal;

function run(store: Store, now: Instant, signal: AbortSignal = going) {
  return removeOldMail(store, KEPT_FOR, now, signal);
}

async function sent(store: Store, at: Instant): Promise<void> {
  for (;;) {
    const [mail] = await store.nextToSend(at, plus(at, 1000), 1);
    if (mail === undefined) return;
    await store.markSent(mail.id, at, '250 ok');
  }
}

describe('mail that was kept for long enough', () => {
  test('goes with its octets, and what was decided stays', async () => {
    const file = temporaryFile();
    const store = storeAt(file);
    await store.commit(mailPlan(1, { audit: [auditEntry()], outgoing: [outgoing({ text: 'Dear secret Admin' })] }));
    await sent(store, NOON);
    await store.commit({ ...mailPlan(2), at: later(DAY) });

    expect(await run(store, later(KEPT_FOR))).toEqual({ mails: 0, letters: 0 });
    expect(await run(store, later(KEPT_FOR + 1))).toEqual({ mails: 1, letters: 1 });

    expect(await store.storedMail(ref(1))).toBeNull();
    expect(await store.storedMail(ref(2))).toMatchObject({ ref: ref(2) });
    const rows = rawConnection(file).prepare(
      'select verdict, rules, length(raw) as octets from mail natural join raw_mail',
    );
    expect(rows.all()).toMatchObject([{ verdict: 'accept', octets: 0 }, { verdict: 'accept' }]);
    expect(await store.outbox()).toMatchObject([{ to: 'admin@nic.nl', state: 'sent', text: '' }]);
    expect((await store.audit({})).map(({ kind, details }) => [kind, details])).toEqual([
      ['mail-accepted', {}],
      ['mails-removed', { mails: 1, letters: 1, before: later(1) }],
    ]);
    expect(await store.verifyAudit()).toEqual({ entries: 2, brokenAt: null });
    const onDisk = [file, `${file}-wal`].map((name) => readFileSync(name).toString('latin1')).join('');
    expect(onDisk).not.toMatch(/secret Admin/u);
  });

  test('is still known when it comes again', async () => {
    const store = storeAt(temporaryFile());
    await store.commit(mailPlan(1));
    await run(store, later(2 * KEPT_FOR));
    expect(await store.commit({ ...mailPlan(1), ref: ref(2) })).toEqual({ outcome: 'duplicate', ref: ref(1) });
  });

  test('stays while somebody has to decide about it', async () => {
    const store = storeAt(temporaryFile());
    await store.commit(mailPlan(1, { cases: [heldCase({ ref: ref(1) })] }));
    expect(await run(store, later(2 * KEPT_FOR))).toEqual({ mails: 0, letters: 0 });
    expect(await store.storedMail(ref(1))).not.toBeNull();
  });

  test('stays while it waits for a bug to be mended, and goes afterwards', async () => {
    const store = storeAt(temporaryFile());
    await store.shelve({ ref: ref(1), receivedAt: NOON, received: received(), error: 'TypeError' }, []);
    await run(store, later(2 * KEPT_FOR));
    expect((await store.failedMail(ref(1)))?.received.raw.length).toBeGreaterThan(0);
    await store.markReprocessed(ref(1), later(DAY));
    expect(await run(store, later(2 * KEPT_FOR))).toEqual({ mails: 1, letters: 0 });
    expect((await store.failedMail(ref(1)))?.received).toMatchObject({ raw: new Uint8Array(), mailFrom: '' });
  });

  test('keeps the octets that a later mail has as well', async () => {
    const store = storeAt(temporaryFile());
    const weak = mailPlan(1).mail;
    if (weak === null) throw new Error('a mail was asked for');
    await store.commit({ ...mailPlan(1), mail: { ...weak, proof: 'none' } });
    await store.commit({ ...mailPlan(2), mail: weak, at: later(10 * DAY) });
    expect(await run(store, later(KEPT_FOR + DAY))).toEqual({ mails: 1, letters: 0 });
    expect((await store.storedMail(ref(2)))?.raw.length).toBe(weak.raw.length);
    await run(store, later(2 * KEPT_FOR));
    expect(await store.storedMail(ref(2))).toBeNull();
  });

  test('a letter that still waits stays, and so do files that it shares with one that left', async () => {
    const store = storeAt(temporaryFile());
    const attachments: OutgoingMail['attachments'] = [{ filename: 'list.csv', contentType: 'text/csv', text: 'a;b' }];
    const shared = { text: 'The list', attachments, notBefore: NOON };
    await store.commit(mailPlan(1, { outgoing: [outgoing(shared), outgoing(shared)] }));
    const [first] = await store.nextToSend(NOON, later(1), 1);
    await store.markSent(first?.id ?? '', NOON, '250 ok');
    await run(store, later(2 * KEPT_FOR));
    const after = await store.nextToSend(later(2 * KEPT_FOR), later(2 * KEPT_FOR + 1), 1);
    expect(after).toMatchObject([{ text: 'The list' }]);
  });

  test('goes in parts, between which others write and a stop is heard', async () => {
    const store = storeAt(temporaryFile());
    for (let number = 1; number <= 120; number += 1) await store.commit(mailPlan(number));
    const stopping = new AbortController();
    const removing = run(store, later(2 * KEPT_FOR), stopping.signal);
    await store.commit({ ...mailPlan(500), at: later(2 * KEPT_FOR) });
    stopping.abort();
    const { mails } = await removing;
    expect(mails).toBeLessThan(120);
    expect(await run(store, later(2 * KEPT_FOR))).toEqual({ mails: 120 - mails, letters: 0 });
    expect(await store.storedMail(ref(500))).not.toBeNull();
  });
});
