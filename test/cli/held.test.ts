import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { STORY_WORLD } from '../../src/demo/story.ts';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

const DIRECTOR = 'Director <director@bt.example>';
const TASHI = 'SUBSCRIBE .bt\nName: Tashi Dorji\nEmail: tashi@bt.example\nPhone: +975 17 123 456';

let world: DemoWorld;
let ref = '';

beforeAll(async () => {
  world = await startDemoWorld(STORY_WORLD);
  await world.play({ from: DIRECTOR, text: TASHI });
  const reply = await world.play({ from: DIRECTOR, subject: 'Please', text: 'Hello,\n\nREMOVE .bt ALL' });
  ref = reply.split(' ')[2] ?? '';
});

afterAll(() => world.close());

function held(...args: readonly string[]): Promise<Finished> {
  return tldopsHere(['--config', world.settingsFile, 'held', ...args]);
}

describe('held', () => {
  test('show tells all that is needed to decide an open case, and of a decided one why it waited', async () => {
    const open = await held('show', ref);
    expect(open).toMatchObject({ status: 0, stderr: '' });
    const lines = [
      `Case ${ref}: waits for the Secretariat`,
      'From:      Director <director@bt.example>',
      'Why it waits',
      '(rule last-contact)',
      'How sure it is who wrote it: signed',
      'line 3  command       REMOVE .bt ALL',
      'It takes everybody off the list.',
      '- #1 Tashi Dorji, tashi@bt.example, +975 17 12 34 56, primary',
      `tldops held approve ${ref}`,
    ];
    expect(lines.filter((line) => !open.stdout.includes(line))).toEqual([]);

    expect(await held('refuse', ref, '--reason', 'Please name a successor first.')).toMatchObject({ status: 0 });
    const decided = (await held('show', ref)).stdout;
    expect(decided).toMatch(new RegExp(`^Case ${ref}: refused on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC$`, 'mu'));
    expect(decided).toContain('Why it waited');
    expect(decided).not.toContain('What would change');

    const again = await held('approve', ref);
    expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('was decided already') });
  });

  test('approve does no more than what was shown, though the roster changed meanwhile', async () => {
    const reply = await world.play({
      from: DIRECTOR,
      text: 'SUBSCRIBE .bt\nName: NOC Team\nEmail: sonam@bt.example\nPhone: +975 17 222 333',
    });
    const waiting = reply.split(' ')[2] ?? '';
    expect(reply).toMatch(/ held$/u);
    await world.play({
      from: DIRECTOR,
      text: 'SUBSCRIBE .bt\nName: Pema Lhamo\nEmail: pema@bt.example\nPhone: +975 17 654 321',
    });

    const blind = await held('approve', waiting);
    expect(blind).toMatchObject({ status: 1, stderr: expect.stringContaining('The roster changed since') });
    const { digest } = JSON.parse((await held('show', waiting, '--json')).stdout) as { readonly digest: string };
    expect((await held('show', waiting)).stdout).toContain(`tldops held approve ${waiting} --digest ${digest}`);
    expect(await held('approve', waiting, '--digest', 'none')).toMatchObject({ status: 2 });
    expect(await held('approve', waiting, '--digest', digest)).toMatchObject({ status: 0, stderr: '' });
    const rosters = await world.service.workplace.store.rosters();
    expect(rosters.flatMap(({ contacts }) => contacts.map(({ name }) => name))).toEqual([
      'Tashi Dorji',
      'Pema Lhamo',
      'NOC Team',
    ]);
  });

  test('note, assign and undo stand in the history, and undo puts the roster back', async () => {
    const reply = await world.play({ from: DIRECTOR, subject: 'Once more', text: 'REMOVE .bt ALL' });
    const waiting = reply.split(' ')[2] ?? '';
    expect(await held('assign', waiting, '--to', 'Kim')).toMatchObject({ status: 0, stderr: '' });
    expect((await held('list')).stdout).toMatch(new RegExp(`^${waiting} .* with Kim$`, 'mu'));
    expect(await held('note', waiting, '--text', 'Phoned them.')).toMatchObject({ status: 0, stderr: '' });
    const before = await world.service.workplace.store.rosters();
    expect(await held('undo', waiting)).toMatchObject({ status: 1 });
    expect(await held('approve', waiting)).toMatchObject({ status: 0 });
    expect(await held('undo', waiting)).toMatchObject({ status: 0, stderr: '' });
    const after = await world.service.workplace.store.rosters();
    expect(after.map(({ contacts }) => contacts)).toEqual(before.map(({ contacts }) => contacts));
    expect(await held('undo', waiting)).toMatchObject({ status: 1 });
    expect(await held('assign', waiting, '--to', 'Kim')).toMatchObject({ status: 1 });
  });
});
