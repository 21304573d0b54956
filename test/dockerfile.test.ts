import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const project = dirname(import.meta.dirname);

/** Installing and starting take their time on a small machine. */
const SLOW = 600_000;

type Instruction = { readonly name: string; readonly text: string };
type Stage = { readonly root: string; workdir: string };

/** Instructions in order, continued lines joined, comments left out. */
function instructions(dockerfile: string): readonly Instruction[] {
  return dockerfile
    .replaceAll(/^#.*\n/gmu, '')
    .replaceAll(/\\\n/gu, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name, text] = /^([A-Z]+)\s+(.*)$/u.exec(line) ?? [];
      return name === undefined || text === undefined ? [] : [{ name, text: text.trim() }];
    });
}

/** The JSON array (exec form) that ends an instruction. */
function execForm(all: readonly Instruction[], name: string): readonly string[] {
  const text = all.findLast((one) => one.name === name)?.text ?? '';
  return JSON.parse(text.slice(text.indexOf('['))) as readonly string[];
}

/** What the outside says about npm and vitest must not reach a command that would run inside an image. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?:package|lifecycle|command|config_(?:local_)?prefix|node)|INIT_CWD|NODE_ENV|NODE_OPTIONS|VITEST)/iu.test(
        name,
      ),
  );
  // What was downloaded before is taken from npm's cache.
  return { ...Object.fromEntries(kept), NODE_ENV: 'production', npm_config_prefer_offline: 'true' };
}

/** Does in a folder for each stage what COPY, WORKDIR and `RUN npm …` would do in the image; gives the last stage. */
async function build(all: readonly Instruction[], into: string): Promise<Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage = { root: into, workdir: '/' };
  for (const { name, text } of all) {
    if (name === 'FROM') {
      stage = { root: join(into, String(stages.size)), workdir: '/' };
      stages.set(/ AS (\S+)$/u.exec(text)?.[1] ?? 'last', stage);
    } else if (name === 'WORKDIR') {
      stage.workdir = text;
      await mkdir(join(stage.root, text), { recursive: true });
    } else if (name === 'COPY') {
      await copy(text, stage, stages);
    } else if (name === 'RUN' && text.startsWith('npm ')) {
      await run('npm', text.split(/\s+/u).slice(1), { cwd: join(stage.root, stage.workdir), env: cleanEnvironment() });
    }
  }
  return stage;
}

async function copy(text: string, stage: Stage, stages: ReadonlyMap<string, Stage>): Promise<void> {
  const words = text.split(/\s+/u).filter((word) => !word.startsWith('--'));
  const origin = stages.get(/--from=(\S+)/u.exec(text)?.[1] ?? '')?.root ?? project;
  const target = words.pop() ?? '';
  const to = isAbsolute(target) ? join(stage.root, target) : join(stage.root, stage.workdir, target);
  for (const word of words) {
    const from = join(origin, word);
    const intoFolder = target.endsWith('/') && (await stat(from)).isFile();
    await cp(from, intoFolder ? join(to, basename(from)) : to, { recursive: true });
  }
}

describe('the image', () => {
  let folder = '';
  let dockerfile: readonly Instruction[] = [];
  let image: Stage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tldops-image-'));
    dockerfile = instructions(await readFile(join(project, 'Dockerfile'), 'utf8'));
    image = await build(dockerfile, folder);
  }, SLOW);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds the program, the policy and the packages that run, and none that only develop', async () => {
    expect((await readdir(join(image.root, image.workdir))).toSorted()).toEqual([
      'node_modules',
      'package.json',
      'rules',
      'src',
    ]);

    const { dependencies, devDependencies } = JSON.parse(
      await readFile(join(project, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
    const installed = async (name: string) =>
      (await stat(join(image.root, image.workdir, 'node_modules', name)).catch(() => null)) !== null;
    for (const name of Object.keys(dependencies)) expect(await installed(name), name).toBe(true);
    for (const name of Object.keys(devDependencies)) expect(await installed(name), name).toBe(false);
  });

  test('has a database that loads without a compiler', async () => {
    const ask = `import Database from 'better-sqlite3'; console.log(new Database(':memory:').prepare('select 6 * 7').pluck().get());`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', ask], {
      cwd: join(image.root, image.workdir),
      env: cleanEnvironment(),
    });
    expect(stdout.trim()).toBe('42');
  });

  test('does not run as root, and keeps its data in the volume', () => {
    const last = (name: string) => dockerfile.findLast((one) => one.name === name)?.text;
    expect(last('USER')).toBe('node');
    expect(last('VOLUME')).toBe('/data');
    expect(last('RUN')).toContain('ln -s /data /app/data');
  });

  test('serves, is healthy by its own health check, and stops in good order', { timeout: SLOW }, async () => {
    const settings = join(folder, 'tldops.yaml');
    await writeFile(join(folder, 'iana.json'), '[]\n');
    await writeFile(
      settings,
      [
        'hostname: mx.tld-ops.example',
        'mailbox: { admin: tld-ops-admin@tld-ops.example, name: TLD-OPS Administration }',
        'secretariat: [{ name: Sec Retary, email: secretariat@tld-ops.example }]',
        'smtp: { listen: "127.0.0.1:0" }',
        'web: { listen: "127.0.0.1:0" }',
        'dns: { servers: ["127.0.0.1:9"] }',
        'outbound: { smarthost: "smtp://127.0.0.1:9" }',
        'iana: { source: file, file: iana.json }',
        `rules_dir: ${join(image.root, image.workdir, 'rules')}`,
        '',
      ].join('\n'),
    );

    expect(execForm(dockerfile, 'ENTRYPOINT')).toEqual(['tldops']);
    const command = execForm(dockerfile, 'CMD');
    const started = /exec node (.+) "\$@"/u.exec(dockerfile.findLast(({ name }) => name === 'RUN')?.text ?? '')?.[1];
    const words = (started ?? '').split(' ').map((word) => (word.startsWith('/') ? join(image.root, word) : word));
    const server = spawn(process.execPath, [...words, ...command, '--config', settings], {
      cwd: join(image.root, image.workdir),
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(server, 'exit');
    try {
      const address = await webAddress(server.stdout, server.stderr);
      server.stdout.resume();
      const health = execForm(dockerfile, 'HEALTHCHECK')
        .slice(1)
        .map((word) => word.replace('127.0.0.1:8080', address));
      await expect(run(process.execPath, health, { timeout: 10_000 })).resolves.toBeDefined();

      server.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
    }
  });
});

/** Where the desk listens, from the line that says the program is up. Throws with what it wrote when it ends before. */
async function webAddress(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream): Promise<string> {
  const complaints: string[] = [];
  stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  for await (const line of createInterface({ input: stdout })) {
    const event = line.startsWith('{') ? (JSON.parse(line) as { readonly event?: string; readonly web?: string }) : {};
    if (event.event === 'ready' && event.web !== undefined) return event.web;
    complaints.push(line);
  }
  throw new Error(`tldops ended before it was ready:\n${complaints.join('\n')}`);
}
