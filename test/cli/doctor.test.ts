import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type LookupFunction, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { examination } from '../../src/cli/doctor/examination.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { nodeVersion } from '../../src/cli/doctor/host.ts';
import { mtaSts, policyReader } from '../../src/cli/doctor/mta-sts.ts';
import { ownDomain } from '../../src/cli/doctor/own-domain.ts';
import { loadSettings } from '../../src/config/settings-loader.ts';
import { type Instant, instantOf } from '../../src/core/instant.ts';
import type { DnsNode } from '../../src/demo/dns-server.ts';
import { makeRsaKey } from '../../src/demo/mail-signer.ts';
import { startSmarthostSink } from '../../src/demo/smarthost-sink.ts';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { storeSettings } from '../store/store-settings.ts';
import { tldopsHere } from '../e2e/child-program.ts';
import { rawConnection } from '../store/temporary-store.ts';
import { observe } from '../support/iana.ts';
import { changePlan, email, firstContacts, john, mailPlan, NL, NOON, observation, outgoing } from '../support/plans.ts';

const CERTIFICATES = join(import.meta.dirname, '../../fixtures/smtp');
const NOW = instantOf(Date.now());
const POLICY = 'version: STSv1\r\nmode: enforce\r\nmx: mx.tld-ops.example\r\nmax_age: 604800\r\n';
const MX: { readonly [name: string]: DnsNode } = {
  'tld-ops.example': { TXT: ['v=spf1 ip4:127.0.0.1 -all'], MX: ['10 mx.tld-ops.example'] },
};

let world: Surroundings;

beforeEach(() => start(MX));

async function start(zone: typeof MX): Promise<void> {
  world = await startSurroundings({
    iana: [],
    domains: { 'tld-ops.example': { dmarc: 'reject' } },
    zone,
    moreSettings: '',
  });
  await settings('web: { listen: "127.0.0.1:0" }', 'web: { listen: "127.0.0.1:0", public_url: "https://ops.example" }');
}

afterEach(() => world.close());

async function settings(before: string | RegExp, after: string): Promise<void> {
  const text = await readFile(world.settingsFile, 'utf8');
  const changed = text.replace(before, after);
  if (changed === text) throw new Error('the settings were not changed');
  await writeFile(world.settingsFile, changed);
}

