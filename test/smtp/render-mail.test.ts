import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { QueuedMail } from '../../src/core/outgoing.ts';
import type { DkimKey } from '../../src/smtp/dkim-signature.ts';
import { envelopeOf, renderMail } from '../../src/smtp/render-mail.ts';
import { address } from './listening.ts';
import { CREATED, queuedMail } from './queued-mail.ts';
import { unzipped } from './unzipped.ts';

const from = { name: 'TLD-OPS Administration', address: address('tld-ops-admin@tld-ops.example') };
const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const ed25519 = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const keys: { readonly [name: string]: { readonly dkim: DkimKey; readonly record: string } } = {
  RSA: {
    dkim: { domain: 'tld-ops.example', selector: 's1', privateKey: createPrivateKey(rsa.privateKey) },
    record: `v=DKIM1; k=rsa; p=${rsa.publicKey.toString('base64')}`,
  },
  Ed25519: {
    dkim: { domain: 'tld-ops.example', selector: 's1', privateKey: createPrivateKey(ed25519.privateKey) },
    record: `v=DKIM1; k=ed25519; p=${ed25519.publicKey.subarray(-32).toString('base64')}`,
  },
};

function rendered(mail: QueuedMail): string {
  return renderMail(mail, { from, dkim: null }).toString('latin1');
}

