import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { instantOf } from '../../src/core/instant.ts';
import { keyRecordName, makeRsaKey } from '../../src/demo/mail-signer.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { dkimSignature } from '../../src/smtp/dkim-signature.ts';
import { tldops } from '../e2e/child-program.ts';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import { type BytesByName, readBytes } from './python-bytes.ts';
import type { CaseResult, SuiteReport } from './report.ts';
import { raiseStronghold, type Stronghold } from './stronghold.ts';

// The server cases of espoofer (testcases.py): mail that one server takes for the Admin Contact's and another for the
// attacker's. The attacker owns a domain, with SPF and a key, and asks to take a contact off the roster. None may be done,
// and the Admin Contact may not be written to.

const ATTACKER = 'attack.example';
const ATTACKERS_IP = '127.0.0.2';
const VICTIM = 'ben.bakker@nic.example';

export async function runSpoofSuite(file: string): Promise<SuiteReport> {
  const key = makeRsaKey();
  const stronghold = await raiseStronghold({
    zone: {
      [ATTACKER]: { TXT: [`v=spf1 ip4:${ATTACKERS_IP} -all`] },
      [`helo.${ATTACKER}`]: { TXT: [`v=spf1 ip4:${ATTACKERS_IP} -all`] },
      [keyRecordName('selector', ATTACKER)]: { TXT: [key.txtRecord] },
    },
  });
  const cases: CaseResult[] = [];
  try {
    const { world, program } = stronghold;
    await world.playTo(program.smtp, { from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const before = await roster(stronghold);
    for (const [name, parts] of serverCases(await readFile(file, 'utf8'))) {
      const told = world.sink.mails.filter(({ envelope }) => envelope.to.includes(ADMIN_NL)).length;
      const reply = await played(stronghold, parts, createPrivateKey(key.privateKeyPem));
      const unchanged = (await roster(stronghold)) === before;
      const quiet = world.sink.mails.filter(({ envelope }) => envelope.to.includes(ADMIN_NL)).length === told;
      const result = unchanged && quiet && !reply.endsWith('applied') ? 'as-expected' : 'deviation';
      cases.push({ name, result, words: `${parts.get('description') ?? ''}: heard ${reply}` });
    }
  } finally {
    await stronghold.close();
  }
  const refused = cases.filter(({ words }) => / heard 5/u.test(words)).length;
  return { suite: 'espoofer, server cases', cases, notes: [`${refused} of them are refused inside the SMTP session`] };
}

async function roster({ world }: Stronghold): Promise<string> {
  return (await tldops(['roster', 'list', '--json', '--config', world.settingsFile])).stdout;
}

const FIELDS = [
  'helo',
  'mailfrom',
  'd',
  's',
  'sign_header',
  'from_header',
  'to_header',
  'subject_header',
  'other_headers',
  'description',
];

/** Lines that are commented out are none. */
function serverCases(source: string): readonly (readonly [string, BytesByName])[] {
  const text = source.replaceAll(/^\s*#.*$/gmu, '');
  const starts = [...text.matchAll(/"((?:server|client)_\w+)"\s*:\s*\{/gu)];
  return starts.flatMap((found, index): readonly (readonly [string, BytesByName])[] => {
    const [, name = ''] = found;
    if (!name.startsWith('server_')) return [];
    const block = text.slice(found.index, starts[index + 1]?.index ?? text.length);
    const parts = new Map<string, string>();
    for (const field of FIELDS) {
      const at = new RegExp(`"${field}"\\s*:`, 'u').exec(block);
      if (at !== null) parts.set(field, ours(readBytes(block, at.index + at[0].length).octets));
    }
    return [[name, parts]];
  });
}

/** Theirs are invented domains; ours are those of the stronghold. */
function ours(octets: string): string {
  return octets
    .replaceAll('admin@legitimate.com', ADMIN_NL)
    .replaceAll('legitimate.com', 'nic.example')
    .replaceAll('attack.com', ATTACKER)
    .replaceAll('victim@victim.com', 'tld-ops-admin@tld-ops.example');
}

async function played(
  { program }: Stronghold,
  parts: BytesByName,
  privateKey: ReturnType<typeof createPrivateKey>,
): Promise<string> {
  const part = (name: string): string => parts.get(name) ?? '';
  const head = ['from_header', 'to_header', 'subject_header', 'other_headers'].map(part).join('');
  const raw = Buffer.from(`${head.endsWith('\r\n\r\n') ? head : `${head}\r\n`}REMOVE .nl ${VICTIM}\r\n`, 'latin1');
  const domain = parts.get('d');
  const signature =
    domain === undefined ? '' : dkimSignature(raw, { domain, selector: part('s'), privateKey }, instantOf(Date.now()));
  const client = await connectSmtp(program.smtp, part('helo'), ATTACKERS_IP);
  const reply = await client
    .send(
      { mailFrom: part('mailfrom').replaceAll(/^<|>$/gu, ''), recipients: ['tld-ops-admin@tld-ops.example'] },
      Buffer.concat([Buffer.from(signature, 'latin1'), raw]),
    )
    .catch(() => 'connection closed');
  await client.quit();
  return reply;
}
