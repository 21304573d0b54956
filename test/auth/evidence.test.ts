import { describe, expect, it } from 'vitest';
import { shownDomain } from '../../src/auth/evidence.ts';
import type { Evidence } from '../../src/core/message.ts';
import { MICROSOFT_365_HEADERS } from '../../src/demo/mail-signer.ts';
import { authenticate, compose, type Given, key, prepend, sign, ZONE } from './mail-world.ts';

async function evidenceOf(given: Given): Promise<readonly Evidence[]> {
  const { outcome } = await authenticate(given);
  return outcome.ok ? outcome.authentication.evidence : outcome.evidence;
}

const words = (evidence: readonly Evidence[]): string[] => evidence.map((step) => step.words);

describe('evidence', () => {
  it('tells of a good signature in words a person understands', async () => {
    expect(words(await evidenceOf({ raw: await sign(compose()) }))).toEqual([
      'The From field names one author, at nic.example.',
      'The DKIM signature of nic.example is valid and covers the text.',
      'SPF: nic.example does not say that this server may send its mail.',
      'The DMARC record of nic.example asks to refuse unproved mail.',
      'nic.example vouches for this mail and for all of it that counts.',
    ]);
  });

  it('names every gap of a signature', async () => {
    const raw = await sign(compose({ fields: { 'Content-Type': 'text/html' } }), {
      headers: ['from', 'date', 'to', 'message-id'],
      bodyLength: 3,
    });
    const found = await evidenceOf({ raw });
    expect(found.filter(({ about }) => about === 'coverage').map(({ result }) => result)).toEqual([
      'field-not-covered',
      'part-of-body',
      'content-type-open',
    ]);
    expect(words(found)).toContain('It does not cover the Subject, so somebody on the way could have changed it.');
  });

  it('says why a complete signature without To needs SPF', async () => {
    const raw = await sign(compose(), { headers: MICROSOFT_365_HEADERS });
    expect((await evidenceOf({ raw })).map(({ result }) => result)).toContain('needs-spf');
  });

  it('says which answer of the DNS is missing', async () => {
    const found = await evidenceOf({ raw: compose(), zone: { ...ZONE, '_dmarc.nic.example': 'servfail' } });
    expect(found.filter(({ about }) => about === 'dns').map(({ result }) => result)).toEqual(['dmarc', 'unknown']);
  });

  it('quotes nothing that others wrote', async () => {
    const raw = await sign(compose(), { domain: 'x.example', selector: 's1' });
    const forged = Buffer.from(
      Buffer.from(raw).toString('latin1').replace('d=x.example', 'd=<b>https://evil.example/click</b>'),
      'latin1',
    );
    const zone = {
      ...ZONE,
      'nic.example': { TXT: ['v=spf1 exp=exp.nic.example -all'] },
      'exp.nic.example': { TXT: ['Call 555-EVIL'] },
    };
    const said = words(
      await evidenceOf({ raw: forged, zone, session: { mailFrom: '"<i>"@nic.example', helo: '<u>evil' } }),
    );
    expect(said.join('\n')).not.toMatch(/[<>]|https|EVIL/u);
  });

  it('shows only domains, and only the end of long ones', () => {
    expect(shownDomain('nic.example')).toBe('nic.example');
    expect(shownDomain('a b')).toBe('a malformed domain');
    expect(shownDomain(`${'a.'.repeat(100)}example`)).toHaveLength(81);
  });
});

describe('the policy of the From domain', () => {
  const cases: readonly [record: string | null, policy: string | null][] = [
    ['v=DMARC1; p=reject', 'reject'],
    ['v=DMARC1; p=quarantine; pct=10', 'quarantine'],
    ['v=DMARC1; p=none', 'none'],
    ['v=DMARC1; p=reject; t=y', 'quarantine'],
    [null, null],
  ];
  it.each(cases)('%s: %s', async (record, policy) => {
    const zone = { ...ZONE, '_dmarc.nic.example': { TXT: record === null ? [] : [record] } };
    const { outcome } = await authenticate({ raw: compose(), zone });
    expect(outcome).toMatchObject({ authentication: { dmarcPolicy: policy } });
  });
});

describe('what the authenticator hands on', () => {
  it('names the author, and who mailauth thinks it is', async () => {
    const raw = compose({ fields: { From: '=?utf-8?Q?J=C3=BCrgen?= <J.Doe@кц.рф>' } });
    const { outcome } = await authenticate({ raw, zone: {} });
    expect(outcome).toMatchObject({
      ok: true,
      author: { address: 'J.Doe@xn--j1ay.xn--p1ai', displayName: 'Jürgen' },
      mailauthFrom: 'J.Doe@xn--j1ay.xn--p1ai',
    });
  });

  const faults: readonly [from: string, fault: string][] = [
    ['', 'no-author'],
    ['a@nic.example, b@nic.example', 'several-authors'],
    ['"a"@nic.example', 'malformed-author'],
  ];
  it.each(faults)('refuses From: %s', async (from, fault) => {
    const { outcome, questions } = await authenticate({ raw: compose({ fields: { From: from } }) });
    expect(outcome).toMatchObject({ ok: false, fault });
    expect(questions).toEqual([]);
  });

  it('refuses two From fields', async () => {
    const { outcome } = await authenticate({ raw: prepend('From: x@evil.example', compose()) });
    expect(outcome).toMatchObject({ ok: false, fault: 'several-authors' });
  });

  it('knows the same mail by its signature and by its text', async () => {
    const raw = await sign(compose());
    const keysOf = async (given: Given): Promise<readonly string[]> => {
      const { outcome } = await authenticate(given);
      return outcome.ok ? outcome.authentication.replayKeys : [];
    };
    const keys = await keysOf({ raw });
    expect(keys).toEqual([
      expect.stringMatching(/^dkim:[0-9a-f]{64}$/u),
      expect.stringMatching(/^mail:[0-9a-f]{64}$/u),
    ]);
    expect(await keysOf({ raw: prepend('X-Note: again', raw) })).toEqual(keys);
    expect(await keysOf({ raw: compose() })).toEqual(keys.slice(1));
    expect(await keysOf({ raw: compose({ body: 'HELP\r\n' }) })).not.toEqual(keys.slice(1));
    expect(await keysOf({ raw: compose({ fields: { 'Message-ID': '<2@nic.example>' } }) })).not.toEqual(keys.slice(1));
  });

  it('asks nobody else’s DNS, however many signatures there are', async () => {
    let raw = await sign(compose());
    for (let at = 0; at < 9; at += 1) raw = await sign(raw, { domain: `evil${at}.test`, selector: 's1', key });
    const { outcome, questions } = await authenticate({ raw, session: { mailFrom: 'x@evil.test' } });
    expect(outcome).toMatchObject({ authentication: { proof: 'signed' } });
    expect(questions.filter((question) => !question.endsWith('example'))).toEqual([]);
  });
});
