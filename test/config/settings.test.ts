import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Settings } from '../../src/config/settings.ts';
import { describeSettings, settingsYaml } from '../../src/config/settings-description.ts';
import { unreadVariableText } from '../../src/config/settings-environment.ts';
import { loadSettings, settingsFaultText } from '../../src/config/settings-loader.ts';

const LEAST = `
hostname: mx.tld-ops.example
mailbox: { admin: tld-ops-admin@tld-ops.example }
secretariat: [{ name: Ann, email: ann@tld-ops.example }]
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'rsa.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { privateKey: edwards } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'ed25519.pem'), edwards.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'nonsense.pem'), 'nothing of the kind');
});
afterAll(() => rmSync(folder, { recursive: true }));

function reading(yaml: string | Uint8Array, env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'tldops.yaml'), yaml);
  return loadSettings(join(folder, 'tldops.yaml'), env);
}

function settings(yaml: string, env: Record<string, string> = {}): Settings {
  const found = reading(yaml, env);
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.settings;
}

function faults(yaml: string, env: Record<string, string> = {}): readonly string[] {
  const found = reading(yaml, env);
  return found.ok ? [] : found.faults.map((fault) => settingsFaultText('f', fault));
}

test('three keys are enough; everything else has the documented default', () => {
  expect(describeSettings(settings(LEAST))).toEqual({
    data_dir: join(folder, 'data'),
    hostname: 'mx.tld-ops.example',
    mailbox: { admin: 'tld-ops-admin@tld-ops.example', name: 'TLD-OPS Administration', aliases: [] },
    secretariat: [{ name: 'Ann', email: 'ann@tld-ops.example' }],
    standing_committee: null,
    smtp: {
      listen: '127.0.0.1:2525',
      protocol: 'smtp',
      behind_queue: false,
      tls: null,
      trusted_relays: [],
      max_bytes: '10 MiB',
      max_connections: 200,
    },
    dns: { servers: [], timeout: '5s' },
    outbound: { smarthost: 'smtp://127.0.0.1:2526', bulk_per_minute: 300, dkim: null },
    iana: { source: 'rdap', whois: 'whois.iana.org:43', rdap: 'https://rdap.iana.org', file: null, refresh: '24h' },
    web: { listen: '127.0.0.1:8080', public_url: 'http://127.0.0.1:8080', trusted_header: null },
    schedule: { monthly: '1 06:00', weekly: 'mon 06:00' },
    rules_dir: resolve('rules'),
    log: { level: 'info' },
  });
});

test('an empty file and no file at all lack the three', () => {
  const missing = ['hostname is missing', 'mailbox.admin is missing', 'secretariat must be a list'];
  for (const found of [reading(''), reading('# nothing\n'), loadSettings(null, {})]) {
    const told = found.ok ? [] : found.faults.map((fault) => `${fault.path} ${fault.message}`);
    expect(told).toHaveLength(3);
    for (const [index, start] of missing.entries()) expect(told[index]).toContain(start);
  }
});

test('the documented example names every key and is accepted as it stands', () => {
  const example = /```yaml\n(?<yaml>.*?)```/su.exec(readFileSync('docs/settings.md', 'utf8'))?.groups?.['yaml'] ?? '';
  const pems = example
    .replace('dkim/s2026.pem', 'rsa.pem')
    .replace('tls/fullchain.pem', certificate().cert)
    .replace('tls/privkey.pem', certificate().key);
  const described = describeSettings(settings(pems));
  expect(keysOf(parse(example))).toEqual(keysOf(described));
});

// Not a default, but an example of what has none, as the comment on its line or on its section says.
const EXAMPLES =
  /^\.(?:hostname|mailbox\.admin|secretariat|standing_committee|smtp\.tls|dns\.servers|outbound\.dkim|iana\.file|web\.public_url|web\.trusted_header|data_dir|rules_dir)/u;

test('every other value of the documented example is the default', () => {
  const example = /```yaml\n(?<yaml>.*?)```/su.exec(readFileSync('docs/settings.md', 'utf8'))?.groups?.['yaml'] ?? '';
  const inForce = new Map(valuesOf(describeSettings(settings(LEAST))));
  const documented = valuesOf(parse(example)).filter(([path]) => !EXAMPLES.test(path));
  expect(documented.length).toBeGreaterThan(15);
  expect(documented).toEqual(documented.map(([path]) => [path, inForce.get(path)]));
});

function valuesOf(value: unknown, path = ''): readonly (readonly [path: string, value: string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => valuesOf(inner, `${path}.${key}`));
}

function keysOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value)
    .flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`))
    .toSorted();
}

