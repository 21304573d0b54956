import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { dueForALook } from '../../src/schedule/iana-due.ts';
import { BR, later, NL } from '../support/plans.ts';

test.each([
  ['who was never looked at', [], 0, [NL, BR]],
  [
    'nobody within a day',
    [
      [NL, 0],
      [BR, HOUR],
    ],
    20 * HOUR,
    [],
  ],
  [
    'everybody as soon as one is due',
    [
      [NL, 0],
      [BR, HOUR],
    ],
    DAY,
    [NL, BR],
  ],
  [
    'who is not looked at by hand in between',
    [
      [NL, 0],
      [BR, 23 * HOUR],
    ],
    DAY,
    [NL],
  ],
  [
    'who failed some hours ago',
    [
      [NL, 0],
      [BR, 0, 'HTTP 500'],
    ],
    4 * HOUR,
    [BR],
  ],
  [
    'nobody who failed just now',
    [
      [NL, 0],
      [BR, 0, 'HTTP 500'],
    ],
    HOUR,
    [],
  ],
  [
    'who was looked at by a clock that was set back since',
    [
      [NL, 400 * DAY],
      [BR, 0],
    ],
    HOUR,
    [NL],
  ],
] as const)('due is %s', (_who, looked, now, due) => {
  const lookups = looked.map(([tld, at, failure]) => ({
    tld,
    lookedAt: later(at),
    failure: failure ?? null,
    missingSince: null,
  }));
  expect(dueForALook([NL, BR], lookups, DAY, later(now))).toEqual(due);
});
