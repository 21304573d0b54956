import { expect, test } from 'vitest';
import { wordsInOctets } from '../../src/core/words-in-octets.ts';

const octets = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);
const base64 = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  (
    Buffer.from(text, encoding)
      .toString('base64')
      .match(/.{1,76}/gu) ?? []
  ).join('\r\n');

const CARD = 'BEGIN:VCARD\r\nFN:José Núñez\r\nEMAIL:jose.nunez@nic.example\r\nTEL:+31 6 12345678\r\nEND:VCARD\r\n';

test.each([
  ['as it is', octets(CARD)],
  ['base64', octets(`Content-Transfer-Encoding: base64\r\n\r\n${base64(CARD)}\r\n--b--\r\n`)],
  ['base64 with its last line short', octets(`${base64(`${'x'.repeat(57)}${CARD.slice(0, 60)}${CARD}`)}\r\n`)],
  ['UTF-16 in base64', octets(`\r\n${base64(CARD.replace('é', 'e').replace(/[úñ]/gu, 'n'), 'utf16le')}\r\n`)],
  ['a mail in a mail', octets(`\r\n${base64(`Subject: x\r\n\r\n${base64(CARD)}\r\n`)}\r\n`)],
  ['quoted-printable', octets('jose.nunez=40nic.example and jose.nun=\r\nez@nic.example')],
  ['Latin-1', octets('José jose.nunez@nic.example', 'latin1')],
  ['character references', octets('jose.nunez&#64;nic.<wbr>example')],
])('an address is found in %s', (_, raw) => {
  expect(wordsInOctets(raw)).toContain('jose.nunez@nic.example');
});

test.each([
  '=?utf-8?B?Sm9zw6kgTsO6w7Fleg==?= <x@nic.example>',
  '=?iso-8859-1?Q?Jos=E9_N=FA=F1ez?= <x@nic.example>',
  '=?utf-8?q?Jos=C3=A9_N=C3=BA?=\r\n =?utf-8?q?=C3=B1ez?= <x@nic.example>',
  'Jos=C3=A9 N=C3=BA=C3=B1ez',
])('a name is found in %s', (text) => {
  expect(wordsInOctets(octets(text))).toContain('José Núñez');
});

test('whatever it meets, it ends', () => {
  for (const text of ['', '=?x?b?%%%?=', '&#x110000;&#99999999;', '=', `${'A'.repeat(100_000)}\r\n`.repeat(20)])
    expect(wordsInOctets(octets(text))).toBeTypeOf('string');
});
