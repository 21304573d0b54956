import { connect as connectTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../../src/core/smtp-answer.ts';
import { ChatClient } from './chat.ts';
import { address, answerBySubject, type Listening, listening, PEM } from './listening.ts';

const undo: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function started(...args: Parameters<typeof listening>): Promise<Listening> {
  const made = await listening(...args);
  undo.push(() => made.listener.close());
  return made;
}

async function client(port: number): Promise<ChatClient> {
  const made = await ChatClient.connect(port);
  undo.push(() => made.hangUp());
  return made;
}

async function say(to: ChatClient, text: string): Promise<string | null> {
  to.send(`${text}\r\n`);
  return to.hear();
}

const ENVELOPE = 'HELO c.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<tld-ops-admin@tld-ops.example>\r\nDATA\r\n';

/** Greets and goes on up to 354. */
async function upToData(to: ChatClient): Promise<void> {
  to.send(ENVELOPE);
  for (const code of ['220', '250', '250', '250', '354']) expect(await to.hear()).toMatch(new RegExp(`^${code} `, 'u'));
}

/** RFC 5321 §4.5.2, written down once more for comparison. */
function stuffed(body: string): string {
  return `${body.replace(/(^|\r\n)\./gu, '$1..')}.\r\n`;
}

describe('what is handed over', () => {
  it('is the same octets however TCP cuts them', async () => {
    const { port, taken } = await started();
    const to = await client(port);
    const bodies = [
      '..\r\n.\r\n...\r\n\r\n.x\r\n',
      'a\n.\r\nb\r\n.\nc\r.\r\n',
      '\n.\n\r\n\r\n\r\n',
      '.a\r\n.\r\r\n.\0\r\n',
      '.\r\n'.repeat(50),
      'no dots at all\r\n',
    ];
    await upToData(to);
    for (const [index, body] of bodies.entries()) {
      if (index > 0) {
        to.send('MAIL FROM:<a@b.example>\r\nRCPT TO:<tld-ops-admin@tld-ops.example>\r\nDATA\r\n');
        for (const code of [/^250/u, /^250/u, /^354/u]) expect(await to.hear()).toMatch(code);
      }
      const octets = Buffer.from(stuffed(body), 'latin1');
      let at = 0;
      for (let size = 1; at < octets.length; size = (size % 7) + 1) {
        to.send(octets.subarray(at, at + size));
        at += size;
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      }
      expect(await to.hear()).toMatch(/^250 2\.0\.0/u);
    }
    expect(taken.map((message) => Buffer.from(message.raw).toString('latin1'))).toEqual(bodies);
  });

  it('has the digest of its octets and the time of the clock', async () => {
    const { port, taken } = await started();
    const to = await client(port);
    await upToData(to);
    await say(to, 'abc\r\n.');
    // printf 'abc\r\n' | sha256sum
    expect(taken[0]?.sha256).toBe('552bab6864c7a7b69a502ed1854b9245c0e1a30f008aaa0b281da62585fdb025');
    expect(taken[0]?.receivedAt).toBe('2026-01-02T00:00:00.000Z');
  });
});

describe('deadlines', () => {
  it('are absolute for a command, however it trickles in', async () => {
    const { port, events } = await started({ limits: { commandSeconds: 0.1 } });
    const to = await client(port);
    expect(await to.hear()).toMatch(/^220/u);
    const trickle = setInterval(() => to.send('N'), 10);
    undo.push(() => clearInterval(trickle));
    expect(await to.hear()).toMatch(/^421 4\.4\.2 /u);
    expect(await to.hear()).toBeNull();
    expect(events).toContainEqual({ event: 'smtp-deadline', ip: '127.0.0.1', during: 'command' });
  });

  it('are absolute for a message; nothing is taken', async () => {
    const { port, events, taken } = await started({ limits: { dataSeconds: 0.1 } });
    const to = await client(port);
    await upToData(to);
    const trickle = setInterval(() => to.send('line\r\n'), 10);
    undo.push(() => clearInterval(trickle));
    expect(await to.hear()).toMatch(/^421 4\.4\.2 /u);
    expect(await to.hear()).toBeNull();
    expect(events).toContainEqual({ event: 'smtp-deadline', ip: '127.0.0.1', during: 'data' });
    expect(taken).toEqual([]);
  });

  it('of the session wait for the answer that is being decided', async () => {
    const { port, events } = await started(
      { limits: { sessionSeconds: 0.1, commandSeconds: 0.1 } },
      async (message) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 200);
        });
        return answerBySubject(message);
      },
    );
    const to = await client(port);
    await upToData(to);
    expect(await say(to, '.')).toMatch(/^250 2\.0\.0/u);
    expect(await to.hear()).toMatch(/^421 4\.4\.2/u);
    expect(events).toEqual([]);
  });
});

