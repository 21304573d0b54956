import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type SinkMood,
  type SinkSettings,
  type SmarthostSink,
  startSmarthostSink,
} from '../../src/demo/smarthost-sink.ts';
import { createDeliverer, type Deliverer } from '../../src/smtp/deliverer.ts';
import { smarthostOptions } from '../../src/smtp/smarthost.ts';
import { address, PEM } from './listening.ts';
import { queuedMail } from './queued-mail.ts';

const never = new AbortController().signal;
const undo: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function deliverer(smarthost: string, timeoutMs = 5000): Deliverer {
  const made = createDeliverer({
    smarthost,
    hostname: 'mx.tld-ops.example',
    from: { name: 'TLD-OPS Administration', address: address('tld-ops-admin@tld-ops.example') },
    dkim: null,
    timeoutMs,
    connections: 1,
  });
  undo.push(() => made.close());
  return made;
}

async function sink(settings: SinkSettings = {}): Promise<SmarthostSink> {
  const made = await startSmarthostSink(settings);
  undo.push(() => made.close());
  return made;
}

/** One that answers everything at once but the text of a mail: `text` resolves when one is there, with whom to answer. */
async function slowSmarthost(): Promise<{ readonly url: string; readonly text: () => Promise<Socket> }> {
  let arrived = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    let inText = false;
    let unread = '';
    socket.write('220 smarthost.example\r\n');
    socket.on('data', (octets) => {
      unread += octets.toString('latin1');
      for (;;) {
        const mark = inText ? '\r\n.\r\n' : '\r\n';
        const end = unread.indexOf(mark);
        if (end < 0) return;
        const command = unread.slice(0, end);
        unread = unread.slice(end + mark.length);
        if (inText) arrived.resolve(socket);
        else socket.write(/^DATA/iu.test(command) ? '354 Go on\r\n' : '250 ok\r\n');
        inText = !inText && /^DATA/iu.test(command);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  undo.push(() => void server.close());
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('not listening');
  return {
    url: `smtp://127.0.0.1:${bound.port}`,
    async text() {
      const socket = await arrived.promise;
      arrived = Promise.withResolvers<Socket>();
      return socket;
    },
  };
}

describe('delivery to the smarthost', () => {
  it('hands over one mail to one recipient', async () => {
    const smarthost = await sink();
    const result = await deliverer(smarthost.url).deliver(queuedMail({ text: '.\nGrüße\n' }), never);
    expect(result).toEqual({ result: 'delivered', response: '250 2.0.0 Sunk' });
    const [mail] = smarthost.mails;
    expect(mail?.envelope).toEqual({
      from: 'tld-ops-admin+bounce-0123456789abcdef0123456789abcdef@tld-ops.example',
      to: ['jane.roe@registry.example'],
    });
    expect(mail?.headers.get('message-id')).toBe('<01hx4m8zq2@tld-ops.example>');
    expect(mail?.body).toBe('.\r\nGr=C3=BC=C3=9Fe\r\n');
    expect(mail?.secure).toBe(false);
  });

  it('keeps one connection for many mails', async () => {
    const smarthost = await sink();
    const to = deliverer(smarthost.url);
    const ids = Array.from({ length: 30 }, (_, index) => `mail${index}`);
    const results = await Promise.all(ids.map((id) => to.deliver(queuedMail({ id }), never)));
    expect(results.every(({ result }) => result === 'delivered')).toBe(true);
    expect(smarthost.mails.map((mail) => mail.headers.get('message-id'))).toEqual(
      ids.map((id) => `<${id}@tld-ops.example>`),
    );
  });

  it('opens a new connection for a mail where the kept one was dropped meanwhile', async () => {
    const before = await startSmarthostSink();
    const to = deliverer(before.url);
    expect((await to.deliver(queuedMail({ id: 'first' }), never)).result).toBe('delivered');
    await before.close();
    const after = await sink({ port: Number(new URL(before.url).port) });
    expect((await to.deliver(queuedMail({ id: 'second' }), never)).result).toBe('delivered');
    expect(after.mails.map(({ headers }) => headers.get('message-id'))).toEqual(['<second@tld-ops.example>']);
  });

  it('does not hand a mail over twice at once where the connection is lost behind its last line', async () => {
    const got: string[] = [];
    const server = createServer((socket) => {
      let taken = 0;
      let text = '';
      socket.on('error', () => undefined);
      socket.write('220 here\r\n');
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
          const line = text.slice(0, end);
          text = text.slice(end + 2);
          if (line.startsWith('Message-ID:')) got.push(line.slice(12));
          if (line === '.' && (taken += 1) > 1) socket.destroy();
          if (/^(?:EHLO|MAIL|RCPT|RSET|\.$)/u.test(line)) socket.write('250 ok\r\n');
          if (line === 'DATA') socket.write('354 go\r\n');
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => {
      server.close();
    });
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('not listening');
    const to = deliverer(`smtp://127.0.0.1:${bound.port}`);
    expect((await to.deliver(queuedMail({ id: 'first' }), never)).result).toBe('delivered');
    expect((await to.deliver(queuedMail({ id: 'second' }), never)).result).toBe('deferred');
    expect(got).toEqual(['<first@tld-ops.example>', '<second@tld-ops.example>']);
  });

  it('is not cut short because nothing was sent for long before it', async () => {
    const { url, text } = await slowSmarthost();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const to = deliverer(url, 3_600_000);
    try {
      const first = to.deliver(queuedMail({ id: 'first' }), never);
      (await text()).write('250 2.0.0 ok\r\n');
      expect((await first).result).toBe('delivered');
      vi.advanceTimersByTime(239_000);
      const second = to.deliver(queuedMail({ id: 'second' }), never);
      const socket = await text();
      vi.advanceTimersByTime(2000);
      socket.write('250 2.0.0 ok\r\n');
      expect((await second).result).toBe('delivered');
    } finally {
      vi.useRealTimers();
    }
  });

  it('calls off what is under way and what waits when it is closed', async () => {
    const { url, text } = await slowSmarthost();
    const to = deliverer(url, 3_600_000);
    const deliveries = ['first', 'second'].map((id) => to.deliver(queuedMail({ id }), never));
    await text();
    await to.close();
    const calledOff = { result: 'deferred', reason: 'called off' };
    expect(await Promise.all(deliveries)).toEqual([calledOff, calledOff]);
  });

  it('counts the time of a mail from when a connection is free for it', async () => {
    const smarthost = await sink();
    const to = deliverer(smarthost.url, 3000);
    smarthost.mood('hang', 'slow@registry.example');
    const slow = to.deliver(queuedMail({ id: 'slow', to: address('slow@registry.example') }), never);
    const behind = to.deliver(queuedMail({ id: 'behind' }), never);
    expect(await slow).toEqual({ result: 'deferred', reason: 'called off' });
    expect((await behind).result).toBe('delivered');
  });

  it('uses TLS where it is offered, even with a certificate that nobody vouches for', async () => {
    const smarthost = await sink({ tls: PEM });
    expect((await deliverer(smarthost.url).deliver(queuedMail(), never)).result).toBe('delivered');
    expect(smarthost.mails[0]?.secure).toBe(true);
  });

  it.each([
    ['defer', 'deferred', /^451 4\.7\.1 Try again$/u],
    ['defer-recipient', 'deferred', /^450 4\.2\.1 Greylisted$/u],
    ['reject', 'rejected', /^554 5\.6\.0 Not this message$/u],
    ['reject-recipient', 'rejected', /^550 5\.1\.1 No such user$/u],
    ['refuse-session', 'deferred', /554/u],
    ['close', 'deferred', /./u],
  ] satisfies readonly (readonly [SinkMood, string, RegExp])[])(
    'a smarthost that says %s: %s',
    async (mood, expected, reason) => {
      const smarthost = await sink();
      const to = deliverer(smarthost.url);
      smarthost.mood(mood);
      const result = await to.deliver(queuedMail(), never);
      expect(result.result).toBe(expected);
      expect('reason' in result ? result.reason : '').toMatch(reason);
      expect('reason' in result ? result.reason : '').toMatch(/^[\x20-\x7e]{1,200}$/u);
      smarthost.mood('take');
      expect((await to.deliver(queuedMail({ id: 'next' }), never)).result).toBe('delivered');
      expect(smarthost.mails).toHaveLength(1);
    },
  );

  it('is deferred where nobody listens', async () => {
    const smarthost = await startSmarthostSink();
    await smarthost.close();
    expect(await deliverer(smarthost.url).deliver(queuedMail(), never)).toMatchObject({ result: 'deferred' });
  });

  it('is deferred where the smarthost never greets, and when it is called off', async () => {
    const silent = await new Promise<Server>((resolve) => {
      const server = createServer(() => undefined).listen(0, '127.0.0.1', () => resolve(server));
    });
    undo.push(() => {
      silent.close();
    });
    const bound = silent.address();
    if (bound === null || typeof bound === 'string') throw new Error('not listening');
    const url = `smtp://127.0.0.1:${bound.port}`;
    expect(await deliverer(url, 100).deliver(queuedMail(), never)).toMatchObject({ result: 'deferred' });
    const called = new AbortController();
    const result = deliverer(url).deliver(queuedMail(), called.signal);
    called.abort();
    expect(await result).toMatchObject({ result: 'deferred' });
  });

  it('is deferred, not lost, where the smarthost does not take our credentials', async () => {
    const strict = new SMTPServer({
      logger: false,
      disableReverseLookup: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 1,
      onAuth: (_auth, _session, callback) => callback(new Error('5.7.8 Who are you?')),
    });
    const url = await new Promise<string>((resolve) => {
      strict.listen({ host: '127.0.0.1', port: 0 }, () => {
        const bound = strict.server.address();
        resolve(`smtp://user:wrong@127.0.0.1:${bound === null || typeof bound === 'string' ? 0 : bound.port}`);
      });
    });
    undo.push(
      () =>
        new Promise((resolve) => {
          strict.close(() => resolve());
        }),
    );
    const result = await deliverer(url).deliver(queuedMail(), never);
    expect(result).toEqual({ result: 'deferred', reason: '535 5.7.8 Who are you?' });
  });
});

describe('the smarthost URL', () => {
  it.each([
    ['smtp://relay.example', { port: 25, secure: false, requireTLS: false, tls: { rejectUnauthorized: false } }],
    ['smtp://10.0.0.1:2525', { host: '10.0.0.1', port: 2525, requireTLS: false, tls: { rejectUnauthorized: false } }],
    ['smtps://relay.example', { port: 465, secure: true, tls: { rejectUnauthorized: true } }],
    [
      'smtp://u%40x:p%3Aq@relay.example:587',
      { requireTLS: true, tls: { rejectUnauthorized: true }, auth: { user: 'u@x', pass: 'p:q' } },
    ],
    ['smtp://u:p@[::1]:2525', { host: '::1', requireTLS: false, tls: { rejectUnauthorized: false } }],
    ['smtps://127.0.0.1', { secure: true, tls: { rejectUnauthorized: false } }],
  ])('%s', (url, expected) => {
    expect(smarthostOptions(url, 1000)).toMatchObject(expected);
  });

  it.each(['', 'relay.example', 'http://relay.example', 'smtp://'])('refuses %j without repeating it', (url) => {
    expect(() => smarthostOptions(url, 1000)).toThrow(TypeError);
  });
});