describe('a mail as it is sent', () => {
  it('has the fields that are promised, and no others', async () => {
    const text = rendered(queuedMail());
    const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/gu, ' ');
    expect(head.split('\r\n').toSorted()).toEqual([
      'Auto-Submitted: auto-replied',
      'Content-Transfer-Encoding: 7bit',
      'Content-Type: text/plain; charset=utf-8',
      'Date: Sun, 01 Mar 2026 12:30:00 +0000',
      'From: "TLD-OPS Administration" <tld-ops-admin@tld-ops.example>',
      'In-Reply-To: <request.1@registry.example>',
      'MIME-Version: 1.0',
      'Message-ID: <01hx4m8zq2@tld-ops.example>',
      'References: <thread.0@registry.example> <request.1@registry.example>',
      'Subject: [TLD-OPS 2026-000123] .nl SUBSCRIBE applied: hello',
      'To: jane.roe@registry.example',
      'X-TLDOPS-Ref: 2026-000123',
      'X-TLDOPS-Result: applied',
      'X-TLDOPS-Rules: admin-signed, roster-complete',
    ]);
  });

  it('carries files as text, octet for octet but for line ends, and names no file of ours', async () => {
    const attachments = [
      { filename: 'list.csv', contentType: 'text/csv', text: '\ufeffname,phone\r\n"Müller, 李",tel:+31612345678\r\n' },
      { filename: '../../etc/passwd\r\nX: y', contentType: 'text/html', text: '<p title="a=b">' + 'é'.repeat(600) },
    ] as const;
    const text = rendered(queuedMail({ attachments }));
    const parsed = await simpleParser(text);
    expect(
      parsed.attachments.map(({ filename, contentType, content }) => [filename, contentType, String(content)]),
    ).toEqual([
      ['list.csv', 'text/csv', attachments[0].text],
      ['..-..-etc-passwd--X--y', 'text/html', attachments[1].text],
    ]);
    expect(parsed.text).toContain('Applied.');
    expect(text.split('\r\n').every((line) => line.length <= 998)).toBe(true);
    expect(rendered(queuedMail({ attachments }))).toBe(text);
  });

  it('ends each line of a file in CR and LF, whatever the file has', () => {
    const attachments = [{ filename: 'a.csv', contentType: 'text/csv', text: 'one\rtwo\nthree\r\nfour\0' }] as const;
    const text = rendered(queuedMail({ attachments }));
    expect(text).toContain('one\r\ntwo\r\nthree\r\nfour=00');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  it('packs files of more than 200 kB into one .zip, the same on every retry', async () => {
    const line = (index: number): string =>
      `"Person ${index}",person${index}@registry.example,tel:+316${10_000_000 + index}\r\n`;
    const text = Array.from({ length: 5000 }, (_, index) => line(index)).join('');
    const attachments = [
      { filename: 'list.html', contentType: 'text/html', text: 'é<p>' },
      { filename: 'list.csv', contentType: 'text/csv', text },
    ] as const;
    const mail = rendered(queuedMail({ attachments }));
    expect(rendered(queuedMail({ attachments }))).toBe(mail);
    const [zip, ...others] = (await simpleParser(mail)).attachments;
    expect(others).toEqual([]);
    expect(zip).toMatchObject({ filename: 'list.zip', contentType: 'application/zip' });
    expect([...unzipped(zip?.content ?? Buffer.alloc(0))]).toEqual([
      ['list.html', 'é<p>'],
      ['list.csv', text],
    ]);
  });

  it('carries a Reply-To only with a token', async () => {
    expect(rendered(queuedMail())).not.toMatch(/^reply-to:/imu);
    expect(rendered(queuedMail({ replyToDetail: 'a1b2c3' }))).toContain('<tld-ops-admin+a1b2c3@tld-ops.example>');
  });

  it('can be declined by a button, where it is an invitation', () => {
    const invitation = rendered(queuedMail({ kind: 'invitation', replyToDetail: 'a1b2c3' }));
    expect(invitation.replace(/\r\n[ \t]+/gu, ' ')).toContain(
      '\r\nList-Unsubscribe: <mailto:tld-ops-admin+a1b2c3@tld-ops.example?subject=NO%20THANKS>\r\n',
    );
    expect(rendered(queuedMail({ replyToDetail: 'a1b2c3' }))).not.toContain('List-Unsubscribe');
  });

  it('has an envelope sender of its own, which nobody can guess from the mail', async () => {
    expect(envelopeOf(queuedMail(), from.address)).toEqual({
      from: 'tld-ops-admin+bounce-0123456789abcdef0123456789abcdef@tld-ops.example',
      to: 'jane.roe@registry.example',
    });
    expect(rendered(queuedMail())).not.toContain('0123456789abcdef');
  });

  it('starts no thread where nothing is answered', async () => {
    const text = rendered(queuedMail({ inReplyTo: null, references: [] }));
    expect(text).not.toMatch(/^(?:in-reply-to|references):/imu);
  });

  it('says so where no rule decided it', () => {
    expect(rendered(queuedMail({ rules: [] }))).toContain('\r\nX-TLDOPS-Rules: none\r\n');
  });

  it('is the same on every retry', async () => {
    for (const { dkim } of Object.values(keys)) {
      const first = renderMail(queuedMail(), { from, dkim });
      const second = renderMail(queuedMail({ attempts: 7 }), { from, dkim });
      expect(second.equals(first)).toBe(true);
    }
  });

  it.each([
    ['line breaks in the Subject', { subject: 'a\r\nBcc: victim@other.example\u2028b' }],
    ['an In-Reply-To that is none', { inReplyTo: '<a@b>\r\nBcc: victim@other.example', references: ['<a b@c>', 'x'] }],
    [
      'a Message-ID whose characters are line breaks once cut to one octet',
      { inReplyTo: '<a\u010d\u010aBcc:victim@other.example>', references: ['<a\u010d\u010aBcc:victim@other.example>'] },
    ],
    ['a rule with a line break', { rules: ['a\r\nBcc: victim@other.example'] }],
    ['markup of nodemailer', { text: '{"path":"/etc/passwd"}\n', subject: '{path: /etc/passwd}' }],
  ] satisfies readonly (readonly [string, Partial<QueuedMail>])[])('is not changed by %s', async (_name, change) => {
    const text = rendered(queuedMail(change));
    const head = text.slice(0, text.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^bcc:/imu);
    expect(text).not.toContain('root:');
  });

  it.each([
    ['Cyrillic', 'Запрос по .рф выполнен', 'Контакт: Иван Петров\nСтрока\n'],
    ['Arabic and emoji', 'طلب 🙂', 'مرحبا\n'],
    ['long lines', 'x'.repeat(250), `${'word '.repeat(500)}\n${'y'.repeat(3000)}\n`],
    ['lines that begin with dots and From', 'dots', '.\n..\n.x\nFrom me\n  indented  \n\ttab\t\n'],
    ['what looks like encoded words', 'Re: =?utf-8?Q?Approved?= =?us-ascii?b?WA==?= by =?a@b.example', 'Text\n'],
    ['one word without end', 'x'.repeat(2000), 'Text\n'],
    ['a word of bytes that are no text', '\ud800 \u{1F600}'.toWellFormed(), 'Text\n'],
    ['roster lines', 'Roster', '"Zoë Doe, #1, .nl, +31 6 12345678" zoe@registry.example, z@other.example\n'],
  ])('survives: %s', async (_name, subject, text) => {
    const raw = renderMail(queuedMail({ subject, text }), { from, dkim: null });
    expect(raw.toString('latin1')).toMatch(/^[\x20-\x7e\r\n\t]*$/u);
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
    expect(raw.toString('latin1').replace(/\r\n/gu, '')).not.toMatch(/[\r\n]/u);
    const parsed = await simpleParser(raw);
    expect(parsed.subject).toBe(subject);
    expect(parsed.text).toBe(text);
  });
});

describe('its signature', () => {
  async function verdictOf(raw: Buffer, record: string): Promise<string> {
    const { dkim } = await authenticate(raw, {
      ip: '192.0.2.1',
      helo: 'mx.tld-ops.example',
      sender: 'tld-ops-admin@tld-ops.example',
      mta: 'test',
      disableArc: true,
      disableDmarc: true,
      disableBimi: true,
      resolver: async (name: string, type: string) => {
        if (type === 'TXT' && name === 's1._domainkey.tld-ops.example') return [[record]];
        throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
      },
    });
    return String(dkim.results[0]?.status?.result);
  }

  it.each(Object.keys(keys))('passes, signed with %s', async (name) => {
    const key = keys[name];
    if (key === undefined) throw new Error(name);
    for (const text of [
      'Applied.\n',
      'Zeile mit Umlaut äöü \n\n\n\n',
      '  a \t b  \n.\n',
      '',
      `${'long '.repeat(900)}\n`,
    ]) {
      const raw = renderMail(queuedMail({ text, replyToDetail: 'token' }), { from, dkim: key.dkim });
      expect(await verdictOf(raw, key.record), text).toBe('pass');
    }
  });

  it('names each field once more than it occurs', async () => {
    const { dkim } = keys['RSA'] ?? {};
    const raw = renderMail(queuedMail(), { from, dkim: dkim ?? null }).toString('latin1');
    const h = /[;\s]h=([^;]+);/u.exec(raw)?.[1]?.replace(/\s/gu, '').split(':') ?? [];
    for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Content-Type', 'X-TLDOPS-Ref']) {
      expect(
        h.filter((field) => field === name),
        name,
      ).toHaveLength(2);
    }
    expect(h.filter((field) => field === 'Reply-To')).toHaveLength(1);
    expect(raw).toContain(` t=${Date.parse(CREATED) / 1000};`);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it.each([
    'From: x@other.example',
    'To: x@other.example',
    'Subject: other',
    'Cc: x@other.example',
    'Reply-To: x@other.example',
  ])('breaks when somebody adds %s', async (field) => {
    const key = keys['RSA'];
    if (key === undefined) throw new Error('no key');
    const raw = renderMail(queuedMail(), { from, dkim: key.dkim });
    expect(await verdictOf(Buffer.concat([Buffer.from(`${field}\r\n`), raw]), key.record)).not.toBe('pass');
  });
});
