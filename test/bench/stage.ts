import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asciiDomain } from '../../src/core/email-address.ts';
import type { DnsZone } from '../../src/demo/dns-server.ts';
import { keyRecordName, makeRsaKey, type SigningKey } from '../../src/demo/mail-signer.ts';

export const MAILBOX = 'tld-ops-admin@tld-ops.example';
export const SELECTOR = 's1';

/** Everything that the program needs on disk, invented, and what the DNS says about it. */
export type Stage = {
  readonly folder: string;
  readonly database: string;
  /** A-labels, each with an Admin Contact of its own. */
  readonly tlds: readonly string[];
  /** Domains of the Admin Contacts, with the keys that they sign with. */
  readonly keys: ReadonlyMap<string, SigningKey>;
  readonly zone: DnsZone;
  /** Writes the settings once it is known where the neighbours listen. */
  settle(dnsAddress: string, smarthostUrl: string): Promise<string>;
};

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
/** Registries that serve many ccTLDs each: their keys are asked for once, as of any busy sender. */
const DOMAINS = Array.from({ length: 8 }, (_, index) => `nic${index + 1}.example`);

/** The shipped rules, but with as many ccTLDs as are wanted and with ceilings that no load meets. */
export async function setStage(wantedTlds: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'tldops-bench-'));
  const tlds = await inventRules(join(folder, 'rules'), wantedTlds);
  const keys = new Map(DOMAINS.map((domain) => [domain, makeRsaKey()]));
  const own = makeRsaKey();
  await writeFile(join(folder, 'dkim.pem'), own.privateKeyPem, { mode: 0o600 });
  const iana = tlds.map((tld, index) => ({
    tld,
    status: 'active',
    manager: `Registry of ${tld}`,
    admin: { name: 'Registry Desk', email: adminOf(index) },
  }));
  await writeFile(join(folder, 'iana.json'), JSON.stringify(iana));
  return {
    folder,
    database: join(folder, 'data', 'tldops.sqlite'),
    tlds,
    keys,
    zone: {
      [keyRecordName(SELECTOR, 'tld-ops.example')]: { TXT: [own.txtRecord] },
      ...Object.assign({}, ...[...keys].map(([domain, key]) => recordsOf(domain, key))),
    },
    async settle(dnsAddress, smarthostUrl) {
      const file = join(folder, 'tldops.yaml');
      await writeFile(file, settingsYaml(dnsAddress, smarthostUrl));
      return file;
    },
  };
}

/** The Admin Contact of the ccTLD with that number. */
export function adminOf(index: number): string {
  return `desk${index}@${DOMAINS[index % DOMAINS.length] ?? ''}`;
}

async function inventRules(folder: string, wantedTlds: number): Promise<readonly string[]> {
  await cp(RULES, folder, { recursive: true });
  const shipped = (await readFile(join(RULES, 'cctlds.csv'), 'utf8')).trimEnd();
  const taken = new Set(shipped.split('\n').flatMap((line) => line.split(',').slice(0, 2)));
  const rows = inventedLabels(taken).slice(0, wantedTlds);
  const invented = rows.map(([tld, ulabel]) => `${tld},${ulabel},Invented country ${tld},,EUR,active`);
  await writeFile(join(folder, 'cctlds.csv'), `${[shipped, ...invented].join('\n')}\n`);
  const limits = (await readFile(join(RULES, 'limits.yaml'), 'utf8'))
    .replace(/^changes-per-day: .*$/mu, 'changes-per-day: 1000')
    .replace(/^answers-per-address-per-day: .*$/mu, 'answers-per-address-per-day: 10000')
    .replace(/^mails-per-hour: .*$/mu, 'mails-per-hour: 1000000');
  await writeFile(join(folder, 'limits.yaml'), limits);
  return rows.map(([tld]) => tld);
}

/** Pairs of letters that are no ccTLD yet, and then pairs and triples of Cyrillic ones. */
function inventedLabels(taken: ReadonlySet<string>): (readonly [string, string])[] {
  const latin = Array.from('abcdefghijklmnopqrstuvwxyz');
  const cyrillic = Array.from('бвгджзклмнпрст');
  const pairs = latin.flatMap((first) => latin.map((second) => first + second));
  const triples = cyrillic.flatMap((a) => cyrillic.flatMap((b) => cyrillic.map((c) => a + b + c)));
  return [...pairs, ...triples]
    .filter((ulabel) => !taken.has(ulabel))
    .map((ulabel) => [asciiDomain(`x.${ulabel}`)?.slice(2) ?? ulabel, ulabel] as const);
}

function recordsOf(domain: string, key: SigningKey): DnsZone {
  return {
    [domain]: { TXT: ['v=spf1 ip4:127.0.0.1 -all'] },
    [`_dmarc.${domain}`]: { TXT: ['v=DMARC1; p=reject'] },
    [keyRecordName(SELECTOR, domain)]: { TXT: [key.txtRecord] },
  };
}

function settingsYaml(dnsAddress: string, smarthostUrl: string): string {
  return `hostname: mx.tld-ops.example
mailbox: { admin: ${MAILBOX}, name: TLD-OPS Administration, aliases: [] }
secretariat: [{ name: Kim Secretary, email: kim@tld-ops.example }]
smtp: { listen: "127.0.0.1:0" }
dns: { servers: ["${dnsAddress}"], timeout: 2s }
outbound: { smarthost: "${smarthostUrl}", dkim: { domain: tld-ops.example, selector: ${SELECTOR}, key: dkim.pem } }
iana: { source: file, file: iana.json }
web: { listen: "127.0.0.1:0" }
rules_dir: rules
`;
}
