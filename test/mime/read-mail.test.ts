import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { Reading, ReadingDoubt } from '../../src/core/message.ts';
import type { TreeFault } from '../../src/mime/part-tree.ts';
import { readMail } from '../../src/mime/read-mail.ts';
import { onTheWire } from './octets.ts';

async function reading(mail: string): Promise<Reading> {
  const outcome = await readMail(onTheWire(`From: a@nic.example\n${mail}`));
  if (!outcome.ok) throw new Error(outcome.fault);
  return outcome.reading;
}

const multipart = (subtype: string, ...parts: readonly string[]): string =>
  `Content-Type: multipart/${subtype}; boundary=b-${subtype}\n\n${parts
    .map((part) => `--b-${subtype}\n${part}\n`)
    .join('')}--b-${subtype}--\n`;
const related = (start: string, ...parts: readonly string[]): string =>
  multipart('related', ...parts).replace('boundary=', `start="${start}"; boundary=`);
const WITH_ID = 'Content-Type: text/plain\nContent-ID: <root>\n\nWHO';
const PLAIN = 'Content-Type: text/plain\n\nWHO';
const HTML = 'Content-Type: text/html\n\n<p>who</p>';
const BLANK = 'Content-Type: text/plain\n\n \n';
const NESTED = 'Content-Type: message/rfc822\n\nSubject: x\n\nREMOVE .nl ALL';
const ATTACHED = 'Content-Type: text/plain\nContent-Disposition: attachment; filename=x.txt\n\nREMOVE .nl ALL';
const SIGNATURE = 'Content-Type: application/pkcs7-signature; name=smime.p7s\n\nMIIB';

type Structure = readonly [name: string, mail: string, text: string, source: string, doubts: readonly ReadingDoubt[]];

describe('which part is the text', () => {
  const structures: readonly Structure[] = [
    ['no Content-Type', '\nWHO', 'WHO', 'plain', []],
    ['no body', '', '', 'none', []],
    ['alternative', multipart('alternative', PLAIN, HTML), 'WHO', 'plain', []],
    ['alternative, HTML first', multipart('alternative', HTML, PLAIN), 'WHO', 'plain', []],
    ['alternative with a blank text', multipart('alternative', BLANK, HTML), 'who', 'html', ['html-only']],
    ['alternative with two texts', multipart('alternative', PLAIN, PLAIN), 'WHO', 'plain', ['several-texts']],
    ['signed', multipart('signed', PLAIN, SIGNATURE), 'WHO', 'plain', []],
    ['signed with two texts', multipart('signed', PLAIN, PLAIN), 'WHO', 'plain', []],
    ['encrypted', multipart('encrypted', 'Content-Type: application/pgp-encrypted\n\nx', PLAIN), '', 'none', []],
    ['related', multipart('related', HTML, 'Content-Type: image/png\n\nx'), 'who', 'html', ['html-only']],
    ['related, the root named', related('<root>', WITH_ID), 'WHO', 'plain', []],
    [
      'related, the root named and behind',
      related('<root>', 'Content-Type: image/png\n\nx', WITH_ID),
      'WHO',
      'plain',
      [],
    ],
    [
      'related, a text in front of the root',
      related('root', '\nREMOVE .nl ALL', WITH_ID),
      'WHO',
      'plain',
      ['several-texts'],
    ],
    ['related, a root that is not there', related('<other>', PLAIN, WITH_ID), 'WHO', 'plain', []],
    ['text and attachment', multipart('mixed', PLAIN, ATTACHED), 'WHO', 'plain', []],
    ['attachment and text', multipart('mixed', ATTACHED, PLAIN), 'WHO', 'plain', []],
    ['only an attachment', multipart('mixed', ATTACHED), '', 'none', []],
    ['two texts', multipart('mixed', PLAIN, '\nREMOVE .nl ALL'), 'WHO', 'plain', ['several-texts']],
    ['text and HTML in sequence', multipart('mixed', PLAIN, HTML), 'WHO', 'plain', ['several-texts']],
    ['HTML and a footer', multipart('mixed', HTML, PLAIN), 'who', 'html', ['html-only', 'several-texts']],
    [
      'text and HTML that shows nothing',
      multipart('mixed', PLAIN, 'Content-Type: text/html\n\n<head><style>p{}</style></head><body><br>&nbsp;</body>'),
      'WHO',
      'plain',
      [],
    ],
    ['text and a blank text', multipart('mixed', PLAIN, BLANK), 'WHO', 'plain', []],
    ['a blank text and a text', multipart('mixed', BLANK, PLAIN), 'WHO', 'plain', []],
    ['text and an inline mail', multipart('mixed', PLAIN, NESTED), 'WHO', 'plain', []],
    ['an inline mail and text', multipart('mixed', NESTED, PLAIN), 'WHO', 'plain', ['nested-message']],
    ['an inline mail', multipart('mixed', NESTED), '', 'none', ['nested-message']],
    ['a mail in a digest', multipart('digest', '\nSubject: x\n\nWHO'), '', 'none', ['nested-message']],
    ['the whole mail is a mail', NESTED, '', 'none', ['nested-message']],
    [
      'a calendar entry beside',
      multipart('alternative', PLAIN, 'Content-Type: text/calendar\n\nx'),
      'WHO',
      'plain',
      [],
    ],
    [
      'nested wrappers',
      multipart('signed', multipart('mixed', multipart('alternative', PLAIN, HTML))),
      'WHO',
      'plain',
      [],
    ],
    ['a mail that calls itself attachment', 'Content-Disposition: attachment\n\nWHO', 'WHO', 'plain', []],
  ];
  test.each(structures)('%s', async (_name, mail, text, source, doubts) => {
    const result = await reading(mail);
    expect([result.text, result.source, result.doubts]).toEqual([text, source, doubts]);
  });

  test('every leaf is listed for the reviewer', async () => {
    const { parts } = await reading(multipart('mixed', multipart('alternative', PLAIN, HTML), SIGNATURE, NESTED));
    expect(parts).toEqual(['text/plain', 'text/html', 'application/pkcs7-signature', 'message/rfc822']);
  });
});

