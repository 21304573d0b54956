import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/core/message.ts';
import type { DnsZone } from '../../src/demo/dns-server.ts';
import { keyRecordName, makeEd25519Key, makeRsaKey, MICROSOFT_365_HEADERS } from '../../src/demo/mail-signer.ts';
import { authenticate, compose, type Given, key, NOW, prepend, sign, ZONE } from './mail-world.ts';

const OUR_SERVER = { ip: '192.0.2.1' };
const hoursAgo = (hours: number): Date => new Date(Date.parse(NOW) - hours * 3_600_000);
const without = (...names: string[]): DnsZone =>
  Object.fromEntries(Object.entries(ZONE).filter(([name]) => !names.includes(name)));
const dmarc = (record: string): DnsZone => ({ ...ZONE, '_dmarc.nic.example': { TXT: [record] } });
const html = (): Uint8Array =>
  compose({
    fields: { 'Content-Type': 'multipart/alternative; boundary="b1"' },
    body: '--b1\r\nContent-Type: text/plain\r\n\r\nHELP\r\n--b1--\r\n',
  });

type Case = readonly [about: string, proof: Proof, given: () => Given | Promise<Given>];

async function proofOf(given: () => Given | Promise<Given>): Promise<string> {
  const { outcome } = await authenticate(await given());
  return outcome.ok ? outcome.authentication.proof : outcome.fault;
}

function table(cases: readonly Case[]): void {
  it.each(cases)('%s: %s', async (_about, proof, given) => {
    expect(await proofOf(given)).toBe(proof);
  });
}

