import { describe, expect, it } from 'vitest';
import { readAddressList } from '../../src/auth/address-list.ts';

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('the addresses of To and Cc', () => {
  const cases: readonly [written: string, addresses: readonly string[]][] = [
    ['', []],
    ['a@nic.nl', ['a@nic.nl']],
    ['a@nic.nl, B <b@nic.br>,"C, c" <c@nic.cz>', ['a@nic.nl', 'b@nic.br', 'c@nic.cz']],
    ['a@nic.nl; b@nic.br', ['a@nic.nl', 'b@nic.br']],
    ['Team: a@nic.nl, B <b@nic.br>;, c@nic.cz', ['a@nic.nl', 'b@nic.br', 'c@nic.cz']],
    ['undisclosed-recipients:;', []],
    ['a@nic.nl, A@NIC.nl', ['a@nic.nl']],
    ['"admin@nic.nl" <x@evil.example>', ['x@evil.example']],
    ['admin@nic.nl <x@evil.example>', ['x@evil.example']],
    ['(admin@nic.nl) x@evil.example', ['x@evil.example']],
    ['"admin@nic.nl', []],
    ['<x@evil.example> <admin@nic.nl>', []],
    ['"a b"@nic.nl, c@nic.cz', ['c@nic.cz']],
    ['a@nic.nl (the admin, really)', ['a@nic.nl']],
    ['not an address, c@nic.cz', ['c@nic.cz']],
    ['"B \\" <x@evil.example>" <b@nic.br>', ['b@nic.br']],
    ['"B, <x@evil.example>, B" <b@nic.br>', ['b@nic.br']],
    ['(B \\) x@evil.example) b@nic.br', ['b@nic.br']],
    ['(a (b) x@evil.example) b@nic.br', ['b@nic.br']],
    ['(<x@evil.example>, x@evil.example) b@nic.br', ['b@nic.br']],
    ['("(") b@nic.br', []],
    ['b@nic.br (', []],
    ['b@nic.br <', []],
    ['b\\@nic.br, c@nic.cz', ['c@nic.cz']],
    ['<b@nic.br', []],
    ['<b@nic.br, c@nic.cz>', []],
    ['<b@nic.br>, <c@nic.cz>', ['b@nic.br', 'c@nic.cz']],
    ['<b@nic.br>; c@nic.cz', ['b@nic.br', 'c@nic.cz']],
    ['<>, c@nic.cz', ['c@nic.cz']],
    ['x@evil.example:b@nic.br', ['b@nic.br']],
    ['  b@nic.br  ,\tc@nic.cz', ['b@nic.br', 'c@nic.cz']],
    ['x"y"@nic.nl, c@nic.cz', ['c@nic.cz']],
    [', ,', []],
    [latin1('Иван <ivan@кц.рф>, Jürgen <j@nic.at>'), ['ivan@xn--j1ay.xn--p1ai', 'j@nic.at']],
  ];
  it.each(cases)('%s', (written, addresses) => {
    expect(readAddressList(written)).toEqual(addresses);
  });

  it('are at most five hundred', () => {
    const many = Array.from({ length: 600 }, (_, at) => `a${at}@nic.nl`).join(', ');
    expect(readAddressList(many)).toHaveLength(500);
  });
});
