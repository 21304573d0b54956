import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, createClock } from '../threads/clock.ts';
import { type DnsServer, type DnsZone, startDnsServer } from './dns-server.ts';
import { GMAIL_HEADERS, keyRecordName, makeRsaKey, type SigningKey, signMail } from './mail-signer.ts';
import { type SmarthostSink, startSmarthostSink } from './smarthost-sink.ts';
import { connectSmtp } from './smtp-client.ts';

/** One mail to play: what a person wrote, and how it travels. */
export type PlayedMail = {
  /** `Jane Roe <jane@nic.example>` or a bare address. */
  readonly from: string;
  /** Default: the admin mailbox. */
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly text: string;
  /** Further header lines, without line ends. */
  readonly headers?: readonly string[];
  /** Signed with the key of the From domain (default), or not at all. */
  readonly signed?: boolean;
  /** Address of the sending server; default 127.0.0.1, which SPF of the domains names. */
  readonly clientIp?: string;
  /** Envelope sender; default: the address in From. Empty: the null sender. */
  readonly mailFrom?: string;
  /** The whole mail instead, with CRLF line ends, as text in UTF-8 or as octets; still signed unless `signed` is false. */
  readonly raw?: string | Uint8Array;
};

/** Everything that the program meets, for real and on loopback: DNS, signing domains, an IANA file, a smarthost. */
export type Surroundings = {
  readonly sink: SmarthostSink;
  readonly dns: DnsServer;
  /** The temporary folder with settings, IANA file and database. */
  readonly folder: string;
  readonly settingsFile: string;
  readonly mailbox: string;
  /** Sends it over SMTP to a listener at `127.0.0.1:2525`; the reply to its last line, enhanced code and all. */
  playTo(listener: string, mail: PlayedMail): Promise<string>;
  /** The octets that `playTo` would send. */
  compose(mail: PlayedMail): Promise<Buffer>;
  /** Replaces what the IANA file says, as a whole. */
  publishIana(records: readonly IanaFileRecord[]): Promise<void>;
  close(): Promise<void>;
};

export type IanaFileRecord = {
  readonly tld: string;
  readonly status: 'active' | 'retired';
  readonly manager: string;
  readonly admin: { readonly name: string; readonly email: string };
  readonly asOf?: string;
};

export type SurroundingsSettings = {
  readonly iana: readonly IanaFileRecord[];
  /** Domains that sign their mail, publish a DMARC policy and name the loopback in SPF. */
  readonly domains: {
    readonly [domain: string]: { readonly dmarc: 'none' | 'quarantine' | 'reject' | null; readonly spf?: boolean };
  };
  /** More of the DNS. */
  readonly zone?: DnsZone;
  readonly rulesDir?: string;
  /** What the senders' clocks say; default: the time. */
  readonly clock?: Clock;
  /** More of the section `smtp`, as YAML: `protocol: lmtp, behind_queue: true`. */
  readonly smtp?: string;
  /** Of the pages; default: a free one, which links in mails cannot name. */
  readonly webPort?: number;
  /** How long one question to the DNS may take, `2s`; default: longer than a machine stands still. */
  readonly dnsTimeout?: string;
  /** Lines of YAML to put behind the settings. */
  readonly moreSettings?: string;
};

const MAILBOX = 'tld-ops-admin@tld-ops.example';
const SELECTOR = 's1';
const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

