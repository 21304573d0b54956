import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as wholeText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { commandTree } from '../../src/cli/command-tree.ts';
import { standardOutput } from '../../src/cli/output.ts';
import { type Finished, tldops, tldopsHere } from '../e2e/child-program.ts';
import { rawConnection } from '../store/temporary-store.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const SETTINGS = [
  'hostname: mx.tld-ops.example',
  'mailbox: { admin: tld-ops-admin@tld-ops.example }',
  'secretariat: [{ name: Kim, email: kim@tld-ops.example }]',
  'iana: { source: file, file: iana.json }',
  'outbound: { smarthost: "smtps://robot:hunter2@127.0.0.1:2526" }',
  'web: { listen: "127.0.0.1:0" }',
];

let folder = '';
let settings = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldops-cli-'));
  settings = join(folder, 'tldops.yaml');
  await writeFile(settings, `${SETTINGS.join('\n')}\n`);
  await published('admin@nic.example');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function published(email: string): Promise<void> {
  const entry = { tld: 'nl', status: 'active', manager: 'NIC', admin: { name: 'Anna', email } };
  await writeFile(join(folder, 'iana.json'), JSON.stringify([entry]));
}

type Leaf = { readonly path: string; readonly help: string };

/** Every command that does something, with what its --help prints. */
function leavesOf(command: Command, path = ''): readonly Leaf[] {
  if (command.commands.length > 0)
    return command.commands.flatMap((below) => leavesOf(below, `${path} ${below.name()}`.trim()));
  let help = '';
  command.configureOutput({
    writeOut(text) {
      help += text;
    },
  });
  command.outputHelp();
  return [{ path, help }];
}

function run(...args: readonly string[]): Promise<Finished> {
  return tldopsHere([...args, '--config', settings]);
}

