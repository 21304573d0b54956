import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Settings } from '../../config/settings.ts';
import { domainOf } from '../../core/email-address.ts';
import { DAY, SECOND } from '../../core/instant.ts';
import type { DnsQuestions } from './dns-questions.ts';
import { fault, type Finding, ok, warning } from './finding.ts';
import { textsOf, unknown } from './own-domain.ts';

/** What stands at the well-known place, or why it cannot be read. */
export type PolicyReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };
/** Reads `https://HOST/.well-known/mta-sts.txt`; never rejects. */
export type PolicyReader = (host: string) => Promise<PolicyReading>;

const PATIENCE_MS = 8000;
const MOST_OCTETS = 64 * 1024;
/** RFC 8461 §3.2: weeks or greater. */
const SHORT_AGE = DAY / SECOND;

/** Whether other servers may insist on TLS and on our MX when they send us mail (RFC 8461). */
export async function mtaSts(
  { mailbox, hostname }: Pick<Settings, 'mailbox' | 'hostname'>,
  dns: DnsQuestions,
  read: PolicyReader,
): Promise<Finding> {
  const domain = domainOf(mailbox.admin);
  const name = `_mta-sts.${domain}`;
  const place = `https://mta-sts.${domain}/.well-known/mta-sts.txt`;
  const publish = `Publish "v=STSv1; id=1" as TXT at ${name}, and at ${place} the lines: version: STSv1 / mode: enforce / mx: ${hostname} / max_age: 604800`;
  const answer = await dns.txt(name);
  if (answer.kind === 'failed') return unknown('mta-sts', name, answer);
  // RFC 8461 §3.1: other records there do not count; with more than one that does, there is none.
  const records = textsOf(answer).filter((text) => /^v=STSv1\s*;/u.test(text));
  const [record, ...more] = records;
  if (record === undefined)
    return warning('mta-sts', `${domain} has no MTA-STS: mail to us can be led astray or read on its way.`, publish);
  if (more.length > 0)
    return fault('mta-sts', `There are ${records.length} records at ${name}; only one is valid.`, publish);
  if (!/;\s*id=[A-Za-z0-9]{1,32}\s*(?:;|$)/u.test(record))
    return fault('mta-sts', `The record at ${name} has no valid id: ${record}`, publish);
  const policy = await read(`mta-sts.${domain}`);
  if (!policy.ok) return fault('mta-sts', `${place} cannot be read: ${policy.reason}.`, publish);
  return judged(policy.text, hostname, place);
}

function judged(text: string, hostname: string, place: string): Finding {
  const lines = text.split(/\r?\n/u).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  const value = (key: string): string => lines.find(([name]) => name === key)?.[1] ?? '';
  const hosts = lines.flatMap(([key, host]) => (key === 'mx' ? [host.toLowerCase()] : []));
  const mode = value('mode');
  const change = 'Then give the record another id.';
  if (value('version') !== 'STSv1')
    return fault('mta-sts', `${place} does not begin with version: STSv1.`, `Write it there. ${change}`);
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none')
    return fault('mta-sts', `${place} has no valid mode.`, `Set mode: enforce. ${change}`);
  if (mode !== 'none' && !hosts.some((pattern) => covers(pattern, hostname)))
    return fault(
      'mta-sts',
      `${place} does not name ${hostname} (mx: ${hosts.join(', ') || 'none'}): servers that honour it send us nothing.`,
      `Add the line mx: ${hostname}. Where another server takes the mail first, its name is right. ${change}`,
    );
  if (mode !== 'enforce')
    return warning('mta-sts', `${place} says mode: ${mode}, so it protects nothing.`, `Set mode: enforce. ${change}`);
  const age = Number(value('max_age'));
  if (!/^\d{1,10}$/u.test(value('max_age')) || age < SHORT_AGE)
    return warning('mta-sts', `${place} holds for a very short time.`, `Set max_age: 604800. ${change}`);
  return ok('mta-sts', `${place}: enforced for ${hosts.join(', ')}.`);
}

/** RFC 8461 §4.1: a wildcard stands for the leftmost label. */
function covers(pattern: string, hostname: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === hostname;
  return hostname.slice(hostname.indexOf('.')) === pattern.slice(1);
}

/**
 * Reads policies over https, with the certificates that this host trusts; nothing is followed elsewhere (RFC 8461 §3.3).
 * @param connection another port, other certificates and another way to the host, for a server that is not the world's.
 */
export function policyReader(
  connection: { readonly port?: number; readonly ca?: string; readonly lookup?: LookupFunction } = {},
): PolicyReader {
  return (host) => {
    const { promise, resolve } = Promise.withResolvers<PolicyReading>();
    const failed = (error: unknown): void =>
      resolve({ ok: false, reason: error instanceof Error ? error.message : String(error) });
    const asked = request(
      {
        host,
        path: '/.well-known/mta-sts.txt',
        signal: AbortSignal.timeout(PATIENCE_MS),
        agent: false,
        ...connection,
      },
      (response) => {
        const { statusCode } = response;
        if (statusCode !== 200) {
          response.destroy();
          return failed(`the server answers ${statusCode ?? 'nothing'}`);
        }
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
          if (text.length > MOST_OCTETS) response.destroy(new Error('it is longer than 64 kB'));
        });
        response.on('end', () => resolve({ ok: true, text }));
        response.on('error', failed);
      },
    );
    asked.on('error', failed);
    asked.end();
    return promise;
  };
}