let made: { cert: string; key: string } | null = null;
function certificate(): { cert: string; key: string } {
  made ??= { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=mx',
      '-days',
      '2',
      '-keyout',
      made.key,
      '-out',
      made.cert,
    ],
    { stdio: 'ignore' },
  );
  return made;
}

test('a key that is written twice hides no other fault', () => {
  expect(
    faults(`${LEAST}hostname: other.example\nsmtp: { lisen: x, max_connections: 0, max_connections: 5 }\n`),
  ).toEqual([
    'f:5: this key stands here a second time',
    'f:6: this key stands here a second time',
    expect.stringMatching(/^f:6: smtp\.max_connections must be/u),
    expect.stringMatching(/^f:6: smtp\.lisen is unknown/u),
  ]);
});

test('the certificate and its key are read; a key of another certificate is told', () => {
  const { cert, key } = certificate();
  const right = settings(`${LEAST}smtp: { tls: { cert: "${cert}", key: "${key}" } }`);
  expect(right.smtp.tls?.cert.pem).toContain('BEGIN CERTIFICATE');
  expect(faults(`${LEAST}smtp: { tls: { cert: "${cert}", key: rsa.pem } }`)).toEqual([
    'f:5: smtp.tls.key does not belong to the certificate',
  ]);
  expect(faults(`${LEAST}smtp: { tls: { cert: "${cert}" } }`)).toEqual([
    'f: smtp.tls.key is missing; cert and key are set together or not at all',
  ]);
});

test('all faults come at once, each with its line', () => {
  expect(
    faults(`hostname: mx.tld-ops.example
mailbox:
  admin: tld-ops-admin
  alias: []
secretariat: [{ name: Ann, email: ann@, phone: 1 }]
smtp:
  lisen: 127.0.0.1:25
  max_bytes: 10 apples
  max_connections: -1
dns: { timeout: 5 }
dataDir: ./data
colour: red
`),
  ).toEqual([
    'f:3: mailbox.admin must be an e-mail address such as john@example.org',
    'f:4: mailbox.alias is unknown; did you mean "aliases"?',
    'f:5: secretariat[0].email must be an e-mail address such as john@example.org',
    'f:5: secretariat[0].phone is unknown; known here: name, email',
    'f:7: smtp.lisen is unknown; did you mean "listen"?',
    'f:8: smtp.max_bytes must be a size such as 10 MiB, 500 kB or 1048576',
    'f:9: smtp.max_connections must be a whole number from 1 to 10000',
    'f:10: dns.timeout must be a duration such as 500 ms, 5s, 24h or 7 days',
    'f:11: dataDir is unknown; did you mean "data_dir"?',
    expect.stringMatching(/^f:12: colour is unknown; known here: data_dir, hostname,/u),
  ]);
});

