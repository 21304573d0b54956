import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growthOf, isTooFast } from '../fuzz/growth.ts';
import { inspectRaw, mustClose, type RawFault } from '../../src/parse/raw-gate.ts';

const octets = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const FROM = 'From: admin@nic.example\r\n';

const inContentType = (beginning: string): Parameters<typeof growthOf>[0] => ({
  frame: (repeated) =>
    `${FROM}Content-Type: ${beginning}${(repeated.match(/.{1,900}/gu) ?? []).join('\r\n ')}x\r\n\r\n`,
  run: (raw) => String(inspectRaw(octets(raw)).ok),
});
const field = (count: number, name = 'X-Field'): string => `${name}: x\r\n`.repeat(count);

describe('what passes', () => {
  const passes: readonly (readonly [string, string])[] = [
    ['a small mail', `${FROM}Subject: who\r\n\r\nWHO\r\n`],
    ['headers only, without an empty line', FROM],
    ['headers only, with an empty line', `${FROM}\r\n`],
    ['a body that does not end in a line end', `${FROM}\r\nWHO`],
    ['a header line of 998 octets', `${FROM}X: ${'x'.repeat(995)}\r\n\r\n`],
    ['a long body line', `${FROM}\r\n${'x'.repeat(5000)}\r\n`],
    ['200 fields', `${FROM}${field(199)}\r\n`],
    ['50 Received and 10 DKIM-Signature', `${field(50, 'Received')}${field(10, 'DKIM-Signature')}${FROM}\r\n`],
    ['a header of exactly 64 KiB', headerOf(64 * 1024)],
    ['raw UTF-8 in a value', `${FROM}Subject: \u00c3\u00a9\r\n\r\n`],
    ['one Sender beside From', `${FROM}Sender: b@nic.example\r\n\r\n`],
    // Clumsy programs write these; what a reader makes of them is doubted or clear, but one thing.
    ...[
      'text/plain',
      'text',
      '',
      'text/plain charset=utf-8',
      'text/plain; charset=utf-8;',
      'text/plain; charset="utf-8',
      'text/plain; charset=utf-8; charset="UTF-8"',
      'text/plain; charset=us-ascii (Plain text)',
      "text/plain; charset*=us-ascii'en'utf-8",
      'text/html; name=letter of March.htm; charset=utf-8',
      'multipart/mixed;boundary=----=_Part_1_2.3',
      'multipart/mixed; charset=utf-8; boundary = "a (b) c"',
      'Multipart/Signed; micalg=pgp-sha256;\r\n\tprotocol="application/pgp-signature"; BOUNDARY="=_#{@}"; x',
      `multipart/mixed; boundary="${'b'.repeat(200)}"`,
      'multipart/mixed; boundary=a; boundary="a"',
      'application/octet-stream; boundary=a; boundary=b',
      'application/pkcs7-mime; smime-type=signed-data; name=smime (1=a).p7m',
      // The name of a file says nothing about how it is read.
      'text/plain; name=(draft).txt',
      'text/plain; charset=us-ascii (Plain text); name=(March).txt; x=y',
      'text/plain; NAME = (a=b) c.txt ; charset=utf-8',
      'text/plain; name="charset=iso.txt"; charset=utf-8',
      'text/plain; name="my charset=iso.txt"; charset=utf-8',
      'text/plain; name=charset=iso.txt; charset=utf-8',
      'text/plain; charset="utf-8"; filename="boundary=a"; name="boundary=b"',
      "text/html; charset=utf-8; name*0=(a=b); filename*=utf-8''(a=b)",
      'message/rfc822; name=(a=b).eml',
    ].map((type): readonly [string, string] => [`Content-Type: ${type}`, `${FROM}Content-Type: ${type}\r\n\r\n`]),
    ...['', '8bit', 'Quoted-Printable', 'base64;', 'x-uuencode', 'utf-8'].map((encoding): readonly [string, string] => [
      `Content-Transfer-Encoding: ${encoding}`,
      `${FROM}Content-Transfer-Encoding: ${encoding}\r\n\r\n`,
    ]),
  ];
  test.each(passes)('%s', (_name, raw) => {
    expect(inspectRaw(octets(raw))).toMatchObject({ ok: true });
  });
});

