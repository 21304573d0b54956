import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { STORY_WORLD } from '../../src/demo/story.ts';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

const DIRECTOR = 'Director <director@bt.example>';
const HOSTMASTER = 'Hostmaster <hostmaster@aw.example>';
const ANA = 'SUBSCRIBE .aw\nName: Ana Croes\nEmail: ana@aw.example\nPhone: +297 560 4321';
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

  test('approve tells what stands in the way where the list moved on: there is no room by now', async () => {
    const full = ['SUBSCRIBE .bt', 'Name: NOC Team', 'Email: sonam@bt.example', 'Phone: +975 17 222 333'].join('\n');
    const waiting = (await world.play({ from: DIRECTOR, text: full })).split(' ')[2] ?? '';
    for (const [name, number] of [
      ['Pema Lhamo', 1],
      ['Karma Wangdi', 2],
    ] as const) {
      const [first = ''] = name.toLowerCase().split(' ');
      const text = `SUBSCRIBE .bt\nName: ${name}\nEmail: ${first}@bt.example\nPhone: +975 17 654 32${number}`;
      expect(await world.play({ from: DIRECTOR, text })).toMatch(/ applied$/u);
    }
    const { digest } = JSON.parse((await held('show', waiting, '--json')).stdout) as { readonly digest: string };
    const refused = await held('approve', waiting, '--digest', digest, '--json');
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`As the list is now, the policy refuses ${waiting} whatever a reviewer says.`),
    });
    expect(refused.stderr).not.toContain('role address');
    expect(refused.stderr).toMatch(/^- Line 2, "NOC Team": At most three people .* \.bt/mu);
    expect(refused.json()).toMatchObject({ faults: [{ message: expect.stringContaining('.bt') }] });
    await held('discard', waiting);
    const undo = { from: DIRECTOR, text: 'REMOVE .bt pema@bt.example\nREMOVE .bt karma@bt.example' };
    expect(await world.play(undo)).toMatch(/ applied$/u);
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

  test('show tells free text that speaks against itself for what it is, and proposes nothing', async () => {
    const reply = await world.play({
      from: HOSTMASTER,
      subject: 'Our contacts',
      text: 'Hello,\n\nplease do not add Karma Wangdi <karma@aw.example>, +297 560 1234, for .aw.',
    });
    const waiting = reply.split(' ')[2] ?? '';
    const { stdout } = await held('show', waiting);
    expect(stdout).toMatch(
      /No request is proposed, for this speaks against a change, only asks, or is too long to be read whole:\n {2}line 3: please do not add/u,
    );
    expect(stdout).not.toContain('What it may mean');
    expect(JSON.parse((await held('show', waiting, '--json')).stdout)).toMatchObject({
      block: '',
      spokenAgainst: { line: 3, text: expect.stringMatching(/^please do not add/u) },
    });
  });

  test('correct shows what the request would do as it is written in a file, and does exactly that with --apply', async () => {
    const reply = await world.play({
      from: HOSTMASTER,
      subject: 'New colleague',
      text: 'Hello,\n\nplease add Karma Wangdi <karma@aw.example>, +297 560 1234, for .aw.',
    });
    const waiting = reply.split(' ')[2] ?? '';
    const shown = await held('show', waiting);
    expect(shown.stdout).toContain('What it may mean, as a request that you can correct');
    expect(shown.stdout).toContain(`tldops held correct ${waiting} --file FILE`);
    expect(shown.stdout).not.toMatch(/held approve|ask-admin/u);
    expect(await held('approve', waiting)).toMatchObject({ status: 1 });
    const { block, version } = JSON.parse((await held('show', waiting, '--json')).stdout) as {
      readonly block: string;
      readonly version: number;
    };
    const file = join(world.folder, 'request.txt');

    await writeFile(file, 'Please do something.');
    expect(await held('correct', waiting, '--file', file)).toMatchObject({ status: 1, stdout: '' });
    expect(await held('correct', waiting, '--file', join(world.folder, 'none.txt'))).toMatchObject({ status: 1 });
    await writeFile(file, `${block.replace('+297 560 1234', '12')}\n`);
    expect((await held('correct', waiting, '--file', file)).stderr).toMatch(
      /^As it is written there, .* cannot be approved\. Nothing was changed\. What to correct:\n- Line \d+, "12": This cannot be/u,
    );
    await writeFile(file, `${block.replace('Karma', 'Kharma')}\n`);
    const tried = JSON.parse((await held('correct', waiting, '--file', file, '--json')).stdout) as Record<
      string,
      unknown
    >;
    expect(tried).toMatchObject({ ref: waiting, changes: [{ tld: 'aw' }], approval: { possible: true } });
    expect((await held('correct', waiting, '--file', file)).stdout).toContain('Kharma Wangdi');
    const stale = ['--apply', '--digest', '0'.repeat(64)];
    expect(await held('correct', waiting, '--file', file, ...stale)).toMatchObject({ status: 1 });
    const late = ['--apply', '--if-version', String(version + 1)];
    expect(await held('correct', waiting, '--file', file, ...late)).toMatchObject({ status: 1 });
    const exact = ['--apply', '--digest', String(tried['digest']), '--if-version', String(version), '--json'];
    const done = await held('correct', waiting, '--file', file, ...exact);
    expect(JSON.parse(done.stdout)).toMatchObject({ ref: waiting, state: 'approved' });
    const rosters = await world.service.workplace.store.rosters();
    expect(rosters.flatMap(({ contacts }) => contacts.map(({ name }) => name))).toContain('Kharma Wangdi');
    const kinds = (await world.service.workplace.store.audit({})).filter((one) => one.ref === waiting);
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['case-corrected', 'case-approved']));
  });

  test('a decision about a case that moved on since it was shown is none', async () => {
    const reply = await world.play({ from: DIRECTOR, subject: 'All', text: 'REMOVE .bt ALL' });
    const waiting = reply.split(' ')[2] ?? '';
    const { version } = JSON.parse((await held('show', waiting, '--json')).stdout) as { readonly version: number };
    expect(await held('ask-admin', waiting)).toMatchObject({ status: 0 });
    for (const words of [['approve'], ['discard'], ['ask-admin'], ['refuse', '--reason', 'No.']]) {
      const [word = '', ...more] = words;
      const decided = await held(word, waiting, ...more, '--if-version', String(version));
      expect(decided).toMatchObject({ status: 1, stderr: expect.stringContaining('changed by somebody else') });
    }
    expect(await held('discard', waiting, '--if-version', 'x')).toMatchObject({ status: 2 });
    expect(await held('discard', waiting, '--if-version', String(version + 1))).toMatchObject({ status: 0 });
  });

  test('restore puts the list back as it was, keep-frozen keeps it, and both are about disputes only', async () => {
    await world.play({ from: HOSTMASTER, text: ANA });
    const before = await names();
    await world.play({ from: HOSTMASTER, text: 'REMOVE .aw ana@aw.example' });
    const disputed = (await world.play({ from: HOSTMASTER, text: 'DISPUTE .aw' })).split(' ')[2] ?? '';
    const shown = await held('show', disputed);
    expect(shown.stdout).toContain('What it may disagree with');
    expect(shown.stdout).toContain(`tldops held keep-frozen ${disputed}`);
    const json = JSON.parse((await held('keep-frozen', disputed, '--json')).stdout) as Record<string, unknown>;
    expect(json).toMatchObject({ ref: disputed, state: 'open' });
    expect((await world.service.workplace.store.audit({})).map(({ kind }) => kind)).toContain('freeze-kept');

    const unclear = await held('restore', disputed);
    expect(unclear).toMatchObject({ status: 2, stderr: expect.stringContaining('Which one is to be taken back?') });
    const [, last = ''] = /To put it back: tldops held (restore .*)/u.exec(shown.stdout) ?? [];
    expect(await held('restore', disputed, '--tld', 'aw', '--revision', '1')).toMatchObject({ status: 1 });
    expect(await held('restore', disputed, '--tld', 'zz')).toMatchObject({ status: 1 });
    expect(await held('restore', disputed, '--tld', 'nonsense')).toMatchObject({ status: 2 });
    expect(await held(...last.split(' '), '--digest', '0'.repeat(64))).toMatchObject({ status: 1 });
    const restored = await held(...last.replace('--tld aw', '--tld .AW').split(' '));
    expect([last, restored]).toEqual([
      expect.stringContaining('--tld aw'),
      expect.objectContaining({ status: 0, stderr: '' }),
    ]);
    expect(await names()).toEqual(before);
    expect(await held(...last.split(' '))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('decided already'),
    });
    expect(await held('keep-frozen', disputed)).toMatchObject({ status: 1 });
    const other = (await world.play({ from: DIRECTOR, text: 'REMOVE .bt ALL' })).split(' ')[2] ?? '';
    for (const word of ['restore', 'keep-frozen']) {
      expect(await held(word, other)).toMatchObject({ status: 1, stderr: expect.stringContaining('is no dispute') });
    }
  });

  test('escalate asks the Standing Committee, where it has an address', async () => {
    const waiting =
      (await world.play({ from: DIRECTOR, subject: 'Again', text: 'REMOVE .bt ALL' })).split(' ')[2] ?? '';
    expect(await held('escalate', waiting)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('standing_committee'),
    });
    const settings = await readFile(world.settingsFile, 'utf8');
    await writeFile(world.settingsFile, `${settings}\nstanding_committee: committee@tld-ops.example\n`);
    expect(await held('escalate', waiting, '--question', 'May we?')).toMatchObject({ status: 0, stderr: '' });
    const asked = (await world.service.workplace.store.outbox()).filter(({ to }) => to === 'committee@tld-ops.example');
    expect(asked.map(({ text }) => text.includes('The question: May we?'))).toEqual([true]);
    expect(await held('escalate', '2026-999999')).toMatchObject({ status: 1 });
  });
});

async function names(): Promise<readonly string[]> {
  const rosters = await world.service.workplace.store.rosters();
  return rosters.flatMap(({ contacts }) => contacts.map(({ name }) => name));
}
