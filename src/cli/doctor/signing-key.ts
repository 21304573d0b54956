import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';
import { domainOf } from '../../core/email-address.ts';
import type { DnsQuestions } from './dns-questions.ts';
import { fault, type Finding, ok, warning } from './finding.ts';
import { textsOf, unknown } from './own-domain.ts';
import { txtRecord } from './txt-record.ts';

const WANTED_BITS = 2048;
const HOW_TO_PUBLISH =
  'Publish this TXT record. So a zone file takes it; the form of a DNS provider may want the parts one after another, without quotes.';

/** The key that signs our mail, and its public half in DNS (RFC 6376 §3.6.1). */
export async function signingKey(
  { outbound: { dkim }, mailbox }: Pick<Settings, 'outbound' | 'mailbox'>,
  dns: DnsQuestions,
): Promise<Finding> {
  if (dkim === null) {
    const mend = 'Make an RSA key (openssl genrsa 2048), publish its public half and set outbound.dkim.';
    return warning('dkim-key', 'Our mail is not signed (outbound.dkim is not set), so it may land in spam.', mend);
  }
  const key = createPublicKey(createPrivateKey(dkim.key.pem));
  const name = `${dkim.selector}._domainkey.${dkim.domain}`;
  const publish = txtRecord(name, `v=DKIM1; k=rsa; p=${publicText(key)}`);
  const unusable = (found: string): Finding => ({ ...fault('dkim-key', found, HOW_TO_PUBLISH), publish });
  const answer = await dns.txt(name);
  if (answer.kind === 'failed') return unknown('dkim-key', name, answer);
  const [record, ...more] = textsOf(answer);
  if (record === undefined) return unusable(`There is no public key at ${name}: every signature fails.`);
  if (more.length > 0) return unusable(`There are ${more.length + 1} records at ${name}; there must be one.`);
  const tags = tagsOf(record);
  if (tags.get('p') !== publicText(key))
    return unusable(`The public key at ${name} is not that of ${dkim.key.path}: every signature fails.`);
  if (/(?:^|:)y(?:$|:)/u.test(tags.get('t') ?? ''))
    return warning('dkim-key', `The key at ${name} says that it is for tests only (t=y).`, `Take t=y out of it.`);
  const ours = domainOf(mailbox.admin);
  if (dkim.domain !== ours && !ours.endsWith(`.${dkim.domain}`))
    return warning(
      'dkim-key',
      `Mail from ${ours} is signed by ${dkim.domain}, which DMARC does not count.`,
      `Set outbound.dkim.domain to ${ours}.`,
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const found = `The key at ${name} is ours (RSA, ${bits} bits).`;
  return bits < WANTED_BITS ? warning('dkim-key', found, `Use a key of ${WANTED_BITS} bits.`) : ok('dkim-key', found);
}

function publicText(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** RFC 6376 §3.2; white space inside a value is none of it. */
function tagsOf(record: string): ReadonlyMap<string, string> {
  return new Map(
    record.split(';').map((tag) => {
      const equals = tag.indexOf('=');
      return [tag.slice(0, equals).trim(), tag.slice(equals + 1).replaceAll(/\s/gu, '')] as const;
    }),
  );
}
