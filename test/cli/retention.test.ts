import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { DAY } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { STORY_WORLD } from '../../src/demo/story.ts';
import type { LogEvent } from '../../src/ops/events.ts';
import { tldopsHere } from '../e2e/child-program.ts';
import { ianaRecord } from '../e2e/invented-people.ts';

const DIRECTOR = 'Director <director@bt.example>';
const QUIET = 'admin@quiet.example';
const PATIENCE = { timeout: 30_000, interval: 50 };

let world: DemoWorld;
const clock = createClock();
const events: LogEvent[] = [];

beforeAll(async () => {
  world = await startDemoWorld({
    ...STORY_WORLD,
    iana: [...STORY_WORLD.iana, ianaRecord('cw', QUIET)],
    clock,
    log: (event) => events.push(event),
  });
});

afterAll(() => world.close());

test('each letter that is left unwritten is told in the log, with what it would have been', async () => {
  const answers: string[] = [];
  // Nothing proves the mails of this Admin Contact; three answers a day go there, lest somebody else has them sent.
  for (let number = 1; number <= 4; number += 1)
    answers.push(await world.play({ from: QUIET, subject: `No. ${number}`, text: 'HELP', signed: false }));
  const suppressed = events.filter(({ event }) => event === 'mail-suppressed');
  const audit = (await world.service.workplace.store.audit({})).filter(({ kind }) => kind === 'mail-suppressed');
  expect(suppressed.length).toBe(audit.length);
  expect(audit.length, answers.join('\n')).toBeGreaterThan(0);
  expect(suppressed[0]).toMatchObject({
    to: audit[0]?.details['to'],
    kind: audit[0]?.details['kind'],
    ref: audit[0]?.ref,
  });
  const page = await (await fetch(`http://${world.service.web}/metrics`)).text();
  expect(page).toContain(`tldops_events_total{event="mail-suppressed"} ${suppressed.length}\n`);
});

test('the running service removes mail that was kept for long enough, and a case of it still tells what became of it', async () => {
  const reply = await world.play({ from: DIRECTOR, text: 'HELP' });
  const held = await world.play({ from: DIRECTOR, subject: 'Please', text: 'Could you please look at our contacts?' });
  const ref = held.split(' ')[2] ?? '';
  const { store } = world.service.workplace;
  await tldopsHere(['--config', world.settingsFile, 'held', 'refuse', ref, '--reason', 'no']);
  await vi.waitFor(async () => expect(await store.outboxWaiting()).toEqual([]), PATIENCE);
  clock.ahead = 401 * DAY;
  await world.restart();
  await vi.waitFor(() => {
    expect(events).toContainEqual(expect.objectContaining({ event: 'old-mail-removed' }));
  }, PATIENCE);
  const entries = await world.service.workplace.store.audit({});
  expect(entries.filter(({ kind }) => kind === 'mails-removed')).toHaveLength(1);
  expect(entries.some((entry) => entry.ref === reply.split(' ')[2])).toBe(true);
  expect(await world.service.workplace.store.verifyAudit()).toMatchObject({ brokenAt: null });
  const shown = await tldopsHere(['--config', world.settingsFile, 'held', 'show', ref]);
  expect(held).toMatch(/held$/u);
  expect(shown).toMatchObject({ status: 1, stderr: expect.stringContaining(`The mail of ${ref} was removed`) });
});