export async function startSurroundings(wanted: SurroundingsSettings): Promise<Surroundings> {
  const { clock = createClock() } = wanted;
  const now = (): Date => new Date(clock.now());
  const folder = await mkdtemp(join(tmpdir(), 'tldops-'));
  const keys = new Map<string, SigningKey>(Object.keys(wanted.domains).map((domain) => [domain, makeRsaKey()]));
  const own = keys.get(domainIn(MAILBOX)) ?? makeRsaKey();
  const dns = await startDnsServer(zoneOf(wanted, keys, own));
  const sink = await startSmarthostSink();
  const ianaFile = join(folder, 'iana.json');
  const settingsFile = join(folder, 'tldops.yaml');
  await writeFile(join(folder, 'dkim.pem'), own.privateKeyPem, { mode: 0o600 });
  await writeFile(ianaFile, JSON.stringify(wanted.iana));
  await writeFile(settingsFile, settingsYaml(dns, sink, wanted));

  async function compose(mail: PlayedMail): Promise<Buffer> {
    const whole = mail.raw ?? written(mail, now());
    const raw = typeof whole === 'string' ? Buffer.from(whole, 'utf8') : Buffer.from(whole);
    const domain = domainIn(mail.from);
    const key = keys.get(domain);
    if (mail.signed === false || key === undefined) return raw;
    return Buffer.from(
      await signMail(raw, { domain, selector: SELECTOR, key, headers: [...GMAIL_HEADERS], signedAt: now() }),
    );
  }

  return {
    sink,
    dns,
    folder,
    settingsFile,
    mailbox: MAILBOX,
    compose,
    async playTo(listener, mail) {
      const client = await connectSmtp(listener, `mx.${domainIn(mail.from)}`, mail.clientIp);
      const reply = await client.send(
        { mailFrom: mail.mailFrom ?? addressIn(mail.from), recipients: [mail.to ?? MAILBOX] },
        await compose(mail),
      );
      await client.quit();
      return reply;
    },
    async publishIana(records) {
      // By rename, so that nobody reads half of it.
      await writeFile(`${ianaFile}.new`, JSON.stringify(records));
      await rename(`${ianaFile}.new`, ianaFile);
    },
    async close() {
      await Promise.all([sink.close(), dns.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function settingsYaml(
  dns: DnsServer,
  sink: SmarthostSink,
  { rulesDir, smtp, webPort = 0, dnsTimeout = '15s', moreSettings }: SurroundingsSettings,
): string {
  return `hostname: mx.tld-ops.example
mailbox: { admin: ${MAILBOX}, name: TLD-OPS Administration, aliases: [] }
secretariat: [{ name: Kim Secretary, email: kim@tld-ops.example }]
smtp: { listen: "127.0.0.1:0"${smtp === undefined ? '' : `, ${smtp}`} }
dns: { servers: ["${dns.address}"], timeout: ${dnsTimeout} }
outbound: { smarthost: "${sink.url}", dkim: { domain: tld-ops.example, selector: ${SELECTOR}, key: dkim.pem } }
iana: { source: file, file: iana.json }
web: { listen: "127.0.0.1:${webPort}" }
rules_dir: ${rulesDir ?? RULES}
${moreSettings ?? ''}`;
}

function zoneOf(
  { domains, zone }: SurroundingsSettings,
  keys: ReadonlyMap<string, SigningKey>,
  own: SigningKey,
): DnsZone {
  const records: { [name: string]: DnsZone[string] } = {
    [keyRecordName(SELECTOR, 'tld-ops.example')]: { TXT: [own.txtRecord] },
  };
  for (const [domain, { dmarc, spf = true }] of Object.entries(domains)) {
    const key = keys.get(domain);
    records[domain] = spf ? { TXT: ['v=spf1 ip4:127.0.0.1 -all'] } : { TXT: ['v=spf1 -all'] };
    if (key !== undefined) records[keyRecordName(SELECTOR, domain)] = { TXT: [key.txtRecord] };
    if (dmarc !== null) records[`_dmarc.${domain}`] = { TXT: [`v=DMARC1; p=${dmarc}`] };
  }
  return { ...records, ...zone };
}

function written(
  { from, to = MAILBOX, cc, subject = 'TLD-OPS contacts', text, headers = [] }: PlayedMail,
  now: Date,
): string {
  const id = `${now.getTime().toString(36)}.${Math.random().toString(36).slice(2)}`;
  return [
    `From: ${from}`,
    `To: ${to}`,
    ...(cc === undefined ? [] : [`Cc: ${cc}`]),
    `Subject: ${subject}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@${domainIn(from)}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    ...headers,
    '',
    ...text.split('\n'),
    '',
  ].join('\r\n');
}

function addressIn(from: string): string {
  return /<([^<>]+)>/u.exec(from)?.[1] ?? from;
}

function domainIn(from: string): string {
  const address = addressIn(from);
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
