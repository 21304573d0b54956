import { describe, expect, test } from 'vitest';
import {
  asciiDomain,
  domainOf,
  isAscii,
  localPartOf,
  parseAuthorAddress,
  parseEmailAddress,
  sameAddress,
  withoutRepeatedAddresses,
} from '../../src/core/email-address.ts';
import { email } from '../support/plans.ts';

const label = (length: number): string => 'x'.repeat(length);
const long = `${label(63)}.${label(63)}.${label(61)}`;

describe('an address', () => {
  test.each([
    ['john.doe@nic.nl', 'john.doe@nic.nl'],
    ['John.Doe@NIC.NL', 'John.Doe@nic.nl'],
    ["o'neil+x=y_{z}@a-b.example", "o'neil+x=y_{z}@a-b.example"],
    ['n@ai', 'n@ai'],
    ['ivan@кц.рф', 'ivan@xn--j1ay.xn--p1ai'],
    ['ivan@XN--J1AY.xn--p1ai', 'ivan@xn--j1ay.xn--p1ai'],
    ['1@2nic.nl', '1@2nic.nl'],
    [`${label(64)}@nic.nl`, `${label(64)}@nic.nl`],
    [`${label(64)}@${long}`, `${label(64)}@${long}`],
  ])('%s is read', (written, address) => {
    expect(parseEmailAddress(written)).toEqual({ ok: true, address });
  });

  test.each([
    ['', 'empty'],
    ['john', 'no-at-sign'],
    ['@nic.nl', 'bad-local-part'],
    ['.john@nic.nl', 'bad-local-part'],
    ['john.@nic.nl', 'bad-local-part'],
    ['jo..hn@nic.nl', 'bad-local-part'],
    ['jo hn@nic.nl', 'bad-local-part'],
    ['"john"@nic.nl', 'bad-local-part'],
    ['a@b@nic.nl', 'bad-local-part'],
    ['jürgen@nic.at', 'utf8-local-part'],
    ['john@', 'bad-domain'],
    ['john@nic..nl', 'bad-domain'],
    ['john@-nic.nl', 'bad-domain'],
    ['john@nic-.nl', 'bad-domain'],
    ['john@nic.nl.', 'bad-domain'],
    ['john@nic_x.nl', 'bad-domain'],
    ['john@192.0.2.1', 'bad-domain'],
    ['john@[192.0.2.1]', 'bad-domain'],
    ['john@1', 'bad-domain'],
    ['john@nic.nl/x', 'bad-domain'],
    ['john@кц.рф:25', 'bad-domain'],
    ['john@xn--a.nl', 'bad-domain'],
    [`john@${label(64)}.nl`, 'bad-domain'],
    [`${label(65)}@nic.nl`, 'too-long'],
    [`${label(64)}@${long}x`, 'too-long'],
  ])('%s is none: %s', (written, fault) => {
    expect(parseEmailAddress(written)).toEqual({ ok: false, fault });
  });

  test('is the same in another spelling', () => {
    expect(sameAddress(email('John@nic.nl'), email('JOHN@NIC.nl'))).toBe(true);
    expect(sameAddress(email('john@nic.nl'), email('jane@nic.nl'))).toBe(false);
    expect(sameAddress(email('john@nic.nl'), email('john@nic.nlx'))).toBe(false);
  });

  test('has two parts', () => {
    const address = email("o'neil+x@nic.nl");
    expect([localPartOf(address), domainOf(address)]).toEqual(["o'neil+x", 'nic.nl']);
  });

  test('written twice counts once, as it was first written', () => {
    const [first, again, other] = [email('John@nic.nl'), email('john@nic.nl'), email('jane@nic.nl')];
    expect(withoutRepeatedAddresses([first, again, other])).toEqual([first, other]);
  });
});

describe('the address of an author', () => {
  test.each([
    ['jürgen.müller@nic.at', true],
    ['इमेल@nic.in', true],
    ['jürgen1@nic.at', true],
    ['jürgen@nic.at'.normalize('NFD'), false],
    ['j“rgen@nic.at', false],
    ['.jürgen@nic.at', false],
    ['jürgen.@nic.at', false],
  ])('%s is read: %s', (written, ok) => {
    expect(parseAuthorAddress(written).ok).toBe(ok);
  });

  test('may be one to which nothing is ever written', () => {
    const reading = parseAuthorAddress('jürgen@nic.at');
    expect(reading.ok && isAscii(reading.address)).toBe(false);
    expect(isAscii(email('john@nic.nl'))).toBe(true);
  });
});

describe('a domain', () => {
  test.each([
    ['NIC.nl', 'nic.nl'],
    ['кц.рф', 'xn--j1ay.xn--p1ai'],
    ['КЦ.РФ', 'xn--j1ay.xn--p1ai'],
    ['a1.2b', 'a1.2b'],
    ['', null],
    ['nic.1', null],
    ['nic.42', null],
    ['192.0.2.10', null],
    ['nic nl', null],
    ['nic.nl\u200e', null],
    ['nic%2enl', null],
    ['nic.xn--', null],
    ['xn--a.nl', null],
    ['mail.xn--zzzzzz.nl', null],
    ['axn--a.nl', 'axn--a.nl'],
    [`${`${label(63)}.`.repeat(3)}${label(63)}`, `${`${label(63)}.`.repeat(3)}${label(63)}`],
    [`${`${label(63)}.`.repeat(3)}${label(61)}.n`, `${`${label(63)}.`.repeat(3)}${label(61)}.n`],
    [`${`${label(63)}.`.repeat(3)}${label(61)}.nl`, null],
    [`${`${label(63)}.`.repeat(4)}nl`, null],
    [`${'я'.repeat(60)}.${'я'.repeat(200)}`, null],
  ])('%s is %s', (written, ascii) => {
    expect(asciiDomain(written)).toBe(ascii);
  });
});