describe('limits', () => {
  it('on all connections', async () => {
    const { port } = await started({ maxConnections: 1 });
    const first = await client(port);
    expect(await first.hear()).toMatch(/^220/u);
    const second = await client(port);
    expect(await second.hear()).toMatch(/^421 4\.3\.2/u);
    expect(await second.hear()).toBeNull();
    expect(await say(first, 'NOOP')).toMatch(/^250/u);
  });

  it('on all connections, where one that keeps us waiting gives its place to a newcomer', async () => {
    const { port, events } = await started({ maxConnections: 1 });
    const first = await client(port);
    await upToData(first);
    first.send('Subject: x\r\n');
    const drip = setInterval(() => first.send('x'), 20);
    undo.push(() => clearInterval(drip));
    await expect.poll(async () => (await client(port)).hear(), { timeout: 10_000 }).toMatch(/^220/u);
    expect(await first.hear()).toMatch(/^421 4\.3\.2/u);
    expect(await first.hear()).toBeNull();
    expect(events).toContainEqual({ event: 'smtp-connection-displaced', ip: '127.0.0.1' });
  });

  it('on all connections, where nobody gives way whose mail is being decided', async () => {
    const answer = Promise.withResolvers<SmtpAnswer>();
    const { port, events } = await started({ maxConnections: 1 }, () => answer.promise);
    const first = await client(port);
    await upToData(first);
    first.send('Subject: x\r\n\r\n.\r\n');
    const refused = (): number => events.filter(({ event }) => event === 'smtp-connection-refused').length;
    const began = performance.now();
    while (performance.now() - began < 1500) expect(await (await client(port)).hear()).toMatch(/^421 4\.3\.2/u);
    expect(refused()).toBeGreaterThan(0);
    answer.resolve(smtpAnswer(250, '2.0.0', '2026-000001 applied'));
    expect(await first.hear()).toBe('250 2.0.0 2026-000001 applied');
  });

  it('on all connections, where a mail that is looked at for long is called off, and one that is decided is not', async () => {
    const endless = (signal: AbortSignal): Promise<string> =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve('too late'));
      });
    const decided = Promise.withResolvers<SmtpAnswer>();
    const seen: unknown[] = [];
    const { port, events } = await started({ maxConnections: 2 }, async (message, undecided) => {
      const isDecided = Buffer.from(message.raw).includes('decided');
      seen.push(await undecided.whileLooking((signal) => (isDecided ? Promise.resolve('looked at') : endless(signal))));
      return isDecided ? decided.promise : smtpAnswer(250, '2.0.0', 'nobody hears this');
    });
    const [kept, silent] = [await client(port), await client(port)];
    await upToData(kept);
    await upToData(silent);
    kept.send('Subject: decided\r\n\r\n.\r\n');
    await expect.poll(() => seen).toEqual(['looked at']);
    silent.send('Subject: silent\r\n\r\n.\r\n');
    const began = performance.now();
    let newcomer = await client(port);
    while ((await newcomer.hear())?.startsWith('220') !== true) newcomer = await client(port);
    expect(performance.now() - began).toBeGreaterThan(1900);
    expect(await silent.hear()).toMatch(/^421 4\.3\.2 /u);
    expect(await silent.hear()).toBeNull();
    expect(seen).toEqual(['looked at', null]);
    expect(events.filter(({ event }) => event === 'smtp-connection-displaced')).toHaveLength(1);
    decided.resolve(smtpAnswer(250, '2.0.0', '2026-000001 applied'));
    expect(await kept.hear()).toBe('250 2.0.0 2026-000001 applied');
  });

  it('on connections of one client at a time, which it gets back', async () => {
    const { port, events } = await started({ limits: { exempt: [], perIpConnections: 1 } });
    const first = await client(port);
    expect(await first.hear()).toMatch(/^220/u);
    const second = await client(port);
    expect(await second.hear()).toMatch(/^421 4\.3\.2/u);
    expect(await second.hear()).toBeNull();
    expect(events).toContainEqual({ event: 'smtp-connection-refused', ip: '127.0.0.1', why: 'too-many' });
    expect(await say(first, 'QUIT')).toMatch(/^221/u);
    expect(await first.hear()).toBeNull();
    await expect.poll(async () => (await client(port)).hear()).toMatch(/^220/u);
  });

  it('on connections and messages in a minute', async () => {
    const { port, events } = await started({ limits: { exempt: [], connectionsPerMinute: 2, messagesPerMinute: 1 } });
    const first = await client(port);
    await upToData(first);
    expect(await say(first, '.')).toMatch(/^250/u);
    expect(await say(first, 'MAIL FROM:<a@b.example>')).toMatch(/^421 4\.7\.0/u);
    expect(await first.hear()).toBeNull();
    const second = await client(port);
    expect(await second.hear()).toMatch(/^220/u);
    const third = await client(port);
    expect(await third.hear()).toMatch(/^421 4\.7\.0/u);
    expect(events).toContainEqual({ event: 'smtp-connection-refused', ip: '127.0.0.1', why: 'too-fast' });
  });

  it('on octets within an hour: nothing is handed over then, and trusted relays are free', async () => {
    const mail = async (port: number): Promise<string | null> => {
      const to = await client(port);
      await upToData(to);
      return say(to, `${'x'.repeat(800)}\r\n.`);
    };
    const own = { octetsPerHour: 2000, exempt: [] };
    const stranger = await started({ limits: own });
    const answers = [await mail(stranger.port), await mail(stranger.port), await mail(stranger.port)];
    expect(answers.map((answer) => answer?.slice(0, 9))).toEqual(['250 2.0.0', '250 2.0.0', '452 4.3.1']);
    expect(stranger.taken).toHaveLength(2);
    expect(stranger.events).toContainEqual({ event: 'smtp-message-dropped', ip: '127.0.0.1', why: 'too-much' });

    const relay = await started({ limits: own, trustedRelays: ['127.0.0.1'] });
    for (let n = 0; n < 3; n += 1) expect(await mail(relay.port)).toMatch(/^250 /u);
  });

  it('on memory for messages that are under way, which one that does not get on loses to another', async () => {
    const { port, taken } = await started({ limits: { bytesInFlight: 1000 } });
    const slow = await client(port);
    await upToData(slow);
    slow.send(`${'s'.repeat(800)}\r\n`);
    const to = await client(port);
    await upToData(to);
    const send = async (): Promise<string | null> => {
      const reply = await say(to, `${'x'.repeat(800)}\r\n.`);
      to.send('MAIL FROM:<a@b.example>\r\nRCPT TO:<tld-ops-admin@tld-ops.example>\r\nDATA\r\n');
      for (const code of [/^250/u, /^250/u, /^354/u]) expect(await to.hear()).toMatch(code);
      return reply;
    };
    await expect.poll(send, { timeout: 10_000 }).toMatch(/^250/u);
    expect(await say(slow, '.')).toMatch(/^452 4\.3\.1/u);
    expect(taken).toHaveLength(1);
  });

  it('on memory for messages that are under way, which is given back', async () => {
    const { port, taken } = await started({ limits: { bytesInFlight: 1000 } });
    const to = await client(port);
    await upToData(to);
    expect(await say(to, `${'x'.repeat(2000)}\r\n.`)).toMatch(/^452 4\.3\.1/u);
    for (let mail = 0; mail < 5; mail += 1) {
      to.send('MAIL FROM:<a@b.example>\r\nRCPT TO:<tld-ops-admin@tld-ops.example>\r\nDATA\r\n');
      for (const code of [/^250/u, /^250/u, /^354/u]) expect(await to.hear()).toMatch(code);
      expect(await say(to, `${'x'.repeat(800)}\r\n.`)).toMatch(/^250/u);
    }
    expect(taken).toHaveLength(5);
  });
});

