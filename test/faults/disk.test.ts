import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Serving, serving } from '../e2e/child-program.ts';
import { faultsAfter, recovered } from './crash-campaign.ts';
import { canTakeHold, failing } from './failing-calls.ts';
import type { Correspondence } from './letters.ts';
import { startTown, type Town } from './town.ts';

/** A busy machine takes its time. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let town: Town;

/** One correspondence for each test, since each begins with the list of a ccTLD. */
beforeAll(async () => {
  town = await startTown({ tlds: 6 });
});

afterAll(() => town.close());

function nobodyYet(): Correspondence {
  const found = town.correspondences.find(({ sent }) => sent.length === 0);
  if (found === undefined) throw new Error('there are no more ccTLDs');
  return found;
}

/** What the server says to the mail that it has not taken yet. */
async function send(program: Serving, one: Correspondence): Promise<string> {
  const letter = await one.next();
  const { from, clientIp, raw } = letter;
  const mail = { from, clientIp, text: '', raw: raw.toString('utf8'), signed: false };
  const reply = await town.world.playTo(program.smtp, mail);
  letter.ref = /^250 2\.0\.0 (\S+) (?:applied|duplicate)$/u.exec(reply)?.[1] ?? null;
  return reply;
}

async function readiness(program: Serving): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`http://${program.web}/ready`);
  return { status: response.status, text: await response.text() };
}

describe('a file that may not grow any more', () => {
  it('puts mail off until there is room again', async () => {
    // A limit on the size of files (in blocks of 1 KiB) stands for the disk's end.
    const limited = `trap '' XFSZ; ulimit -S -f 1200; exec "$@"`;
    const program = await serving(town.world.settingsFile, { through: ['bash', '-c', limited, ''] });
    const one = nobodyYet();
    const text = `HELP\n\n-- \n${'signature '.repeat(20_000)}`;
    const replies: string[] = [];
    while (replies.at(-1)?.startsWith('250') ?? true) {
      replies.push(await town.world.playTo(program.smtp, { from: `admin-${one.tld}@nic.example`, text }));
    }
    expect(replies.length).toBeGreaterThan(1);
    expect(replies.at(-1)).toMatch(/^452 4\.3\.1 /u);
    execFileSync('prlimit', ['--pid', String(program.pid), '--fsize=unlimited']);
    expect(await send(program, one)).toMatch(/^250 2\.0\.0 \S+ applied$/u);
    await program.end('SIGKILL');
    expect(await recovered(town)).toEqual([]);
  });
});

const TRACEABLE = canTakeHold();
if (!TRACEABLE) {
  process.stdout.write('SKIPPED: no strace that may take hold of a process, so no disk failed (apt install strace)\n');
}

describe.skipIf(!TRACEABLE)('a disk that fails for a while', () => {
  let program: Serving;

  beforeAll(async () => {
    program = await serving(town.world.settingsFile);
  });

  afterAll(() => program.end('SIGKILL'));

  it.each([
    ['is full', 'pwrite64', 'ENOSPC'],
    ['has no quota left', 'pwrite64', 'EDQUOT'],
    ['was made read-only', 'pwrite64', 'EROFS'],
    ['breaks at writing', 'pwrite64', 'EIO'],
    ['breaks at syncing', 'fsync,fdatasync', 'EIO'],
  ])('since it %s: mail is put off, and taken when it works again, without a person', async (_, calls, error) => {
    const one = nobodyYet();
    const mend = await failing(program.pid, { calls, error, path: `${town.database}-wal` });
    for (let tries = 0; tries < 3; tries += 1) expect(await send(program, one)).toMatch(/^452 4\.3\.1 /u);
    expect(await readiness(program)).toEqual({ status: 503, text: expect.stringContaining('cannot be written') });
    await mend();
    expect(await send(program, one)).toMatch(/^250 2\.0\.0 \S+ (?:applied|duplicate)$/u);
    expect(await readiness(program)).toMatchObject({ status: 200 });
    await town.world.sink.mail(({ headers }) => headers.get('x-tldops-ref') === one.sent[0]?.ref);
    expect(await faultsAfter(town)).toEqual([]);
  });
});
