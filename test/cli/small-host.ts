import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

const SETTINGS = [
  'hostname: mx.tld-ops.example',
  'mailbox: { admin: tld-ops-admin@tld-ops.example }',
  'secretariat: [{ name: Kim, email: kim@tld-ops.example }]',
  'iana: { source: file, file: iana.json }',
];

/** A temporary folder with right settings and an IANA file that knows .nl. */
export type SmallHost = {
  readonly folder: string;
  readonly settings: string;
  run(...args: readonly string[]): Promise<Finished>;
  remove(): Promise<void>;
};

export async function smallHost(): Promise<SmallHost> {
  const folder = await mkdtemp(join(tmpdir(), 'tldops-host-'));
  const settings = join(folder, 'tldops.yaml');
  await writeFile(settings, `${SETTINGS.join('\n')}\n`);
  const admin = { name: 'Anna', email: 'admin@nic.example' };
  await writeFile(join(folder, 'iana.json'), JSON.stringify([{ tld: 'nl', status: 'active', manager: 'NIC', admin }]));
  return {
    folder,
    settings,
    run: (...args) => tldopsHere([...args, '--config', settings]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
