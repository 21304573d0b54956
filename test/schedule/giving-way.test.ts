import { expect, it } from 'vitest';
import { givingWay } from '../../src/schedule/giving-way.ts';

it('keeps letters back for ten seconds at most while mails come in, and then until none is left', () => {
  let busy = false;
  let now = 0;
  const turn = givingWay(
    () => busy,
    () => now,
  );
  expect(turn.mayGo()).toBe(true);

  busy = true;
  expect(turn.mayGo()).toBe(false);
  now = 5000;
  busy = false;
  expect(turn.mayGo()).toBe(true);
  busy = true;
  now = 9999;
  expect(turn.mayGo()).toBe(false);

  now = 10_000;
  expect(turn.mayGo()).toBe(true);
  now = 60_000;
  expect(turn.mayGo()).toBe(true);

  turn.caughtUp();
  expect(turn.mayGo()).toBe(false);
});
