import { expect, test } from 'vitest';
import { awaitedMails } from '../../src/schedule/awaited-mails.ts';

test('many are four, and a moment longer, in which their next mails come', () => {
  let [soon, now] = [3, 0];
  const awaited = awaitedMails(
    () => soon,
    () => now,
  );
  expect(awaited.areMany()).toBe(false);
  soon = 4;
  awaited.notice();
  soon = 0;
  expect(awaited.areMany()).toBe(true);
  now = 49;
  expect(awaited.areMany()).toBe(true);
  now = 50;
  expect(awaited.areMany()).toBe(false);
});

test('they are many for as long as nobody notices that they are not', () => {
  let [soon, now] = [4, 0];
  const awaited = awaitedMails(
    () => soon,
    () => now,
  );
  expect(awaited.areMany()).toBe(true);
  now = 1000;
  expect(awaited.areMany()).toBe(true);
  soon = 3;
  now = 1049;
  awaited.notice();
  expect(awaited.areMany()).toBe(true);
  now = 1050;
  expect(awaited.areMany()).toBe(false);
});
