import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

const CLIENTS = join(import.meta.dirname, '../../fixtures/clients');

const EXPLAINED = z.object({
  from: z.string().nullable(),
  proof: z.string().nullable(),
  relation: z.string().nullable(),
  verdict: z.string(),
  rules: z.array(z.string()),
  facts: z.record(z.string(), z.string()),
  smtp: z.string(),
  commands: z.array(z.looseObject({ line: z.number().nullable(), text: z.string().nullable(), verdict: z.string() })),
  ignored: z.array(z.looseObject({ line: z.number(), why: z.string() })),
  changes: z.array(z.looseObject({ tld: z.string(), after: z.array(z.looseObject({ name: z.string() })) })),
  missed: z.array(z.object({ rule: z.string(), fact: z.string(), value: z.string() })),
  replies: z.array(z.looseObject({ to: z.string(), subject: z.string(), text: z.string() })),
});

let world: Surroundings;

beforeAll(async () => {
  const admin = { name: 'Anna Admin', email: 'admin@nic.example' };
  world = await startSurroundings({
    iana: [{ tld: 'nl', status: 'active', manager: 'NIC', admin }],
    domains: { 'nic.example': { dmarc: 'none' } },
  });
});

afterAll(() => world.close());

function explain(file: string, ...options: readonly string[]): Promise<Finished> {
  return tldopsHere(['--config', world.settingsFile, 'explain', file, ...options]);
}

async function explained(client: string, ...options: readonly string[]): Promise<z.infer<typeof EXPLAINED>> {
  return EXPLAINED.parse((await explain(join(CLIENTS, client), '--json', ...options)).json());
}

