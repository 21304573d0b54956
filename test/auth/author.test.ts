import { describe, expect, it } from 'vitest';
import { growthOf, isTooFast } from '../fuzz/growth.ts';
import { readAuthor } from '../../src/auth/author.ts';

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('a From field that our grammar takes', () => {
  const cases: readonly [written: string, address: string, displayName: string][] = [
    ['john.doe@nic.nl', 'john.doe@nic.nl', ''],
    ['<john.doe@nic.nl>', 'john.doe@nic.nl', ''],
    ['  john.doe@nic.nl\t ', 'john.doe@nic.nl', ''],
    ['  \tJohn  \t Doe  <john@nic.nl>', 'john@nic.nl', 'John Doe'],
    ['John Doe <John.Doe@NIC.nl>', 'John.Doe@nic.nl', 'John Doe'],
    ['"Doe, John" <john@nic.nl>', 'john@nic.nl', 'Doe, John'],
    ['"ceo@bank.example" <john@nic.nl>', 'john@nic.nl', 'ceo@bank.example'],
    ['"He said \\"hi\\"" <john@nic.nl>', 'john@nic.nl', 'He said "hi"'],
    ['John Q. Doe\t< john@nic.nl >  ', 'john@nic.nl', 'John Q. Doe'],
    ['John Doe (SIDN) <john@nic.nl>', 'john@nic.nl', 'John Doe (SIDN)'],
    ['john@nic.nl <JOHN@nic.nl>', 'JOHN@nic.nl', 'john@nic.nl'],
    ['n@ai', 'n@ai', ''],
    ['=?utf-8?B?SsO8cmdlbg==?= <j@nic.at>', 'j@nic.at', 'Jürgen'],
    ['=?iso-8859-1?Q?J=FCrgen_M=FCller?= <j@nic.at>', 'j@nic.at', 'Jürgen Müller'],
    ['=?utf-8?B?8J+Y?= =?utf-8?B?gA==?= <j@nic.at>', 'j@nic.at', '😀'],
    ['=?koi8-r?B?6dfBzg==?= <i@cctld.ru>', 'i@cctld.ru', 'Иван'],
    ['=?utf-8?Q?=00=0D=0ABcc=3A_x=E2=80=AE?= <j@nic.at>', 'j@nic.at', 'Bcc: x'],
    [latin1('Jürgen Müller <j@nic.at>'), 'j@nic.at', 'Jürgen Müller'],
    ['J\xfcrgen <j@nic.at>', 'j@nic.at', 'J\ufffdrgen'],
    [latin1('Иван <ivan@кц.рф>'), 'ivan@xn--j1ay.xn--p1ai', 'Иван'],
    ['ivan@xn--j1ay.xn--p1ai', 'ivan@xn--j1ay.xn--p1ai', ''],
  ];
  it.each(cases)('%s', (written, address, displayName) => {
    expect(readAuthor(written)).toEqual({ ok: true, author: { address, displayName } });
  });
});

describe('a From field that our grammar refuses', () => {
  const cases: readonly [written: string, fault: string][] = [
    ['', 'no-author'],
    ['  \t', 'no-author'],
    ['John Doe <>', 'no-author'],
    ['a@nic.nl, b@nic.nl', 'several-authors'],
    ['John <a@nic.nl>, b@evil.example', 'several-authors'],
    ['a@nic.nl b@evil.example', 'malformed-author'],
    ['<a@nic.nl> <b@evil.example>', 'malformed-author'],
    ['John <a@nic.nl> b@evil.example', 'malformed-author'],
    ['admin@nic.nl <b@evil.example>', 'malformed-author'],
    ['john@nic.nl <.john@nic.nl>', 'malformed-author'],
    ['.john@nic.nl <john@nic.nl>', 'malformed-author'],
    ['"John"', 'malformed-author'],
    ['Doe, John <john@nic.nl>', 'malformed-author'],
    ['Friends: a@nic.nl;', 'malformed-author'],
    ['<@relay.example:a@nic.nl>', 'malformed-author'],
    ['"a b"@nic.nl', 'malformed-author'],
    ['"a@evil.example"@nic.nl', 'malformed-author'],
    ['a@evil.example@nic.nl', 'malformed-author'],
    ['a@[127.0.0.1]', 'malformed-author'],
    ['a@127.0.0.1', 'malformed-author'],
    ['john@nic.nl (John)', 'malformed-author'],
    ['john(comment)@nic.nl', 'malformed-author'],
    ['john @nic.nl', 'malformed-author'],
    ['john@nic.nl.', 'malformed-author'],
    ['.john@nic.nl', 'malformed-author'],
    ['John Doe', 'malformed-author'],
    ['=?utf-8?B?am9obkBuaWMubmw=?=', 'malformed-author'],
    ['=?utf-8?Q?a=40nic.nl=2C?=@evil.example\x00', 'malformed-author'],
    ['John\x07 <john@nic.nl>', 'malformed-author'],
    ['=?utf-8?B?PGFAYi5leGFtcGxlPg==?=john@nic.nl', 'malformed-author'],
    ['john@xn--a.nl', 'malformed-author'],
    ['john@xn--nic-.nl', 'malformed-author'],
    [latin1('ju\u0308rgen@nic.at'), 'malformed-author'],
    [latin1('j“rgen@nic.at'), 'malformed-author'],
    [latin1('jür\u200bgen@nic.at'), 'malformed-author'],
    ['j\xfcrgen@nic.at', 'malformed-author'],
    [latin1('john@ｎｉｃ．ｎｌ'), 'malformed-author'],
    [latin1('john@nic\u200b.nl'), 'malformed-author'],
    [latin1('john@nic.nl\u202e'), 'malformed-author'],
  ];
  it.each(cases)('%s', (written, fault) => {
    expect(readAuthor(written)).toEqual({ ok: false, fault });
  });

  it.each(['a ', '"a" ', '(a) ', '(', '"', '\\"', '<', '=?utf-8?q?'])(
    'takes no longer than it is long: %j',
    async (piece) => {
      const growth = await growthOf(
        { frame: (repeated) => repeated, run: (value) => String(readAuthor(value).ok) },
        piece,
      );
      expect(isTooFast(growth)).toBe(false);
    },
  );
});
