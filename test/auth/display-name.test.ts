import { describe, expect, it } from 'vitest';
import { decodeDisplayName } from '../../src/auth/display-name.ts';

describe('a display name is shown', () => {
  const cases: readonly [about: string, written: string, shown: string][] = [
    ['as it is', 'John Doe', 'John Doe'],
    ['in one line, without needless space', '  John \t\r\n Doe ', 'John Doe'],
    ['from base64', '=?utf-8?B?SsO8cmdlbg==?=', 'Jürgen'],
    ['in letters of either case', '=?UTF-8?q?J=C3=BCrgen?= =?Utf-8?b?IE0=?=', 'Jürgen M'],
    ['with words before and behind', 'Dr. =?utf-8?Q?J=C3=BCrgen?= M.', 'Dr. Jürgen M.'],
    ['with words between', '=?utf-8?Q?J=C3=BCrgen?= van =?utf-8?Q?M=C3=BC?=', 'Jürgen van Mü'],
    ['without the space between two encoded words', '=?utf-8?Q?J=C3=BC?=  =?utf-8?Q?rgen?=', 'Jürgen'],
    ['with an underscore for a space', '=?utf-8?Q?J=C3=BCrgen_M?=', 'Jürgen M'],
    ['with a character that two words share', '=?utf-8?B?8J+Y?= =?utf-8?B?gA==?=', '😀'],
    ['with each word in its own charset', '=?iso-8859-1?Q?J=FC?= =?utf-8?Q?=C3=BC?=', 'Jüü'],
    ['from another charset', '=?koi8-r?B?6dfBzg==?=', 'Иван'],
    ['with a language (RFC 2231 §5)', '=?us-ascii*en?Q?John?=', 'John'],
    ['from an unknown charset as Windows writes', '=?x-unknown?Q?J=FCrgen?=', 'Jürgen'],
    ['without control characters', '=?utf-8?Q?A=00=1B=7FB?=', 'A B'],
    ['without a change of direction', '=?utf-8?Q?A=E2=80=AEB=E2=81=A6C?=', 'A B C'],
    ['without what cannot be seen', '=?utf-8?Q?A=E2=80=8BB=EF=BB=BFC=E2=80=8ED?=', 'A B C D'],
    ['without line separators', 'A\u2028B\u2029C', 'A B C'],
    ['with what is no encoded word as written', '=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['with one that has a space in it as written', '=?utf-8?Q?a b?=', '=?utf-8?Q?a b?='],
    ['with signs that are no code as written', '=?utf-8?Q?a=G1=1?=', 'a=G1=1'],
    ['with U+FFFD for what is no character', '=?utf-8?B?/w==?=', '\ufffd'],
    ['empty', '', ''],
  ];
  it.each(cases)('%s', (_, written, shown) => {
    expect(decodeDisplayName(written)).toBe(shown);
  });

  it('in at most two hundred characters, none of them half', () => {
    expect(decodeDisplayName('x'.repeat(201))).toBe('x'.repeat(200));
    expect(decodeDisplayName(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd`);
  });

  it('from the first four thousand that are written', () => {
    const word = '=?utf-8?Q?=00?= ';
    expect(decodeDisplayName(`${word.repeat(240)}end`)).toBe('end');
    expect(decodeDisplayName(`${word.repeat(260)}end`)).not.toContain('end');
  });
});
