import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { ReadingDoubt } from '../../src/core/message.ts';
import { decodeCharset } from '../../src/mime/charset.ts';
import { cleanLine, withLineFeeds, withoutHidden } from '../../src/mime/clean-text.ts';
import { joinFlowed } from '../../src/mime/flowed.ts';
import { readMail } from '../../src/mime/read-mail.ts';
import { decodeTransfer } from '../../src/mime/transfer-encoding.ts';
import { onTheWire } from './octets.ts';

describe('charsets', () => {
  const declared: readonly (readonly [string, string])[] = [
    ['utf-8', 'Zoë РФ 联系人 😀'],
    ['iso-8859-1', 'Zoë Müller'],
    ['iso-8859-2', 'Łukasz Žižka'],
    ['iso-8859-5', 'Иван'],
    ['iso-8859-7', 'Γιώργος'],
    ['iso-8859-9', 'İbrahim Şahin'],
    ['iso-8859-15', '€ Zoë'],
    ['windows-1250', 'Jiří Novák'],
    ['windows-1251', 'Иван Петров'],
    ['windows-1252', '“Zoë” – 5 €'],
    ['windows-1253', 'Γιώργος'],
    ['windows-1254', 'Şahin'],
    ['windows-1255', 'שלום'],
    ['windows-1256', 'سلام'],
    ['windows-1257', 'Šķēle'],
    ['windows-1258', 'Vi\u00eat'],
    ['windows-874', 'สวัสดี'],
    ['koi8-r', 'Иван Петров'],
    ['koi8-u', 'Їжак'],
    ['gb18030', '张伟'],
    ['gbk', '张伟'],
    ['gb2312', '张伟'],
    ['big5', '連絡人'],
    ['shift_jis', '山田 太郎'],
    ['cp932', '山田 太郎'],
    ['euc-jp', '山田 太郎'],
    ['euc-kr', '김철수'],
    ['ks_c_5601-1987', '김철수'],
    ['cp850', 'Zoë'],
    ['macintosh', 'Zoë'],
    ['UTF-8', 'Zoë'],
    ['Windows-1252', 'Zoë'],
  ];
  test.each(declared)('%s', (charset, text) => {
    const encoder = charset === 'ks_c_5601-1987' ? 'euc-kr' : charset;
    expect(decodeCharset(iconv.encode(text, encoder), charset)).toEqual({ text, fault: null });
  });

  const lies: readonly (readonly [string, Buffer, string | null, ReadingDoubt | null])[] = [
    ['UTF-8 without a declaration', Buffer.from('Zoë'), null, null],
    ['UTF-8 declared as US-ASCII', Buffer.from('Zoë'), 'us-ascii', null],
    ['Latin-1 without a declaration', Buffer.from('Zoë', 'latin1'), null, 'lossy-charset'],
    ['Latin-1 declared as UTF-8', Buffer.from('Zoë', 'latin1'), 'utf-8', 'lossy-charset'],
    ['UTF-8 declared as Latin-1', Buffer.from('Zoë'), 'iso-8859-1', 'lossy-charset'],
    ['UTF-8 declared as windows-1251', Buffer.from('Иван'), 'windows-1251', 'lossy-charset'],
    ['UTF-8 declared as KOI8-R', Buffer.from('Иван'), 'koi8-r', 'lossy-charset'],
    ['windows-1252 declared as Latin-1', Buffer.from([0x93, 0x41, 0x94]), 'iso-8859-1', 'lossy-charset'],
    ['windows-1251 declared as KOI8-R', Buffer.from([0xc8, 0xe2, 0xe0, 0xed]), 'koi8-r', 'lossy-charset'],
    ['KOI8-R declared as windows-1251', Buffer.from([0xe9, 0xd7, 0xc1, 0xce]), 'windows-1251', 'lossy-charset'],
    ['KOI8-R', Buffer.from([0xe9, 0xd7, 0xc1, 0xce]), 'koi8-r', null],
    ['windows-1251 in capitals', Buffer.from([0xc8, 0xc2, 0xc0, 0xcd]), 'windows-1251', null],
    [
      'windows-1251 declared as Latin-1',
      Buffer.from([0xc8, 0xe2, 0xe0, 0xed, 0xee, 0xe2]),
      'iso-8859-1',
      'lossy-charset',
    ],
    ['UTF-8 encoded twice', Buffer.from('ZoÃ«'), 'utf-8', 'lossy-charset'],
    ['a replacement character', Buffer.from('Zo\uFFFD'), 'utf-8', 'lossy-charset'],
    ['a C1 control', Buffer.from('Zo\u0085'), 'utf-8', 'lossy-charset'],
    ['half a character of GB18030', Buffer.from([0x41, 0x81]), 'gb18030', 'lossy-charset'],
    ['an overlong UTF-8 form', Buffer.from([0xc0, 0xaf]), 'utf-8', 'lossy-charset'],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'utf-8', 'lossy-charset'],
    ['a charset that nobody knows', Buffer.from('WHO'), 'x-unknown', 'unknown-charset'],
    ['UTF-7', Buffer.from('+AFc-HO'), 'utf-7', 'unknown-charset'],
    ['UTF-16 without a byte-order mark', Buffer.from('WHO', 'utf16le'), 'utf-16', 'lossy-charset'],
    ['UTF-16 with a byte-order mark', Buffer.from('\uFEFFZoë', 'utf16le'), 'utf-16', null],
    ['little-endian UTF-16', Buffer.from('Zoë', 'utf16le'), 'utf-16le', null],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41]), 'utf-16', 'lossy-charset'],
    ['an encoding that is no charset', Buffer.from('V0hP'), 'base64', 'unknown-charset'],
    ['HZ', Buffer.from('~{VEN0~}'), 'hz-gb-2312', 'unknown-charset'],
  ];
  test.each(lies)('%s', (_name, octets, charset, fault) => {
    expect(decodeCharset(octets, charset).fault).toBe(fault);
  });
});

