import { afterEach, describe, expect, test } from 'vitest';
import { parseTld, type Tld } from '../../src/core/cctld.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Asker, Pace } from '../../src/iana/asker.ts';
import { politeSource } from '../../src/iana/polite-source.ts';
import { rdapAsker } from '../../src/iana/rdap-asker.ts';
import type { IanaAnswer } from '../../src/iana/source.ts';
import { whoisAsker } from '../../src/iana/whois-asker.ts';
import { type LoopbackServer, okRdap, okWhois, startRdap, startWhois, whoisText } from './iana-servers.ts';

const NOW = '2026-11-20T12:00:00.000Z' as Instant;
const PACE: Pace = { spacingMs: 0, timeoutMs: 20_000, backOffMs: 1, longestWaitMs: 1500 };
const IMPATIENT: Pace = { ...PACE, timeoutMs: 200 };
const open: LoopbackServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function rdapOf(...given: Parameters<typeof startRdap>): Promise<LoopbackServer> {
  const server = await startRdap(...given);
  open.push(server);
  return server;
}

async function whoisOf(...given: Parameters<typeof startWhois>): Promise<LoopbackServer> {
  const server = await startWhois(...given);
  open.push(server);
  return server;
}

function tlds(...labels: readonly string[]): readonly Tld[] {
  return labels.map((label) => {
    const tld = parseTld(label);
    if (tld === null) throw new Error(label);
    return tld;
  });
}

const rdap = ({ url }: LoopbackServer, pace = PACE): Asker => rdapAsker(url, pace);
const whois = ({ address }: LoopbackServer, pace = PACE): Asker =>
  whoisAsker({ host: '127.0.0.1', port: Number(address.split(':')[1]) }, pace);

async function heard(
  askers: readonly [Asker, ...Asker[]],
  asked: readonly Tld[],
  signal = new AbortController().signal,
): Promise<readonly IanaAnswer[]> {
  const answers: IanaAnswer[] = [];
  for await (const answer of politeSource(askers, () => NOW).look(asked, signal)) answers.push(answer);
  return answers;
}

const kindsOf = (answers: readonly IanaAnswer[]): readonly string[] => answers.map(({ kind }) => kind);

describe('one good answer', () => {
  const observation = {
    tld: 'aw',
    status: 'active',
    manager: 'Registry of aw',
    adminName: 'Admin',
    adminEmail: 'admin@aw.example',
    asOf: NOW,
    reason: null,
  };

  test('of RDAP is an observation', async () => {
    const server = await rdapOf((tld, response) => okRdap(tld, response));
    expect(await heard([rdap(server)], tlds('aw'))).toEqual([
      { kind: 'record', observation: { ...observation, source: 'rdap' } },
    ]);
  });

  test('of whois is an observation, in however small pieces it comes', async () => {
    const server = await whoisOf((tld, socket) => {
      const text = Buffer.from(whoisText(tld, { email: 'admin@aw.example' }));
      for (let from = 0; from < text.length; from += 7) socket.write(text.subarray(from, from + 7));
      socket.end();
    });
    expect(await heard([whois(server)], tlds('aw'))).toEqual([
      { kind: 'record', observation: { ...observation, source: 'whois' } },
    ]);
  });
});