test.each([
  ['a key twice', `${LEAST}hostname: other.example\n`, 'f:5: this key stands here a second time'],
  ['broken YAML', `${LEAST}smtp: { listen: [ }\n`, /^f:5: is no YAML here: /u],
  ['a tag', `${LEAST}log: !secret x\n`, /^f:5: is no YAML here: Unresolved tag/u],
  ['two documents', `${LEAST}---\nhostname: x.example\n`, /^f:\d: a second document follows here/u],
  ['a list', '- hostname\n', /^f:1: must be keys with values/u],
  ['a text for a section', `${LEAST}smtp: on\n`, 'f:5: smtp must be keys with values'],
  ['an unquoted yes', `${LEAST}smtp: { behind_queue: yes }\n`, 'f:5: smtp.behind_queue must be true or false'],
  ['a plus in the mailbox', LEAST.replace('admin@', 'admin+x@'), 'f:3: mailbox.admin must not contain a "+"'],
  ['a file source without file', `${LEAST}iana: { source: file }`, 'f: iana.file is missing, and the source is "file"'],
  ['a resolver by name', `${LEAST}dns: { servers: [1.1.1.1, dns.example] }`, /^f:5: dns\.servers\[1\] must be an IP/u],
  [
    'no PEM there',
    `${LEAST}outbound: { dkim: { domain: a.example, selector: s, key: no.pem } }`,
    /dkim\.key cannot be read: .*no\.pem \(there is no such file\)/u,
  ],
  [
    'a key of another kind',
    `${LEAST}outbound: { dkim: { domain: a.example, selector: s, key: ed25519.pem } }`,
    /must hold an RSA key/u,
  ],
  [
    'no key at all',
    `${LEAST}outbound: { dkim: { domain: a.example, selector: s, key: nonsense.pem } }`,
    /is not a PEM file of the right kind/u,
  ],
  ['half a login', `${LEAST}outbound: { smarthost: "smtp://me@h:25" }`, /both user and password/u],
  ['a 31st', `${LEAST}schedule: { monthly: "31 06:00" }`, /^f:5: schedule.monthly must be a day from 1 to 28/u],
])('%s is refused', (_what, yaml, told) => {
  const found = faults(yaml);
  expect(found.some((text) => (typeof told === 'string' ? text === told : told.test(text)))).toBe(true);
});

test('a file that was not saved as UTF-8 is told with its line, not read with letters missing', () => {
  const yaml = LEAST.replace('{ admin:', '{ name: Société, admin:');
  const found = reading(Buffer.from(yaml, 'latin1'));
  expect(found.ok ? [] : found.faults).toEqual([
    expect.objectContaining({ line: 3, message: expect.stringContaining('UTF-8') }),
  ]);
});

test.each([
  ['"[::1]:2525"', { host: '::1', port: 2525 }],
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['localhost:25', { host: 'localhost', port: 25 }],
])('listens at %s', (written, expected) => {
  expect(settings(`${LEAST}smtp:\n  listen: ${written}\n`).smtp.listen).toEqual(expected);
});

test.each(['2525', '"::1:2525"', '"[::g]:25"', '127.0.0.1', '127.0.0.1:65536', '999.1.1.1:25'])(
  'does not listen at %s',
  (written) => {
    expect(faults(`${LEAST}smtp:\n  listen: ${written}\n`)).toHaveLength(1);
  },
);

test('resolvers have port 53 unless they say otherwise', () => {
  expect(settings(`${LEAST}dns: { servers: [1.1.1.1, "::1", "[::1]:5353"] }`).dns.servers).toEqual([
    '1.1.1.1:53',
    '[::1]:53',
    '[::1]:5353',
  ]);
});

test('trusted relays are addresses or ranges', () => {
  const found = settings(`${LEAST}smtp: { trusted_relays: [192.0.2.1, 10.0.0.0/8, "2001:DB8::/32"] }`);
  expect(found.smtp.trustedRelays).toEqual(['192.0.2.1', '10.0.0.0/8', '2001:db8::/32']);
  expect(faults(`${LEAST}smtp: { trusted_relays: [192.0.2.0/33, relay.example, "::1/0/0", 1.2.3.4/] }`)).toHaveLength(
    4,
  );
});

test('a proxy signs people in with a header of its own, from its own address; by default there is none', () => {
  const found = settings(`${LEAST}web: { trusted_header: { name: X-Remote-User, from: ["::1", 10.0.0.0/8] } }`);
  expect(found.web.trustedHeader).toEqual({ name: 'x-remote-user', from: ['::1', '10.0.0.0/8'] });
  expect(settings(LEAST).web.trustedHeader).toBeNull();
});

