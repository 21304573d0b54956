import { describe, expect, test } from 'vitest';
import { AMBIGUITIES, ambiguityIn } from '../../src/core/ambiguous-content.ts';

function ambiguity(type: string | readonly string[], encoding: string | readonly string[] = []): string | null {
  const all = (values: string | readonly string[]): readonly string[] =>
    typeof values === 'string' ? [values] : values;
  return ambiguityIn({ contentType: all(type), transferEncoding: all(encoding) });
}

const MIXED = 'multipart/mixed; boundary';

test('none of it', () => {
  expect(ambiguity([])).toBeNull();
});

describe('fields that are there twice', () => {
  test.each([
    [['text/plain', 'text/html'], [], 'several-fields'],
    [[], ['base64', '7bit'], 'several-fields'],
    [['text/plain'], ['base64', '7bit'], 'several-fields'],
    [['text/plain', 'text/html'], ['base64', 'base64'], 'several-fields'],
    [['text/plain', 'text/plain'], ['base64', 'base64'], null],
  ])('%j, %j: %s', (type, encoding, expected) => {
    expect(ambiguity(type, encoding)).toBe(expected);
  });
});

describe('a boundary', () => {
  test.each([
    [`${MIXED}=a`, null],
    [`${MIXED}="a b"`, null],
    [`${MIXED}=a; boundary=a`, null],
    [`${MIXED}=a; boundary=b`, 'several-boundaries'],
    [`${MIXED}=a; boundary=A`, 'several-boundaries'],
    [`${MIXED}*=a; boundary=a`, 'several-boundaries'],
    [`${MIXED}*0=a; boundary*1=a`, 'several-boundaries'],
    [`${MIXED}*=a`, 'no-boundary'],
    [`${MIXED}=`, 'no-boundary'],
    [`${MIXED}=""`, 'no-boundary'],
    [`${MIXED}="a`, 'no-boundary'],
    [`${MIXED}="a\\"b"`, 'no-boundary'],
    [`${MIXED}="a"; x="\\""`, null],
    [`${MIXED}="a"; x="\\\\"`, null],
    [`${MIXED}="a"; x="b\\"`, 'no-boundary'],
    [`${MIXED}=a (b)`, 'no-boundary'],
    [`multipart/mixed; x="; boundary=a"`, 'no-boundary'],
    ['multipart/mixed', 'no-boundary'],
    ['MULTIPART/mixed', 'no-boundary'],
    ['text/plain; boundary=a; boundary=b', 'several-boundaries'],
  ])('%s: %s', (type, expected) => {
    expect(ambiguity(type)).toBe(expected);
  });
});

describe('a charset', () => {
  test.each([
    ['text/plain; charset=utf-8', null],
    ['text/plain; charset=utf-8; charset="UTF-8"', null],
    ['text/plain; charset=utf-8; charset=koi8-r', 'several-charsets'],
    ['text/plain; charset*=utf-8; charset=utf-8', 'several-charsets'],
    ['text/plain; x-charset=a; charset=b', null],
    ['text/plain;\tcharset  =  utf-8', null],
    ['text/plain; charset=utf-8(a=b)', 'unclear-type'],
    ['text/plain; charset=utf-8 (unicode)', null],
  ])('%s: %s', (type, expected) => {
    expect(ambiguity(type)).toBe(expected);
  });
});

describe('a type', () => {
  test.each([
    ['(a) text/plain', 'unclear-type'],
    [' \t text/plain \t ', null],
    ['text/plain, text/html', 'unclear-type'],
    ['text/plain(a)', null],
    ['text/plain"', 'unclear-type'],
    // Not understood, so plain text; or read by nobody.
    ['; text/plain"', null],
    ['text', null],
    ['x-multipart/mixed', null],
    ['x-text/plain"', null],
    ['application/pdf"', null],
    ['application/pkcs7-mime"', 'unclear-type'],
    ['application/x-pkcs7-mime"', 'unclear-type'],
    ['application/pkcs7-mime-x"', null],
  ])('%s: %s', (type, expected) => {
    expect(ambiguity(type)).toBe(expected);
  });
});

describe('the name of a file', () => {
  test.each([
    ['text/plain; name=(draft).txt', null],
    ['text/plain;name=(draft).txt', null],
    ['text/plain; filename*0="a=(b"', null],
    ['text/plain; name="a; charset=x"; charset=y', 'several-charsets'],
    ['text/plain; name=a charset=x; charset=y', 'several-charsets'],
    ['text/plain; name="a=(b"; charset=y', null],
    ['text/plain; surname=a(=b', 'unclear-type'],
    ['text/plain; names=a(=b)', 'unclear-type'],
  ])('%s: %s', (type, expected) => {
    expect(ambiguity(type)).toBe(expected);
  });
});

describe('an encoding', () => {
  test.each([
    ['base64', null],
    [' BASE64 ; ', null],
    ['', null],
    ['base64 7bit', 'unclear-encoding'],
    ['base64; x=y', 'unclear-encoding'],
    ['(a) base64', 'unclear-encoding'],
  ])('%s: %s', (encoding, expected) => {
    expect(ambiguity('text/plain', encoding)).toBe(expected);
    expect(ambiguity([], encoding)).toBe(expected);
  });

  test('of what nobody reads is all the same', () => {
    expect(ambiguity('application/pdf', 'base64 7bit')).toBeNull();
  });
});

test('each is told in printable ASCII, without a full stop', () => {
  for (const sentence of Object.values(AMBIGUITIES)) expect(sentence).toMatch(/^[!-~][ -~]{10,}[^.]$/u);
});
