import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';

/** A DKIM key pair (RFC 6376, RFC 8463) and what to publish for it at `<selector>._domainkey.<domain>`. */
export type SigningKey = {
  readonly kind: 'rsa' | 'ed25519';
  /** PKCS #8 in PEM. */
  readonly privateKeyPem: string;
  /** `v=DKIM1; k=rsa; p=…` */
  readonly txtRecord: string;
};

export function makeRsaKey(bits = 2048): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    kind: 'rsa',
    privateKeyPem: privateKey,
    txtRecord: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  };
}

export function makeEd25519Key(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  // RFC 8463 §4: the bare key, which is the end of its SubjectPublicKeyInfo.
  const bare = publicKey.subarray(-32);
  return {
    kind: 'ed25519',
    privateKeyPem: privateKey,
    txtRecord: `v=DKIM1; k=ed25519; p=${bare.toString('base64')}`,
  };
}

/** The DNS name of a key record. */
export function keyRecordName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}

/** What Gmail and Google Workspace sign: To, but not Content-Type. */
export const GMAIL_HEADERS = ['mime-version', 'from', 'date', 'message-id', 'subject', 'to'] as const;

/** What Microsoft 365 signs: Content-Type, but neither To nor Cc. */
export const MICROSOFT_365_HEADERS = [
  'From',
  'Date',
  'Subject',
  'Message-ID',
  'Content-Type',
  'MIME-Version',
  'X-MS-Exchange-SenderADCheck',
] as const;

export type Signing = {
  readonly domain: string;
  readonly selector: string;
  readonly key: SigningKey;
  /** Names for `h=`; those that the mail lacks are left out. */
  readonly headers: readonly string[];
  readonly signedAt: Date;
  readonly expiresAt?: Date;
  /** Octets of the body that are signed (`l=`); all of them by default. */
  readonly bodyLength?: number;
  /** For a signature that nobody should believe any more; by default SHA-256 with the key's kind. */
  readonly algorithm?: 'rsa-sha1';
};

/** Puts a DKIM-Signature on top of a mail with CRLF line ends. Throws where the key cannot sign. */
export async function signMail(raw: Uint8Array, signing: Signing): Promise<Uint8Array> {
  const result = await dkimSign(Buffer.from(raw), {
    signingDomain: signing.domain,
    selector: signing.selector,
    privateKey: signing.key.privateKeyPem,
    headerList: [...signing.headers],
    signTime: signing.signedAt,
    canonicalization: 'relaxed/relaxed',
    signatureData: [
      {
        signingDomain: signing.domain,
        selector: signing.selector,
        privateKey: signing.key.privateKeyPem,
        ...(signing.bodyLength === undefined ? {} : { maxBodyLength: signing.bodyLength }),
      },
    ],
    ...(signing.expiresAt === undefined ? {} : { expires: signing.expiresAt }),
    ...(signing.algorithm === undefined ? {} : { algorithm: signing.algorithm }),
  });
  const failure = result.errors?.[0];
  if (failure !== undefined || result.signatures === '') throw new Error('cannot sign the mail', { cause: failure });
  return Buffer.concat([Buffer.from(result.signatures), raw]);
}
