import { createServer } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { startSmarthostSink } from '../../src/demo/smarthost-sink.ts';
import type { Deliverer } from '../../src/smtp/deliverer.ts';
import { openDeliverer } from '../../src/threads/deliverer.ts';
import { address } from '../smtp/listening.ts';
import { queuedMail } from '../smtp/queued-mail.ts';

const never = new AbortController().signal;
const undo: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function deliverer(smarthost: string): Deliverer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const made = openDeliverer({
    smarthost,
    hostname: 'mx.tld-ops.example',
    from: { name: 'TLD-OPS Administration', address: address('tld-ops-admin@tld-ops.example') },
    dkim: { domain: 'tld-ops.example', selector: 's1', privateKey },
    timeoutMs: 20_000,
    connections: 2,
  });
  undo.push(() => made.close());
  return made;
}

describe('delivery in a thread of its own', () => {
  it('signs a mail and hands it over', async () => {
    const smarthost = await startSmarthostSink();
    undo.push(() => smarthost.close());
    const result = await deliverer(smarthost.url).deliver(queuedMail(), never);
    expect(result).toEqual({ result: 'delivered', response: '250 2.0.0 Sunk' });
    expect(smarthost.mails[0]?.headers.get('dkim-signature')).toContain('d=tld-ops.example');
  });

  it('puts a mail off that is cut short, or whose thread ends, while the smarthost says nothing', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    undo.push(() => void silent.close());
    const bound = silent.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const called = new AbortController();
    const to = deliverer(`smtp://127.0.0.1:${port}`);
    const [cut, ended] = [
      to.deliver(queuedMail({ id: 'a' }), called.signal),
      to.deliver(queuedMail({ id: 'b' }), never),
    ];
    called.abort();
    expect(await cut).toEqual({ result: 'deferred', reason: 'cut short' });
    await to.close();
    expect(await ended).toMatchObject({ result: 'deferred' });
    expect(await to.deliver(queuedMail(), AbortSignal.abort())).toMatchObject({ result: 'deferred' });
  });
});