describe('a signature that covers what we rely on', () => {
  table([
    ['Gmail, which does not sign Content-Type', 'signed', async () => ({ raw: await sign(compose()) })],
    ['Gmail with a multipart that begins with its boundary', 'signed', async () => ({ raw: await sign(html()) })],
    [
      'Microsoft 365, which signs neither To nor Cc, with SPF',
      'signed',
      async () => ({ raw: await sign(compose(), { headers: MICROSOFT_365_HEADERS }), session: OUR_SERVER }),
    ],
    [
      'the same without SPF: it may be a redirected copy',
      'aligned',
      async () => ({ raw: await sign(compose(), { headers: MICROSOFT_365_HEADERS }) }),
    ],
    [
      'the same with the SPF of another domain',
      'aligned',
      async () => ({
        raw: await sign(compose(), { headers: MICROSOFT_365_HEADERS }),
        zone: { ...ZONE, 'other.test': { TXT: ['v=spf1 ip4:192.0.2.1 -all'] } },
        session: { ...OUR_SERVER, mailFrom: 'x@other.test' },
      }),
    ],
    [
      'without a DMARC record',
      'signed',
      async () => ({ raw: await sign(compose()), zone: without('_dmarc.nic.example') }),
    ],
    [
      'a DMARC record that does not answer changes nothing',
      'signed',
      async () => ({
        raw: await sign(compose()),
        zone: { ...ZONE, '_dmarc.nic.example': 'servfail' },
      }),
    ],
    [
      'SPF that does not answer changes nothing',
      'signed',
      async () => ({
        raw: await sign(compose()),
        zone: { ...ZONE, 'nic.example': 'servfail' },
      }),
    ],
    [
      'ed25519',
      'signed',
      async () => {
        const ed25519 = makeEd25519Key();
        return {
          raw: await sign(compose(), { key: ed25519, selector: 'ed' }),
          zone: { ...ZONE, [keyRecordName('ed', 'nic.example')]: { TXT: [ed25519.txtRecord] } },
        };
      },
    ],
    [
      'a second signature of somebody else',
      'signed',
      async () => ({
        raw: await sign(await sign(compose()), { domain: 'esp.test', selector: 'x' }),
      }),
    ],
    [
      'an unsigned Cc or Reply-To on top: neither is relied on',
      'signed',
      async () => ({
        raw: prepend('Reply-To: x@evil.test', prepend('Cc: x@evil.test', await sign(compose()))),
      }),
    ],
    [
      'a To with a plus-address of ours among others',
      'signed',
      async () => ({
        raw: await sign(compose({ fields: { To: 'x@nic.br, TLD-OPS-Admin+abc@tld-ops.example' } })),
      }),
    ],
    [
      'seals and claims of other servers make no difference',
      'signed',
      async () => ({
        raw: prepend(
          'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=x.test; s=s; b=AAAA',
          prepend(
            'ARC-Message-Signature: i=1; a=rsa-sha256; d=x.test; s=s; h=from; bh=AA==; b=AAAA',
            prepend(
              'ARC-Authentication-Results: i=1; mx.test; dkim=fail',
              prepend('Authentication-Results: mx.tld-ops.example; dkim=fail', await sign(compose())),
            ),
          ),
        ),
      }),
    ],
    [
      'dotless: n@ai',
      'signed',
      async () => ({
        raw: await sign(compose({ fields: { From: 'n@ai' } }), { domain: 'ai' }),
        zone: { [keyRecordName('s1', 'ai')]: { TXT: [key.txtRecord] }, '_dmarc.ai': { TXT: ['v=DMARC1; p=reject'] } },
      }),
    ],
    [
      'dotless, after the body was changed',
      'failed',
      async () => ({
        raw: Buffer.concat([
          await sign(compose({ fields: { From: 'n@ai' } }), { domain: 'ai' }),
          Buffer.from('HELP\r\n'),
        ]),
        zone: { [keyRecordName('s1', 'ai')]: { TXT: [key.txtRecord] }, '_dmarc.ai': { TXT: ['v=DMARC1; p=reject'] } },
      }),
    ],
    [
      'an internationalised domain',
      'signed',
      async () => ({
        raw: await sign(compose({ fields: { From: 'Иван <ivan@кц.рф>' } }), { domain: 'xn--j1ay.xn--p1ai' }),
        zone: { [keyRecordName('s1', 'xn--j1ay.xn--p1ai')]: { TXT: [key.txtRecord] } },
      }),
    ],
    [
      '71 hours old',
      'signed',
      async () => ({
        raw: await sign(compose({ fields: { Date: 'Wed, 18 Nov 2026 13:00:00 +0000' } }), { signedAt: hoursAgo(71) }),
      }),
    ],
    [
      'half an hour ahead',
      'signed',
      async () => ({
        raw: await sign(compose({ fields: { Date: 'Sat, 21 Nov 2026 14:30:00 +0200' } }), { signedAt: hoursAgo(-0.5) }),
      }),
    ],
  ]);
});