async function findings(now: Instant = NOW): Promise<readonly Finding[]> {
  const loaded = loadSettings(world.settingsFile, {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return examination(loaded.settings, now, async () => ({ ok: true, text: POLICY }));
}

async function finding(check: string, now: Instant = NOW): Promise<Finding | undefined> {
  return (await findings(now)).find((one) => one.check === check);
}

function database(): string {
  return join(world.folder, 'data', 'tldops.sqlite');
}

async function listeningServer(): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((socket) => socket.end('220 other.example ESMTP\r\n')).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const bound = server.address();
  return { server, address: `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}` };
}

test('a host that is as it should be has nothing to mend', async () => {
  await world.close();
  await start({ ...MX, '_mta-sts.tld-ops.example': { TXT: ['v=STSv1; id=20260312'] } });
  expect((await findings()).filter(({ state, mend }) => state !== 'ok' || mend !== null)).toEqual([]);
});

test('each check is told once', async () => {
  await openStore(storeSettings(database())).close();
  const names = (await findings()).map(({ check }) => check);
  expect(names).toEqual([...new Set(names)]);
  for (const name of ['settings', 'policy', 'node', 'data-dir', 'free-space', 'database', 'durability', 'clock', 'dns'])
    expect(names).toContain(name);
});

describe('what receivers look up', () => {
  test.each<[string, string, DnsNode, Finding['state'], string]>([
    ['spf', 'tld-ops.example', { MX: ['10 mx.tld-ops.example'] }, 'warning', 'no SPF'],
    ['spf', 'tld-ops.example', { TXT: ['v=spf1 -all', 'v=spf1 mx'] }, 'fault', '2 SPF records'],
    ['dmarc', '_dmarc.tld-ops.example', { TXT: ['nothing'] }, 'warning', 'no DMARC'],
    ['mx', 'tld-ops.example', { TXT: ['v=spf1 -all'], MX: ['5 other.example'] }, 'warning', 'other.example'],
    ['mta-sts', '_mta-sts.tld-ops.example', { TXT: ['v=spf1 -all'] }, 'warning', 'no MTA-STS'],
    ['mta-sts', '_mta-sts.tld-ops.example', { TXT: ['v=STSv1; id=1', 'v=STSv1; id=2'] }, 'fault', '2 records'],
    ['mta-sts', '_mta-sts.tld-ops.example', { TXT: ['v=STSv1; id=a-b'] }, 'fault', 'no valid id'],
    ['mta-sts', '_mta-sts.tld-ops.example', 'servfail', 'warning', 'ESERVFAIL'],
    ['dkim-key', 's1._domainkey.tld-ops.example', {}, 'fault', 'no public key'],
    ['dkim-key', 's1._domainkey.tld-ops.example', { TXT: [makeRsaKey().txtRecord] }, 'fault', 'is not that of'],
    ['dkim-key', 's1._domainkey.tld-ops.example', 'servfail', 'warning', 'ESERVFAIL'],
  ])('%s: %s as %j is a %s', async (check, name, node, state, words) => {
    const zone = { ...MX, '_dmarc.tld-ops.example': { TXT: ['v=DMARC1; p=reject'] } };
    world.dns.serve({ ...zone, [name]: node });
    const found = await finding(check);
    expect(found).toMatchObject({ state, found: expect.stringContaining(words), mend: expect.any(String) });
    if (check === 'dkim-key' && state === 'fault')
      expect(found?.publish).toMatchObject({ name, value: expect.stringMatching(/^v=DKIM1; k=rsa; p=[\w+/=]+$/u) });
  });

  test('DMARC of the domain that was registered, not of the host below which its owner is a customer', async () => {
    const asked: string[] = [];
    const txt = async (name: string) => {
      asked.push(name);
      return { kind: 'none' } as const;
    };
    const mailbox = { admin: email('ops@mail.us.github.io'), name: '', aliases: [] };
    await ownDomain({ mailbox, hostname: 'mx.us.github.io' }, { txt, mx: txt });
    expect(asked.filter((name) => name.startsWith('_dmarc.'))).toEqual([
      '_dmarc.mail.us.github.io',
      '_dmarc.us.github.io',
    ]);
  });

  test('a DKIM key that is not set is a warning', async () => {
    await settings(/, dkim: \{[^}]*\}/u, '');
    expect(await finding('dkim-key')).toMatchObject({
      state: 'warning',
      mend: expect.stringContaining('outbound.dkim'),
    });
  });
});

