import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ChatClient, readChat } from './chat.ts';
import { described, listening, PEM } from './listening.ts';

const folder = new URL('../../fixtures/smtp/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.chat'));

describe('SMTP conversations', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(15);
  });

  it.each(files)('%s', async (name) => {
    const { settings, steps } = readChat(readFileSync(new URL(name, folder), 'utf8'));
    const { listener, port, taken } = await listening({
      protocol: settings.get('protocol') === 'lmtp' ? 'lmtp' : 'smtp',
      behindQueue: settings.get('behind-queue') === 'on',
      tls: settings.get('tls') === 'on' ? PEM : null,
      trustedRelays: settings.get('trusted')?.split(' ') ?? [],
      maxBytes: Number(settings.get('max-bytes') ?? 64 * 1024),
    });
    const client = await ChatClient.connect(port);
    let told = 0;
    let outgoing: Buffer[] = [];
    try {
      for (const step of steps) {
        const where = `${name}:${step.line}`;
        if (step.kind === 'send') {
          // Lines that stand together leave in one packet: that is what pipelining is.
          outgoing.push(step.bytes);
          continue;
        }
        if (outgoing.length > 0) client.send(Buffer.concat(outgoing));
        outgoing = [];
        switch (step.kind) {
          case 'hear':
            expect(await client.hear(), where).toMatch(step.pattern);
            break;
          case 'closed':
            expect(await client.hear(), where).toBeNull();
            break;
          case 'hang-up':
            client.hangUp();
            break;
          case 'starttls':
            await client.upgrade();
            break;
          case 'taken': {
            const message = taken[told];
            told += 1;
            expect(message === undefined ? 'nothing' : described(message), where).toMatch(step.pattern);
            break;
          }
          case 'nothing-taken':
            expect(taken.length, where).toBe(told);
            break;
        }
      }
      expect(taken.length, 'messages that the conversation does not mention').toBe(told);
    } finally {
      client.hangUp();
      await listener.close();
    }
  });
});