describe('a signature that leaves something open is no more than aligned', () => {
  const unsigned = (name: string) =>
    ['from', 'subject', 'date', 'message-id', 'to', 'content-type'].filter((h) => h !== name);
  table([
    ['part of the body (l=)', 'aligned', async () => ({ raw: await sign(compose(), { bodyLength: 10 }) })],
    [
      'all of the body, by its length (l=)',
      'aligned',
      async () => {
        const raw = compose();
        return { raw: await sign(raw, { bodyLength: 34 }) };
      },
    ],
    [
      'a body that was appended to behind l=',
      'aligned',
      async () => ({
        raw: Buffer.concat([
          await sign(compose({ body: 'HELP\r\n' }), { bodyLength: 6 }),
          Buffer.from('REMOVE .example ALL\r\n'),
        ]),
      }),
    ],
    [
      'a test key (t=y)',
      'aligned',
      async () => ({
        raw: await sign(compose()),
        zone: { ...ZONE, [keyRecordName('s1', 'nic.example')]: { TXT: [`${key.txtRecord}; t=y`] } },
      }),
    ],
    ['Subject not signed', 'aligned', async () => ({ raw: await sign(compose(), { headers: unsigned('subject') }) })],
    ['Date not signed', 'aligned', async () => ({ raw: await sign(compose(), { headers: unsigned('date') }) })],
    [
      'Message-ID not signed',
      'aligned',
      async () => ({ raw: await sign(compose(), { headers: unsigned('message-id') }) }),
    ],
    [
      'neither To nor Content-Type signed, with SPF',
      'aligned',
      async () => ({
        raw: await sign(compose(), { headers: ['from', 'subject', 'date', 'message-id'] }),
        session: OUR_SERVER,
      }),
    ],
    [
      'a second Subject on top',
      'aligned',
      async () => ({ raw: prepend('Subject: REMOVE .example ALL', await sign(compose())) }),
    ],
    [
      'a second Content-Type on top',
      'aligned',
      async () => ({
        raw: prepend('Content-Type: text/html', await sign(compose(), { headers: unsigned('') })),
      }),
    ],
    [
      'a To that names others only',
      'aligned',
      async () => ({ raw: await sign(compose({ fields: { To: 'x@nic.br' } })) }),
    ],
    [
      'an old mail, signed long ago',
      'aligned',
      async () => ({
        raw: await sign(compose({ fields: { Date: 'Wed, 18 Nov 2026 11:00:00 +0000' } }), { signedAt: hoursAgo(73) }),
      }),
    ],
    [
      'an old mail, signed again now',
      'aligned',
      async () => ({
        raw: await sign(compose({ fields: { Date: 'Tue, 21 Nov 2023 11:00:00 +0000' } })),
      }),
    ],
    [
      'a new Date, signed long ago',
      'aligned',
      async () => ({ raw: await sign(compose(), { signedAt: hoursAgo(80) }) }),
    ],
    [
      'two hours ahead',
      'aligned',
      async () => ({ raw: await sign(compose({ fields: { Date: 'Sat, 21 Nov 2026 14:00:01 +0000' } })) }),
    ],
    ['a Date that is none', 'aligned', async () => ({ raw: await sign(compose({ fields: { Date: 'yesterday' } })) })],
    [
      'a subdomain',
      'aligned',
      async () => ({
        raw: await sign(compose(), { domain: 'mail.nic.example' }),
        zone: { ...ZONE, [keyRecordName('s1', 'mail.nic.example')]: { TXT: [key.txtRecord] } },
      }),
    ],
    [
      'the domain above',
      'aligned',
      async () => ({
        raw: await sign(compose({ fields: { From: 'a@ops.nic.example' } })),
      }),
    ],
  ]);
});

describe('an unsigned Content-Type or encoding that gives the text another meaning', () => {
  const typed = async (type: string | null, body: string, encoding: string | null = null): Promise<Given> => ({
    raw: await sign(compose({ fields: { 'Content-Type': type, 'Content-Transfer-Encoding': encoding }, body })),
  });
  const cases: readonly [type: string | null, body: string, encoding: string | null, proof: Proof][] = [
    [null, 'HELP\r\n', null, 'signed'],
    ['text/plain', 'HELP\r\n', null, 'signed'],
    ['text/plain; charset="US-ASCII"; format=flowed', 'HELP\r\n', '7bit', 'signed'],
    ['text/plain; charset=utf-8', 'HELP\r\n', '8BIT', 'signed'],
    ['text/plain; charset=utf-8', 'SEVMUA==\r\n', 'base64', 'aligned'],
    ['text/plain; charset=utf-8', 'HELP\r\n', 'quoted-printable', 'aligned'],
    ['text/plain; charset=utf-8', 'HELP\r\n', 'binary', 'aligned'],
    ['text/plain; charset=utf-7', 'HELP\r\n', null, 'aligned'],
    ['text/plain; charset=utf-8; charset=utf-7', 'HELP\r\n', null, 'aligned'],
    ['text/plain; charset*=utf-8', 'HELP\r\n', null, 'aligned'],
    ['text/plain', '--b1\r\n\r\nHELP\r\n', null, 'aligned'],
    ['text/html', 'HELP\r\n', null, 'aligned'],
    ['message/rfc822', 'HELP\r\n', null, 'aligned'],
    ['nonsense', 'HELP\r\n', null, 'aligned'],
    ['multipart/mixed; boundary=b1', '--b1\r\n\r\nHELP\r\n--b1--\r\n', null, 'signed'],
    ['multipart/mixed; boundary=b1', '--b1 \t\r\n\r\nHELP\r\n--b1--\r\n', null, 'signed'],
    ['multipart/mixed; boundary=b1', '--b12\r\n\r\nHELP\r\n--b12--\r\n', null, 'aligned'],
    ['multipart/mixed; boundary=b1', 'preamble\r\n--b1\r\n\r\nHELP\r\n--b1--\r\n', null, 'aligned'],
    [
      'multipart/mixed; boundary=b2',
      '--b1\r\n\r\nHELP\r\n--b2\r\n\r\nREMOVE .example ALL\r\n--b2--\r\n',
      null,
      'aligned',
    ],
    ['multipart/mixed', '--\r\n\r\nHELP\r\n', null, 'aligned'],
  ];
  it.each(cases)('%s %j %s: %s', async (type, body, encoding, proof) => {
    expect(await proofOf(() => typed(type, body, encoding))).toBe(proof);
  });
});

