import { createHash } from 'node:crypto';
import { createAuthenticator, type AuthOutcome, type AuthSettings } from '../../src/auth/authenticator.ts';
import { type EmailAddress, parseEmailAddress } from '../../src/core/email-address.ts';
import { HOUR, type Instant, instantOf } from '../../src/core/instant.ts';
import {
  type Digest,
  type HeaderField,
  parseDigest,
  type RawStructure,
  type ReceivedMessage,
  type Recipient,
} from '../../src/core/message.ts';
import { type DnsZone, startDnsServer } from '../../src/demo/dns-server.ts';
import { GMAIL_HEADERS, keyRecordName, makeRsaKey, signMail, type Signing } from '../../src/demo/mail-signer.ts';

export const NOW: Instant = instantOf(Date.UTC(2026, 10, 21, 12, 0, 0));
export const key = makeRsaKey();

/** `nic.example` with a key, an SPF record for 192.0.2.1 and DMARC with `p=reject`. */
export const ZONE: DnsZone = {
  'nic.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all'] },
  [keyRecordName('s1', 'nic.example')]: { TXT: [key.txtRecord] },
  '_dmarc.nic.example': { TXT: ['v=DMARC1; p=reject'] },
};

export const FRESHNESS = { pastMs: 72 * HOUR, aheadMs: HOUR };
export const ADMIN_MAILBOX = address('tld-ops-admin@tld-ops.example');

export function address(text: string): EmailAddress {
  const reading = parseEmailAddress(text);
  if (!reading.ok) throw new Error(`not an address: ${text}`);
  return reading.address;
}

export type Mail = {
  /** Field name to value; null leaves a field out. Others have their defaults. */
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly body?: string;
};

const DEFAULT_FIELDS: Readonly<Record<string, string>> = {
  From: 'Anna Admin <admin@nic.example>',
  To: 'TLD-OPS <tld-ops-admin@tld-ops.example>',
  Subject: 'SUBSCRIBE',
  Date: 'Sat, 21 Nov 2026 11:59:00 +0000',
  'Message-ID': '<1@nic.example>',
  'MIME-Version': '1.0',
  'Content-Type': 'text/plain; charset=utf-8',
};

export function compose(mail: Mail = {}): Uint8Array {
  const fields = Object.entries({ ...DEFAULT_FIELDS, ...mail.fields });
  const header = fields.map(([name, value]) => (value === null ? '' : `${name}: ${value}\r\n`)).join('');
  return Buffer.from(`${header}\r\n${mail.body ?? 'SUBSCRIBE .example\r\nName: Jo Doe\r\n'}`);
}

/** Signed as Gmail does, with the key in {@link ZONE}, unless told otherwise. */
export function sign(raw: Uint8Array, signing: Partial<Signing> = {}): Promise<Uint8Array> {
  const signedAt = new Date(Date.parse(NOW) - 60_000);
  return signMail(raw, { domain: 'nic.example', selector: 's1', key, headers: GMAIL_HEADERS, signedAt, ...signing });
}

/** A field on top of the mail, as somebody on the way would add it. */
export function prepend(field: string, raw: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${field}\r\n`), raw]);
}

export function structureOf(raw: Uint8Array): RawStructure {
  const text = Buffer.from(raw).toString('latin1');
  const bodyOffset = text.indexOf('\r\n\r\n') + 4;
  const fields: HeaderField[] = text
    .slice(0, bodyOffset - 4)
    .split(/\r\n(?![ \t])/u)
    .map((field) => ({
      name: field.slice(0, field.indexOf(':')).toLowerCase(),
      value: field
        .slice(field.indexOf(':') + 1)
        .replaceAll('\r\n', '')
        .trim(),
    }));
  return { fields: fields.filter(({ name }) => !name.startsWith('arc-')), bodyOffset };
}

export type Session = {
  readonly ip?: string;
  readonly helo?: string;
  readonly mailFrom?: string;
  readonly recipients?: readonly Recipient[];
};

function digestOf(raw: Uint8Array): Digest {
  const digest = parseDigest(createHash('sha256').update(raw).digest('hex'));
  if (digest === null) throw new Error('not a digest');
  return digest;
}

/** By default from a server that nobody's SPF names. */
export function received(raw: Uint8Array, session: Session = {}): ReceivedMessage {
  return {
    raw,
    sha256: digestOf(raw),
    receivedAt: NOW,
    client: { ip: session.ip ?? '198.51.100.7', helo: session.helo ?? 'mail.nic.example' },
    mailFrom: session.mailFrom ?? 'admin@nic.example',
    recipients: session.recipients ?? [{ mailbox: 'admin', detail: null }],
  };
}

export type Given = {
  readonly raw: Uint8Array;
  readonly zone?: DnsZone;
  readonly session?: Session;
  readonly settings?: Partial<AuthSettings>;
};

/** Authenticates one mail against a real DNS server, at {@link NOW}. */
export async function authenticate(given: Given): Promise<{ outcome: AuthOutcome; questions: readonly string[] }> {
  const dns = await startDnsServer(given.zone ?? ZONE);
  try {
    const authenticator = createAuthenticator({
      hostname: 'mx.tld-ops.example',
      ourAddresses: [ADMIN_MAILBOX],
      dns: { servers: [dns.address], timeoutMs: 500 },
      deadlineMs: HOUR,
      freshness: FRESHNESS,
      ...given.settings,
      ...(given.settings?.dns === undefined
        ? {}
        : { dns: { servers: [dns.address], timeoutMs: given.settings.dns.timeoutMs } }),
    });
    const outcome = await authenticator.authenticate(received(given.raw, given.session), structureOf(given.raw), NOW);
    return { outcome, questions: [...dns.questions] };
  } finally {
    await dns.close();
  }
}