describe('stopping', () => {
  it('ends idle sessions, and lets a running message have its answer', async () => {
    let answer: (answer: SmtpAnswer) => void = () => undefined;
    const handed = Promise.withResolvers<ReceivedMessage>();
    const { port, listener } = await started({}, (message) => {
      handed.resolve(message);
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const idle = await client(port);
    expect(await idle.hear()).toMatch(/^220/u);
    const busy = await client(port);
    await upToData(busy);
    busy.send('Subject: x\r\n\r\n.\r\nNOOP\r\n');
    await handed.promise;
    const closed = listener.close();
    expect(await idle.hear()).toMatch(/^421 4\.3\.2/u);
    expect(await idle.hear()).toBeNull();
    answer(smtpAnswer(250, '2.0.0', '2026-000007 applied'));
    expect(await busy.hear()).toBe('250 2.0.0 2026-000007 applied');
    expect(await busy.hear()).toMatch(/^421 4\.3\.2/u);
    expect(await busy.hear()).toBeNull();
    await closed;
    await expect(ChatClient.connect(port)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for ever for a message that never ends', async () => {
    const { port, listener, taken } = await started({ limits: { closingSeconds: 0.1 } });
    const to = await client(port);
    await upToData(to);
    to.send('Subject: x\r\n');
    await listener.close();
    expect(await to.hear()).toMatch(/^421 4\.3\.2/u);
    expect(taken).toEqual([]);
  });

  it('survives a client in the middle of a TLS handshake', async () => {
    const { port, listener } = await started({ tls: PEM, limits: { closingSeconds: 0.1 } });
    const to = await client(port);
    expect(await to.hear()).toMatch(/^220/u);
    expect(await say(to, 'STARTTLS')).toMatch(/^220/u);
    to.send(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]));
    await listener.close();
  });
});

describe('an address outside ASCII that was not asked for', () => {
  it('is reported as what it is, whether it is the sender or a recipient', async () => {
    const { port, events } = await started();
    const to = await client(port);
    expect(await to.hear()).toMatch(/^220/u);
    await say(to, 'HELO c.example');
    expect(await say(to, 'MAIL FROM:<jürgen@b.example>')).toMatch(/^553 5\.6\.7 /u);
    await say(to, 'MAIL FROM:<a@b.example>');
    expect(await say(to, 'RCPT TO:<tld-ops-admin@ｔld-ops.example>')).toMatch(/^550 5\.6\.7 /u);
    expect(await say(to, 'RCPT TO:<nobody@tld-ops.example>')).toMatch(/^550 5\.1\.1 /u);
    expect(events).toEqual([
      { event: 'smtp-utf8-undeclared', ip: '127.0.0.1' },
      { event: 'smtp-utf8-undeclared', ip: '127.0.0.1' },
      { event: 'smtp-recipient-refused', ip: '127.0.0.1' },
    ]);
  });

  it('counts as a message of its client', async () => {
    const { port } = await started({ limits: { exempt: [], messagesPerMinute: 1 } });
    const to = await client(port);
    expect(await to.hear()).toMatch(/^220/u);
    await say(to, 'HELO c.example');
    expect(await say(to, 'MAIL FROM:<jürgen@b.example>')).toMatch(/^553 /u);
    expect(await say(to, 'MAIL FROM:<jürgen@b.example>')).toMatch(/^421 4\.7\.0 /u);
  });
});

describe('what breaks', () => {
  it('is reported, and told to the client without words of ours', async () => {
    const { port, events } = await started();
    const to = await client(port);
    await upToData(to);
    expect(await say(to, 'Subject: throw\r\n\r\n.')).toBe('451 4.3.0 Something went wrong on our side, try again');
    expect(events.map(({ event }) => event)).toEqual(['smtp-accept-failed']);
  });

  it('is no mail lost: one that nobody reads after all is thrown away behind a queue only', async () => {
    for (const [behindQueue, answer, event] of [
      [false, /^451 4\.3\.0 /u, 'smtp-accept-failed'],
      [true, /^250 2\.0\.0 discarded/u, 'smtp-mail-discarded'],
    ] as const) {
      const aliases = [address('secretariat@tld-ops.example')];
      const mailbox = { admin: address('tld-ops-admin@tld-ops.example'), aliases };
      const { port, taken, events } = await started({ behindQueue, mailbox });
      const to = await client(port);
      to.send(ENVELOPE.replace('tld-ops-admin', 'secretariat'));
      for (const code of ['220', '250', '250', '250', '354'])
        expect(await to.hear()).toMatch(new RegExp(`^${code} `, 'u'));
      aliases.pop();
      expect(await say(to, '.')).toMatch(answer);
      expect(events.map((one) => one.event)).toEqual([event]);
      expect(taken).toEqual([]);
    }
  });

  it('leaves the next client alone: resets in the middle of everything', async () => {
    const { port, taken } = await started();
    for (const text of [
      '',
      'EH',
      'EHLO x\r\nMAIL FROM:<a@b',
      ENVELOPE,
      `${ENVELOPE}Subject: a\r\n`,
      `${ENVELOPE}x\r\n.\r`,
    ]) {
      const socket = connectTcp({ host: '127.0.0.1', port });
      await new Promise<void>((resolve) => {
        socket.write(text, () => resolve());
      });
      socket.resetAndDestroy();
    }
    const to = await client(port);
    await upToData(to);
    expect(await say(to, '.')).toMatch(/^250/u);
    expect(taken).toHaveLength(1);
  });

  it('is not a message when only one half of the connection ends', async () => {
    const { port, taken, events } = await started();
    const socket = connectTcp({ host: '127.0.0.1', port, allowHalfOpen: true });
    socket.end(`${ENVELOPE}Subject: HELP\r\n\r\nhelp\r\n.`);
    socket.resume();
    await new Promise((resolve) => {
      socket.once('end', resolve);
    });
    socket.destroy();
    await expect.poll(() => events.map(({ event }) => event)).toContain('smtp-transfer-aborted');
    expect(taken).toEqual([]);
  });

  it('rejects where the port is taken or a relay is no address', async () => {
    const { port } = await started();
    await expect(listening({ listen: { host: '127.0.0.1', port } })).rejects.toThrow('EADDRINUSE');
    await expect(listening({ trustedRelays: ['relay.example'] })).rejects.toThrow(RangeError);
  });
});