describe('a signature that does not verify', () => {
  table([
    ['rsa-sha1', 'failed', async () => ({ raw: await sign(compose(), { algorithm: 'rsa-sha1' }) })],
    [
      'rsa-sha1 beside SPF',
      'aligned',
      async () => ({ raw: await sign(compose(), { algorithm: 'rsa-sha1' }), session: OUR_SERVER }),
    ],
    [
      'a key of 512 bits',
      'failed',
      async () => {
        const short = makeRsaKey(512);
        return {
          raw: await sign(compose(), { key: short, selector: 'short' }),
          zone: { ...ZONE, [keyRecordName('short', 'nic.example')]: { TXT: [short.txtRecord] } },
        };
      },
    ],
    [
      'a key of 1024 bits does',
      'signed',
      async () => {
        const enough = makeRsaKey(1024);
        return {
          raw: await sign(compose(), { key: enough, selector: 'k' }),
          zone: { ...ZONE, [keyRecordName('k', 'nic.example')]: { TXT: [enough.txtRecord] } },
        };
      },
    ],
    [
      'expired (x=)',
      'failed',
      async () => ({
        raw: await sign(compose(), { signedAt: hoursAgo(3), expiresAt: hoursAgo(1) }),
      }),
    ],
    [
      'a changed body',
      'failed',
      async () => ({
        raw: Buffer.concat([await sign(compose()), Buffer.from('REMOVE .example ALL\r\n')]),
      }),
    ],
    [
      'a key that is gone',
      'failed',
      async () => ({
        raw: await sign(compose()),
        zone: without(keyRecordName('s1', 'nic.example')),
      }),
    ],
    ['somebody else’s key', 'failed', async () => ({ raw: await sign(compose(), { key: makeRsaKey(1024) }) })],
  ]);
});

