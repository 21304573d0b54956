import { afterEach, describe, expect, it } from 'vitest';
import { createDnsLookup, type Lookup, limited } from '../../src/auth/dns-lookup.ts';
import { type DnsServer, type DnsZone, startDnsServer } from '../../src/demo/dns-server.ts';

const never = new AbortController().signal;
const zone: DnsZone = {
  'nic.example': {
    TXT: ['one', 'x'.repeat(2000)],
    A: ['192.0.2.1'],
    AAAA: ['2001:db8::1'],
    MX: ['10 mx.nic.example'],
    NS: ['ns.nic.example'],
  },
  'www.nic.example': { CNAME: ['nic.example'] },
  '1.2.0.192.in-addr.arpa': { PTR: ['nic.example'] },
  'a.b.example': { A: ['192.0.2.2'] },
  'broken.example': 'servfail',
  'silent.example': 'silent',
};

let server: DnsServer | null = null;
let now = 0;

async function lookupIn(served: DnsZone, timeoutMs = 20_000): Promise<Lookup> {
  server = await startDnsServer(served);
  return createDnsLookup({ servers: [server.address], timeoutMs }, () => now);
}

afterEach(async () => {
  await server?.close();
  server = null;
  now = 0;
});

describe('the DNS as mailauth wants it', () => {
  const answers: readonly [name: string, type: string, answer: object][] = [
    ['nic.example', 'TXT', [['one'], [...'x'.repeat(7)].map(() => 'x'.repeat(255)).concat('x'.repeat(215))]],
    ['NIC.example', 'A', ['192.0.2.1']],
    ['nic.example', 'AAAA', ['2001:db8::1']],
    ['nic.example', 'MX', [{ priority: 10, exchange: 'mx.nic.example' }]],
    ['nic.example', 'NS', ['ns.nic.example']],
    ['www.nic.example', 'A', ['192.0.2.1']],
    ['www.nic.example', 'CNAME', ['nic.example']],
    ['1.2.0.192.in-addr.arpa', 'PTR', ['nic.example']],
  ];
  it.each(answers)('answers %s %s', async (name, type, answer) => {
    const lookup = await lookupIn(zone);
    expect(await lookup(name, type)).toMatchObject(answer);
  });

  const failures: readonly [name: string, type: string, code: string][] = [
    ['nothing.example', 'TXT', 'ENOTFOUND'],
    ['b.example', 'TXT', 'ENODATA'],
    ['a.b.example', 'TXT', 'ENODATA'],
    [`${'x'.repeat(64)}.example`, 'TXT', 'ENOTFOUND'],
    ['a..example', 'TXT', 'ENOTFOUND'],
    ['broken.example', 'TXT', 'ESERVFAIL'],
    ['silent.example', 'TXT', 'ETIMEOUT'],
    ['nic.example', 'NONSENSE', 'ESERVFAIL'],
  ];
  it.each(failures)('fails %s %s with %s', async (name, type, code) => {
    const lookup = await lookupIn(zone, code === 'ETIMEOUT' ? 200 : 20_000);
    await expect(lookup(name, type)).rejects.toMatchObject({ code });
  });

  it('fails as the DNS does where no server is', async () => {
    const lookup = createDnsLookup({ servers: ['127.0.0.1:1'], timeoutMs: 200 });
    await expect(lookup('nic.example', 'TXT')).rejects.toMatchObject({
      code: expect.stringMatching(/ESERVFAIL|ETIMEOUT/u),
    });
  });
});

describe('what is remembered', () => {
  it('asks once for questions at the same time, and keeps an answer for a minute', async () => {
    const lookup = await lookupIn(zone);
    await Promise.all([lookup('nic.example', 'A'), lookup('NIC.example', 'A')]);
    now = 59_000;
    await lookup('nic.example', 'A');
    expect(server?.questions).toHaveLength(1);
    now = 61_000;
    await lookup('nic.example', 'A');
    expect(server?.questions).toHaveLength(2);
  });

  it('keeps an absence for seconds only', async () => {
    const lookup = await lookupIn({});
    await expect(lookup('new.example', 'A')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    server?.serve({ 'new.example': { A: ['192.0.2.3'] } });
    await expect(lookup('new.example', 'A')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    now = 6_000;
    expect(await lookup('new.example', 'A')).toEqual(['192.0.2.3']);
  });

  it('never keeps a failure', async () => {
    const lookup = await lookupIn({ 'nic.example': 'servfail' });
    await expect(lookup('nic.example', 'A')).rejects.toMatchObject({ code: 'ESERVFAIL' });
    server?.serve(zone);
    expect(await lookup('nic.example', 'A')).toEqual(['192.0.2.1']);
  });
});

describe('one mail’s share', () => {
  it('is so many questions', async () => {
    const lookup = limited(await lookupIn(zone), 2, never);
    await lookup('nic.example', 'A');
    await lookup('nic.example', 'A');
    await expect(lookup('nic.example', 'A')).rejects.toMatchObject({ code: 'ELIMIT' });
  });

  it('ends at the deadline, also for a question under way', async () => {
    const deadline = new AbortController();
    const lookup = limited(await lookupIn(zone, 60_000), 9, deadline.signal);
    const waiting = lookup('silent.example', 'A');
    deadline.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await expect(lookup('nic.example', 'A')).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });
});
