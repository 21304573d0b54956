import { expect, it } from 'vitest';
import { awaitedMails } from '../../src/schedule/awaited-mails.ts';

const SILENT = { mayBeCalledOff: true };

it('are many from four on that came a moment ago', () => {
  const awaited = awaitedMails(() => 0);
  for (let mail = 0; mail < 3; mail += 1) awaited.came(SILENT);
  expect(awaited.areMany()).toBe(false);
  awaited.came(SILENT);
  expect(awaited.areMany()).toBe(true);
});

it('are still many until clients that send in step have had time for their next mail', () => {
  let now = 0;
  const awaited = awaitedMails(() => now);
  const mails = Array.from({ length: 4 }, () => awaited.came(SILENT));
  now = 900;
  for (const answered of mails) answered();
  now = 949;
  expect(awaited.areMany()).toBe(true);
  now = 950;
  expect(awaited.areMany()).toBe(false);
});

it('do not count for longer than a second while they wait for the DNS', () => {
  let now = 0;
  const awaited = awaitedMails(() => now);
  for (let mail = 0; mail < 6; mail += 1) awaited.came(SILENT);
  now = 999;
  expect(awaited.areMany()).toBe(true);
  now = 1049;
  expect(awaited.areMany()).toBe(false);

  for (let mail = 0; mail < 3; mail += 1) awaited.came(SILENT);
  expect(awaited.areMany()).toBe(false);
});

it('count again as soon as they are being decided', () => {
  let now = 0;
  const awaited = awaitedMails(() => now);
  const mail = { mayBeCalledOff: true };
  for (let one = 0; one < 4; one += 1) awaited.came(mail);
  now = 5000;
  expect(awaited.areMany()).toBe(false);
  mail.mayBeCalledOff = false;
  expect(awaited.areMany()).toBe(true);
});
