import { readFile } from 'node:fs/promises';
import { spf } from 'mailauth';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { createDnsLookup } from '../../src/auth/dns-lookup.ts';
import type { DnsRecords, DnsZone } from '../../src/demo/dns-server.ts';
import { connectSmtp, type SmtpClient } from '../../src/demo/smtp-client.ts';
import type { CaseResult, SuiteReport } from './report.ts';
import { raiseStronghold, type Stronghold, usualFields } from './stronghold.ts';

// The suite of RFC 7208 (openspf.org, rfc7208-tests.yml): each case is a mail that says HELP, from the envelope sender and
// client of the case, whose From has the domain of the envelope sender. Nothing else could prove it, so what the client
// hears tells what SPF came to: 250 for a pass, 451 for a temporary error, 550 for everything else.

const text = z.union([z.string(), z.array(z.string()).transform((parts) => parts.join(''))]);
const node = z.union([z.string(), z.record(z.string(), z.unknown())]);
const scenario = z.object({
  description: z.string(),
  tests: z.record(
    z.string(),
    z.looseObject({
      helo: z.string(),
      host: z.string(),
      mailfrom: z.string(),
      result: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
    }),
  ),
  zonedata: z.record(z.string(), z.array(node).nullable()),
});
type Scenario = z.infer<typeof scenario>;
type Test = Scenario['tests'][string];

/** All on the safe side: where the suite wants a pass, nothing is proved. */
const KNOWN = new Map([
  ...['a-colon-domain', 'a-colon-domain-ip4mapped', 'mx-colon-domain', 'mx-colon-domain-ip4mapped'].map(
    (name): [string, string] => [name, 'names with ":" and "/" in them are not asked for by the resolver (c-ares)'],
  ),
  ['macro-mania-in-domain', 'names with "%" and spaces in them are not asked for by the resolver (c-ares)'],
]);

const DNS_TIMEOUT_MS = 2000;

export async function runSpfSuite(file: string): Promise<SuiteReport> {
  const scenarios = parseAllDocuments(await readFile(file, 'utf8'))
    .map((document): unknown => document.toJS())
    .filter((document) => document !== null)
    .map((document) => scenario.parse(document));
  const cases: CaseResult[] = [];
  let word = 0;
  let words = 0;
  for (const { description, tests, zonedata } of scenarios) {
    // A program of its own: it keeps what the DNS said for a minute.
    const stronghold = await raiseStronghold({
      domains: {},
      iana: [],
      smtp: 'trusted_relays: ["127.0.0.1"]',
      zone: zoneOf(zonedata),
    });
    try {
      for (const [name, one] of Object.entries(tests)) {
        cases.push(await runCase(stronghold, `${description} / ${name}`, one));
        words += 1;
        if (one.result.includes(await libraryResult(stronghold, one))) word += 1;
      }
    } finally {
      await stronghold.close();
    }
  }
  return {
    suite: 'RFC 7208',
    cases,
    notes: [`the library’s own word was among those expected in ${word} of ${words}`],
  };
}

async function runCase({ world, program }: Stronghold, name: string, one: Test): Promise<CaseResult> {
  const expected = new Set(one.result.map(classOf));
  const client = await connectSmtp(program.smtp, 'relay.example');
  const seen = await heard(client, world.mailbox, one);
  await client.quit();
  const words = `expected ${one.result.join(' or ')}, heard ${seen.reply}`;
  if (expected.has(seen.outcome)) return { name, result: 'as-expected', words };
  if (one.mailfrom === '' && seen.outcome === 'no-pass') {
    return { name, result: 'not-applicable', words: 'a null sender proves nothing here, whatever HELO says' };
  }
  const known = KNOWN.get(name.slice(name.lastIndexOf('/') + 2));
  if (known !== undefined && seen.outcome === 'no-pass') return { name, result: 'known-deviation', words: known };
  return { name, result: 'deviation', words };
}

type Heard = { readonly outcome: 'pass' | 'no-pass' | 'no-answer'; readonly reply: string };

async function heard(client: SmtpClient, mailbox: string, { host, helo, mailfrom }: Test): Promise<Heard> {
  const forwarded = await client.command(
    `XFORWARD ADDR=${host.includes(':') ? `IPV6:${host}` : host} HELO=${xtext(helo)}`,
  );
  if (!forwarded.startsWith('250')) throw new Error(`XFORWARD: ${forwarded}`);
  const domain = mailfrom.slice(mailfrom.lastIndexOf('@') + 1);
  const from = `somebody@${domain === '' ? helo : domain}`;
  const raw = [`From: ${from}`, ...usualFields('suite'), '', 'HELP', ''].join('\r\n');
  const reply = await client.send({ mailFrom: mailfrom, recipients: [mailbox] }, Buffer.from(raw, 'utf8'));
  const outcome = / (?:info|duplicate)$/u.test(reply) ? 'pass' : reply.startsWith('451') ? 'no-answer' : 'no-pass';
  return { outcome, reply };
}

function classOf(result: string): Heard['outcome'] {
  return result === 'pass' ? 'pass' : result === 'temperror' ? 'no-answer' : 'no-pass';
}

/** RFC 3461 §4: what Postfix does with an attribute of XFORWARD. */
function xtext(value: string): string {
  return value === ''
    ? '[UNAVAILABLE]'
    : value.replaceAll(/[^!-*,-<>-~]/gu, (one) => `+${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

async function libraryResult({ world }: Stronghold, { host, helo, mailfrom }: Test): Promise<string> {
  const lookup = createDnsLookup({ servers: [world.dns.address], timeoutMs: DNS_TIMEOUT_MS });
  try {
    const sender = mailfrom === '' ? `postmaster@${helo}` : mailfrom;
    return (await spf({ sender, ip: host, helo, mta: 'mx.tld-ops.example', resolver: lookup, strict: true })).status
      .result;
  } catch (error) {
    return error instanceof Error ? error.message : 'throws';
  }
}

/** Records of the type SPF are TXT records, unless a name says what TXT it has. */
function zoneOf(data: Scenario['zonedata']): DnsZone {
  const zone: { [name: string]: DnsZone[string] } = {};
  for (const [name, nodes] of Object.entries(data)) {
    const records = (nodes ?? []).flatMap((one) => (typeof one === 'string' ? [] : Object.entries(one)));
    const silent = (nodes ?? []).includes('TIMEOUT') || records.some(([type]) => type === 'TIMEOUT');
    const all = (type: string): readonly unknown[] =>
      records.filter(([kind]) => kind === type).map(([, value]) => value);
    const txt =
      all('TXT').length > 0
        ? all('TXT').filter((value) => value !== 'NONE')
        : all('SPF').filter((value) => value !== 'NONE');
    const answers: DnsRecords = {
      TXT: txt.map((value) => text.parse(value)),
      A: all('A').map(String),
      AAAA: all('AAAA').map(String),
      PTR: all('PTR').map((value) => String(value).replace(/\.$/u, '')),
      MX: all('MX').map((value) => z.tuple([z.number(), z.string()]).parse(value).join(' ')),
      ...(all('CNAME').length === 0 ? {} : { CNAME: all('CNAME').map(String) }),
    };
    // A time-out is about the types that the name has no record of; only TXT is asked for first.
    zone[name] = silent && txt.length === 0 ? 'silent' : answers;
  }
  return zone;
}
