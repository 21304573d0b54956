import { readAddressList } from '../../src/auth/address-list.ts';
import { readAuthor } from '../../src/auth/author.ts';
import { domainOf, localPartOf, parseAuthorAddress, parseEmailAddress } from '../../src/core/email-address.ts';
import { fieldsNamed } from '../../src/core/message.ts';
import { inspectRaw } from '../../src/parse/raw-gate.ts';
import { holds, latin1Of, octetsOf, type Target } from './target.ts';

const FIELDS = ['From', 'Sender', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'MIME-Version'];

export const rawGate: Target = {
  name: 'raw-gate',
  octets: true,
  pieces: [
    ...FIELDS.map((name) => `${name}: a@nic.example\r\n`),
    'Content-Type: text/plain\r\n',
    'Received: by x\r\n',
    'DKIM-Signature: v=1\r\n',
    'ARC-Seal: i=1\r\n',
    'From : b@nic.example\r\n',
    'From\r\n : b@nic.example\r\n',
    'X-\xe9: y\r\n',
    ': z\r\n',
    'From a@b Tue\r\n',
    '\r\n',
    '\r',
    '\n',
    '\0',
    ' folded\r\n',
    '\tfolded\r\n',
    '.\r\n',
    'x',
    ' ',
    ':',
    'x'.repeat(999),
    '\xff',
  ],
  frame: (repeated) => `From: a@nic.example\r\nX: ${repeated}\r\n\r\n${repeated}`,
  run(input) {
    const inspection = inspectRaw(octetsOf(input));
    if (!inspection.ok) {
      holds(/^[ -~]{10,200}$/u.test(inspection.detail), 'a refusal is one line of printable ASCII');
      return inspection.fault;
    }
    const { fields, bodyOffset } = inspection.structure;
    holds(!input.includes('\0'), 'no NUL passes');
    holds(!/(?<!\r)\n|\r(?!\n)/u.test(input), 'no bare line end passes');
    holds(bodyOffset <= input.length, 'the body begins inside the mail');
    const header = input.slice(0, bodyOffset);
    holds(!header.slice(0, -4).includes('\r\n\r\n'), 'the header has no empty line inside');
    // Counted once more, in the simplest way: lines that begin with the name and a colon.
    for (const name of FIELDS) {
      const written = header.split('\r\n').filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      holds(written.length <= 1, `at most one ${name} passes`);
      holds(fieldsNamed(fields, name.toLowerCase()).length === written.length, `each ${name} is seen`);
    }
    holds(fieldsNamed(fields, 'from').length === 1, 'exactly one From passes');
    holds(
      fields.every(({ name }) => /^[!-9;-@[-~]+$/u.test(name)),
      'names are printable, in lower case, and without a colon',
    );
    holds(!fields.some(({ name }) => name.startsWith('arc-')), 'what others claim to have verified does not pass');
    return `passes ${Math.min(fields.length, 5)}`;
  },
};

const AUTHORS = [
  'john@nic.nl',
  'n@ai',
  'evil@evil.example',
  '<john@nic.nl>',
  '<@relay.example:a@nic.nl>',
  '<',
  '>',
  '"',
  '\\',
  '(',
  ')',
  ',',
  ';',
  ':',
  '@',
  '.',
  ' ',
  '\t',
  'John Q. Doe',
  '"a@b.example"',
  '(note)',
  'Team:',
  '=?utf-8?Q?a=40b.example?=',
  '=?utf-8?B?PGFAYi5leGFtcGxlPg==?=',
  '=?koi8-r?B?6dfBzg==?=',
  '=?utf-8?Q?=00=0D=0ABcc=3A_x=E2=80=AE?=',
  latin1Of('ü'),
  latin1Of('кц.рф'),
  'xn--j1ay.xn--p1ai',
  'xn--a',
  '[127.0.0.1]',
  '%',
  '!',
  latin1Of('\u200b'),
  latin1Of('．'),
  latin1Of('＠'),
  '\xfc',
  '\x07',
];

export const author: Target = {
  name: 'from',
  octets: true,
  pieces: AUTHORS,
  frame: (repeated) => `${repeated} <john@nic.nl>`,
  run(input) {
    const reading = readAuthor(input);
    if (!reading.ok) return reading.fault;
    const { address, displayName } = reading.author;
    holds(parseAuthorAddress(address).ok, 'the author is an address');
    holds(/^[a-z0-9.-]+$/u.test(domainOf(address)), 'its domain is ASCII in lower case');
    holds(input.includes(`${latin1Of(localPartOf(address))}@`), 'its local part stands in the field, before an @');
    holds(!/\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u.test(displayName), 'the name holds nothing hidden');
    return `${displayName === '' ? 'bare' : 'named'} ${input.includes('=?') ? 'encoded' : 'plain'}`;
  },
};

export const addressList: Target = {
  name: 'address-list',
  octets: true,
  pieces: AUTHORS,
  frame: (repeated) => repeated,
  run(input) {
    const found = readAddressList(input);
    holds(found.length <= 500, 'at most 500 addresses are read');
    holds(
      found.every((address) => parseEmailAddress(address).ok),
      'each is an address',
    );
    return `${Math.min(found.length, 4)} addresses`;
  },
};
