import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tldops, tldopsHere } from '../e2e/child-program.ts';
import { rawConnection } from '../store/temporary-store.ts';
import { type SmallHost, smallHost } from './small-host.ts';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

let host: SmallHost;

beforeEach(async () => {
  host = await smallHost();
});

afterEach(() => host.remove());

async function file(name: string, content: string): Promise<string> {
  const path = join(host.folder, name);
  await writeFile(path, content);
  return path;
}

describe('with --json a failure is one document on stdout', () => {
  test.each<[string, readonly string[], number, RegExp]>([
    ['a ccTLD that is not known', ['roster', 'show', 'zz'], 1, /^zz is no ccTLD/u],
    ['a case that is not known', ['held', 'approve', '2026-999999'], 1, /^There is no case 2026-999999/u],
    ['a file that is not there', ['explain', 'nowhere.eml'], 1, /^nowhere\.eml cannot be read/u],
    ['a wrong value of an option', ['stats', '--since', 'soon'], 2, /^--since needs a date/u],
  ])('for %s, with the text of stderr', async (_what, args, status, error) => {
    const failed = await host.run(...args, '--json');
    expect(failed.status).toBe(status);
    expect(failed.json()).toEqual({ error: expect.stringMatching(error) });
    expect(failed.json()).toEqual({ error: failed.stderr.trimEnd() });
  });

  test.each<[readonly string[], RegExp]>([
    [['--json', 'rostr'], /^unknown command 'rostr'\n\(Did you mean roster\?\)/u],
    [['roster', '--json', 'show'], /^missing required argument 'tld'/u],
    [['roster', 'list', '--nonsense', '--json'], /^unknown option '--nonsense'/u],
    [['roster', 'export', '--format', 'xml', '--json'], /Allowed choices are text, csv/u],
    [['held', '--json'], /^A command is missing/u],
    [['--json'], /^A command is missing/u],
  ])('for the wrong usage %j', async (args, error) => {
    const failed = await tldopsHere(args);
    expect(failed.status).toBe(2);
    expect(failed.json()).toEqual({ error: expect.stringMatching(error) });
    expect(failed.json()).toEqual({ error: expect.stringContaining('--help') });
    expect(failed.stderr).not.toBe('');
  });

  test('for settings with faults, with the place of each', async () => {
    await writeFile(host.settings, 'hostnam: mx.tld-ops.example\nsmtp: { listen: here }\n');
    for (const command of [['config', 'check'], ['roster', 'list'], ['serve']]) {
      const failed = await host.run(...command, '--json');
      expect(failed.status).toBe(3);
      expect(failed.json()).toMatchObject({
        error: failed.stderr.trimEnd(),
        faults: expect.arrayContaining([
          { file: host.settings, line: 1, path: 'hostnam', message: 'is unknown; did you mean "hostname"?' },
          expect.objectContaining({ line: 2, path: 'smtp.listen' }),
          expect.objectContaining({ line: null, path: 'mailbox.admin' }),
        ]),
      });
    }
  });

  test('for settings that are no YAML, or are not there', async () => {
    await writeFile(host.settings, 'a: [\n');
    expect((await host.run('roster', 'list', '--json')).json()).toMatchObject({
      faults: [{ file: host.settings, path: null }],
    });
    await rm(host.settings);
    const bare = await tldops(['roster', 'list', '--json'], { cwd: host.folder, env: { TLDOPS_CONFIG: '' } });
    expect(bare.status).toBe(3);
    expect(bare.json()).toMatchObject({ error: expect.stringContaining('--config FILE') });
  });

  test('for a policy with faults, with file and line of each', async () => {
    const rules = join(host.folder, 'rules');
    await cp(RULES, rules, { recursive: true });
    const authority = await readFile(join(rules, '30-authority.yaml'), 'utf8');
    await writeFile(join(rules, '30-authority.yaml'), authority.replace('proof: proved', 'prof: proved'));
    await rm(join(rules, 'cctlds.csv'));
    for (const command of [
      ['rules', 'check'],
      ['roster', 'list'],
    ]) {
      const failed = await host.run(...command, '--json');
      expect(failed.status).toBe(3);
      expect(failed.json()).toMatchObject({
        error: failed.stderr.trimEnd(),
        faults: expect.arrayContaining([
          { file: '30-authority.yaml', line: expect.any(Number), message: expect.stringContaining('"proof"') },
          { file: 'cctlds.csv', line: null, message: expect.stringContaining('missing') },
        ]),
      });
    }
  });

  test('for a file of which nothing can be imported, with the place of each fault', async () => {
    const table = await file(
      'faulty.csv',
      'tld,name,email,phone\nnl,Eve,eve@nic.example,12\nzz,Eve,eve,+31612345678\n',
    );
    const failed = await host.run('roster', 'import', table, '--json');
    expect(failed.status).toBe(1);
    expect(failed.json()).toMatchObject({
      error: expect.stringMatching(/Nothing was imported\.$/u),
      faults: expect.arrayContaining([
        { file: table, line: 2, path: 'line 2.phone', tld: 'nl', message: expect.stringContaining('"12"') },
        { file: table, line: 3, path: 'line 3', tld: 'zz', message: 'zz is no ccTLD' },
      ]),
    });
  });

  test('for a database that cannot be used', async () => {
    await file('data', 'no folder');
    const failed = await host.run('roster', 'list', '--json');
    expect(failed.status).toBe(1);
    expect(failed.json()).toEqual({ error: expect.stringContaining('The database cannot be written') });
  });
});

describe('a result that tells of faults is the only document', () => {
  test('of an import of which a part is taken', async () => {
    const table = await file(
      'partly.csv',
      'tld,name,email,phone\nnl,Eve,eve@nic.example,12\nfi,Eve Adams,eve@nic.example,+31612345678\n',
    );
    const partly = await host.run('roster', 'import', table, '--json');
    expect(partly.status).toBe(1);
    expect(partly.json()).toMatchObject({
      understood: [{ tld: 'fi', contacts: 1 }],
      leftOut: ['nl'],
      faults: [{ file: table, line: 2, path: 'line 2.phone', tld: 'nl' }],
    });
    expect(partly.json()).not.toHaveProperty('error');
  });

  test('of a broken chain', async () => {
    await host.run('iana', 'sync');
    await host.run('iana', 'set', 'nl', '--email', 'board@nic.example', '--reason', 'a call');
    const database = rawConnection(join(host.folder, 'data', 'tldops.sqlite'));
    database.exec("drop trigger audit_keeps_what_was; update audit set actor = 'nobody' where seq = 1");
    database.close();
    const broken = await host.run('audit', 'verify', '--json');
    expect(broken).toMatchObject({ status: 1, stderr: expect.stringContaining('broken at entry 1') });
    expect(broken.json()).toEqual({ ok: false, entries: expect.any(Number), brokenAt: 1 });
  });

  test('of the doctor about settings that cannot be used', async () => {
    await writeFile(host.settings, 'hostnam: mx\n');
    const examined = await host.run('doctor', '--json');
    expect(examined.status).toBe(3);
    expect(examined.json()).toMatchObject([{ check: 'settings', state: 'fault' }]);
  });
});

test('without --json nothing of a failure stands on stdout', async () => {
  expect(await host.run('roster', 'show', 'zz')).toMatchObject({ status: 1, stdout: '' });
  expect(await tldopsHere(['rostr'])).toMatchObject({ status: 2, stdout: '' });
});