describe('without a signature', () => {
  table([
    ['SPF passes', 'aligned', () => ({ raw: compose(), session: OUR_SERVER })],
    [
      'SPF passes for a subdomain',
      'aligned',
      () => ({
        raw: compose(),
        zone: { ...ZONE, 'mail.nic.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all'] } },
        session: { ...OUR_SERVER, mailFrom: 'x@mail.nic.example' },
      }),
    ],
    [
      'SPF passes for a subdomain, aspf=s',
      'failed',
      () => ({
        raw: compose(),
        zone: { ...dmarc('v=DMARC1; p=reject; aspf=s'), 'mail.nic.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all'] } },
        session: { ...OUR_SERVER, mailFrom: 'x@mail.nic.example' },
      }),
    ],
    [
      'SPF passes for a subdomain, no record',
      'none',
      () => ({
        raw: compose(),
        zone: { ...without('_dmarc.nic.example'), 'mail.nic.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all'] } },
        session: { ...OUR_SERVER, mailFrom: 'x@mail.nic.example' },
      }),
    ],
    [
      'SPF passes for exactly the domain, no record',
      'aligned',
      () => ({
        raw: compose(),
        zone: without('_dmarc.nic.example'),
        session: OUR_SERVER,
      }),
    ],
    [
      'SPF by HELO with a null sender',
      'failed',
      () => ({
        raw: compose(),
        session: { ...OUR_SERVER, mailFrom: '', helo: 'nic.example' },
      }),
    ],
    [
      'SPF by mx and include',
      'aligned',
      () => ({
        raw: compose(),
        zone: {
          ...ZONE,
          'nic.example': { TXT: ['v=spf1 include:spf.nic.example -all'] },
          'spf.nic.example': { TXT: ['v=spf1 mx -all'], MX: ['10 mx.nic.example'] },
          'mx.nic.example': { A: ['192.0.2.1'] },
        },
        session: OUR_SERVER,
      }),
    ],
    [
      'an SPF softfail',
      'failed',
      () => ({
        raw: compose(),
        zone: { ...ZONE, 'nic.example': { TXT: ['v=spf1 ~all'] } },
        session: OUR_SERVER,
      }),
    ],
    ['nothing published', 'none', () => ({ raw: compose(), zone: {} })],
    ['p=none', 'none', () => ({ raw: compose(), zone: dmarc('v=DMARC1; p=none') })],
    ['p=quarantine', 'failed', () => ({ raw: compose(), zone: dmarc('v=DMARC1; p=quarantine') })],
    ['p=reject; pct=0', 'failed', () => ({ raw: compose(), zone: dmarc('v=DMARC1; p=reject; pct=0') })],
    [
      'a subdomain under sp=none',
      'none',
      () => ({
        raw: compose({ fields: { From: 'a@ops.nic.example' } }),
        zone: { ...dmarc('v=DMARC1; p=reject; sp=none'), 'ops.nic.example': { A: ['192.0.2.9'] } },
      }),
    ],
    [
      'a subdomain that does not exist under np=reject',
      'failed',
      () => ({
        raw: compose({ fields: { From: 'a@nothing.nic.example' } }),
        zone: dmarc('v=DMARC1; p=none; sp=none; np=reject'),
      }),
    ],
    [
      'two DMARC records are none',
      'none',
      () => ({
        raw: compose(),
        zone: { ...ZONE, '_dmarc.nic.example': { TXT: ['v=DMARC1; p=reject', 'v=DMARC1; p=reject'] } },
      }),
    ],
    ['an unknown client address', 'failed', () => ({ raw: compose(), session: { ip: '' } })],
  ]);
});

