import { expect, it } from 'vitest';
import { awaitedMails } from '../../src/schedule/awaited-mails.ts';

it('counts a mail that came a moment ago or is being decided, and none that waits for the DNS', () => {
  let now = 0;
  const awaited = awaitedMails(() => now);
  const silent = { mayBeCalledOff: true };
  expect(awaited.soon()).toBe(0);

  const answered = awaited.came(silent);
  expect(awaited.soon()).toBe(1);
  now = 999;
  expect(awaited.soon()).toBe(1);
  now = 1000;
  expect(awaited.soon()).toBe(0);

  silent.mayBeCalledOff = false;
  expect(awaited.soon()).toBe(1);
  answered();
  expect(awaited.soon()).toBe(0);
});

it('counts each mail for itself', () => {
  let now = 0;
  const awaited = awaitedMails(() => now);
  for (let mail = 0; mail < 6; mail += 1) awaited.came({ mayBeCalledOff: true });
  now = 5000;
  const fresh = [awaited.came({ mayBeCalledOff: true }), awaited.came({ mayBeCalledOff: true })];
  expect(awaited.soon()).toBe(2);
  for (const answered of fresh) answered();
  expect(awaited.soon()).toBe(0);
});