describe('transfer encodings', () => {
  const encoded: readonly (readonly [string, string, string, string, boolean])[] = [
    ['base64', 'base64', 'V0hP', 'WHO', true],
    ['base64 in lines', 'base64', 'V0\r\nhP\r\n', 'WHO', true],
    ['padded base64', 'base64', 'V0hPIQ==\r\n', 'WHO!', true],
    ['empty base64', 'base64', '', '', true],
    ['base64 without its padding', 'base64', 'V0hPIQ', 'WHO!', false],
    ['base64 with a footer behind it', 'base64', 'V0hPIQ==\r\nREMOVE', 'WHO!', false],
    ['base64 with other characters', 'base64', 'V0*hP', 'WHO', false],
    ['base64 cut off', 'base64', 'V0hPI', 'WHO', false],
    ['quoted-printable', 'quoted-printable', 'W=48=4f', 'WHO', true],
    ['a soft line break', 'quoted-printable', 'W=\r\nHO\r\n', 'WHO\r\n', true],
    ['a soft line break with white space', 'quoted-printable', 'W= \t\r\nHO', 'WHO', true],
    ['a soft line break at the end', 'quoted-printable', 'WHO=', 'WHO', true],
    ['white space at the end of a line', 'quoted-printable', 'WHO \t\r\nx ', 'WHO\r\nx', true],
    ['an encoded space at the end', 'quoted-printable', 'WHO=20\r\n', 'WHO \r\n', true],
    ['no hexadecimal digits', 'quoted-printable', 'a=zz', 'a=zz', false],
    ['one hexadecimal digit', 'quoted-printable', 'a=4', 'a=4', false],
    ['a half hexadecimal digit', 'quoted-printable', 'a=4z', 'a=4z', false],
    ['a raw octet', 'quoted-printable', 'a\u00e9', 'a\u00e9', false],
    ['8bit', '8bit', 'a=41\u00e9', 'a=41\u00e9', true],
    ['an unknown encoding', 'x-uuencode', 'WHO', 'WHO', false],
  ];
  test.each(encoded)('%s', (_name, encoding, written, expected, intact) => {
    const decoding = decodeTransfer(Buffer.from(written, 'latin1'), encoding);
    expect([decoding.octets.toString('latin1'), decoding.intact]).toEqual([expected, intact]);
  });

  test('what is broken casts doubt on the reading', async () => {
    const outcome = await readMail(onTheWire('Content-Transfer-Encoding: base64\n\nV0hPIQ\n'));
    expect(outcome).toMatchObject({ reading: { text: 'WHO!', doubts: ['broken-transfer-encoding'] } });
  });
});