describe('the command line', () => {
  test('offers what there is, and nothing that does not work yet', async () => {
    const { stdout, status } = await run('--help');
    const offered = [...stdout.matchAll(/^ {2}([a-z]+)(?: .*)? {2}/gmu)].map(([, name]) => name);
    expect(status).toBe(0);
    expect(offered).toEqual([
      'serve',
      'demo',
      'explain',
      'held',
      'roster',
      'iana',
      'notify',
      'invite',
      'stats',
      'report',
      'audit',
      'outbox',
      'failed',
      'rules',
      'user',
      'config',
      'doctor',
      'backup',
      'restore',
      'erase',
      'help',
    ]);
  });

  test('shows with every command how it is typed', () => {
    const withoutExample = leavesOf(commandTree(standardOutput(false))).filter(
      ({ path, help }) => !help.includes(`\n  tldops ${path}`),
    );
    expect(withoutExample.map(({ path }) => path)).toEqual([]);
  });

  test.each(['held', 'roster', 'iana', 'outbox', 'failed', 'rules', 'config'])(
    'has a sentence for every command below %s',
    async (group) => {
      const { stdout } = await run(group, '--help');
      const commands = stdout.slice(stdout.indexOf('Commands:')).split('\n').slice(1).filter(Boolean);
      expect(commands.filter((line) => !/^ {2}\S.* {2}\S/u.test(line) && !line.startsWith('     '))).toEqual([]);
    },
  );

  test('calls wrong usage 2, and names the nearest command', async () => {
    expect(await run('rostr')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean roster?') });
    expect(await run('held', 'refuse', '2026-000001')).toMatchObject({ status: 2 });
    expect(await run('held', 'show', '5')).toMatchObject({ status: 2, stderr: expect.stringContaining('2026-000123') });
  });

  test('calls invalid settings 3, with every fault and its line', async () => {
    await writeFile(settings, 'hostnam: mx\nsmtp: { listen: here }\n');
    const { status, stderr } = await run('held', 'list');
    expect(status).toBe(3);
    expect(stderr).toContain('tldops.yaml:1: hostnam');
    expect(stderr).toContain('smtp.listen');
  });

  test('says where settings can be had when there are none', async () => {
    await rm(settings);
    const bare = await tldops(['held', 'list'], { cwd: folder, env: { TLDOPS_CONFIG: '' } });
    expect(bare).toMatchObject({ status: 3, stderr: expect.stringContaining('--config FILE') });
  });

  test('prints the settings in force as YAML that could be loaded again, passwords masked', async () => {
    const { stdout } = await run('config', 'show');
    expect(stdout).toMatch(/^hostname: mx\.tld-ops\.example$/mu);
    expect(parse(stdout)).toMatchObject({ outbound: { smarthost: 'smtps://robot:***@127.0.0.1:2526' } });
    expect(stdout).not.toContain('hunter2');
  });

  test('names variables of the environment that nothing reads, and works all the same', async () => {
    vi.stubEnv('TLDOPS_OUTBOUND_SMTHOST', 'smtp://127.0.0.1:25');
    const told = 'TLDOPS_OUTBOUND_SMTHOST is set, but nothing reads it; did you mean TLDOPS_OUTBOUND_SMARTHOST?';
    expect(await run('config', 'check')).toEqual(
      expect.objectContaining({
        status: 0,
        stderr: '',
        stdout: expect.stringContaining(`\nPlease look at this: ${told}\n`),
      }),
    );
    expect((await run('config', 'check', '--json')).json()).toEqual({
      ok: true,
      file: settings,
      warnings: [{ variable: 'TLDOPS_OUTBOUND_SMTHOST', near: 'TLDOPS_OUTBOUND_SMARTHOST', message: told }],
    });
    expect(await run('roster', 'list')).toMatchObject({ status: 0, stderr: '' });
    await writeFile(settings, 'hostnam: mx.tld-ops.example\n');
    expect(await run('roster', 'list')).toMatchObject({ status: 3, stderr: expect.stringContaining(`\n${told}\n`) });
  });

  test('has nothing to say of an environment in which all is read', async () => {
    vi.stubEnv('TLDOPS_LOG_LEVEL', 'warn');
    expect((await run('config', 'check', '--json')).json()).toEqual({ ok: true, file: settings, warnings: [] });
  });

  test('names the program that it cannot share a port with, and ends', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const bound = other.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    await writeFile(settings, `${[...SETTINGS, `smtp: { listen: "127.0.0.1:${port}" }`].join('\n')}\n`);
    const { status, stderr } = await run('serve');
    other.close();
    expect(status).toBe(1);
    expect(stderr).toBe(`Cannot listen at 127.0.0.1:${port} (smtp.listen): another program listens there already.\n`);
  });

  test('names a database that it cannot use', async () => {
    await writeFile(join(folder, 'data'), 'no folder');
    const { status, stderr } = await run('roster', 'list');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^\S+tldops\.sqlite: The database cannot be written: \S.*\n$/u);
  });

  test('refuses a database of a newer version, and says what to run', async () => {
    await run('roster', 'list');
    const database = rawConnection(join(folder, 'data', 'tldops.sqlite'));
    database.pragma('user_version = 99');
    database.close();
    for (const command of [
      ['roster', 'list'],
      ['backup', join(folder, 'copy')],
    ]) {
      const { status, stderr } = await run(...command);
      expect([status, stderr]).toEqual([1, expect.stringContaining('Run the version that wrote it')]);
      expect(stderr).not.toMatch(/bug|damaged/u);
    }
  });

  test('does not mind a reader that has read enough, and fails where nothing can be printed', async () => {
    const reader = spawn(process.execPath, [MAIN, '--config', settings, 'rules', 'show'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    reader.stdout.destroy();
    expect([await wholeText(reader.stderr), (await once(reader, 'close'))[0]]).toEqual(['', 0]);
    const full = await open('/dev/full', 'w').catch(() => null);
    if (full === null) return;
    const unheard = spawn(process.execPath, [MAIN, '--config', settings, 'rules', 'show'], {
      stdio: ['ignore', full.fd, 'pipe'],
    });
    const closed = once(unheard, 'close');
    expect([await wholeText(unheard.stderr ?? Readable.from([])), (await closed)[0]]).toEqual([
      expect.stringContaining('could not be written'),
      1,
    ]);
    await full.close();
  });

  test.each<[string, readonly string[], number, string]>([
    ['explain', ['explain', 'nowhere.eml'], 1, 'nowhere.eml cannot be read: there is no such file.'],
    ['roster import', ['roster', 'import', tmpdir()], 1, 'cannot be read: it is a folder.'],
    ['restore', ['restore', tmpdir()], 1, 'cannot be read: it is a folder.'],
    [
      'rules diff',
      ['rules', 'diff', '/no-such-rules'],
      2,
      '/no-such-rules cannot be read: there is no such folder. Give the folder to compare with.\n',
    ],
    ['explain --ip', ['explain', 'mail.eml', '--ip', '999'], 2, 'not "999"'],
    ['rules try --ip', ['rules', 'try', 'mail.eml', '--ip', '999'], 2, 'not "999"'],
    ['held refuse', ['held', 'refuse', '2026-000001', '--reason', ' '], 2, '--reason "…"'],
    ['iana set', ['iana', 'set', 'nl'], 2, '--email ADDRESS --reason "…"'],
    ['iana set --email', ['iana', 'set', 'nl', '--email', 'x', '--reason', 'y'], 2, '"x" is no e-mail address.\n'],
    ['invite --list', ['invite', '--list', '--dry-run'], 2, "cannot be used with option '--dry-run'"],
    ['invite --decline', ['invite', 'nl', '--decline', '--reopen'], 2, "cannot be used with option '--reopen'"],
  ])('%s names what is wrong with it', async (_name, args, status, sentence) => {
    expect(await run(...args)).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(sentence) });
  });

  test('checks that the folder of rules is there', async () => {
    await writeFile(settings, `${[...SETTINGS, 'rules_dir: ./nowhere'].join('\n')}\n`);
    expect(await run('config', 'check')).toMatchObject({ status: 3, stderr: expect.stringContaining('rules_dir') });
  });
});