describe('boundary tricks', () => {
  const malformed: readonly (readonly [string, string, string])[] = [
    ['no closing delimiter', 'Content-Type: multipart/mixed; boundary=x\n\n--x\n\nWHO', 'WHO'],
    [
      'parts after the closing delimiter',
      'Content-Type: multipart/mixed; boundary=x\n\n--x\n\nWHO\n--x--\n--x\n\nY',
      'WHO',
    ],
    ['no parts at all', 'Content-Type: multipart/mixed; boundary=x\n\nWHO\n', ''],
    ['the same boundary twice', 'Content-Type: multipart/mixed; boundary=x; boundary=x\n\n--x\n\nWHO\n--x--\n', 'WHO'],
    ['a boundary of more than 70 octets', multipart('mixed', PLAIN).replaceAll('b-mixed', 'b'.repeat(71)), 'WHO'],
    [
      'a boundary in angle brackets, for what stands between them is a delimiter to some',
      'Content-Type: multipart/mixed; boundary="<--x-->"\n\n----x--\n\nDENY\n--<--x-->\n\nWHO\n--<--x-->--\n',
      'WHO',
    ],
    ['the same Content-Type twice in a part', multipart('mixed', `Content-Type: text/plain\n${PLAIN}`), 'WHO'],
    ['a part without an empty line', multipart('mixed', 'WHO', PLAIN), 'WHO'],
    ['an encoded multipart', `Content-Transfer-Encoding: base64\n${multipart('mixed', PLAIN)}`, 'WHO'],
    ['a type that is none', 'Content-Type: text\n\nWHO', 'WHO'],
    ['parameters that are none', 'Content-Type: text/plain charset=utf-8\n\nWHO', 'WHO'],
    [
      'an inner part ended by the outer one',
      multipart('mixed', 'Content-Type: multipart/mixed; boundary=i\n\n--i\n\nWHO'),
      'WHO',
    ],
  ];
  test.each(malformed)('%s is malformed', async (name, mail, text) => {
    const result = await reading(mail);
    expect(result.doubts).toContain('malformed-structure');
    expect(result.text, name).toBe(text);
  });

  const ambiguous: readonly (readonly [string, string, TreeFault])[] = [
    [
      'two boundaries',
      'Content-Type: multipart/mixed; boundary=x; boundary=y\n\n--x\n\nWHO\n--x--\n',
      'several-boundaries',
    ],
    ['two Content-Type in a part', multipart('mixed', `Content-Type: text/plain\n${HTML}`), 'several-fields'],
    [
      'two encodings of a part',
      multipart('mixed', `Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n${PLAIN}`),
      'several-fields',
    ],
    [
      'two charsets of a part',
      multipart('mixed', 'Content-Type: text/plain; charset=a; charset=b\n\nWHO'),
      'several-charsets',
    ],
    [
      'a multipart without a boundary inside',
      multipart('mixed', PLAIN, 'Content-Type: multipart/mixed\n\nx'),
      'no-boundary',
    ],
    [
      'an encoding of two words inside',
      multipart('mixed', `Content-Transfer-Encoding: 7bit base64\n${PLAIN}`),
      'unclear-encoding',
    ],
    [
      'an encoding of two words around what is signed',
      multipart('mixed', PLAIN, 'Content-Type: application/x-pkcs7-mime\nContent-Transfer-Encoding: 7bit base64\n\nx'),
      'unclear-encoding',
    ],
    ['two types of a part', multipart('mixed', 'Content-Type: text/plain, text/html\n\nWHO'), 'unclear-type'],
  ];
  test.each(ambiguous)('%s: not read at all', async (_name, mail, fault) => {
    expect(await readMail(onTheWire(mail))).toEqual({ ok: false, fault });
  });

  const clear: readonly (readonly [string, string])[] = [
    [
      'an attachment whose type nobody reads',
      multipart('mixed', PLAIN, 'Content-Type: image/png; charset=a; charset=b\n\nx'),
    ],
    [
      'a message within, whatever it is',
      multipart(
        'mixed',
        PLAIN,
        'Content-Type: message/rfc822\nContent-Disposition: attachment\n\nContent-Type: multipart/mixed\n\nx',
      ),
    ],
    ['white space behind a delimiter', 'Content-Type: multipart/mixed; boundary=x\n\n--x \t\n\nWHO\n--x--\t\n'],
    [
      'a longer line that begins like a delimiter',
      'Content-Type: multipart/mixed; boundary=x\n\n--xy\n--x\n\nWHO\n--x--\n',
    ],
    ['a delimiter in the middle of a line', 'Content-Type: multipart/mixed; boundary=x\n\na --x\n--x\n\nWHO\n--x--\n'],
    ['an angle bracket in a boundary', 'Content-Type: multipart/mixed; boundary="<x>y"\n\n--<x>y\n\nWHO\n--<x>y--\n'],
    ['a quoted boundary', 'Content-Type: multipart/mixed; boundary="a #@b"\n\n--a #@b\n\nWHO\n--a #@b--\n'],
    ['a comment and a stray semicolon', 'Content-Type: text/plain (x); charset=us-ascii (y);\n\nWHO'],
    [
      'an attachment with an unquoted name',
      multipart(
        'mixed',
        PLAIN,
        'Content-Type: application/pdf; name=letter of March.pdf\nContent-Disposition: attachment\n\nx',
      ),
    ],
    ['a preamble and an epilogue', 'Content-Type: multipart/mixed; boundary=x\n\nREMOVE\n--x\n\nWHO\n--x--\nREMOVE\n'],
  ];
  test.each(clear)('%s is clear', async (_name, mail) => {
    expect(await reading(mail)).toMatchObject({ text: 'WHO', doubts: [] });
  });
});

