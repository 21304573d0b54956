import { expect, test } from 'vitest';
import { type Instant, instantOf, MINUTE, plus } from '../../src/core/instant.ts';
import type { LogEvent } from '../../src/ops/events.ts';
import { pacedLog } from '../../src/ops/line-pace.ts';

test('lines that strangers cause are written up to a number each minute, and their end is told once', () => {
  let now: Instant = instantOf(Date.UTC(2026, 0, 1));
  const written: LogEvent['event'][] = [];
  const log = pacedLog(
    ({ event }) => written.push(event),
    2,
    () => now,
  );
  const refuse = (): void => log({ event: 'smtp-refused', ip: '192.0.2.1', why: 'too-fast' });
  for (let n = 0; n < 5; n += 1) refuse();
  expect(written).toEqual(['smtp-refused', 'smtp-refused', 'smtp-only-counted']);
  now = plus(now, MINUTE);
  refuse();
  expect(written.at(-1)).toBe('smtp-refused');
});