describe('registries and their registrants', () => {
  const tldRecord = (record: string): DnsZone => ({
    '_dmarc.example': { TXT: [record] },
    [keyRecordName('s1', 'evil.example')]: { TXT: [key.txtRecord] },
    [keyRecordName('s1', 'example')]: { TXT: [key.txtRecord] },
    'evil.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all'] },
  });
  table([
    [
      'a sibling signs for a registry, _dmarc.<tld> without psd',
      'none',
      async () => ({
        raw: await sign(compose(), { domain: 'evil.example' }),
        zone: tldRecord('v=DMARC1; p=none'),
      }),
    ],
    [
      'the same with p=reject',
      'failed',
      async () => ({
        raw: await sign(compose(), { domain: 'evil.example' }),
        zone: tldRecord('v=DMARC1; p=reject'),
      }),
    ],
    [
      'a registrant signs for the dotless registry',
      'failed',
      async () => ({
        raw: await sign(compose({ fields: { From: 'n@example' } }), { domain: 'evil.example' }),
        zone: tldRecord('v=DMARC1; p=reject'),
      }),
    ],
    [
      'the dotless registry signs for a registrant',
      'failed',
      async () => ({
        raw: await sign(compose(), { domain: 'example' }),
        zone: tldRecord('v=DMARC1; p=reject'),
      }),
    ],
    [
      'a registrant’s SPF for the registry',
      'failed',
      async () => ({
        raw: compose(),
        zone: tldRecord('v=DMARC1; p=reject'),
        session: { ...OUR_SERVER, mailFrom: 'x@evil.example' },
      }),
    ],
    [
      'a TLD with p=none does not weaken a registrant’s own record',
      'failed',
      async () => ({
        raw: compose({ fields: { From: 'a@ops.nic.example' } }),
        zone: { ...ZONE, '_dmarc.example': { TXT: ['v=DMARC1; p=none; psd=n'] } },
      }),
    ],
    [
      'strict adkim and a subdomain',
      'failed',
      async () => ({
        raw: await sign(compose(), { domain: 'mail.nic.example' }),
        zone: {
          ...dmarc('v=DMARC1; p=reject; adkim=s'),
          [keyRecordName('s1', 'mail.nic.example')]: { TXT: [key.txtRecord] },
        },
      }),
    ],
  ]);
});

describe('a DNS that does not answer', () => {
  const brokenKey: DnsZone = { ...ZONE, [keyRecordName('s1', 'nic.example')]: 'servfail' };
  table([
    ['SERVFAIL on the key', 'unknown', async () => ({ raw: await sign(compose()), zone: brokenKey })],
    [
      'SERVFAIL on the key though SPF passes: it might be signed',
      'unknown',
      async () => ({
        raw: await sign(compose()),
        zone: brokenKey,
        session: OUR_SERVER,
      }),
    ],
    [
      'SERVFAIL on the key of a signature that leaves a gap, SPF passes',
      'aligned',
      async () => ({
        raw: await sign(compose(), { bodyLength: 3 }),
        zone: brokenKey,
        session: OUR_SERVER,
      }),
    ],
    [
      'SERVFAIL on the key of somebody else',
      'failed',
      async () => ({
        raw: await sign(compose(), { domain: 'esp.test' }),
        zone: { ...ZONE, [keyRecordName('s1', 'esp.test')]: 'servfail' },
      }),
    ],
    [
      'silence on SPF where it would be needed',
      'unknown',
      async () => ({
        raw: compose(),
        zone: { ...ZONE, 'nic.example': 'silent' },
        session: OUR_SERVER,
      }),
    ],
    [
      'SERVFAIL on SPF where Microsoft 365 needs it',
      'unknown',
      async () => ({
        raw: await sign(compose(), { headers: MICROSOFT_365_HEADERS }),
        zone: { ...ZONE, 'nic.example': 'servfail' },
        session: OUR_SERVER,
      }),
    ],
    [
      'SERVFAIL on DMARC without any pass',
      'unknown',
      () => ({
        raw: compose(),
        zone: { ...ZONE, '_dmarc.nic.example': 'servfail' },
      }),
    ],
    [
      'SERVFAIL on DMARC where SPF passes for exactly the domain',
      'aligned',
      () => ({
        raw: compose(),
        zone: { ...ZONE, '_dmarc.nic.example': 'servfail' },
        session: OUR_SERVER,
      }),
    ],
    [
      'SERVFAIL above a record that applies',
      'failed',
      () => ({
        raw: compose(),
        zone: { ...ZONE, '_dmarc.example': 'servfail' },
      }),
    ],
    [
      'silence to everything until the deadline',
      'unknown',
      async () => ({
        raw: await sign(compose()),
        zone: Object.fromEntries(Object.keys(ZONE).map((name) => [name, 'silent' as const])),
        settings: { dns: { servers: [], timeoutMs: 60_000 }, deadlineMs: 200 },
      }),
    ],
  ]);
});
