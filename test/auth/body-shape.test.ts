import { describe, expect, it } from 'vitest';
import { isIdentityEncoding, speaksForItself } from '../../src/auth/body-shape.ts';
import { compose, structureOf } from './mail-world.ts';

function speaks(type: string | null, body: string): boolean {
  const raw = compose({ fields: { 'Content-Type': type }, body });
  return speaksForItself(raw, structureOf(raw));
}

describe('a body can be read in one way only', () => {
  const cases: readonly [type: string | null, body: string][] = [
    [null, 'HELP\r\n'],
    ['text/plain', 'HELP\r\n'],
    ['text/plain', ''],
    ['text/plain', '-HELP\r\n'],
    ['text/plain;', 'HELP\r\n'],
    ['TEXT/Plain; CharSet=UTF-8', 'HELP\r\n'],
    ['text/plain ; charset="utf-8" ; format=flowed', 'HELP\r\n'],
    ['text/plain;\tcharset=utf-8', 'HELP\r\n'],
    ['text/plain; x-private=1; charset=us-ascii', 'HELP\r\n'],
    ['multipart/alternative; boundary="a b"', '--a b\r\n'],
    ['Multipart/Mixed; Boundary=b1', '--b1\r\n'],
    ['multipart/mixed; boundary=b1', '--b1\t \r\n'],
    ['multipart/mixed; boundary="b1"; charset=utf-7', '--b1\r\n'],
  ];
  it.each(cases)('%s %j', (type, body) => {
    expect(speaks(type, body)).toBe(true);
  });
});

describe('a body can be read in several ways', () => {
  const cases: readonly [type: string | null, body: string][] = [
    [null, '--b1\r\n'],
    ['text/plain', '--'],
    ['text/plain; charset=utf-7', 'HELP\r\n'],
    ['text/plain; charset=', 'HELP\r\n'],
    ['text/plain; charset="utf-8', 'HELP\r\n'],
    ['text/plain charset=utf-8', 'HELP\r\n'],
    ['text/plain; charset', 'HELP\r\n'],
    ['text/plain; (utf-8) charset=utf-8', 'HELP\r\n'],
    ['text/plain; charset=utf-8 (Unicode)', 'HELP\r\n'],
    ['text/plain; charset=utf-8; Charset=utf-8', 'HELP\r\n'],
    ['text/plain;;', 'HELP\r\n'],
    ['x text/plain', 'HELP\r\n'],
    ['text', 'HELP\r\n'],
    ['text/html; charset=utf-8', 'HELP\r\n'],
    ['text/plainer', 'HELP\r\n'],
    ['x-multipart/mixed; boundary=b1', '--b1\r\n'],
    ['multipart/mixed', '--\r\n'],
    ['multipart/mixed', '--undefined\r\n'],
    ['multipart/mixed; boundary=""', '--\r\n'],
    ['multipart/mixed; boundary=b1', 'b1\r\n'],
    ['multipart/mixed; boundary=b1', '--b1'],
    ['multipart/mixed; boundary=b1', '--b1\n'],
    ['multipart/mixed; boundary=b1', '--b1--\r\n'],
    ['multipart/mixed; boundary=b1', '--B1\r\n'],
    ['multipart/mixed; boundary=b1', '\r\n--b1\r\n'],
    ['multipart/mixed; boundary=b1', `--b1${' '.repeat(90)}\r\n`],
  ];
  it.each(cases)('%s %j', (type, body) => {
    expect(speaks(type, body)).toBe(false);
  });
});

describe('an encoding', () => {
  it.each([
    [null, true],
    ['7bit', true],
    [' 8BIT ', true],
    ['binary', false],
    ['base64', false],
    ['quoted-printable', false],
    ['', false],
  ])('%j leaves the octets as they are: %s', (encoding, identity) => {
    const fields = encoding === null ? [] : [{ name: 'content-transfer-encoding', value: encoding }];
    expect(isIdentityEncoding({ fields, bodyOffset: 0 })).toBe(identity);
  });
});
