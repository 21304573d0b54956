import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadSettings } from '../../src/config/settings-loader.ts';
import type { LogEvent } from '../../src/ops/events.ts';
import { startService } from '../../src/cli/service.ts';
import { type LoopbackServer, okRdap, startRdap } from '../iana/iana-servers.ts';
import { tldopsHere } from './child-program.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const PATIENCE = { timeout: 15_000, interval: 50 };

let folder: string;
let rdap: LoopbackServer;
let slow = false;
let known: (tld: string) => boolean = () => true;
let settingsFile: string;

beforeEach(async () => {
  slow = false;
  known = () => true;
  folder = await mkdtemp(join(tmpdir(), 'tldops-iana-'));
  rdap = await startRdap((tld, response) =>
    setTimeout(() => (known(tld) ? okRdap(tld, response) : response.writeHead(404).end()), slow ? 40 : 0),
  );
  settingsFile = join(folder, 'tldops.yaml');
  await writeFile(
    settingsFile,
    `hostname: mx.tld-ops.example
mailbox: { admin: tld-ops-admin@tld-ops.example }
secretariat: [{ name: Kim Secretary, email: kim@tld-ops.example }]
smtp: { listen: "127.0.0.1:0" }
web: { listen: "127.0.0.1:0" }
outbound: { smarthost: "smtp://127.0.0.1:1" }
iana: { source: rdap, rdap: "${rdap.url}" }
`,
  );
});

afterEach(async () => {
  await rdap.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (...args: readonly string[]) => tldopsHere(['--config', settingsFile, ...args, '--json']);

test('all delegated ccTLDs are known after one look, some can be looked at alone, and a person can overrule', async () => {
  const first = await cli('iana', 'sync');
  expect(first.status).toBe(0);
  expect(first.json()).toMatchObject({ source: 'rdap', asked: 309, same: 309, changed: 0, failed: 0, failures: [] });
  expect(new Set(rdap.asked).size).toBe(309);
  expect((await cli('iana', 'sync', '.РФ', 'nl')).json()).toMatchObject({ asked: 2, same: 2 });
  expect((await cli('iana', 'show', 'nl')).json()).toMatchObject({ adminEmail: 'admin@nl.example', source: 'rdap' });
  expect((await cli('iana', 'set', 'nl', '--remove')).status).toBe(1);
  await cli('iana', 'set', 'nl', '--email', 'boss@nl.example', '--reason', 'IANA is late');
  expect((await cli('iana', 'sync', 'nl')).json()).toMatchObject({ changed: 0 });
  expect((await cli('iana', 'show', 'nl')).json()).toMatchObject({ source: 'manual', reason: 'IANA is late' });
  expect((await cli('iana', 'set', 'nl', '--remove')).json()).toMatchObject({ source: 'rdap', reason: null });
  const history = (await cli('iana', 'history', 'nl')).json();
  expect(history).toMatchObject([
    { standing: 'in-force', source: 'rdap' },
    { standing: 'in-force', source: 'manual' },
    { standing: 'overruled', source: 'rdap' },
    { standing: 'in-force', source: 'rdap', observedAt: expect.any(String), digest: expect.any(String) },
  ]);
});

test('a look that is interrupted keeps what it heard, and the next one goes on with the others', async () => {
  slow = true;
  const child = spawn(process.execPath, [MAIN, '--config', settingsFile, 'iana', 'sync', '--json'], { stdio: 'pipe' });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await vi.waitUntil(() => rdap.asked.length > 20, PATIENCE);
  child.kill('SIGINT');
  expect(await ended).toBe(1);
  const { asked, ended: why } = JSON.parse(printed);
  expect(why).toBe('interrupted');
  expect(asked).toBeGreaterThanOrEqual(20);
  slow = false;
  const heard = new Set(rdap.asked.splice(0).slice(0, asked));
  expect((await cli('iana', 'sync')).json()).toMatchObject({ asked: 309, failed: 0 });
  expect(rdap.asked.slice(0, 309 - heard.size).filter((tld) => heard.has(tld))).toEqual([]);
});

test('the service looks by itself, and says in its log what came of it', async () => {
  const read = loadSettings(settingsFile, {});
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const events: LogEvent[] = [];
  const service = await startService(read.settings, (event) => events.push(event));
  try {
    await vi.waitFor(() => {
      expect(events).toContainEqual({
        event: 'iana-looked',
        source: 'rdap',
        records: 309,
        changed: 0,
        warnings: 0,
      });
    }, PATIENCE);
    expect((await fetch(`http://${service.web}/ready`)).status).toBe(200);
  } finally {
    await service.stop();
  }
});

test('a look of which most failed ends with 1 and says so, however much of it was taken over', async () => {
  known = (tld) => tld.startsWith('n');
  const sync = await cli('iana', 'sync');
  expect(sync).toMatchObject({ status: 1, stderr: expect.stringMatching(/Most of it failed: .* \d+ of 309 ccTLDs/u) });
  expect(sync.json()).toMatchObject({ asked: 309, ended: null });
  expect((await cli('iana', 'show', 'nl')).json()).toMatchObject({ adminEmail: 'admin@nl.example' });
});

test('a server that does not answer is told in the log and by /ready at its first question', async () => {
  await rdap.close();
  const read = loadSettings(settingsFile, {});
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const events: LogEvent[] = [];
  const service = await startService(read.settings, (event) => events.push(event));
  try {
    const silent = expect.objectContaining({ event: 'iana-silent', reason: expect.stringContaining('rdap: ') });
    await vi.waitFor(() => expect(events).toContainEqual(silent), PATIENCE);
    expect(events.filter(({ event }) => event === 'iana-silent')).toHaveLength(1);
    const ready = await fetch(`http://${service.web}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      ready: false,
      details: expect.arrayContaining([expect.stringMatching(/^IANA cannot be asked now: rdap: /u)]),
    });
  } finally {
    await service.stop();
  }
});
