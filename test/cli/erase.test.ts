import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { STORY_WORLD } from '../../src/demo/story.ts';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

const DIRECTOR = 'Director <director@bt.example>';
const TASHI = 'Name: Tashi Dorji\nEmail: tashi@bt.example\nPhone: +975 17 123 456';
const PEMA = 'Name: Pema Wangmo\nEmail: pema@bt.example\nPhone: +975 17 654 321';

let world: DemoWorld;

beforeAll(async () => {
  world = await startDemoWorld(STORY_WORLD);
  await world.play({ from: DIRECTOR, text: `SUBSCRIBE .bt\n${TASHI}\n\n${PEMA}` });
});

afterAll(() => world.close());

function erase(...args: readonly string[]): Promise<Finished> {
  return tldopsHere(['--config', world.settingsFile, 'erase', ...args]);
}

async function outboxIsEmpty(): Promise<void> {
  await vi.waitFor(async () => expect(await world.service.workplace.store.outboxWaiting()).toEqual([]), {
    timeout: 30_000,
    interval: 50,
  });
}

test('nobody is erased who is still needed', async () => {
  expect(await erase('pema@bt.example', '--apply')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('on the roster of .bt. Remove the contact first'),
  });
  expect(await erase('director@bt.example')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Admin Contact of .bt'),
  });
  const [secretary] = world.service.workplace.settings.secretariat;
  expect(await erase(secretary?.email ?? '')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('belongs to the Secretariat'),
  });
  expect(await erase('nonsense')).toMatchObject({ status: 2 });
});

test('a removed contact is shown first, and taken out with --apply, while the server runs', async () => {
  await world.play({ from: DIRECTOR, text: 'REMOVE .bt pema@bt.example' });
  await outboxIsEmpty();
  const shown = await erase('PEMA@bt.example');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toContain('Pema Wangmo, +97517654321');
  expect(shown.stdout).toMatch(/Named in: \d+ entries of the history, 2 mails, .*2 versions of rosters/u);
  expect(shown.stdout).toContain('Nothing was erased yet');

  expect(await erase('pema@bt.example', '--apply')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('Emptied: '),
  });
  const again = (await erase('pema@bt.example', '--json')).json();
  expect(again).toMatchObject({ erased: false, names: [], found: { entries: 0, mails: 0, letters: 0, versions: 0 } });
  const { store } = world.service.workplace;
  expect(await store.verifyAudit()).toMatchObject({ brokenAt: null });
  expect(await store.rosters()).toMatchObject([{ contacts: [{ email: 'tashi@bt.example' }] }]);
  expect(await world.play({ from: DIRECTOR, text: 'STATUS .bt' })).toMatch(/info$/u);
});

test('what an open case needs is left alone, and said so', async () => {
  await world.play({ from: DIRECTOR, text: `Could you see to it that kinley@bt.example gets on? REMOVE .bt ALL` });
  await world.play({ from: DIRECTOR, text: 'Hello,\n\nREMOVE .bt ALL\n\nkinley@bt.example' });
  await outboxIsEmpty();
  const done = await erase('kinley@bt.example', '--apply');
  expect(done).toMatchObject({ status: 1, stderr: expect.stringContaining('of open cases. Decide, reprocess') });
  expect(done.stdout).toContain('Left alone, for it still waits: ');
});