describe('what RDAP must not be believed', () => {
  test.each<[string, Parameters<typeof startRdap>[0], string, boolean]>([
    ['not found', (_, response) => response.writeHead(404).end('{}'), 'no such record', true],
    ['another domain', (_, response) => okRdap('br', response), 'another domain', false],
    ['a page to sign in', (_, response) => response.end('<html>'), 'no JSON', false],
    ['a way elsewhere', (_, response) => response.writeHead(302, { location: '/domain/br' }).end(), 'elsewhere', false],
    ['nothing', (_, response) => response.end(), 'empty', false],
    ['too much', (_, response) => response.end('x'.repeat(300_000)), 'too large', false],
    ['no UTF-8', (_, response) => response.end(Buffer.from([0x22, 0xff, 0x22])), 'no UTF-8', false],
    [
      'half of it',
      (_, response) => response.writeHead(200, { 'content-length': 900 }).write('{') && response.destroy(),
      'rdap: ',
      false,
    ],
    ['silence', () => undefined, 'no answer in time', false],
    [
      'a slow drip',
      (_, response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      'no answer in time',
      false,
    ],
    ['an error', (_, response) => response.writeHead(500).end(), 'HTTP 500', false],
    ['a refusal', (_, response) => response.writeHead(403).end(), 'HTTP 403', false],
  ])('%s', async (_what, answer, reason, missing) => {
    const server = await rdapOf(answer);
    const pace = reason === 'no answer in time' ? IMPATIENT : PACE;
    expect(await heard([rdap(server, pace)], tlds('aw'))).toEqual([
      { kind: 'failed', tld: 'aw', reason: expect.stringContaining(reason), missing },
    ]);
  });

  test('the place to which it points is not asked', async () => {
    const server = await rdapOf((tld, response) =>
      tld === 'aw' ? response.writeHead(301, { location: '/domain/br' }).end() : okRdap('aw', response),
    );
    await heard([rdap(server)], tlds('aw'));
    expect(server.asked).toEqual(['aw']);
  });
});

describe('what whois must not be believed', () => {
  const error = '% IANA WHOIS server\n%\n% WHOIS server encountered an error.\n';
  test.each<[string, Parameters<typeof startWhois>[0], string, boolean]>([
    ['nothing', (_, socket) => socket.end(), 'empty', false],
    ['no objects', (_, socket) => socket.end('% This query returned 0 objects.\n'), 'no such record', true],
    ['an error', (_, socket) => socket.end(error), 'met an error', false],
    ['another domain', (_, socket) => okWhois('br', socket), 'another domain', false],
    [
      'half of it',
      (tld, socket) => socket.end(whoisText(tld, { email: 'a@b.example' }).slice(0, 300)),
      'in the middle',
      false,
    ],
    ['too much', (_, socket) => socket.end('x'.repeat(100_000)), 'too large', false],
    ['no UTF-8', (_, socket) => socket.end(Buffer.from([0xff])), 'no UTF-8', false],
    ['silence', () => undefined, 'no answer in time', false],
    ['a hang-up', (_, socket) => socket.resetAndDestroy(), 'whois: ', false],
  ])('%s', async (_what, answer, reason, missing) => {
    const server = await whoisOf(answer);
    const pace = reason === 'no answer in time' ? IMPATIENT : PACE;
    expect(await heard([whois(server, pace)], tlds('aw'))).toEqual([
      { kind: 'failed', tld: 'aw', reason: expect.stringContaining(reason), missing },
    ]);
  });
});

describe('courtesy', () => {
  test('one question at a time, however slow the server is', async () => {
    const server = await rdapOf((tld, response) => setTimeout(() => okRdap(tld, response), 15));
    const answers = await heard([rdap(server)], tlds('aw', 'br', 'nl', 'se'));
    expect(kindsOf(answers)).toEqual(['record', 'record', 'record', 'record']);
    expect(server.most()).toBe(1);
  });

  test('questions are spaced', async () => {
    const times: number[] = [];
    const server = await rdapOf((tld, response) => {
      times.push(performance.now());
      okRdap(tld, response);
    });
    const began = performance.now();
    await heard([rdap(server, { ...PACE, spacingMs: 40 })], tlds('aw', 'br', 'nl'));
    // From the beginning: a busy machine may hear of two of them in one moment, but of none before it was sent.
    const [, second = 0, third = 0] = times;
    expect(second - began).toBeGreaterThan(38);
    expect(third - began).toBeGreaterThan(78);
  });

  test('a server that limits its rate is asked again after the time that it wants', async () => {
    let answered = 0;
    const times: number[] = [];
    const server = await rdapOf((tld, response) => {
      times.push(performance.now());
      answered += 1;
      return answered === 2 ? response.writeHead(429, { 'retry-after': '1' }).end() : okRdap(tld, response);
    });
    expect(kindsOf(await heard([rdap(server)], tlds('aw', 'br')))).toEqual(['record', 'record']);
    expect(server.asked).toEqual(['aw', 'br', 'br']);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(990);
  });

  test('a server that wants to be left alone for long is left alone at once, and what was heard counts', async () => {
    const server = await rdapOf((tld, response) =>
      tld === 'aw' ? okRdap(tld, response) : response.writeHead(503, { 'retry-after': '3600' }).end(),
    );
    const answers = await heard([rdap(server)], tlds('aw', 'br', 'nl'));
    expect(kindsOf(answers)).toEqual(['record', 'failed', 'ended']);
    expect(server.asked).toEqual(['aw', 'br']);
  });

  test('a dead server is given up after some ccTLDs', async () => {
    const server = await rdapOf((_, response) => response.writeHead(500).end());
    const many = tlds(...Array.from({ length: 26 }, (_, index) => `a${String.fromCodePoint(97 + index)}`));
    const answers = await heard([rdap(server)], many);
    expect(kindsOf(answers)).toEqual([...Array.from({ length: 8 }, () => 'failed'), 'ended']);
    expect(server.asked.length).toBeLessThan(20);
  });

  test('an interruption ends it in the middle of a question', async () => {
    const interruption = new AbortController();
    const server = await rdapOf((tld, response) => (tld === 'aw' ? okRdap(tld, response) : interruption.abort()));
    expect(
      kindsOf(await heard([rdap(server, { ...PACE, timeoutMs: 60_000 })], tlds('aw', 'br', 'nl'), interruption.signal)),
    ).toEqual(['record']);
  });
});

describe('whois behind RDAP', () => {
  test('fills the gaps, and only those', async () => {
    const first = await rdapOf((tld, response) =>
      tld === 'br' ? response.writeHead(404).end() : okRdap(tld, response),
    );
    const second = await whoisOf((tld, socket) => okWhois(tld, socket));
    const answers = await heard([rdap(first), whois(second)], tlds('aw', 'br', 'nl'));
    expect(answers.map((answer) => (answer.kind === 'record' ? answer.observation.source : answer.kind))).toEqual([
      'rdap',
      'whois',
      'rdap',
    ]);
    expect(second.asked).toEqual(['br']);
  });

  test('goes on alone when RDAP is away, and a missing record is told where neither has it', async () => {
    const second = await whoisOf((tld, socket) =>
      tld === 'aw' ? socket.end('% This query returned 0 objects.\n') : okWhois(tld, socket),
    );
    const nobody = await rdapOf(() => undefined);
    const away = rdap(nobody);
    await nobody.close();
    open.splice(open.indexOf(nobody), 1);
    const many = tlds('aw', ...Array.from({ length: 12 }, (_, index) => `b${String.fromCodePoint(97 + index)}`));
    const answers = await heard([away, whois(second)], many);
    expect(answers[0]).toMatchObject({
      kind: 'failed',
      missing: true,
      reason: expect.stringMatching(/^rdap: .*; whois: /u),
    });
    expect(kindsOf(answers.slice(1))).toEqual(Array.from({ length: 12 }, () => 'record'));
  });
});