describe('the MTA-STS policy', () => {
  test.each<[string, Finding['state'], string]>([
    [POLICY.replace('STSv1', 'STSv2'), 'fault', 'does not begin with'],
    [POLICY.replace('mode: enforce', 'mode: strict'), 'fault', 'no valid mode'],
    [POLICY.replace('mx: mx.', 'mx: mx2.'), 'fault', 'does not name mx.tld-ops.example'],
    [POLICY.replace('mx: mx.', 'mx: *.mx.'), 'fault', 'does not name mx.tld-ops.example'],
    [POLICY.replace('enforce', 'testing'), 'warning', 'mode: testing'],
    [POLICY.replace('604800', '60'), 'warning', 'very short time'],
    [POLICY.replace('mx: mx.', 'mx: *.'), 'ok', 'enforced for *.tld-ops.example'],
    [POLICY.replaceAll('\r', ''), 'ok', 'enforced for mx.tld-ops.example'],
  ])('%j is a %s', async (text, state, words) => {
    const records = async () => ({ kind: 'records', records: ['v=STSv1; id=1'] }) as const;
    const place = {
      hostname: 'mx.tld-ops.example',
      mailbox: { admin: email('a@tld-ops.example'), name: '', aliases: [] },
    };
    const found = await mtaSts(place, { txt: records, mx: records }, async () => ({ ok: true, text }));
    expect(found).toMatchObject({ state, found: expect.stringContaining(words) });
  });

  test('is read over https from a server whose certificate is trusted, and from no other', async () => {
    const pem = (name: string): Promise<string> => readFile(join(CERTIFICATES, `loopback-${name}.pem`), 'utf8');
    const [cert, key] = [await pem('cert'), await pem('key')];
    let status = 200;
    const server = createHttpsServer({ cert, key }, ({ url }, response) => {
      response.writeHead(url === '/.well-known/mta-sts.txt' ? status : 404, { location: '/elsewhere' }).end(POLICY);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const name = new X509Certificate(cert).subjectAltName?.match(/DNS:([^,]+)/u)?.[1] ?? 'localhost';
    const lookup: LookupFunction = (_, { all }, callback) =>
      all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
    expect(await policyReader({ port, ca: cert, lookup })(name)).toEqual({ ok: true, text: POLICY });
    expect(await policyReader({ port, lookup })(name)).toMatchObject({ ok: false });
    expect(await policyReader({ port, ca: cert, lookup })('other.example')).toMatchObject({ ok: false });
    status = 302;
    expect(await policyReader({ port, ca: cert, lookup })(name)).toEqual({
      ok: false,
      reason: 'the server answers 302',
    });
  });
});

describe('files and names', () => {
  test('that others may read is a warning that says how to shut them', async () => {
    await openStore(storeSettings(database())).close();
    expect(await finding('permissions')).toMatchObject({ state: 'ok' });
    await chmod(database(), 0o644);
    await chmod(join(world.folder, 'dkim.pem'), 0o644);
    expect(await finding('permissions')).toMatchObject({
      state: 'warning',
      found: expect.stringContaining(`${database()}, ${join(world.folder, 'dkim.pem')}`),
      mend: expect.stringContaining('chmod o= '),
    });
  });

  test('a mailbox whose name leaves no room for envelope senders is a fault', async () => {
    expect(await finding('mailbox')).toMatchObject({ state: 'ok' });
    await settings('admin: tld-ops-admin@', 'admin: tld-ops-administrators-xx@');
    expect(await finding('mailbox')).toMatchObject({ state: 'fault', found: expect.stringContaining('more than 24') });
  });
});

describe('DNS', () => {
  test('that does not answer is a fault, soon', async () => {
    await settings('timeout: 15s', 'timeout: 300ms');
    world.dns.serve({ 'tld-ops.example': 'silent' });
    expect(await finding('dns')).toMatchObject({ state: 'fault', found: expect.stringContaining('ETIMEOUT') });
  });

  test('of which one server is dead is a warning that names it', async () => {
    await settings('timeout: 15s', 'timeout: 3s');
    await settings(`servers: ["${world.dns.address}"]`, `servers: ["${world.dns.address}", "127.0.0.1:9"]`);
    expect(await finding('dns')).toMatchObject({ state: 'warning', found: expect.stringContaining('127.0.0.1:9') });
  });
});

describe('the smarthost', () => {
  test('that is not there is a fault', async () => {
    await world.sink.close();
    expect(await finding('smarthost')).toMatchObject({
      state: 'fault',
      found: expect.stringContaining('ECONNREFUSED'),
      mend: expect.stringContaining('outbound.smarthost'),
    });
  });

  test('that turns us away is a fault, with its words', async () => {
    world.sink.mood('refuse-session');
    expect(await finding('smarthost')).toMatchObject({ state: 'fault', found: expect.stringContaining('Go away') });
  });

  test('that offers TLS gets it', async () => {
    const sink = await startSmarthostSink({
      tls: {
        cert: await readFile(join(CERTIFICATES, 'loopback-cert.pem'), 'utf8'),
        key: await readFile(join(CERTIFICATES, 'loopback-key.pem'), 'utf8'),
      },
    });
    onTestFinished(() => sink.close());
    await settings(world.sink.url, sink.url);
    expect(await finding('smarthost')).toMatchObject({ state: 'ok', found: expect.stringContaining('with TLS') });
  });
});

describe('the certificate', () => {
  const tls = `tls: { cert: ${CERTIFICATES}/loopback-cert.pem, key: ${CERTIFICATES}/loopback-key.pem }`;

  test.each([
    ['2026-12-01T00:00:00Z', 'ok', 'is for mx.tld-ops.example'],
    ['2126-10-20T00:00:00Z', 'warning', 'in 8 days'],
    ['2126-10-28T13:30:00Z', 'fault', 'is over'],
    ['2026-11-01T00:00:00Z', 'fault', 'begins on'],
  ])('on %s: %s, %s', async (date, state, words) => {
    await settings('smtp: { listen: "127.0.0.1:0"', `smtp: { listen: "127.0.0.1:0", ${tls}`);
    expect(await finding('tls', instantOf(Date.parse(date)))).toMatchObject({
      state,
      found: expect.stringContaining(words),
    });
  });

  test('for another host is a warning; none on an open port too', async () => {
    await settings('hostname: mx.tld-ops.example', 'hostname: mail.tld-ops.example');
    await settings('smtp: { listen: "127.0.0.1:0"', `smtp: { listen: "0.0.0.0:0", ${tls}`);
    expect(await finding('tls')).toMatchObject({ state: 'warning', found: expect.stringContaining('not for mail.') });
    await settings(`, ${tls}`, '');
    expect(await finding('tls')).toMatchObject({ state: 'warning', found: expect.stringContaining('unencrypted') });
  });
});

describe('the addresses to listen at', () => {
  test.each([
    ['smtp-listen', 'smtp: { listen:'],
    ['web-listen', 'web: { listen:'],
  ])('%s that another program has is a fault', async (check, setting) => {
    const { address } = await listeningServer();
    await settings(`${setting} "127.0.0.1:0"`, `${setting} "${address}"`);
    expect(await finding(check)).toMatchObject({
      state: 'fault',
      found: expect.stringContaining('another program listens there already'),
    });
  });

  test('that this host does not have is a fault', async () => {
    await settings('smtp: { listen: "127.0.0.1:0"', 'smtp: { listen: "192.0.2.1:2525"');
    expect(await finding('smtp-listen')).toMatchObject({
      state: 'fault',
      found: expect.stringContaining('no such address'),
    });
  });
});

describe('the database', () => {
  test('whose history was changed is a fault', async () => {
    const store = openStore(storeSettings(database()));
    await store.commit(mailPlan(1));
    await store.close();
    const raw = rawConnection(database());
    raw.exec('drop trigger audit_keeps_what_was');
    raw.exec(`update audit set actor = 'eve' where seq = 1`);
    expect(await finding('database')).toMatchObject({ state: 'fault', found: expect.stringContaining('trigger') });
  });

  test('of a newer version is a fault that no backup mends first', async () => {
    await openStore(storeSettings(database())).close();
    rawConnection(database()).pragma('user_version = 99');
    expect(await finding('database')).toMatchObject({
      state: 'fault',
      mend: expect.stringContaining('Run the version'),
    });
  });

  test.skipIf(process.getuid?.() === 0)(
    'that this user may not write is a fault of its owner, not of its content',
    async () => {
      await openStore(storeSettings(database())).close();
      await chmod(database(), 0o400);
      expect(await finding('database')).toMatchObject({ state: 'fault', mend: expect.stringContaining('user') });
    },
  );

  test('that is none is a fault, and the checks behind it are left out', async () => {
    await openStore(storeSettings(database())).close();
    await writeFile(database(), 'no database '.repeat(1000));
    const all = await findings();
    expect(all.find(({ check }) => check === 'database')).toMatchObject({
      state: 'fault',
      mend: expect.stringContaining('restore'),
    });
    expect(all.find(({ check }) => check === 'outbox')).toBeUndefined();
  });

  test('with an entry from the future tells of the clock', async () => {
    const store = openStore(storeSettings(database()));
    await store.commit(mailPlan(1, { audit: [{ kind: 'mail-accepted', tld: null, actor: 'system', details: {} }] }));
    await store.close();
    expect(await finding('clock', instantOf(Date.parse(NOON) - 1000))).toMatchObject({ state: 'fault' });
    expect(await finding('clock', instantOf(Date.parse(NOON) + 1000))).toMatchObject({ state: 'ok' });
  });

  test('that cannot be made is a fault of the folder', async () => {
    await writeFile(join(world.folder, 'data'), 'no folder');
    expect(await finding('data-dir')).toMatchObject({ state: 'fault', mend: expect.stringContaining('data_dir') });
  });
});

describe('what is stored', () => {
  test('is told where it would not help in an emergency', async () => {
    const store = openStore(storeSettings(database()));
    await store.commit(
      changePlan(1, firstContacts(NL, john({ email: email('john@nic.nl'), secondaryEmail: null })), {
        outgoing: [outgoing()],
      }),
    );
    await observe(store, [observation()], NOON);
    await store.close();
    const day = (days: number): Instant => instantOf(Date.parse(NOON) + days * 86_400_000);
    const soon = await findings(day(1));
    const later = await findings(day(60));
    const state = (all: readonly Finding[], check: string): unknown => all.find((one) => one.check === check)?.state;
    expect(soon.find(({ check }) => check === 'reachable-outside')).toMatchObject({
      state: 'warning',
      found: expect.stringContaining('1 ccTLD are under the ccTLD itself: .nl.'),
    });
    expect([state(soon, 'confirmed'), state(later, 'confirmed')]).toEqual(['ok', 'warning']);
    expect([state(soon, 'iana-data'), state(later, 'iana-data')]).toEqual(['warning', 'fault']);
    expect([state(soon, 'outbox'), state(soon, 'failed-mail')]).toEqual(['warning', 'ok']);
  });
});

test('an IANA file that is not there, links without https and another Node are told', async () => {
  await settings('iana.json', 'nowhere.json');
  await settings('https://ops.example', 'http://127.0.0.1:8080');
  expect(await finding('public-url')).toMatchObject({ found: expect.stringContaining('on this machine only') });
  await settings('http://127.0.0.1:8080', 'http://ops.example');
  expect(await finding('iana-file')).toMatchObject({ state: 'fault' });
  expect(await finding('public-url')).toMatchObject({ state: 'warning', mend: expect.stringContaining('https') });
  expect(nodeVersion('26.1.0', '24.21.0')).toMatchObject({ state: 'warning' });
});

test('a policy that cannot be used is told with file and line; all else is examined', async () => {
  await settings(/^rules_dir: .*$/mu, `rules_dir: ${world.folder}/no-rules`);
  const all = await findings();
  expect(all.find(({ check }) => check === 'policy')).toMatchObject({
    state: 'fault',
    found: expect.stringContaining('limits.yaml'),
  });
  expect(all.find(({ check }) => check === 'smarthost')).toMatchObject({ state: 'ok' });
});

describe('the command', () => {
  const doctor = (...options: readonly string[]) => tldopsHere(['doctor', '--config', world.settingsFile, ...options]);

  test('ends with 0 where there are warnings only, and tells them before what is right', async () => {
    world.dns.serve({});
    await settings(/, dkim: \{[^}]*\}/u, '');
    const { status, stdout, stderr } = await doctor();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^warning {2}\S[\s\S]*?\n {9}-> [\s\S]*\nok {7}settings: /u);
  });

  test('prints the DKIM record as a zone file takes it: no string is too long, and together they are the public key', async () => {
    world.dns.serve(MX);
    const { stdout } = await doctor();
    const record = /^s1\._domainkey\.tld-ops\.example\. IN TXT \(\n((?: +"[^"\\]+"\n)+)\)$/mu.exec(stdout);
    const strings = [...(record?.[1] ?? '').matchAll(/"([^"]+)"/gu)].map(([, text = '']) => text);
    expect(strings.map(({ length }) => length <= 255)).toEqual([true, true]);
    const value = strings.join('');
    expect((await doctor('--json')).json()).toContainEqual(
      expect.objectContaining({ publish: expect.objectContaining({ value, zoneFile: record?.[0] }) }),
    );
    world.dns.serve({ ...MX, 's1._domainkey.tld-ops.example': { TXT: [value] } });
    expect(await finding('dkim-key')).toMatchObject({ state: 'ok' });
  });

  test('ends with 1 for a fault, with the list on stdout and the names of the faults on stderr', async () => {
    await world.sink.close();
    const finished = await doctor('--json');
    expect(finished).toMatchObject({ status: 1, stderr: '1 fault: smarthost.\n' });
    expect(finished.json()).toContainEqual(expect.objectContaining({ check: 'smarthost', state: 'fault' }));
    expect((await doctor()).stdout).toMatch(/^FAULT {4}smarthost: /u);
  });

  test('warns of variables of the environment that nothing reads', async () => {
    expect((await doctor('--json')).json()).toContainEqual(
      expect.objectContaining({ check: 'environment', state: 'ok' }),
    );
    vi.stubEnv('TLDOPS_OUTBOUND_SMTHOST', 'smtp://127.0.0.1:25');
    const finished = await doctor('--json');
    vi.unstubAllEnvs();
    expect(finished).toMatchObject({ status: 0, stderr: '' });
    expect(finished.json()).toContainEqual({
      check: 'environment',
      state: 'warning',
      found: expect.stringContaining(
        'TLDOPS_OUTBOUND_SMTHOST is set, but nothing reads it; did you mean TLDOPS_OUTBOUND_SMARTHOST?',
      ),
      mend: expect.stringContaining('docs/settings.md'),
    });
  });

  test('ends with 3 where settings or policy cannot be used', async () => {
    await settings(/^rules_dir: .*$/mu, `rules_dir: ${world.folder}/no-rules`);
    expect((await doctor()).status).toBe(3);
    await settings('hostname:', 'hostnam:');
    const finished = await doctor('--json');
    expect(finished).toMatchObject({ status: 3, stderr: expect.stringContaining('hostname') });
    expect(finished.json()).toMatchObject([
      { check: 'settings', state: 'fault', found: expect.stringContaining('hostnam') },
    ]);
  });
});
