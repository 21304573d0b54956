import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, WHY_NO_POSTFIX } from '../../postfix/postfix.ts';
import { clearedAtEnd } from './at-end.ts';
import { DOMAIN, type KindOfListServer, LIST_USER } from './list-server.ts';
import { startFront } from './postfix.ts';

const MAKE_LIST = '/usr/bin/mlmmj-make-ml';
const RECEIVE = '/usr/bin/mlmmj-receive';

/** As its README.postfix recommends: a transport of Postfix runs it for each mail; its letters leave by the same Postfix. */
export const MLMMJ: KindOfListServer = {
  name: 'Postfix + mlmmj',
  whyNot: () => WHY_NO_POSTFIX ?? (existsSync(RECEIVE) ? null : 'mlmmj is not installed (apt install mlmmj)'),
  start: async (smarthost) => {
    const folder = await mkdtemp(join(tmpdir(), 'tldops-mlmmj-'));
    const remove = clearedAtEnd(() => rmSync(folder, { recursive: true, force: true }));
    await chmod(folder, 0o755);
    const port = await freePort();
    const list = await makeList(folder, port);
    const front = await startFront(smarthost, port, {
      mainCf: `virtual_mailbox_domains = ${DOMAIN}
virtual_transport = mlmmj
mlmmj_destination_recipient_limit = 1`,
      services: `mlmmj unix - n n - - pipe flags=ORhu user=${LIST_USER} argv=${RECEIVE} -F -L ${list}\n`,
    });
    return {
      ...front,
      joinAddress: `ops+subscribe@${DOMAIN}`,
      stop() {
        front.stop();
        remove();
      },
    };
  },
};

async function makeList(folder: string, port: number): Promise<string> {
  // It asks for domain, owner and language, and where its program is.
  const made = spawnSync(MAKE_LIST, ['-L', 'ops', '-s', folder, '-c', LIST_USER], {
    input: `${DOMAIN}\nowner@${DOMAIN}\nen\n\n`,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`mlmmj-make-ml: ${made.stdout}${made.stderr}`);
  const list = join(folder, 'ops');
  await writeFile(join(list, 'control', 'relayhost'), '127.0.0.1\n');
  await writeFile(join(list, 'control', 'smtpport'), `${port}\n`);
  return list;
}