function headerOf(size: number): string {
  const line = `X: ${'x'.repeat(995)}\r\n`;
  const lines = line.repeat(Math.floor((size - FROM.length - 2) / line.length) - 1);
  const rest = size - FROM.length - lines.length - 2;
  const half = Math.floor(rest / 2);
  return `${FROM}${lines}X: ${'x'.repeat(half - 5)}\r\nX: ${'x'.repeat(rest - half - 5)}\r\n\r\n`;
}

function ambiguous(fault: RawFault, types: readonly string[]): readonly (readonly [string, string, RawFault])[] {
  return types.map((type) => [`Content-Type: ${type}`, `${FROM}Content-Type: ${type}\r\n\r\n`, fault]);
}

describe('what is refused', () => {
  const twice = (name: string): readonly [string, string, RawFault] => [
    `two ${name}`,
    `${FROM}${name}: a\r\n${name.toUpperCase()}: b\r\n\r\n`,
    'repeated-field',
  ];
  const refused: readonly (readonly [string, string, RawFault])[] = [
    ['nothing', '', 'no-from'],
    ['an empty header', '\r\nFrom: a@nic.example\r\n', 'no-from'],
    ['a NUL in the header', 'From: a\0@nic.example\r\n\r\n', 'nul-octet'],
    ['a NUL at the end of the body', `${FROM}\r\nx\0`, 'nul-octet'],
    ['a bare LF in the header', 'From: a@nic.example\nTo: b\r\n\r\n', 'bare-lf'],
    ['a bare LF as the first octet', `\n${FROM}`, 'bare-lf'],
    ['an SMTP smuggling end of data', `${FROM}\r\nx\n.\r\nMAIL FROM:<>\r\n`, 'bare-lf'],
    ['a bare CR in the body', `${FROM}\r\nx\r.\r\n`, 'bare-cr'],
    ['a bare CR at the very end', `${FROM}\r\nx\r`, 'bare-cr'],
    ['two CR before a LF', `${FROM}\r\nx\r\r\n`, 'bare-cr'],
    ['a header that just stops', 'From: a@nic.example', 'header-not-ended'],
    ['a header one octet too large', headerOf(64 * 1024 + 1), 'header-too-large'],
    ['480 KB of folds', `${FROM}Subject: x${'\r\n '.repeat(160_000)}\r\n\r\n`, 'too-many-lines'],
    ['480 KB of long folds', `${FROM}Subject: x${`\r\n ${'x'.repeat(900)}`.repeat(530)}\r\n\r\n`, 'header-too-large'],
    ['folds that fit into 64 KiB, but cost much', `${FROM}X: x${'\r\n '.repeat(2000)}\r\n\r\n`, 'too-many-lines'],
    ['201 fields', `${FROM}${field(200)}\r\n`, 'too-many-fields'],
    ['a header line of 999 octets', `${FROM}X: ${'x'.repeat(996)}\r\n\r\n`, 'line-too-long'],
    ['a space before the colon', 'From : a@nic.example\r\n\r\n', 'bad-field-name'],
    ['a fold before the colon', 'From\r\n : a@nic.example\r\n\r\n', 'bad-field-name'],
    ['a name in UTF-8', `${FROM}X-\u00c3\u00a9: x\r\n\r\n`, 'bad-field-name'],
    ['an empty name', `${FROM}: x\r\n\r\n`, 'bad-field-name'],
    ['a line without a colon', `${FROM}hello\r\n\r\n`, 'bad-field-name'],
    ['an mbox line', `From admin@nic.example Tue Mar  3\r\n${FROM}\r\n`, 'bad-field-name'],
    ['a fold as the first line', ` x\r\n${FROM}\r\n`, 'bad-field-name'],
    ['no From', 'To: a@nic.example\r\n\r\n', 'no-from'],
    ['two From', `${FROM}fROM: b@nic.example\r\n\r\n`, 'several-from'],
    ['51 Received', `${field(51, 'Received')}${FROM}\r\n`, 'too-many-received'],
    ['11 DKIM-Signature', `${field(11, 'DKIM-Signature')}${FROM}\r\n`, 'too-many-signatures'],
    ...['Sender', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'MIME-Version'].map(twice),
    ...['Content-Type', 'Content-Transfer-Encoding', 'Content-Disposition'].map(twice),
    ...ambiguous('several-boundaries', [
      'multipart/mixed; boundary=a; boundary=b',
      'multipart/mixed; boundary=a; BOUNDARY="b"',
      'multipart/mixed; boundary=a; boundary=A',
      "multipart/mixed; boundary=a; boundary*=us-ascii''b",
      "multipart/mixed; boundary*=us-ascii''a; boundary=a",
      'multipart/mixed; boundary*0=a; boundary=ab',
      'multipart/mixed; boundary*0=a; boundary*1=b',
      'multipart/mixed; boundary="a" boundary="b"',
      'multipart/mixed (; boundary=a); boundary=b',
      'multipart/mixed; name="x; boundary=a"; boundary=b',
      'multipart/mixed; name="boundary=a"; boundary=b',
      'multipart/mixed; name=boundary=a; boundary=b',
      'multipart/mixed; boundary="a\\"; boundary=b; x="',
      'text/plain; boundary=a; boundary=b',
      'multipart/mixed; boundary=a;\r\n boundary\t=\tb',
    ]),
    ...ambiguous('several-charsets', [
      'text/plain; charset=utf-8; charset=utf-16',
      "text/plain; charset=utf-8; charset*=us-ascii''utf-8",
      'text/plain; charset*0=utf; charset*1=-8',
      'text/html; charset="utf-8"; x="charset=koi8-r"',
      // A name that is more than a name to some.
      'text/plain; name="x; charset=utf-16"; charset=utf-8',
      'text/plain; name="x\\"; charset=utf-16; y="; charset=utf-8',
      'text/plain; name="x\\" charset=utf-16"; charset=utf-8',
      'text/plain; name="x" charset=utf-16; charset=utf-8',
      'text/plain; name=x charset=utf-16; charset=utf-8',
      'text/plain; name=(; charset=utf-16); charset=utf-8',
      'text/plain; x="; name="; charset=utf-16; charset=utf-8',
      'text/plain; x=(; name=); charset=utf-16; charset=utf-8',
      'text/plain; x="a\\"; name=b"; charset=utf-16; charset=utf-8',
      'text/plain; name=a; charset=utf-16; name=b; charset=utf-8',
      'text/plain (x); name="charset=utf-16"; charset=utf-8',
      'multipart/mixed; boundary=a; charset=a; charset=b',
    ]),
    ...ambiguous('no-boundary', [
      'multipart/mixed',
      'multipart/mixed; boundary',
      'multipart/mixed; boundary=',
      'multipart/mixed; boundary=""',
      "multipart/mixed; boundary*=us-ascii''a",
      'multipart/mixed; x="boundary=a"',
      'multipart/mixed (boundary=a)',
      'multipart/mixed; boundary=a(b)',
      'multipart/mixed; boundary (x)=a',
      'multipart/mixed boundary=a',
      'multipart/mixed; boundary=a b',
      'multipart/mixed; boundary="a"b',
      'multipart/mixed; boundary="a',
      'multipart/mixed; boundary="a "',
      'multipart/mixed; boundary="a\\b"',
      'multipart/mixed; boundary="\u00e4"',
      `multipart/mixed; boundary=${'b'.repeat(201)}`,
    ]),
    ...ambiguous('unclear-type', [
      '(x) text/plain',
      'text/plain, text/html',
      'text/plain , multipart/mixed; boundary=a',
      'text/plain=x',
      'text/plain (; charset=utf-16)',
      'text/plain; name=(; charset=utf-16)',
      'text/plain; name=a (b; charset=utf-16)',
      'text/plain; name (x)=a',
      'text/plain; name=(a" ; charset=utf-16)',
      'text/plain; name=a (b=c) "; charset=utf-16; x="',
      'text/plain; charset (x) = utf-8',
      'text/plain; charset=(x) utf-8',
    ]),
    ...['7bit base64', 'base64 (x)', '(x) base64', '"base64"', 'base64, 7bit', '7bit; base64', 'base64\u00a0'].map(
      (encoding): readonly [string, string, RawFault] => [
        `Content-Transfer-Encoding: ${encoding}`,
        `${FROM}Content-Transfer-Encoding: ${encoding}\r\n\r\n`,
        'unclear-encoding',
      ],
    ),
  ];
  const OPAQUE = ['application/pkcs7-mime', 'Application/X-PKCS7-MIME; smime-type=signed-data; name=smime.p7m'];
  test.each(OPAQUE)('an encoding of two words around what is signed, in %s', (type) => {
    const raw = `${FROM}Content-Type: ${type}\r\nContent-Transfer-Encoding: base64 (x)\r\n\r\n`;
    expect(inspectRaw(octets(raw))).toMatchObject({ ok: false, fault: 'unclear-encoding' });
  });

  test.each(refused)('%s', (_name, raw, fault) => {
    const inspection = inspectRaw(octets(raw));
    expect(inspection).toMatchObject({ ok: false, fault });
    if (!inspection.ok) expect(inspection.detail).toMatch(/^[ -~]{10,200}$/u);
  });

  test.each([
    ';name=',
    '; name=(a)',
    '; name="a"',
    '; name=" charset=',
    ' ',
    '"',
    '(',
    '"\\',
    'boundary',
    'boundary=',
    'boundary="',
    'charset ',
    '; charset=a(',
    ';',
    '=(',
    ') ',
  ])('the longer a Content-Type goes on with %j the longer it takes, and no more', async (piece) => {
    for (const beginning of ['multipart/mixed; boundary', 'text/plain; name=(a)'])
      expect(isTooFast(await growthOf(inContentType(beginning), piece))).toBe(false);
  });

  test('only faults of line ends close the connection', () => {
    const closing: readonly RawFault[] = ['nul-octet', 'bare-cr', 'bare-lf'];
    expect(
      refused
        .map(([, , fault]) => fault)
        .filter(mustClose)
        .every((fault) => closing.includes(fault)),
    ).toBe(true);
    expect(closing.every(mustClose)).toBe(true);
  });
});

