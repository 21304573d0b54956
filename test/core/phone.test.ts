import { describe, expect, test } from 'vitest';
import { readPhone } from '../../src/core/phone.ts';

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
    '+31 (0) 6 12345678',
    '+31 06 12345678',
    '(+31) 6 12345678',
    '[+31] 6 12345678',
    '+(31) 6 12345678',
    '0031 6 12345678',
    '00 31 6 12345678',
    '00-31-6-12345678',
    '(0031) 6 12345678',
    '00(31)612345678',
    'tel:+31-6-12345678',
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

describe('a number without its country code is read with the country of the ccTLD', () => {
  test.each([
    ['06 12345678', 'NL', E164],
    ['06-12345678', 'NL', E164],
    ['(06) 12345678', 'NL', E164],
    ['31 6 12345678', 'NL', E164],
    ['٠٦١٢٣٤٥٦٧٨', 'NL', E164],
    ['8 (495) 123-45-67', 'RU', '+74951234567'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['011 31 6 12345678', 'US', E164],
  ])('%s in %s', (written, iso, phone) => {
    expect(readPhone(written, iso)).toEqual({ ok: true, phone, valid: true, national: true });
  });

  test('where there is no country, it is asked for', () => {
    expect(readPhone('06 12345678', null)).toEqual({ ok: false, fault: 'phone-without-country' });
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
    'extension: 12',
    'int 12',
    'доб. 12',
    'Durchwahl 12',
  ])('%s', (extension) => {
    expect(readPhone(`+31 26 3525500 ${extension}`, 'NL')).toEqual({ ok: false, fault: 'phone-extension' });
  });
});

describe('what cannot be a number', () => {
  test.each(['+31 6', '+31 6 123456789012345', '+999 123456', '1-800-FLOWERS', '+31 6 1234 abcd', '', '+', '--------'])(
    '%j',
    (written) => {
      expect(readPhone(written, 'NL')).toEqual({ ok: false, fault: 'phone-impossible' });
    },
  );
});