describe('hostile size', () => {
  test('10,000 nested multiparts are too complex', async () => {
    const nested = Array.from(
      { length: 10_000 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
    );
    expect(await readMail(onTheWire(nested.join('')))).toEqual({ ok: false, fault: 'too-complex' });
  });

  test('10,000 sister parts are too complex', async () => {
    const mail = multipart('mixed', ...Array.from({ length: 10_000 }, () => PLAIN));
    expect(await readMail(onTheWire(mail))).toEqual({ ok: false, fault: 'too-complex' });
  });

  test('2 MB of <div> are read as far as 200 KiB go', async () => {
    const result = await reading(`Content-Type: text/html\n\nWHO${'<div>'.repeat(400_000)}`);
    expect(result.doubts).toEqual(['html-only', 'too-long']);
    expect(result.text.startsWith('WHO')).toBe(true);
  });

  test('a text of 5 MB in base64 is cut', async () => {
    const text = Buffer.from('WHO\r\n'.repeat(1_000_000)).toString('base64');
    const result = await reading(`Content-Transfer-Encoding: base64\n\n${text}`);
    expect(result.doubts).toEqual(['too-long']);
    expect(result.text.length).toBeLessThanOrEqual(256 * 1024);
  });

  test('whatever the octets, it never throws', async () => {
    const piece = fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=x\n',
      '--x\n',
      '--x--\n',
      '\n',
      'WHO\n',
      '<p>',
      '=E',
      '=\n',
      '"',
      ';',
      'Content-Type: text/html\n',
      'Content-Transfer-Encoding: base64\n',
      'From: a\n',
      '\u00e9',
      '\u001b$B',
      '(',
      '\\',
      'Content-Type: multipart/alternative;',
      'Content-Type: message/rfc822\n',
      'charset=gb18030',
      'Subject: =?utf-8?b?',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        expect(await readMail(onTheWire(pieces.join('')))).toHaveProperty('ok');
      }),
      { numRuns: 300 },
    );
  });
});

