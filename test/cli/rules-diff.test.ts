import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

const RULES = join(import.meta.dirname, '../../rules');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldops-diff-'));
  await writeFile(
    join(folder, 'tldops.yaml'),
    [
      'hostname: mx.tld-ops.example',
      'mailbox: { admin: tld-ops-admin@tld-ops.example }',
      'secretariat: [{ name: Kim, email: kim@tld-ops.example }]',
      'iana: { source: file, file: iana.json }',
      `rules_dir: ${RULES}`,
      '',
    ].join('\n'),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the shipped policy with one file changed, compared with the shipped one. */
async function diff(
  file: string,
  before: string | RegExp,
  after: string,
  ...options: readonly string[]
): Promise<Finished> {
  const dir = await mkdtemp(join(folder, 'rules-'));
  await cp(RULES, dir, { recursive: true });
  const text = await readFile(join(dir, file), 'utf8');
  const changed = text.replace(before, after);
  if (changed === text) throw new Error('the policy was not changed');
  await writeFile(join(dir, file), changed);
  return tldopsHere(['rules', 'diff', dir, '--config', join(folder, 'tldops.yaml'), ...options]);
}

/** Without the white space that depends on where lines break. */
function running(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

const WITH_WEAKER_PROOF =
  /(- id: admin-aligned\n[\s\S]*?verdict: )confirm\n {4}by: admin\n {4}tell: >-\n(?: {6}.*\n)+/u;

describe('rules diff', () => {
  test.each([
    ['no-such-folder', 'cannot be read'],
    ['tldops.yaml', 'is a file'],
  ])('of %s is wrong usage, and says what to give', async (name, why) => {
    const dir = join(folder, name);
    expect(await tldopsHere(['rules', 'diff', dir, '--config', join(folder, 'tldops.yaml')])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`${name} ${why}.*Give the folder to compare with`, 'u')),
    });
  });

  test('finds nothing in a copy', async () => {
    expect(await tldopsHere(['rules', 'diff', RULES, '--config', join(folder, 'tldops.yaml')])).toMatchObject({
      status: 0,
      stdout: 'Every possible case is decided as it is today.\n',
    });
  });

  test('of a policy of before tells all that it lacks at once: numbers and texts', async () => {
    const dir = await mkdtemp(join(folder, 'rules-'));
    await cp(RULES, dir, { recursive: true });
    const limits = join(dir, 'limits.yaml');
    await writeFile(limits, (await readFile(limits, 'utf8')).replace(/^disputes-per-tld.*$/mu, ''));
    await rm(join(dir, 'texts/en/address-case.txt'));
    const { status, stderr } = await tldopsHere(['rules', 'diff', dir, '--config', join(folder, 'tldops.yaml')]);
    expect(status).toBe(3);
    expect(stderr).toContain('disputes-per-tld');
    expect(stderr).toContain('address-case');
  });

  test('tells which cases move, with an example in words, and which laws that breaks', async () => {
    const { status, stdout } = await diff('30-authority.yaml', WITH_WEAKER_PROOF, '$1accept\n');
    expect(status).toBe(0);
    const text = running(stdout);
    for (const words of [
      '1. confirm -> accept',
      'today: confirm: The Admin Contact changes the roster, with a weaker proof (rule admin-aligned)',
      'aligned - The From domain is proved',
      'Rules that are written otherwise - admin-aligned: verdict, who must confirm, what the sender is told',
      'LAWS THAT THE NEW POLICY BREAKS',
      'Nothing on a roster changes unless the mail is signed',
    ])
      expect(text).toContain(words);
  });

  test('tells the same to a program', async () => {
    const finished = await diff('30-authority.yaml', WITH_WEAKER_PROOF, '$1accept\n', '--json');
    expect(finished.status).toBe(0);
    expect(finished.json()).toMatchObject({
      moved: [
        {
          before: { verdict: 'confirm', rule: 'admin-aligned' },
          after: { verdict: 'accept', rule: 'admin-aligned' },
          example: { proof: 'aligned', sender: 'admin' },
        },
      ],
      rules: { added: [], removed: [], changed: [{ rule: 'admin-aligned' }] },
      brokenLaws: [expect.objectContaining({ name: expect.any(String) })],
    });
  });

  test.each([
    ['limits.yaml', /^confirmation-expires-after: .*$/mu, 'confirmation-expires-after: 9 days', '-> 9 days'],
    ['role-mailboxes.txt', /^noc$/mu, 'nocturnal', 'role-mailboxes.txt: noc: refused -> not there'],
    ['texts/en/welcome.txt', 'A reply keeps', 'An answer keeps', 'other words'],
  ])('tells what else is other in %s', async (file, before, after, words) => {
    const { status, stdout } = await diff(file, before, after);
    expect(status).toBe(0);
    expect(stdout).toContain('Every possible case is decided as it is today.');
    expect(running(stdout)).toContain(words);
  });

  test('ends with 3 where the new policy is wrong, with every fault and its line', async () => {
    const { status, stdout, stderr } = await diff('30-authority.yaml', 'proof: proved', 'prof: proved');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/30-authority\.yaml:\d+: .*\bprof\b.*\bproof\b/u);
  });
});
