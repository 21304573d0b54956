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
    ['', null],
    ['yesterday', null],
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