describe('Subject', () => {
  const subjects: readonly (readonly [string, string])[] = [
    ['SUBSCRIBE .nl', 'SUBSCRIBE .nl'],
    ['=?UTF-8?Q?Jos=C3=A9_Doe?=', 'José Doe'],
    ['=?utf-8?B?0KDQpA==?= x', 'РФ x'],
    ['=?utf-8?B?0KA=?=\n =?utf-8?B?0KQ=?=', 'РФ'],
    ['=?utf-8?B?0A==?= =?utf-8?B?oA==?=', 'Р'],
    ['=?utf-8*en?Q?a?= b =?utf-8?Q?c?=', 'a b c'],
    ['=?iso-8859-1?Q?=E9?=', 'é'],
    ['=?utf-8?B?!!!?=', '=?utf-8?B?!!!?='],
    ['=?utf-8?Q?a=0D=0ABcc:_x?=', 'a Bcc: x'],
    ['=?utf-8?Q?=E2=80=AEWHO=00?=', 'WHO'],
    ['\u00d0\u00a0\u00d0\u00a4', 'РФ'],
    ['\u00e9', 'é'],
    ['a\n\tb', 'a b'],
    [`${'x'.repeat(249)}=?utf-8?Q?=F0=9F=98=80?=`, 'x'.repeat(249)],
  ];
  test.each(subjects)('%j', async (written, expected) => {
    const outcome = await readMail(onTheWire(`Subject: ${written}\n\n`));
    expect(outcome).toMatchObject({ subject: expected });
  });
});

describe('From as mailparser sees it', () => {
  const authors: readonly (readonly [string, readonly string[]])[] = [
    ['Admin <admin@nic.example>', ['admin@nic.example']],
    ['a@x.example, b@y.example', ['a@x.example', 'b@y.example']],
    ['Group: a@x.example, b@y.example;', ['a@x.example', 'b@y.example']],
    ['nobody', []],
  ];
  test.each(authors)('%s', async (written, expected) => {
    expect(await readMail(onTheWire(`From: ${written}\n\n`))).toMatchObject({ headerFrom: expected });
  });

  // Fields of a header as people send them, and with one in five what a reader could take for another field, or for none.
  const plainValues = [
    'admin@nic.example',
    'A <b@nic.example>',
    '"x, y" <b@nic.example>',
    'c@nic.example, d@nic.example',
    'x\r\n y',
    'G: e@nic.example;',
    '',
    '=?utf-8?Q?a?= <a@nic.example>',
    'text/html; charset=x',
  ];
  const oddValues = [
    'é <e@nic.example>',
    'x\r\n \r\n y@nic.example',
    'a\x0cb@nic.example',
    'x\r\n\tFrom: z@nic.example',
    '\xa0',
  ];
  const plainNames = [
    'From:',
    'from: ',
    'FROM:\t',
    'Sender: ',
    'To:',
    'Subject: ',
    'Content-Type: ',
    'List-Id:',
    'Fro: ',
    'From-x: ',
  ];
  const oddNames = ['From : ', 'From\t:', 'From\r\n : ', ' From: ', 'From', ': ', 'Fr\xe9m: ', 'From\x00: '];
  const mostly = (plain: readonly string[], odd: readonly string[]): fc.Arbitrary<string> =>
    fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...plain) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
  const field = fc.tuple(mostly(plainNames, oddNames), mostly(plainValues, oddValues));
  const headers = fc.array(field, { minLength: 1, maxLength: 5 });

  test('whatever stands around it, what mailparser sees of the whole header', async () => {
    const named = { plain: 0, odd: 0 };
    await fc.assert(
      fc.asyncProperty(headers, async (fields) => {
        const raw = Buffer.from(`${fields.map(([name, value]) => `${name}${value}\r\n`).join('')}\r\n`, 'latin1');
        const { from } = await simpleParser(raw);
        const all = (from?.value ?? []).flatMap((one) => [one, ...(one.group ?? [])]);
        const seen = all.flatMap(({ address }) => (address === undefined || address === '' ? [] : [address]));
        const isPlain = fields.every(([name, value]) => !oddNames.includes(name) && !oddValues.includes(value));
        if (seen.length > 0 && fields.length > 1) named[isPlain ? 'plain' : 'odd'] += 1;
        const outcome = await readMail(raw);
        // The raw gate refuses a second Content-Type.
        if (!outcome.ok) expect(outcome.fault).toBe('several-fields');
        else expect(outcome).toMatchObject({ headerFrom: seen });
      }),
      { numRuns: 2000 },
    );
    expect(named.plain).toBeGreaterThan(200);
    expect(named.odd).toBeGreaterThan(100);
  });
});

test('a header in which another reader sees parts that are no text is read to its end', async () => {
  const raw =
    'From: a@nic.example\r\nX: \u00e9\r\nContent-Type: a/b; boundary="b" \n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHELP\r\n--b--\r\n';
  expect(await readMail(Buffer.from(raw, 'latin1'))).toMatchObject({ ok: true, headerFrom: ['a@nic.example'] });
});