describe('iana', () => {
  test('sync tells which Admin Contacts are others than before', async () => {
    expect((await run('iana', 'sync')).stdout).toBe(
      '1 ccTLD asked about: 0 as before, 1 for the first time, 0 changes, 0 failed.\n',
    );
    expect((await run('iana', 'sync', '--json')).json()).toMatchObject({ asked: 1, same: 1, first: 0, changed: 0 });
    await published('new@nic.example');
    const { stdout, stderr } = await run('iana', 'sync');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\.nl:.* admin@nic\.example -> new@nic\.example/u);
    expect((await run('iana', 'show', 'nl', '--json')).json()).toMatchObject({ adminEmail: 'new@nic.example' });
  });

  test('sync fails where the file names nobody', async () => {
    await run('iana', 'sync');
    await writeFile(join(folder, 'iana.json'), '[]');
    expect(await run('iana', 'sync')).toMatchObject({ status: 1, stderr: expect.stringContaining('stays') });
  });

  test('set stands against the source, with its reason, and keeps the manager but not the name', async () => {
    await run('iana', 'sync');
    const set = await run(
      'iana',
      'set',
      '.nl',
      '--email',
      'board@nic.example',
      '--reason',
      'call back of 3 March',
      '--json',
    );
    expect(set.json()).toMatchObject({ adminEmail: 'board@nic.example', manager: 'NIC', source: 'manual' });
    await run('iana', 'sync');
    expect((await run('iana', 'show', 'nl', '--json')).json()).toMatchObject({
      adminEmail: 'board@nic.example',
      reason: 'call back of 3 March',
    });
  });
});