test.each([
  ['{ name: X-Remote-User }', 'web.trusted_header.from'],
  ['{ name: X-Remote-User, from: [] }', 'web.trusted_header.from'],
  ['{ from: [127.0.0.1] }', 'web.trusted_header.name'],
  ['{ name: "X Remote", from: [127.0.0.1] }', 'web.trusted_header.name'],
  ['{ name: X-Forwarded-For, from: [127.0.0.1] }', 'web.trusted_header.name'],
  ['{ name: Cookie, from: [127.0.0.1] }', 'web.trusted_header.name'],
  ['{ name: X-Remote-User, from: [proxy.example] }', 'web.trusted_header.from[0]'],
])('the trusted header %s is no such thing', (written, path) => {
  const found = faults(`${LEAST}web: { trusted_header: ${written} }`);
  expect(found.join('\n')).toContain(`: ${path} `);
});

test.each([
  ['500 ms', 500],
  ['5s', 5000],
  ['0.5 min', 30_000],
])('reads the duration %s', (written, expected) => {
  expect(settings(`${LEAST}dns: { timeout: ${written} }`).dns.timeoutMs).toBe(expected);
});

test.each([
  ['1 MiB', 1_048_576],
  ['500 kB', 500_000],
  ['1048576', 1_048_576],
])('reads the size %s', (written, expected) => {
  expect(settings(`${LEAST}smtp: { max_bytes: ${written} }`).smtp.maxBytes).toBe(expected);
});

test('relative paths start at the folder of the file', () => {
  const found = settings(`${LEAST}data_dir: ../d\nrules_dir: r\niana: { source: file, file: iana.json }\n`);
  expect([found.dataDir, found.rulesDir, found.iana.file]).toEqual([
    resolve(folder, '../d'),
    join(folder, 'r'),
    join(folder, 'iana.json'),
  ]);
});

test('the environment goes before the file, and its faults name the variable', () => {
  const env = {
    TLDOPS_SMTP_LISTEN: '[::]:25',
    TLDOPS_SMTP_MAX_CONNECTIONS: '7',
    TLDOPS_SMTP_BEHIND_QUEUE: 'true',
    TLDOPS_DNS_SERVERS: '192.0.2.1, 192.0.2.2:5353',
    TLDOPS_LOG_LEVEL: '',
    TLDOPS_UNRELATED: 'x',
  };
  const found = settings(`${LEAST}smtp: { listen: "127.0.0.1:1" }`, env);
  expect(found.smtp).toMatchObject({ listen: { host: '::', port: 25 }, maxConnections: 7, behindQueue: true });
  expect(found.dns.servers).toEqual(['192.0.2.1:53', '192.0.2.2:5353']);
  expect(faults(LEAST, { TLDOPS_LOG_LEVEL: 'loud' })).toEqual([
    'f: log.level must be one of trace, debug, info, warn, error (it comes from TLDOPS_LOG_LEVEL)',
  ]);
});