describe('the structure', () => {
  test('keeps fields in order, unfolded, as Latin-1, with the white space of the fold', () => {
    const inspection = inspectRaw(octets(`Subject:  one\r\n\ttwo\u00a0 \r\n${FROM}X:\r\n\r\nbody`));
    expect(inspection).toEqual({
      ok: true,
      structure: {
        fields: [
          { name: 'subject', value: 'one\ttwo\u00a0' },
          { name: 'from', value: 'admin@nic.example' },
          { name: 'x', value: '' },
        ],
        bodyOffset: `Subject:  one\r\n\ttwo\u00a0 \r\n${FROM}X:\r\n\r\n`.length,
      },
    });
  });

  test('leaves out what other servers claim to have verified', () => {
    const claims = 'Authentication-Results: x; dkim=pass\r\nARC-Seal: i=1\r\nARC-Message-Signature: i=1\r\n';
    const inspection = inspectRaw(octets(`${claims}ARC-Authentication-Results: i=1\r\n${FROM}\r\n`));
    expect(inspection).toMatchObject({ ok: true, structure: { fields: [{ name: 'from' }] } });
  });

  test('says where the body begins when there is none', () => {
    expect(inspectRaw(octets(FROM))).toMatchObject({ structure: { bodyOffset: FROM.length } });
  });
});

describe('whatever the octets', () => {
  test('it never throws, and its detail is one printable line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => {
        const inspection = inspectRaw(raw);
        if (!inspection.ok) expect(inspection.detail).toMatch(/^[ -~]{10,200}$/u);
      }),
    );
  });

  test('what passes has one From, and its offset lies behind an empty line or at the end', () => {
    const line = fc.constantFrom('From: a@b', 'To: x', ' fold', '', 'X:', 'bad', '\r', 'Subject: y', '\tz');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.map((each) => `${each}\r\n`).join('');
        const inspection = inspectRaw(octets(text));
        if (!inspection.ok) return;
        const { fields, bodyOffset } = inspection.structure;
        expect(fields.filter(({ name }) => name === 'from')).toHaveLength(1);
        expect(bodyOffset === text.length || text.slice(0, bodyOffset).endsWith('\r\n\r\n')).toBe(true);
      }),
    );
  });

  test('10 MiB of short lines are looked through', () => {
    const raw = Buffer.concat([Buffer.from(`${FROM}\r\n`), Buffer.alloc(10 * 1024 * 1024, '\r\n')]);
    expect(inspectRaw(raw)).toMatchObject({ ok: true });
  });
});
