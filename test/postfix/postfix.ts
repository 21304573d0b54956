import { execFile, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DOCS = join(import.meta.dirname, '../../docs/postfix');
const POSTFIX = '/usr/sbin/postfix';

/** Why no Postfix can be started here; null where one can. */
export const WHY_NO_POSTFIX = !existsSync(POSTFIX)
  ? 'no Postfix is installed (apt install postfix)'
  : process.getuid?.() === 0
    ? null
    : 'Postfix can be started by root only';

export type Postfix = {
  /** Where mail from the world comes in, and where letters go out: `127.0.0.1:…`. */
  readonly smtp: string;
  readonly submission: string;
  log(): Promise<string>;
  stop(): Promise<void>;
};

export type PostfixSettings = {
  /** Ports that were free a moment ago. */
  readonly smtp: number;
  readonly submission: number;
  /** `127.0.0.1:2525`, where tldops listens. */
  readonly tldops: string;
  /** Where letters go out to, in the place of the world. */
  readonly relay: string;
  /** Before the queue mail is handed on while its client waits; behind it, later. */
  readonly place: 'before-queue' | 'behind-queue';
  /** Lines of main.cf in the place of those that are documented. */
  readonly instead?: string;
};

/** What every Postfix has besides the lines that are documented. */
const SERVICES = `
pickup    unix  n - n 60    1 pickup
cleanup   unix  n - n -     0 cleanup
qmgr      unix  n - n 300   1 qmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
verify    unix  - - n -     1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -     - proxymap
smtp      unix  - - n -     - smtp
relay     unix  - - n -     - smtp
lmtp      unix  - - n -     - lmtp
error     unix  - - n -     - error
retry     unix  - - n -     - error
discard   unix  - - n -     - discard
tlsmgr    unix  - - n 1000? 1 tlsmgr
anvil     unix  - - n -     1 anvil
scache    unix  - - n -     1 scache
postlog   unix-dgram n - n - 1 postlogd
`;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}

/** Starts a real Postfix with the files of docs/postfix, in a folder of its own; only names of this machine are changed. */
export async function startPostfix(settings: PostfixSettings): Promise<Postfix> {
  const { log, stop } = await startPostfixWith(await mainCf(settings), await masterCf(settings));
  return {
    smtp: `127.0.0.1:${settings.smtp}`,
    submission: `127.0.0.1:${settings.submission}`,
    log,
    async stop() {
      stop();
    },
  };
}

/**
 * Starts a Postfix with this main.cf, to which its folders are added, and with a master.cf that has these services besides the
 * usual ones. Throws with its log where it does not start.
 */
export async function startPostfixWith(
  main: string,
  services: string,
): Promise<{ readonly log: () => Promise<string>; readonly stop: () => void }> {
  const folder = await mkdtemp(join(tmpdir(), 'tldops-postfix-'));
  // Postfix works as a user of its own.
  await chmod(folder, 0o755);
  const [config, spool, data] = [join(folder, 'etc'), join(folder, 'spool'), join(folder, 'data')];
  for (const path of [config, spool, data]) await mkdir(path);
  const { stdout: uid } = await run('id', ['-u', 'postfix']);
  await chown(data, Number(uid), 0);
  const logFile = join(folder, 'mail.log');
  await writeFile(
    join(config, 'main.cf'),
    `${main}
inet_protocols = ipv4
queue_directory = ${spool}
data_directory = ${data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = ${logFile}
maillog_file_prefixes = ${folder}
alias_maps =
`,
  );
  await writeFile(join(config, 'master.cf'), `${services}${SERVICES}`);
  const log = (): Promise<string> => readFile(logFile, 'utf8').catch(() => '');
  const postfix = (command: string): number | null =>
    spawnSync(POSTFIX, ['-c', config, command], { timeout: 60_000, stdio: 'ignore' }).status;
  // In one go, so that a signal comes before it or behind it, when whoever called knows how to stop it.
  if (postfix('start') !== 0) {
    const said = await log();
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Postfix did not start: ${said}`);
  }
  return {
    log,
    stop() {
      postfix('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function mainCf({ tldops, relay, place, instead = '' }: PostfixSettings): Promise<string> {
  const documented = (await readFile(join(DOCS, 'main.cf'), 'utf8'))
    .replace('smtp:[127.0.0.1]:2525', place === 'before-queue' ? `smtp:${bracketed(tldops)}` : `tldops:inet:${tldops}`)
    .replace('inet_interfaces = all', 'inet_interfaces = 127.0.0.1')
    .replace(/^smtpd_tls_.*\n/gmu, '');
  const changes = `
relayhost = ${bracketed(relay)}
# Whoever reads the log may wait.
smtp_tls_security_level = none
${instead}
`;
  return `${withoutOverridden(documented, changes)}${changes}`;
}

/** Each parameter once: about one that stands there twice every service warns at its start, and waits until somebody reads that. */
function withoutOverridden(main: string, changes: string): string {
  const names = [...changes.matchAll(/^(\w+) *=/gmu)].map(([, name = '']) => name);
  return names.reduce((left, name) => left.replace(new RegExp(`^${name} *=.*\n(?:[ \t].*\n)*`, 'mu'), ''), main);
}

async function masterCf({ smtp, submission, tldops, place }: PostfixSettings): Promise<string> {
  const behind = await readFile(join(DOCS, 'behind-queue.master.cf'), 'utf8');
  const documented = (await readFile(join(DOCS, 'master.cf'), 'utf8'))
    .replace(/^smtp {6}inet/mu, `127.0.0.1:${smtp} inet`)
    .replace('smtpd_proxy_filter=127.0.0.1:2525', `smtpd_proxy_filter=${tldops}`)
    .replace(/^127\.0\.0\.1:10025/mu, `127.0.0.1:${submission}`);
  const plain = documented.replace(/^ +-o smtpd_proxy_filter=.*\n/mu, '');
  return place === 'before-queue' ? documented : `${plain}${behind}`;
}

/** As Postfix writes an address that needs no look-up. */
export function bracketed(address: string): string {
  const colon = address.lastIndexOf(':');
  return `[${address.slice(0, colon)}]${address.slice(colon)}`;
}