describe('format=flowed', () => {
  const texts: readonly (readonly [string, string, boolean, string])[] = [
    ['a paragraph', 'one \ntwo \nthree\nfour', false, 'one two three\nfour'],
    ['DelSp', 'one \ntwo', true, 'onetwo'],
    ['DelSp with a space of its own', 'one  \ntwo', true, 'one two'],
    ['space-stuffing', ' From\n  x\n >y', false, 'From\n x\n>y'],
    ['quotes', '> one \n> two\n>> three', false, '> one two\n>> three'],
    ['a quote that flows into the answer', '> one \nREMOVE .nl ALL', false, '> one \nREMOVE .nl ALL'],
    ['an answer that flows into a quote', 'WHO \n> one', false, 'WHO \n> one'],
    ['a signature', 'WHO\n-- \nAnna', false, 'WHO\n-- \nAnna'],
    ['a signature behind a flowing line', 'WHO \n-- \nAnna', false, 'WHO \n-- \nAnna'],
    ['a quoted signature', '> -- \n> Anna', false, '> -- \n> Anna'],
    ['empty lines', 'a\n\nb\n', false, 'a\n\nb\n'],
    ['nothing', '', false, ''],
  ];
  test.each(texts)('%s', (_name, written, delSp, expected) => {
    expect(joinFlowed(written, delSp)).toBe(expected);
  });
});

describe('hidden characters', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['a byte-order mark at the start', '\uFEFFWHO', 'WHO'],
    ['a byte-order mark inside', 'W\uFEFFHO', 'WHO'],
    ['a right-to-left override', 'WHO \u202E.ln', 'WHO .ln'],
    ['an isolate and a mark', '\u2066a\u2069\u200F', 'a'],
    ['a zero-width space', 'W\u200BHO', 'WHO'],
    ['a zero-width joiner in Latin', 'W\u200DHO', 'WHO'],
    ['a non-joiner in Persian', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['a non-joiner at the end of a Persian word', 'می\u200C ', 'می '],
    ['a joiner in Devanagari', 'क्\u200Dष', 'क्\u200Dष'],
    ['two joiners in Devanagari', 'क्\u200D\u200Dष', 'क्ष'],
    ['a soft hyphen', 'W\u00ADHO', 'WHO'],
    ['a tag character', 'W\u{E0041}HO', 'WHO'],
    ['a Hangul filler', 'W\u3164HO', 'WHO'],
    ['NUL, escape, delete', 'W\u0000\u001b\u007fHO', 'WHO'],
    ['a tab and a no-break space', 'a\tb\u00a0c', 'a\tb\u00a0c'],
    ['an Arabic number sign', '\u0600٣', '\u0600٣'],
    ['an emoji with a variation selector', '☎\uFE0F', '☎\uFE0F'],
  ];
  test.each(texts)('%s', (_name, written, text) => {
    expect(withoutHidden(withLineFeeds(written))).toBe(text);
  });

  test('a line is one line and never ends in half a character', () => {
    expect(cleanLine(' a \n\u202E b\u0000 ', 250)).toBe('a b');
    expect(cleanLine('xx😀', 3)).toBe('xx');
  });
});
