import { expect, test } from 'vitest';
import { nearest } from '../../src/core/nearest.ts';

test.each([
  ['proff', ['proof', 'request'], 'proof'],
  ['sigend', ['signed', 'aligned'], 'signed'],
  ['Admin-Copied', ['admin-copied'], 'admin-copied'],
  ['iana_data', ['iana-data', 'iana-admin'], 'iana-data'],
  ['xyz', ['proof', 'request'], null],
  ['no', ['yes', 'none'], null],
  ['', ['yes'], null],
])('"%s" among %j: %s', (written, candidates, expected) => {
  expect(nearest(written, candidates)).toBe(expected);
});
