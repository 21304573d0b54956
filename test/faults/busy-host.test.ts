import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, instantOf, MINUTE } from '../../src/core/instant.ts';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { createDecider } from '../../src/intake/decider.ts';
import { receive } from '../../src/intake/receive.ts';
import { createMailReader, type MailReader } from '../../src/reading/mail-reader.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, subscribe } from '../e2e/invented-people.ts';
import { digest } from '../support/plans.ts';

let world: DemoWorld;
/** Gives a mail no time at all, as a host does that has none. */
let hasty: MailReader;

beforeEach(async () => {
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' } },
  });
  hasty = createMailReader(world.service.workplace.house.book.table, { limitMs: 0 });
});

afterEach(async () => {
  await hasty.close();
  await world.close();
});

/** What the client hears where its mail, sent so many milliseconds from now, cannot be read in time. */
async function unread(raw: Buffer, after: number): Promise<string> {
  const { intake } = world.service.workplace;
  const received: ReceivedMessage = {
    raw,
    sha256: digest(raw),
    receivedAt: instantOf(Date.now() + after),
    client: { ip: '127.0.0.1', helo: 'mx.nic.example' },
    mailFrom: ADMIN_NL,
    recipients: [{ mailbox: 'admin', detail: null }],
  };
  const busy = { ...intake.examiners, reader: hasty };
  const { code, enhanced } = await receive(busy, createDecider(intake), received);
  return `${code} ${enhanced}`;
}

describe('a host that is too busy to read a mail in time', () => {
  it('puts it off, and takes it when it has time', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    expect(await unread(raw, 0)).toBe('451 4.3.0');
    expect(await unread(raw, MINUTE)).toBe('451 4.3.0');
    const again = { from: ADMIN_NL, text: '', raw: raw.toString('utf8'), signed: false };
    expect(await world.play(again)).toMatch(/ applied$/u);
  });

  it('refuses it after four hours: then it is the mail', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: 'HELP' });
    expect(await unread(raw, 0)).toBe('451 4.3.0');
    expect(await unread(raw, 4 * HOUR + MINUTE)).toBe('550 5.6.0');
  });
});
