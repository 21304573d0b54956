import { describe, expect, it } from 'vitest';
import { readMailDate } from '../../src/auth/mail-date.ts';

describe('the Date field', () => {
  const cases: readonly [written: string, utc: string | null][] = [
    ['Sat, 21 Nov 2026 12:00:00 +0000', '2026-11-21T12:00:00.000Z'],
    ['21 Nov 2026 12:00 +0000', '2026-11-21T12:00:00.000Z'],
    ['Sat, 21 Nov 2026 14:00:00 +0200 (CEST)', '2026-11-21T12:00:00.000Z'],
    ['Sat, 21 Nov 2026 06:30:00 -0530', '2026-11-21T12:00:00.000Z'],
    ['Sat,  1 Nov 2026 12:00:00 GMT', '2026-11-01T12:00:00.000Z'],
    ['Sat, 21 nov 2026 07:00:00 est', '2026-11-21T12:00:00.000Z'],
    ['Thu, 31 Dec 2026 23:59:60 +0000', '2026-12-31T23:59:59.000Z'],
    ['\tSat, 21 Nov 2026 12:00:00 +0000 ', '2026-11-21T12:00:00.000Z'],
    ['Sat,21\tNov\t2026\t12:00:00\t+0000\t(x)', '2026-11-21T12:00:00.000Z'],
    ['21  Nov  2026  12:00:00  +0000', '2026-11-21T12:00:00.000Z'],
    ['21 Nov 2026 12:00:00 +0059', '2026-11-21T11:01:00.000Z'],
    ['21 Nov 2026 12:00:00 +2400', '2026-11-20T12:00:00.000Z'],
    ['29 Feb 2028 23:59:59 +0000', '2028-02-29T23:59:59.000Z'],
    ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
      (month, index): [string, string] => [
        `1 ${month} 2026 12:00:00 +0000`,
        `2026-${String(index + 1).padStart(2, '0')}-01T12:00:00.000Z`,
      ],
    ),
    // RFC 5322 §4.3
    ...Object.entries({
      UT: 0,
      UTC: 0,
      GMT: 0,
      Z: 0,
      EST: 5,
      EDT: 4,
      CST: 6,
      CDT: 5,
      MST: 7,
      MDT: 6,
      PST: 8,
      PDT: 7,
    }).map(([zone, behind]): [string, string] => [
      `21 Nov 2026 00:00:00 ${zone}`,
      `2026-11-21T${String(behind).padStart(2, '0')}:00:00.000Z`,
    ]),
    ['', null],
    ['yesterday', null],
    ['21 Nov 2026 12:00:00 +2401', null],
    ['21 Nov 2026 12:00:00 +0060', null],
    ['21 Nov 2026 12:00:00 +000', null],
    ['21 Nov 2026 12:00:00 +00000', null],
    ['21 Nov 2026 12:00:00 0000', null],
    ['21 Nov 2026 12:00:00 +0000 x', null],
    ['21 Nov 2026 12:00:00 +0000 (a(b)c)', null],
    ['x 21 Nov 2026 12:00:00 +0000', null],
    ['Satu, 21 Nov 2026 12:00:00 +0000', null],
    ['0 Nov 2026 12:00:00 +0000', null],
    ['221 Nov 2026 12:00:00 +0000', null],
    ['21 Foo 2026 12:00:00 +0000', null],
    ['21 Nove 2026 12:00:00 +0000', null],
    ['21 Nov 20266 12:00:00 +0000', null],
    ['21 Nov 2026 2:00:00 +0000', null],
    ['21 Nov 2026 12:0:00 +0000', null],
    ['21 Nov 2026 12:00:0 +0000', null],
    ['21 Nov 2026 12:60:00 +0000', null],
    ['21 Nov 2026 12:00:00+0000', null],
    ['2026-11-21T12:00:00Z', null],
    ['31 Feb 2026 12:00:00 +0000', null],
    ['21 Nov 2026 24:00:00 +0000', null],
    ['21 Nov 2026 12:61:00 +0000', null],
    ['21 Nov 2026 12:00:61 +0000', null],
    ['21 Nov 26 12:00:00 +0000', null],
    ['21 Nov 2026 12:00:00', null],
    ['21 Nov 2026 12:00:00 XYZ', null],
    ['21 Nov 2026 12:00:00 +9900', null],
    ['21 Nov 2026 12:00:00 +0000 21 Nov 2026 12:00:00 +0000', null],
  ];
  it.each(cases)('%s', (written, utc) => {
    const read = readMailDate(written);
    expect(read === null ? null : new Date(read).toISOString()).toBe(utc);
  });
});
