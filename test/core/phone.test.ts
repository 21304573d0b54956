import { describe, expect, test } from 'vitest';
import { internationalPhone, type PhoneNumber, readPhone } from '../../src/core/phone.ts';

const E164 = '+31612345678';

describe('a number with its country code', () => {
  test.each([
    '+31612345678',
    '+31 6 12345678',
    '+31-6-1234-5678',
    '+31.6.12.34.56.78',
    '+31/6/12345678',
    '+31 6 12‑34‑56‑78',
    '+31·6·12345678',
    '+ 31 6 12345678',
    '+31(0)612345678',
    '+31 ( 0 ) 6 12345678',
    '+31 [0] 6 12345678',
    '+31 (0) 6 12345678',
    '+31 06 12345678',
    '(+31) 6 12345678',
    '[+31] 6 12345678',
    '+(31) 6 12345678',
    '0031 6 12345678',
    '0011 31 6 12345678',
    '00 31 6 12345678',
    '00-31-6-12345678',
    '(0031) 6 12345678',
    '00(31)612345678',
    'tel:+31-6-12345678',
    ' TEL:+31612345678',
    '＋３１　６　１２３４５６７８',
    '+٣١٦١٢٣٤٥٦٧٨',
    '٠٠٣١ ٦ ١٢٣٤٥٦٧٨',
    '+۳۱۶۱۲۳۴۵۶۷۸',
    '+३१६१२३४५६७८',
    '+๓๑๖๑๒๓๔๕๖๗๘',
  ])('%s', (written) => {
    expect(readPhone(written, 'US')).toEqual({ ok: true, phone: E164, valid: true, national: false });
    expect(readPhone(written, null)).toEqual({ ok: true, phone: E164, valid: true, national: false });
  });
});

describe('a zero in brackets', () => {
  test.each([
    ['is left out where no number has one', '+45 (0) 32 12 34 56', null, '+4532123456', false],
    ['without spaces', '+45(0)32123456', null, '+4532123456', false],
    ['with spaces inside', '+45 [ 0 ] 32 12 34 56', null, '+4532123456', false],
    ['is left out where there are numbers of either kind', '+241 (0)6 12 34 56', null, '+2416123456', false],
    ['stays where it is a part of the number', '+39 (0)6 698 12345', null, '+390669812345', false],
    ['stays there without the country code', '(0)6 698 12345', 'IT', '+390669812345', true],
    ['stays where the number would be too short', '+225 (0)7 12 34 56 78', null, '+2250712345678', false],
  ])('%s: %s', (_, written, iso, phone, national) => {
    expect(readPhone(written, iso)).toEqual({ ok: true, phone, valid: true, national });
  });

  test.each([
    ['+45 (0) 11 11 11 11', '+4511111111'],
    ['+39 (0)00 123456', '+3900123456'],
  ])('is left out where the number is not assigned in either way: %s', (written, phone) => {
    expect(readPhone(written, null)).toEqual({ ok: true, phone, valid: false, national: false });
  });
});

describe('a number without its country code is read with the country of the ccTLD', () => {
  test.each([
    ['06 12345678', 'NL', E164],
    ['06-12345678', 'NL', E164],
    ['06 12003456', 'NL', '+31612003456'],
    ['٠٦١٢٣٤٥٦٧٩', 'NL', '+31612345679'],
    ['(06) 12345678', 'NL', E164],
    ['31 6 12345678', 'NL', E164],
    ['٠٦١٢٣٤٥٦٧٨', 'NL', E164],
    ['8 (495) 123-45-67', 'RU', '+74951234567'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['011 31 6 12345678', 'US', E164],
  ])('%s in %s', (written, iso, phone) => {
    expect(readPhone(written, iso)).toEqual({ ok: true, phone, valid: true, national: true });
  });

  test.each([null, 'AQ', 'XX'])('where the country %s has no numbers, it is asked for', (iso) => {
    expect(readPhone('06 12345678', iso)).toEqual({ ok: false, fault: 'phone-without-country' });
  });
});

describe('extensions are refused', () => {
  test.each([
    'ext 12',
    'ext. 12',
    'x12',
    '#12',
    ';ext=12',
    '(ext. 12)',
    'office(ext 12)',
    'extension: 12',
    'int 12',
    'доб. 12',
    'Durchwahl 12',
  ])('%s', (extension) => {
    expect(readPhone(`+31 26 3525500 ${extension}`, 'NL')).toEqual({ ok: false, fault: 'phone-extension' });
  });
});

describe('what cannot be a number', () => {
  test.each([
    '+31 6',
    '+31 6 123456789012345',
    '+999 123456',
    '1-800-FLOWERS',
    '+31 6 1234 abcd',
    'call +31 6 12345678',
    '+31 6 tel:12345678',
    '+31 6 12345߈',
    '',
    '+',
    '--------',
  ])('%j', (written) => {
    expect(readPhone(written, 'NL')).toEqual({ ok: false, fault: 'phone-impossible' });
  });
});

describe('mails print', () => {
  test.each([
    ['+31612345678', '+31 6 12345678'],
    ['+14155552671', '+1 415 555 2671'],
  ])('%s as %s', (written, printed) => {
    const reading = readPhone(written, null);
    expect(reading.ok && internationalPhone(reading.phone)).toBe(printed);
  });

  test('one that nobody has read, and what is none as it is', () => {
    const stored = (digits: string) => digits as PhoneNumber;
    expect(internationalPhone(stored('+31201234567'))).toBe('+31 20 123 4567');
    expect(internationalPhone(stored('+999'))).toBe('+999');
  });

  test('one that is not valid as it prints where nobody has read it before', () => {
    const reading = readPhone('095581', 'CC');
    expect(reading).toMatchObject({ ok: true, valid: false });
    expect(reading.ok && internationalPhone(reading.phone)).toBe('+61 95581');
  });
});
