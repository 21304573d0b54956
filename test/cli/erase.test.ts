import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { erase as eraseAt } from '../../src/cli/commands/erase.ts';
import { CommandFailure } from '../../src/cli/exit.ts';
import { DAY, plus } from '../../src/core/instant.ts';
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

/** The same command with a clock that says so many days later: what it printed, and what it failed with. */
async function later(days: number, address: string, apply: boolean) {
  const said: { value: unknown; text: string }[] = [];
  const result = (value: unknown, text: string): void => void said.push({ value, text });
  const { workplace } = world.service;
  const place = { ...workplace, clock: () => plus(workplace.clock(), days * DAY) };
  const failure = await eraseAt(place, { result, exact: result }, address, { apply }).then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, text: said[0]?.text ?? '', value: said[0]?.value };
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
  expect(await erase('pema@bt.example')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/may still be disputed, until 20\d\d-/u),
  });
  const shown = await later(15, 'PEMA@bt.example', false);
  expect(shown.failure).toBeNull();
  expect(shown.text).toContain('Pema Wangmo, +97517654321');
  expect(shown.text).toMatch(/Named in: \d+ entries of the history, 2 mails, .*2 versions of rosters/u);
  expect(shown.text).toContain('Nothing was erased yet');

  expect(await later(15, 'pema@bt.example', true)).toMatchObject({
    failure: null,
    text: expect.stringContaining('Emptied: '),
  });
  const again = (await erase('pema@bt.example', '--json')).json();
  expect(again).toMatchObject({ erased: false, names: [], found: { entries: 0, mails: 0, letters: 0, versions: 0 } });
  const { store } = world.service.workplace;
  expect(await store.verifyAudit()).toMatchObject({ brokenAt: null });
  expect(await store.rosters()).toMatchObject([{ contacts: [{ email: 'tashi@bt.example' }] }]);
  expect(await world.play({ from: DIRECTOR, text: 'STATUS .bt' })).toMatch(/info$/u);
});

test('whoever is erased takes nobody along who is needed', async () => {
  const own = PEMA.replace('pema@bt', 'karma@aw').replace('Pema Wangmo', 'Anne-Marie Karma');
  await world.play({ from: 'hostmaster@aw.example', text: `SUBSCRIBE .aw\n${own}\n\n${TASHI.replace('bt.', 'aw.')}` });
  await world.play({ from: 'karma@aw.example', text: 'UPDATE\nSecondary email: kim@tld-ops.example' });
  await world.play({ from: 'karma@aw.example', text: 'REMOVE me' });
  const shown = await later(15, 'karma@aw.example', false);
  expect(shown.failure).toBeNull();
  expect(shown.text).toContain('Known as: karma@aw.example, Anne-Marie Karma');
  expect(shown.text).not.toContain('kim@tld-ops.example');
});

test('what an open case needs is left alone, and said so', async () => {
  await world.play({ from: DIRECTOR, text: `Could you see to it that kinley@bt.example gets on? REMOVE .bt ALL` });
  await world.play({ from: DIRECTOR, text: 'Hello,\n\nREMOVE .bt ALL\n\nkinley@bt.example' });
  await outboxIsEmpty();
  const done = await erase('kinley@bt.example', '--apply');
  expect(done).toMatchObject({ status: 1, stderr: expect.stringContaining('of open cases. Decide, reprocess') });
  expect(done.stdout).toContain('Left alone, for it still waits: ');
});

test('who was taken off wrongly is not forgotten while somebody says so', async () => {
  await world.play({
    from: DIRECTOR,
    text: `SUBSCRIBE .bt\n${PEMA.replace('pema@', 'dawa@').replace('Pema', 'Dawa')}`,
  });
  await world.play({ from: DIRECTOR, text: 'REMOVE .bt dawa@bt.example' });
  await world.play({ from: 'Tashi <tashi@bt.example>', text: 'DISPUTE .bt' });
  const soon = await later(13, 'dawa@bt.example', true);
  expect(String(soon.failure)).toContain('may still be disputed');
  const late = await later(15, 'dawa@bt.example', true);
  expect(String(late.failure)).toContain('is disputed. Decide that first: tldops held show 20');
  expect(late.failure).toBeInstanceOf(CommandFailure);
});
