import { hash, type KeyObject, sign } from 'node:crypto';
import { epochMs, type Instant } from '../core/instant.ts';

/** A key of ours; the public half stands at `<selector>._domainkey.<domain>`. RSA or Ed25519 (RFC 8463). */
export type DkimKey = { readonly domain: string; readonly selector: string; readonly privateKey: KeyObject };

/**
 * Signed once more often than they occur (RFC 6376 §5.4.2), so that nobody can add another one: neither nodemailer nor
 * mailauth can sign a field that is absent.
 */
const OVERSIGNED = [
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'Reply-To',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'List-Unsubscribe',
  'X-TLDOPS-Ref',
  'X-TLDOPS-Result',
  'X-TLDOPS-Rules',
] as const;

const COLUMNS = 72;

/**
 * The DKIM-Signature field of a message, with its CRLF, to be put in front of it. The same message, key and moment give
 * the same signature. Throws TypeError where the key is neither RSA nor Ed25519.
 * @param message with CRLF line ends
 */
export function dkimSignature(message: Buffer, key: DkimKey, at: Instant): string {
  const { privateKey } = key;
  const text = message.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const body = end < 0 ? '' : text.slice(end + 4);
  const { names, lines } = signedFields(head.split(/\r\n(?![ \t])/u));
  const unsigned = [
    `DKIM-Signature: v=1; a=${algorithmOf(privateKey)}; c=relaxed/relaxed;`,
    ` d=${key.domain}; s=${key.selector}; t=${Math.floor(epochMs(at) / 1000)};`,
    ` h=${folded(names)};`,
    ` bh=${sha256(relaxedBody(body)).toString('base64')};`,
    ' b=',
  ].join('\r\n');
  const signature = signed([...lines, relaxedField(unsigned)].join('\r\n'), privateKey);
  return `${unsigned}${signature.replace(/.{72}(?=.)/gu, '$&\r\n ')}\r\n`;
}

function signedFields(fields: readonly string[]): {
  readonly names: readonly string[];
  readonly lines: readonly string[];
} {
  // §5.4.2: from the bottom of the header block upwards.
  const byName = Map.groupBy(fields.toReversed(), (field) => field.slice(0, field.indexOf(':')).toLowerCase());
  const signing = OVERSIGNED.map((name) => ({ name, present: byName.get(name.toLowerCase()) ?? [] }));
  return {
    names: signing.flatMap(({ name, present }) => [...present.map(() => name), name]),
    lines: signing.flatMap(({ present }) => present.map(relaxedField)),
  };
}

/** RFC 6376 §3.4.2. */
function relaxedField(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/gu, '')
    .replace(/[ \t]+/gu, ' ');
  return `${field.slice(0, colon).toLowerCase().trimEnd()}:${value.trim()}`;
}

// All but a single blank, which stays as it is: most of them are.
const BLANKS = /[ \t]{2,}|\t/gu;

/** RFC 6376 §3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.replace(BLANKS, ' ').replace(/ \r\n/gu, '\r\n').replace(/ $/u, '');
  const end = endOfText(lines);
  return end === 0 ? '' : `${lines.slice(0, end)}\r\n`;
}

/** Where the empty lines at the end begin. */
function endOfText(lines: string): number {
  let end = lines.length;
  while (lines.startsWith('\r\n', end - 2) && end >= 2) end -= 2;
  return end;
}

function folded(names: readonly string[]): string {
  const rows: string[] = [];
  for (const name of names) {
    const row = rows.at(-1);
    if (row === undefined || row.length + name.length + 1 > COLUMNS) rows.push(name);
    else rows[rows.length - 1] = `${row}:${name}`;
  }
  return rows.join(':\r\n  ');
}

function algorithmOf(key: KeyObject): string {
  if (key.asymmetricKeyType === 'rsa') return 'rsa-sha256';
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519-sha256';
  throw new TypeError(`a DKIM key is RSA or Ed25519, not ${key.asymmetricKeyType ?? 'secret'}`);
}

function signed(data: string, key: KeyObject): string {
  const octets = Buffer.from(data, 'latin1');
  // RFC 8463 §3: Ed25519 signs the hash; with RSA hashing is part of signing.
  const rsa = key.asymmetricKeyType === 'rsa';
  return (rsa ? sign('sha256', octets, key) : sign(null, sha256(data), key)).toString('base64');
}

function sha256(latin1: string): Buffer {
  return hash('sha256', Buffer.from(latin1, 'latin1'), 'buffer');
}