/** Without the white space that depends on where lines break. */
function running(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

describe('explain', () => {
  test('tells proof, relation, verdict, rules, reading, change and answer as JSON', async () => {
    const found = await explained('gmail.eml', '--ip', '127.0.0.1');
    expect(found).toMatchObject({
      from: 'admin@nic.example',
      proof: 'aligned',
      relation: 'admin',
      verdict: 'confirm',
      rules: ['admin-aligned'],
      facts: { request: 'roster-change', proof: 'aligned', sender: 'admin' },
      commands: [{ line: 3, text: 'SUBSCRIBE .nl', verdict: 'confirm' }],
      changes: [{ tld: 'nl', after: [{ name: 'José Doe' }] }],
    });
    expect(found.smtp).toMatch(/^250 2\.0\.0 \d{4}-\d{6} confirm$/u);
    expect(found.ignored.map(({ line, why }) => [line, why])).toContainEqual([1, 'courtesy']);
    expect(found.missed).toContainEqual({ rule: 'admin-signed-one-left', fact: 'proof', value: 'aligned' });
    expect(found.replies.map(({ to }) => to)).toEqual(['admin@nic.example']);
  });

  test('tells the same to a person, in the order of the questions', async () => {
    const { stdout, status } = await explain(join(CLIENTS, 'gmail.eml'), '--ip', '127.0.0.1');
    expect(status).toBe(0);
    const keyLines = [
      'In short',
      'Nothing changes yet: admin@nic.example is asked to confirm.',
      'Who sent it, and how sure that is',
      'The From domain is proved (DMARC, SPF or DKIM), the text only in part. (proof: aligned)',
      'What was read, line by line',
      'line 1 courtesy Hello,',
      'line 3 command SUBSCRIBE .nl',
      'line 4 details Name: José Doe',
      'What was decided, and why',
      '= confirm: admin@nic.example must say yes first.',
      '(rule admin-aligned)',
      'Would the roster be other than before? Yes. (effect: changes)',
      'What would have been needed for a milder answer',
      'accept if it were signed: The Admin Contact changes the roster',
      'What else could have stopped or delayed it',
      'hold if freeze were frozen',
      'What it asks to change (not done by this mail alone)',
      '+ #1 José Doe, john.doe@nic.example, +31 6 12345678, primary',
      'The list of .nl now: nobody',
      'The list of .nl then: "José Doe, #1, .nl',
      'What would be answered',
      'Mail to admin@nic.example',
    ];
    const text = running(stdout);
    expect(keyLines.map((line) => text.indexOf(line)).toSorted((a, b) => a - b)).toEqual(
      keyLines.map((line) => text.indexOf(line)),
    );
    expect(keyLines.filter((line) => !text.includes(line))).toEqual([]);
  });

  test('stays within a terminal, but for what must not be cut', async () => {
    const { stdout } = await explain(join(CLIENTS, 'gmail.eml'), '--ip', '127.0.0.1');
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('@'))).toEqual([]);
  });

  test('takes a saved mail for a person’s, and says that SPF was left out', async () => {
    const { stdout } = await explain(join(CLIENTS, 'gmail.eml'));
    expect(stdout).toContain('(origin: person)');
    expect(running(stdout)).toContain('so SPF was left out');
  });

  test('believes a Return-Path that names nobody: that is automatic mail', async () => {
    const file = join(world.folder, 'bounce.eml');
    await writeFile(file, 'Return-Path: <>\nFrom: admin@nic.example\nSubject: back\n\nSUBSCRIBE .nl\n');
    const found = EXPLAINED.parse((await explain(file, '--json')).json());
    expect(found).toMatchObject({ verdict: 'discard', facts: { origin: 'automatic' }, replies: [] });
  });

  test('says where a mail can be read in more than one way', async () => {
    const { stdout } = await explain(join(CLIENTS, 'outlook-html-only.eml'), '--ip', '127.0.0.1');
    expect(stdout).toContain('Where the reading is not beyond doubt:');
    expect(running(stdout)).toContain('so we read its formatted text (HTML)');
  });

  test('tells of a Subject that was left aside for the text', async () => {
    const file = join(world.folder, 'aside.eml');
    await writeFile(file, 'From: admin@nic.example\nSubject: UNSUBSCRIBE .nl eve@nic.example\n\nHELP\n');
    const said = running((await explain(file)).stdout);
    expect(said).toContain('Subject left aside UNSUBSCRIBE .nl eve@nic.example');
    expect(said).toContain('Subject is left aside: the text asks for something else.');
  });

  test('tells long quotes by their length', async () => {
    const { stdout } = await explain(join(CLIENTS, 'outlook-html-only.eml'), '--ip', '127.0.0.1');
    expect(stdout).toMatch(/forwarded +\d+ such lines/u);
  });

  test('tells of a mail that is turned away before anybody asks who sent it', async () => {
    const file = join(world.folder, 'two-authors.eml');
    await writeFile(file, 'From: admin@nic.example\nFrom: eve@evil.example\nSubject: x\n\nWHO\n');
    const found = EXPLAINED.parse((await explain(file, '--json')).json());
    expect(found).toMatchObject({ verdict: 'refuse', proof: null, relation: null, commands: [], replies: [] });
    expect(found.smtp).toMatch(/^550 5\.6\.0 /u);
    expect((await explain(file)).stdout).toContain('Refused at once');
  });

  test('shows what could move the cursor as text', async () => {
    const file = join(world.folder, 'escape.eml');
    await writeFile(file, 'From: admin@nic.example\nSubject: x\n\nHello \u001b[2J\n');
    expect((await explain(file)).stdout).not.toContain('\u001b');
  });

  test('changes nothing', async () => {
    await explain(join(CLIENTS, 'gmail.eml'), '--ip', '127.0.0.1');
    const held = await tldopsHere(['--config', world.settingsFile, 'held', 'list', '--all', '--json']);
    const outbox = await tldopsHere(['--config', world.settingsFile, 'outbox', 'list', '--all', '--json']);
    expect([held.json(), outbox.json()]).toEqual([[], []]);
  });

  test('names a file that it cannot read', async () => {
    expect(await explain('/nowhere.eml')).toMatchObject({
      status: 1,
      stderr: '/nowhere.eml cannot be read: there is no such file.\n',
    });
  });
});

test('knows another Admin Contact of the file, and stores nothing of it and writes to nobody', async () => {
  const printed = async (...args: readonly string[]): Promise<unknown> =>
    (await tldopsHere(['--config', world.settingsFile, ...args, '--json'])).json();
  const stored = () => Promise.all([printed('audit'), printed('outbox', 'list')]);
  // The first look at a ccTLD is no change of address.
  await printed('iana', 'show', 'nl');
  const before = await stored();
  const admin = { name: 'Bob Boss', email: 'boss@nic.example' };
  await world.publishIana([{ tld: 'nl', status: 'active', manager: 'NIC', admin }]);
  const found = await explain(join(CLIENTS, 'gmail.eml'), '--json', '--ip', '127.0.0.1');
  expect(EXPLAINED.parse(found.json()).relation).not.toBe('admin');
  expect(found.stderr).toContain('the Admin Contact of .nl is boss@nic.example now');
  expect(await stored()).toEqual(before);
});
