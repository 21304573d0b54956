import { dkimVerify } from 'mailauth';
import { simpleParser } from 'mailparser';
import addressparser from 'nodemailer/lib/addressparser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthor } from '../../src/auth/author.ts';
import { parseAuthorAddress } from '../../src/core/email-address.ts';

// Pieces that parsers are known to read differently, put together at random.
const PIECES = [
  'john',
  'Doe',
  'nic.nl',
  'john@nic.nl',
  'evil@evil.example',
  '@',
  '.',
  '<',
  '>',
  '<john@nic.nl>',
  '<evil@evil.example>',
  '"',
  '\\',
  '\\"',
  '"John"',
  '"a@b.example"',
  '(',
  ')',
  '(note)',
  '(a@b.example)',
  ',',
  ';',
  ':',
  'Team:',
  ' ',
  '\t',
  '  ',
  '=?utf-8?Q?a=40b.example?=',
  '=?utf-8?B?PGFAYi5leGFtcGxlPg==?=',
  '=?utf-8?Q?=3Ca=40b=2Eexample=3E?=',
  'ü',
  'кц.рф',
  'xn--j1ay.xn--p1ai',
  '[127.0.0.1]',
  '%',
  '!',
  '+tag',
  'n@ai',
  '\u00a0',
  '\u200b',
  '．',
  '＠',
  "'",
  '`',
  '=',
  '?',
  '_',
  '/',
];
const anyFrom = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
const likelyFrom = fc
  .tuple(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((pieces) => pieces.join('')),
    fc.constantFrom(' ', '', '\t'),
    fc.constantFrom(
      'john@nic.nl',
      'J.Doe+x@NIC.nl',
      "o'hara@nic.nl",
      'n@ai',
      'a@кц.рф',
      'a@xn--j1ay.xn--p1ai',
      'a/b=c?d@nic.nl',
    ),
  )
  .map(([name, space, address]) => `${name}${space}<${address}>`);

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function normalized(address = ''): string {
  const reading = parseAuthorAddress(address);
  return reading.ok ? reading.address : `not an address: ${address}`;
}

describe('whenever our grammar takes a From field', () => {
  it('nodemailer, mailauth and mailparser see the same single author', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyFrom, likelyFrom), async (from) => {
        const ours = readAuthor(latin1(from));
        if (!ours.ok) return;
        taken += 1;
        const raw = Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nx\r\n`);
        const parsed = addressparser(from.trim(), { flatten: true });
        const verified = await dkimVerify(raw, { resolver: () => Promise.resolve([]) });
        const mail = await simpleParser(raw);
        expect({
          nodemailer: parsed.map(({ address }) => normalized(address)),
          mailauth: verified.headerFrom.map(normalized),
          mailparser: mail.from?.value.map(({ address }) => normalized(address)),
        }).toEqual({
          nodemailer: [ours.author.address],
          mailauth: [ours.author.address],
          mailparser: [ours.author.address],
        });
      }),
      { numRuns: 800 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
