import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bracketed, freePort, WHY_NO_POSTFIX } from '../../postfix/postfix.ts';
import { clearedAtEnd } from './at-end.ts';
import { DOMAIN, type KindOfListServer, LIST_USER } from './list-server.ts';
import { startFront } from './postfix.ts';

const MAILMAN = '/usr/lib/mailman3/bin/mailman';
const PATIENCE_MS = 60_000;

/** Mailman 3 as Debian configures it, in a folder of its own: LMTP from Postfix, its letters leave by the same Postfix. */
export const MAILMAN_3: KindOfListServer = {
  name: 'Postfix + Mailman 3',
  // The more people have not confirmed yet, the longer it takes for the next one.
  mostMails: 150,
  whyNot: () => WHY_NO_POSTFIX ?? (existsSync(MAILMAN) ? null : 'Mailman 3 is not installed (apt install mailman3)'),
  start: async (smarthost) => {
    const folder = await mkdtemp(join(tmpdir(), 'tldops-mailman-'));
    await chmod(folder, 0o755);
    await chown(folder, idOf('-u'), idOf('-g'));
    const [port, lmtp, rest] = [await freePort(), await freePort(), await freePort()];
    const config = join(folder, 'mailman.cfg');
    await writeFile(config, mailmanCfg(folder, { port, lmtp, rest }));
    const shell = (...command: readonly string[]): void => asListUser(folder, [MAILMAN, '-C', config, ...command]);
    const end = clearedAtEnd(() => {
      endThoseThatName(config);
      rmSync(folder, { recursive: true, force: true });
    });
    try {
      shell('create', '--quiet', '--domain', `ops@${DOMAIN}`);
      shell('start', '--quiet');
      await answers(lmtp);
    } catch (error) {
      end();
      throw error;
    }
    const front = await startFront(smarthost, port, {
      mainCf: `relay_domains = ${DOMAIN}
transport_maps = inline:{ ${DOMAIN}=lmtp:${bracketed(`127.0.0.1:${lmtp}`)} }`,
    });
    return {
      ...front,
      joinAddress: `ops-join@${DOMAIN}`,
      log: async () =>
        `${await front.log()}${await readFile(join(folder, 'var/logs/mailman.log'), 'utf8').catch(() => '')}`,
      stop() {
        front.stop();
        end();
      },
    };
  },
};

function idOf(kind: '-u' | '-g'): number {
  return Number(spawnSync('id', [kind, LIST_USER], { encoding: 'utf8' }).stdout);
}

/** Its output goes nowhere: the processes that it starts would keep a pipe open. */
function asListUser(folder: string, command: readonly string[]): void {
  const { status } = spawnSync(
    'setpriv',
    [`--reuid=${LIST_USER}`, `--regid=${LIST_USER}`, '--clear-groups', ...command],
    {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8' },
      stdio: 'ignore',
      timeout: PATIENCE_MS,
    },
  );
  if (status !== 0) throw new Error(`${command.join(' ')} ended with exit status ${String(status)}`);
}

/** The first of its processes ends the others, which takes a while. */
function endThoseThatName(config: string): void {
  const running = (): readonly number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/u.test(name) && commandLine(name).includes(`\0${config}\0`))
      .map(Number);
  for (const pid of running()) if (commandLine(String(pid)).includes('/bin/master\0')) process.kill(pid, 'SIGTERM');
  for (let waited = 0; running().length > 0; waited += 100) {
    if (waited >= PATIENCE_MS / 4) for (const pid of running()) process.kill(pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

/** Its processes start one after the other, long after the command that starts them has ended. */
async function answers(port: number): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < PATIENCE_MS) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.unref();
    });
    if (connected) return;
    await sleep(200);
  }
  throw new Error('Mailman does not answer');
}

function mailmanCfg(
  folder: string,
  { port, lmtp, rest }: { readonly [name in 'port' | 'lmtp' | 'rest']: number },
): string {
  return `[mailman]
site_owner: owner@${DOMAIN}
layout: bench

[paths.bench]
var_dir: ${folder}/var
bin_dir: /usr/lib/mailman3/bin
etc_dir: ${folder}
template_dir: ${folder}/var/templates

[logging.root]
path: mailman.log

[webservice]
hostname: 127.0.0.1
port: ${rest}

[mta]
incoming: mailman.mta.null.NullMTA
outgoing: mailman.mta.deliver.deliver
smtp_host: 127.0.0.1
smtp_port: ${port}
lmtp_host: 127.0.0.1
lmtp_port: ${lmtp}
`;
}
