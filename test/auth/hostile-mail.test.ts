import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authenticator, createAuthenticator } from '../../src/auth/authenticator.ts';
import { HOUR } from '../../src/core/instant.ts';
import { type DnsServer, startDnsServer } from '../../src/demo/dns-server.ts';
import { ADMIN_MAILBOX, compose, FRESHNESS, NOW, prepend, received, sign, structureOf, ZONE } from './mail-world.ts';

let dns: DnsServer;
let authenticator: Authenticator;
let signed: Uint8Array;

beforeAll(async () => {
  dns = await startDnsServer(ZONE);
  authenticator = createAuthenticator({
    hostname: 'mx.tld-ops.example',
    ourAddresses: [ADMIN_MAILBOX],
    dns: { servers: [dns.address], timeoutMs: 2000 },
    deadlineMs: HOUR,
    freshness: FRESHNESS,
  });
  signed = await sign(compose());
});

afterAll(() => dns.close());

async function proofOf(raw: Uint8Array): Promise<string> {
  const outcome = await authenticator.authenticate(received(raw), structureOf(raw), NOW);
  return outcome.ok ? outcome.authentication.proof : outcome.fault;
}

describe('a mail that was changed on the way', () => {
  it('is signed before', async () => {
    expect(await proofOf(signed)).toBe('signed');
  });

  it('is signed no more, whichever letter it is', async () => {
    const text = Buffer.from(signed).toString('latin1');
    const letters = [...text.matchAll(/[A-Za-z0-9]/gu)].map((found) => found.index);
    const reliedOn = ['From: ', 'To: ', 'Subject: ', 'Date: ', 'Message-ID: ', '\r\n\r\n'].map((start) => {
      const from = text.indexOf(`\r\n${start.trimStart()}`);
      return start.startsWith('\r')
        ? [text.indexOf(start), text.length]
        : [from + 2 + start.length, text.indexOf('\r\n', from + 2)];
    });
    const relevant = letters.filter((at) => reliedOn.some(([from = 0, to = 0]) => at >= from && at < to));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...relevant), fc.constantFrom('x', 'Q', '7'), async (at, letter) => {
        fc.pre(text[at] !== letter);
        const changed = Buffer.from(signed);
        changed.write(letter, at, 'latin1');
        expect(await proofOf(changed)).not.toMatch(/^(?:signed|aligned)$/u);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a mail made to hurt', () => {
  const hostile: readonly [about: string, field: string][] = [
    ['an empty signature', 'DKIM-Signature:'],
    ['tags without values', 'DKIM-Signature: v;a;b;bh;d;h;s'],
    [
      'prototype tags',
      'DKIM-Signature: v=1; __proto__=x; constructor=y; d=nic.example; s=s1; h=from; b=x; bh=x; a=rsa-sha256',
    ],
    [
      'an endless selector',
      `DKIM-Signature: v=1; a=rsa-sha256; d=nic.example; s=${'s'.repeat(300)}; h=from; bh=AA==; b=AA==`,
    ],
    [
      'a key name in a key name',
      'DKIM-Signature: v=1; a=rsa-sha256; d=x._domainkey.nic.example; s=s1._domainkey.evil.test; h=from; bh=A; b=A',
    ],
    [
      'times beyond time',
      'DKIM-Signature: v=1; a=rsa-sha256; d=nic.example; s=s1; t=999999999999; x=0; h=from; bh=A; b=A',
    ],
    [
      'a thousand signed fields',
      `DKIM-Signature: v=1; a=rsa-sha256; d=nic.example; s=s1; h=${'from:'.repeat(1000)}from; bh=A; b=A`,
    ],
    ['many folds', `X-Folds: a${'\r\n b'.repeat(2000)}`],
    [
      'a broken seal',
      'ARC-Seal: i=99999; cv=pass;;;===\r\nARC-Message-Signature: i=1\r\nARC-Authentication-Results: i=x',
    ],
    ['a Content-Type of quotes', `Content-Type: text/plain; a="${'\\"'.repeat(5000)}`],
    ['a Date of digits', `Date: ${'1'.repeat(5000)}`],
  ];
  it.each(hostile)('%s does not get it believed, nor throw', async (_about, field) => {
    expect(await proofOf(prepend(field, compose()))).toBe('failed');
  });

  it('whatever its octets are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(signed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (changes) => {
          const changed = Buffer.from(signed);
          for (const [at, octet] of changes) changed[at] = octet;
          const text = changed.toString('latin1');
          fc.pre(text.includes('\r\n\r\n'));
          expect(await proofOf(changed)).toEqual(expect.any(String));
        },
      ),
      { numRuns: 200 },
    );
  });
});