test('variables that nothing reads stop nothing, and are told with the name that was probably meant', () => {
  const env = {
    TLDOPS_CONFIG: '/etc/tldops/tldops.yaml',
    TLDOPS_OUTBOUND_SMARTHOST_FILE: '',
    TLDOPS_SMTP_TRUSTED_RELAYS: '192.0.2.1',
    TLDOPS_WEB_TRUSTED_HEADER_NAME: '',
    TLDOPS_OUTBOUND_SMTHOST: 'smtp://127.0.0.1:25',
    TLDOPS_DATADIR: '/var/lib/tldops',
    TLDOPS_CONFG: 'x',
    TLDOPS_SMARTHOST: 'smtp://127.0.0.1:25',
    TLDOPS_LISTEN: '127.0.0.1:25',
    TLDOPS_SECRETARIAT: 'kim@tld-ops.example',
    TLDOPS_EMPTY: '',
    HOSTNAME: 'elsewhere',
  };
  expect(reading(LEAST, env)).toMatchObject({ ok: true });
  expect(reading(LEAST, env).unread.map(unreadVariableText)).toEqual([
    'TLDOPS_CONFG is set, but nothing reads it; did you mean TLDOPS_CONFIG?',
    'TLDOPS_DATADIR is set, but nothing reads it; did you mean TLDOPS_DATA_DIR?',
    'TLDOPS_LISTEN is set, but nothing reads it.',
    'TLDOPS_OUTBOUND_SMTHOST is set, but nothing reads it; did you mean TLDOPS_OUTBOUND_SMARTHOST?',
    'TLDOPS_SECRETARIAT is set, but nothing reads it.',
    'TLDOPS_SMARTHOST is set, but nothing reads it; did you mean TLDOPS_OUTBOUND_SMARTHOST?',
  ]);
  expect(reading('smtp: { listen: here }', { TLDOPS_HOSTNAM: 'mx.tld-ops.example' })).toMatchObject({
    ok: false,
    unread: [{ name: 'TLDOPS_HOSTNAM', near: 'TLDOPS_HOSTNAME' }],
  });
  expect(reading('a: [', env)).toMatchObject({ ok: false, unread: [] });
});

test('a smarthost with password comes from a file or the environment, and is never shown', () => {
  writeFileSync(join(folder, 'smarthost.txt'), 'smtps://me%40here:p%40ss%3Aword@mail.example\n');
  const inFile = `${LEAST}outbound: { smarthost_file: smarthost.txt }\n`;
  const login = { user: 'me@here', password: 'p@ss:word' };
  expect(settings(inFile).outbound.smarthost).toEqual({ host: 'mail.example', port: 465, implicitTls: true, login });
  expect(settingsYaml(settings(inFile))).toContain('smtps://me%40here:***@mail.example:465');
  expect(settingsYaml(settings(inFile))).not.toContain('word@');
  const env = { TLDOPS_OUTBOUND_SMARTHOST: 'smtp://[::1]:26' };
  expect(settings(inFile, env).outbound.smarthost).toMatchObject({ host: '::1', port: 26, login: null });
  const envFile = { TLDOPS_OUTBOUND_SMARTHOST_FILE: join(folder, 'smarthost.txt') };
  expect(settings(`${LEAST}outbound: { smarthost: "smtp://a.example" }`, envFile).outbound.smarthost.login).toEqual(
    login,
  );
  expect(faults(`${LEAST}outbound: { smarthost_file: gone.txt }`)[0]).toMatch(
    /smarthost_file cannot be read: .*\(there is no such file\)/u,
  );
  expect(faults(LEAST, { ...envFile, TLDOPS_OUTBOUND_SMARTHOST: 'smtp://a.example' })).toEqual([
    'f: outbound.smarthost_file must not come from TLDOPS_OUTBOUND_SMARTHOST_FILE where TLDOPS_OUTBOUND_SMARTHOST is set',
  ]);
  expect(faults(`${LEAST}outbound: { smarthost: "smtp://a.example", smarthost_file: smarthost.txt }`)).toEqual([
    'f:5: outbound.smarthost_file must not stand beside "smarthost"',
  ]);
  expect(faults(`${LEAST}outbound: { smarthost: "http://user:secret@a" }`).join()).not.toContain('secret');
});

test('what config show prints can be loaded again', () => {
  const first = settings(`${LEAST}outbound: { dkim: { domain: a.example, selector: s, key: rsa.pem } }`);
  expect(describeSettings(settings(settingsYaml(first)))).toEqual(describeSettings(first));
});

test.each([
  ['https://rdap.iana.org', 0],
  ['http://127.0.0.1:8081', 0],
  ['http://[::1]:8081/mirror', 0],
  ['http://localhost:8081', 0],
  ['http://rdap.iana.org', 1],
  ['http://127.0.0.1.evil.example', 1],
  ['http://localhost.evil.example', 1],
])('asks RDAP at %s: %i faults, since without TLS nobody knows who answers', (url, count) => {
  expect(faults(`${LEAST}iana: { rdap: "${url}" }`)).toHaveLength(count);
});
