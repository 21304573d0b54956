import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const project = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);

type Cruise = {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly totalDependenciesCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
};

/** Runs dependency-cruiser over `src` in a folder, with the configuration that lies there. */
async function cruise(folder: string): Promise<Cruise> {
  const cli = join(project, 'node_modules/.bin/depcruise');
  const { stdout } = await run(
    process.execPath,
    [cli, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Cruise;
}

async function sources(pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: project })) files.push(file);
  return files.toSorted();
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(project, file), 'utf8'));
}

describe('the walls between the rooms', () => {
  test('every file of src is examined and no import goes through a wall', async () => {
    const { modules, summary } = await cruise(project);
    const examined = new Set(modules.map((module) => module.source));

    expect((await sources('src/**/*.ts')).filter((file) => !examined.has(file))).toEqual([]);
    expect(examined.size).toBeGreaterThan(0);
    expect(summary.totalDependenciesCruised).toBeGreaterThan(0);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  test('every wall has a name and a sentence why', () => {
    const config = require('../.dependency-cruiser.cjs') as {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
    expect(config.forbidden.length).toBeGreaterThan(0);
    for (const { name, comment } of config.forbidden) {
      expect(name).toMatch(/^[a-z]+(?:-[a-z]+)+$/u);
      expect(comment, name).toMatch(/^[A-Za-z].+\.$/u);
    }
  });

  test('pure rooms never ask the clock what day it is', async () => {
    const asking: string[] = [];
    for (const file of await sources('src/{core,parse,rules,replies,plan,roster-out}/**/*.ts')) {
      if (/\bnew Date\(\)|\bDate\(\)/u.test(await readFile(join(project, file), 'utf8'))) asking.push(file);
    }
    expect(asking).toEqual([]);
  });
});

describe('in a project that breaks them', () => {
  // [file, its text, the walls that must be named for it]
  const files: readonly (readonly [string, string, readonly string[]])[] = [
    ['src/main.ts', `import { page } from './web/page.ts'; export const main = page;`, []],
    ['src/stray.ts', `import { noun } from './core/noun.ts'; export const stray = noun;`, ['a-file-has-a-room']],
    [
      'src/core/noun.ts',
      `import { parsePhoneNumber } from 'libphonenumber-js'; export const noun = parsePhoneNumber;`,
      [],
    ],
    [
      'src/core/bad.ts',
      `import { store } from '../store/store.ts'; export const bad = store;`,
      ['core-imports-no-room'],
    ],
    [
      'src/core/bad-type.ts',
      `import type { Row } from '../store/store.ts'; export type Bad = Row;`,
      ['core-imports-no-room'],
    ],
    ['src/core/circle-a.ts', `import type { B } from './circle-b.ts'; export type A = { b: B };`, ['no-circles']],
    ['src/core/circle-b.ts', `import type { A } from './circle-a.ts'; export type B = { a: A };`, []],
    [
      'src/parse/reads.ts',
      `import { readFileSync } from 'node:fs'; export const reads = readFileSync;`,
      ['pure-rooms-use-no-node'],
    ],
    ['src/rules/logs.ts', `import { pino } from 'pino'; export const logs = pino;`, ['pure-rooms-use-pure-packages']],
    ['src/rules/left-over.ts', `export const leftOver = 1;`, ['no-orphans']],
    [
      'src/store/store.ts',
      `import sqlite from 'better-sqlite3'; export const store = sqlite; export type Row = 1;`,
      [],
    ],
    ['src/auth/meets.ts', `export { store } from '../store/store.ts';`, ['auth-knows-core-only']],
    ['src/iana/sql.ts', `import sqlite from 'better-sqlite3'; export const sql = sqlite;`, ['sql-lives-in-store']],
    [
      'src/ops/backward.ts',
      `import { main } from '../main.ts'; export const o = main;`,
      ['nobody-imports-the-wiring', 'ops-knows-core-only'],
    ],
    ['src/ops/nowhere.ts', `export * from './nowhere-at-all.ts';`, ['imports-resolve']],
    ['src/smtp/dev.ts', `import { test } from 'vitest'; export const dev = test;`, ['packages-are-declared']],
    ['src/intake/types.ts', `import type { Row } from '../store/store.ts'; export type Good = Row;`, []],
    [
      'src/intake/takes.ts',
      `import { type Row, store } from '../store/store.ts'; export const t: Row = store;`,
      ['intake-is-handed-its-adapters'],
    ],
    [
      'src/review/later.ts',
      `export const later = () => import('../store/store.ts');`,
      ['review-is-handed-its-adapters'],
    ],
    ['src/review/case.ts', `import type { Good } from '../intake/types.ts'; export const of = (g: Good) => g;`, []],
    [
      'src/schedule/due.ts',
      `import { of } from '../review/case.ts'; export const due = of;`,
      ['schedule-is-handed-its-adapters'],
    ],
    [
      'src/web/page.ts',
      `import { of } from '../review/case.ts'; import { html } from 'hono/html'; export const page = [of, html];`,
      [],
    ],
    [
      'src/web/bypass.ts',
      `import { store } from '../store/store.ts'; export const bypass = store;`,
      ['web-acts-through-review'],
    ],
  ];

  let folder = '';
  let found: Cruise;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tldops-walls-'));
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.json', 'package.json']) {
      await cp(join(project, name), join(folder, name));
    }
    for (const [file, text] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${text}\n`);
    }
    found = await cruise(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.for(files)('%s: %s', ([file, , walls]) => {
    const named = found.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
    expect([...new Set(named)].toSorted()).toEqual(walls);
  });

  test('the linter knows types: a promise that nobody awaits is reported', async () => {
    await writeFile(
      join(folder, 'src/smtp/forgets.ts'),
      `const send = (): Promise<void> => Promise.resolve();\nexport function forgets(): void {\n  send();\n}\n`,
    );
    const lint = run(
      process.execPath,
      [join(project, 'node_modules/.bin/oxlint'), '--type-aware', 'src/smtp/forgets.ts'],
      {
        cwd: folder,
      },
    );
    await expect(lint).rejects.toMatchObject({ stdout: expect.stringContaining('no-floating-promises') as string });
  });
});

describe('packages', () => {
  test('every version in package.json is exact', async () => {
    const { dependencies, devDependencies, overrides } = (await json('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const versions = Object.entries({ ...devDependencies, ...dependencies, ...overrides });
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version))).toEqual([]);
  });

  test('one version of nodemailer is installed, so one address parser judges what we send', async () => {
    const { packages } = (await json('package-lock.json')) as {
      readonly packages: Record<string, { version: string }>;
    };
    const copies = Object.entries(packages).filter(([path]) => path.endsWith('node_modules/nodemailer'));
    expect(copies.map(([path, { version }]) => [path, version])).toEqual([['node_modules/nodemailer', '10.6.0']]);
  });

  test('the lock file names every optional package, so that npm ci takes it on every platform', async () => {
    const { packages } = (await json('package-lock.json')) as {
      readonly packages: Record<string, { readonly optionalDependencies?: Record<string, string> }>;
    };
    const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
    const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(optional.length).toBeGreaterThan(0);
    expect(optional.filter((name) => !names.has(name))).toEqual([]);
  });
});
