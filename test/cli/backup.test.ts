import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createServer } from 'node:net';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Finished, serving, type Serving, tldopsHere } from '../e2e/child-program.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, CLARA, DOMAINS, IANA, subscribe } from '../e2e/invented-people.ts';

let world: Surroundings;
let server: Serving;

beforeAll(async () => {
  world = await startSurroundings({ iana: IANA, domains: DOMAINS });
  // Ports that stay the same, so that another command knows where the server listens.
  const text = await readFile(world.settingsFile, 'utf8');
  const [smtp, web] = [await freePort(), await freePort()];
  await writeFile(
    world.settingsFile,
    text
      .replace('smtp: { listen: "127.0.0.1:0"', `smtp: { listen: "127.0.0.1:${smtp}"`)
      .replace('web: { listen: "127.0.0.1:0"', `web: { listen: "127.0.0.1:${web}"`),
  );
  server = await serving(world.settingsFile);
  await world.playTo(server.smtp, { from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});

afterAll(async () => {
  await server.end('SIGTERM');
  await world.close();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const bound = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

function cli(...args: readonly string[]): Promise<Finished> {
  return tldopsHere([...args, '--config', world.settingsFile]);
}

const copy = (name: string): string => join(world.folder, name);
const dataFiles = async (): Promise<readonly string[]> => (await readdir(join(world.folder, 'data'))).toSorted();

describe('while the server runs', () => {
  test('backup saves a verified copy, of which the output tells size, schema and end of the history', async () => {
    const saved = await cli('backup', copy('monday.sqlite'), '--json');
    expect(saved).toMatchObject({ status: 0, stderr: '' });
    const told = saved.json();
    expect(told).toMatchObject({
      file: copy('monday.sqlite'),
      bytes: (await stat(copy('monday.sqlite'))).size,
      schemaVersion: expect.any(Number),
      contacts: 2,
      auditHead: { seq: expect.any(Number), at: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    });
    expect((await stat(copy('monday.sqlite'))).mode & 0o777).toBe(0o600);
    expect((await cli('backup', copy('text.sqlite'))).stdout).toContain('Audit head');
  });

  test('backup overwrites nothing', async () => {
    await writeFile(copy('precious'), 'precious');
    expect(await cli('backup', copy('precious'))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('exists'),
    });
    expect(await readFile(copy('precious'), 'utf8')).toBe('precious');
  });

  test('backup into a folder that is not there is a failure with its reason', async () => {
    expect(await cli('backup', copy('nowhere/x.sqlite'))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `There is no folder ${copy('nowhere')}, so nothing was saved. Make it first.\n`,
    });
  });

  test('restore refuses, and the server goes on', async () => {
    const before = await dataFiles();
    expect(await cli('restore', copy('monday.sqlite'))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('Stop the server'),
    });
    expect(await dataFiles()).toEqual(before);
    expect(await world.playTo(server.smtp, { from: ADMIN_BR, text: subscribe('br', CLARA) })).toMatch(/ applied$/u);
  });

  test('doctor knows the server as its own, and finds nothing that is broken', async () => {
    const finished = await cli('doctor', '--json');
    expect(finished).toMatchObject({ status: 0, stderr: '' });
    expect(finished.json()).toEqual(
      expect.arrayContaining([
        { check: 'smtp-listen', state: 'ok', found: expect.stringContaining('The server answers'), mend: null },
        { check: 'web-listen', state: 'ok', found: expect.stringContaining('The server answers'), mend: null },
        { check: 'database', state: 'ok', found: expect.stringContaining('whole'), mend: null },
        { check: 'durability', state: 'ok', found: expect.stringContaining('synchronous FULL'), mend: null },
        { check: 'mx', state: 'warning', found: expect.any(String), mend: expect.any(String) },
      ]),
    );
  });
});

describe('after the server was stopped', () => {
  test('restore brings the copy back, keeps what was there, and the server starts on it', async () => {
    await server.end('SIGTERM');
    const finished = await cli('restore', copy('monday.sqlite'), '--json');
    expect(finished).toMatchObject({ status: 0, stderr: '' });
    const told = finished.json();
    const kept = expect.stringMatching(/tldops-replaced-\d{8}T\d{6}Z\.sqlite$/u);
    expect(told).toMatchObject({ kept, contacts: 2, auditHead: expect.anything() });
    expect(await dataFiles()).toEqual([expect.stringMatching(/^tldops-replaced-/u), 'tldops.sqlite']);
    server = await serving(world.settingsFile);
    const list = JSON.stringify((await cli('roster', 'list', '--json')).json());
    expect([list.includes('"nl"'), list.includes('"br"')]).toEqual([true, false]);
    expect((await cli('audit', 'verify')).status).toBe(0);
    const [old = ''] = (await dataFiles()).filter((name) => name.startsWith('tldops-replaced-'));
    const raw = new Database(join(world.folder, 'data', basename(old)), { readonly: true });
    expect(raw.prepare('select count(distinct tld) from contact').pluck().get()).toBe(2);
    raw.close();
  });

  test('a server that was killed leaves nothing in the way', async () => {
    await world.playTo(server.smtp, { from: ADMIN_BR, text: subscribe('br', CLARA) });
    await server.end('SIGKILL');
    expect(await dataFiles()).toContain('tldops.sqlite-wal');
    expect(await cli('restore', copy('monday.sqlite'))).toMatchObject({ status: 0, stderr: '' });
    expect(await dataFiles()).not.toContain('tldops.sqlite-wal');
    server = await serving(world.settingsFile);
    expect(await world.playTo(server.smtp, { from: ADMIN_BR, text: subscribe('br', CLARA) })).toMatch(/ applied$/u);
  });

  test('restore refuses what is no sound backup, and says why', async () => {
    await server.end('SIGTERM');
    await writeFile(copy('broken.sqlite'), (await readFile(copy('monday.sqlite'))).subarray(0, 8192));
    const before = await dataFiles();
    for (const file of ['broken.sqlite', 'precious', 'nothing.sqlite'])
      expect(await cli('restore', copy(file))).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringContaining(file),
      });
    expect(await dataFiles()).toEqual(before);
    expect((await cli('roster', 'show', 'br', '--json')).json()).toMatchObject({ revision: 1 });
    server = await serving(world.settingsFile);
  });
});
