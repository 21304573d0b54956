import type { Settings } from '../../config/settings.ts';
import { domainOf } from '../../core/email-address.ts';
import { registrableDomain } from '../../core/registrable-domain.ts';
import type { DnsAnswer, DnsQuestions } from './dns-questions.ts';
import { dnsQuestions } from './dns-questions.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

/** Every resolver by itself: one that is dead costs each mail its timeout. */
export async function resolvers({ dns, mailbox }: Pick<Settings, 'dns' | 'mailbox'>): Promise<Finding> {
  const name = domainOf(mailbox.admin);
  // Those of the system are asked as the system does it.
  const groups = dns.servers.length > 0 ? dns.servers.map((server) => [server]) : [[]];
  const servers = groups.map(([server = 'the resolvers of this host']) => server);
  const answers = await Promise.all(
    groups.map(async (group, index) => ({
      server: servers[index] ?? '',
      answer: await dnsQuestions({ ...dns, servers: group }).txt(name),
    })),
  );
  const silent = answers.flatMap(({ server, answer }) =>
    answer.kind === 'failed' ? [`${server} does not answer for ${name} (${answer.code}).`] : [],
  );
  if (silent.length === 0) return ok('dns', `Questions are answered by ${servers.join(', ')}.`);
  const mend = 'Set dns.servers to resolvers that work, or mend those of the host (/etc/resolv.conf).';
  return silent.length < servers.length
    ? warning('dns', silent.join('\n'), mend)
    : fault('dns', [...silent, 'Nobody can be proved without DNS: mail is put off (451).'].join('\n'), mend);
}

/** What receivers of our mail look up about its domain. */
export async function ownDomain(
  { mailbox, hostname }: Pick<Settings, 'mailbox' | 'hostname'>,
  dns: DnsQuestions,
): Promise<readonly Finding[]> {
  const domain = domainOf(mailbox.admin);
  return Promise.all([spf(domain, dns), dmarc(domain, dns), mx(domain, hostname, dns)]);
}

async function spf(domain: string, dns: DnsQuestions): Promise<Finding> {
  const answer = await dns.txt(domain);
  if (answer.kind === 'failed') return unknown('spf', domain, answer);
  const found = textsOf(answer).filter((text) => /^v=spf1(?: |$)/iu.test(text));
  const mend = `Publish one TXT record at ${domain} that names the hosts of outbound.smarthost, such as "v=spf1 mx -all".`;
  if (found.length === 0) return warning('spf', `${domain} publishes no SPF, so our answers may land in spam.`, mend);
  // RFC 7208 §4.5: two of them are an error for every receiver.
  if (found.length > 1)
    return fault('spf', `${domain} publishes ${found.length} SPF records; only one is valid.`, mend);
  return ok('spf', `${domain}: ${found.join('')}`);
}

async function dmarc(domain: string, dns: DnsQuestions): Promise<Finding> {
  for (const name of new Set([domain, registrableDomain(domain) ?? domain])) {
    const answer = await dns.txt(`_dmarc.${name}`);
    if (answer.kind === 'failed') return unknown('dmarc', `_dmarc.${name}`, answer);
    const found = textsOf(answer).find((text) => /^v=DMARC1/iu.test(text));
    if (found !== undefined) return ok('dmarc', `_dmarc.${name}: ${found}`);
  }
  return warning(
    'dmarc',
    `${domain} publishes no DMARC policy: others can write in our name, and our answers may land in spam.`,
    `Publish a TXT record at _dmarc.${domain}, such as "v=DMARC1; p=quarantine".`,
  );
}

async function mx(domain: string, hostname: string, dns: DnsQuestions): Promise<Finding> {
  const answer = await dns.mx(domain);
  if (answer.kind === 'failed') return unknown('mx', domain, answer);
  const hosts = textsOf(answer);
  if (hosts.includes(hostname)) return ok('mx', `Mail for ${domain} comes to ${hosts.join(', ')}.`);
  return warning(
    'mx',
    hosts.length === 0
      ? `There is no MX record at ${domain}, so no mail comes to ${hostname}.`
      : `Mail for ${domain} goes to ${hosts.join(', ')}, not to ${hostname}.`,
    'Let the MX point at this host. Where another server takes the mail first and hands it on, all is well.',
  );
}

export function textsOf(answer: DnsAnswer<string>): readonly string[] {
  return answer.kind === 'records' ? answer.records : [];
}

export function unknown(check: string, name: string, { code }: { readonly code: string }): Finding {
  return warning(check, `The DNS did not say what is at ${name} (${code}).`, 'Mend the resolvers, then look again.');
}
