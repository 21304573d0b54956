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
  ['base64 that breaks off', octets(`${base64(`${CARD}+`).slice(0, -3)}\r\n`)],
  ['a mail in a mail', octets(`\r\n${base64(`Subject: x\r\n\r\n${base64(CARD)}\r\n`)}\r\n`)],
  ['quoted-printable', octets('jose.nunez=40nic.example and jose.nun=\r\nez@nic.example')],
  ['Latin-1', octets('José jose.nunez@nic.example', 'latin1')],
  ['character references', octets('jose.nunez&#64;nic.<wbr>example')],
])('an address is found in %s', (_, raw) => {
  expect(wordsInOctets(raw)).toContain('jose.nunez@nic.example');
});

test.each([
  ['an encoded word', octets('=?utf-8?B?Sm9zw6kgTsO6w7Fleg==?= <x@nic.example>')],
  ['one in Latin-1', octets('=?iso-8859-1?Q?Jos=E9_N=FA=F1ez?= <x@nic.example>')],
  ['one in UTF-16', octets('=?utf-16le?Q?J=00o=00s=00=E9=00_=00N=00=FA=00=F1=00e=00z=00?=')],
  ['one in a charset that nobody knows', octets('=?x-none?Q?Jos=C3=A9_N=C3=BA=C3=B1ez?=')],
  ['one that says another charset than its own', octets('=?us-ascii2?Q?Jos=E9_N=FA=F1ez?=')],
  ['two that are one', octets('=?utf-8?q?Jos=C3=A9_N=C3=BA?=\r\n =?utf-8?q?=C3=B1ez?= <x@nic.example>')],
  ['quoted-printable', octets('Jos=C3=A9 N=C3=BA=C3=B1ez')],
  ['Latin-1', octets('José Núñez', 'latin1')],
  ['UTF-16', octets('José Núñez', 'utf16le')],
  ['UTF-16 in base64', octets(base64(CARD, 'utf16le'))],
])('a name is found in %s', (_, raw) => {
  expect(wordsInOctets(raw)).toContain('José Núñez');
});

test('a name in another script is found in UTF-16', () => {
  expect(wordsInOctets(octets('=?utf-16le?Q?=38=04=32=04=30=04=3D=04?='))).toContain('иван');
});

test.each([
  ['plain text', 'John Doe', ['John Doe']],
  ['quoted octets', 'a=40b', ['a=40b', 'a@b']],
  ['a soft line break', 'Jo=\r\nhn', ['Jo=\r\nhn', 'John']],
  ['a soft line break of LF', 'Jo=\nhn', ['Jo=\nhn', 'John']],
  ['a decimal reference', 'a&#64;b', ['a&#64;b', 'a@b']],
  ['a hexadecimal one', 'a&#x40;b', ['a&#x40;b', 'a@b']],
  ['one with a capital X', 'a&#X40;b', ['a&#X40;b', 'a@b']],
  ['the last character', '&#x10ffff;', ['&#x10ffff;', '\u{10ffff}']],
  ['what is no character', '&#x110000;', ['&#x110000;']],
  ['markup', 'Jo<b>hn</b>', ['Jo<b>hn</b>', 'John']],
  ['an encoded word that is none', '=?utf-8?B?%?=.', ['=?utf-8?B?%?=.', '.']],
])('%s is read as all that it may say, each once', (_, text, readings) => {
  expect(wordsInOctets(octets(text))).toBe(readings.join('\n'));
});

test('a mail in a mail in a mail is read; what stands deeper is not', () => {
  const padded = (text: string): string => `\r\n${base64(`${text}\r\n${'.'.repeat(30)}`)}\r\n`;
  const third = padded(padded(padded('jose=40nic.example')));
  expect(wordsInOctets(octets(third))).toContain('jose=40nic.example');
  expect(wordsInOctets(octets(third))).not.toContain('jose@nic.example');
  expect(wordsInOctets(octets(padded(third)))).not.toContain('jose');
});

test('whatever it meets, it ends', () => {
  for (const text of ['', '=?x?b?%%%?=', '&#x110000;&#99999999;', '=', `${'A'.repeat(100_000)}\r\n`.repeat(20)])
    expect(wordsInOctets(octets(text)).startsWith(text)).toBe(true);
});
