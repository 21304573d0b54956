import { Buffer } from 'node:buffer';
import type { DKIMResult } from 'mailauth';
import { asciiDomain } from '../core/email-address.ts';
import { epochMs, type Instant } from '../core/instant.ts';
import { fieldsNamed, type RawStructure } from '../core/message.ts';
import { canonicalDomain, isAligned } from './alignment.ts';
import { type Lookup, LookupError } from './dns-lookup.ts';
import { verifyMessage } from './message-verifier.ts';

/** Why a signature proves nothing. `no-answer`: the DNS did not say; `unrelated`: its key was not even asked for. */
export type SignatureFailure =
  | 'unrelated'
  | 'no-answer'
  | 'no-key'
  | 'weak-key'
  | 'weak-algorithm'
  | 'expired'
  | 'body-changed'
  | 'header-changed'
  | 'not-valid';

/** One DKIM signature (RFC 6376) as far as it matters here. */
export type Signature = {
  /** `d=` in lower case, as A-labels; still a text of the mail where it is no domain. */
  readonly domain: string;
  readonly outcome: { readonly verified: true } | { readonly verified: false; readonly why: SignatureFailure };
  /** SHA-256 of the signature's octets. */
  readonly hash: string;
  /** Names of the fields of this mail that it covers, in lower case. */
  readonly covers: ReadonlySet<string>;
  /** It covers the first octets of the body only (`l=`). */
  readonly partOfBody: boolean;
  /** Its domain says that it is only testing (`t=y`). */
  readonly testing: boolean;
  /** The verifier had something to remark. */
  readonly irregular: boolean;
  /** `t=` in milliseconds since 1970; null where it is missing. */
  readonly signedAt: number | null;
};

export type Signatures = {
  readonly all: readonly Signature[];
  /** The only address that mailauth found in From; null for none or several. */
  readonly author: string | null;
};

const SHORTEST_RSA_KEY = 1024;

/**
 * Verifies every DKIM signature that may speak for the From domain; keys of other domains are not asked for, so that
 * nobody else's DNS decides how long it takes. Never rejects.
 */
export async function verifySignatures(
  raw: Uint8Array,
  structure: RawStructure,
  fromDomain: string,
  now: Instant,
  lookup: Lookup,
): Promise<Signatures> {
  const keyOf: Lookup = async (name, recordType) => {
    const domain = name.slice(name.lastIndexOf('._domainkey.') + '._domainkey.'.length);
    if (!isAligned(fromDomain, domain, false)) throw new LookupError('ENOTFOUND');
    return lookup(name, recordType);
  };
  // RFC 6376 §3.5 wants a dot in `d=`, and the strict verifier with it; dotless From domains are rare but real.
  const dotless = !fromDomain.includes('.') && fieldsNamed(structure.fields, 'dkim-signature').every(isPlainTagList);
  try {
    const [header, body] = withoutArc(raw, structure);
    const verified = await verifyMessage(header, body, keyOf, {
      strict: !dotless,
      rejectRsaSha1: true,
      minBitLength: SHORTEST_RSA_KEY,
      curTime: new Date(epochMs(now)),
    });
    return {
      all: verified.results
        .filter((result) => result.status.result !== 'none')
        .map((result) => read(result, fromDomain, dotless)),
      author: verified.headerFrom.length === 1 ? (verified.headerFrom[0] ?? null) : null,
    };
  } catch {
    // Whatever made the verifier stumble: nobody knows what a signature would have said.
    return { all: [unreadable(fromDomain)], author: null };
  }
}

function read(result: DKIMResult, fromDomain: string, dotless: boolean): Signature {
  const domain = asciiDomain(result.signingDomain ?? '') ?? canonicalDomain(result.signingDomain ?? '');
  const { status } = result;
  const fields = result.signingHeaders?.keys.split(': ') ?? [];
  const signedAt = Date.parse(result.signTime ?? '');
  return {
    domain,
    outcome:
      status.result === 'pass' ? { verified: true } : { verified: false, why: failureOf(result, domain, fromDomain) },
    hash: result.id ?? '',
    covers: new Set(fields.map((field) => field.trim().toLowerCase())),
    // Not having been told is no reason to believe that there is no l=.
    partOfBody: result.canonBodyLengthLimited !== false,
    testing: status.testing === true,
    irregular: (status.warnings ?? []).some((warning) => !(dotless && warning === 'tag-syntax')),
    signedAt: Number.isNaN(signedAt) ? null : signedAt,
  };
}

function failureOf(result: DKIMResult, domain: string, fromDomain: string): SignatureFailure {
  const { status } = result;
  if (!isAligned(fromDomain, domain, false)) return 'unrelated';
  if (status.result === 'temperror') return 'no-answer';
  if (status.policy?.['dkim-rules'] === 'weak-key') return 'weak-key';
  if (status.policy?.['dkim-rules'] === 'weak-algorithm') return 'weak-algorithm';
  if (status.comment === 'no key') return 'no-key';
  if (status.comment === 'expired') return 'expired';
  if (status.comment === 'body hash did not verify') return 'body-changed';
  return status.comment === 'bad signature' ? 'header-changed' : 'not-valid';
}

function unreadable(fromDomain: string): Signature {
  return {
    domain: fromDomain,
    outcome: { verified: false, why: 'no-answer' },
    hash: '',
    covers: new Set(),
    partOfBody: true,
    testing: false,
    irregular: true,
    signedAt: null,
  };
}

/** RFC 6376 §3.2 without its freedoms: every tag once, numbers where numbers belong. */
function isPlainTagList(value: string): boolean {
  const names = new Set<string>();
  return value
    .replace(/;[ \t]*$/u, '')
    .split(';')
    .every((tag) => {
      const [, name = '', text = ''] = /^[ \t]*([a-z]+)[ \t]*=[ \t]*(.*?)[ \t]*$/u.exec(tag) ?? [];
      const isNew = name !== '' && !names.has(name);
      names.add(name);
      return isNew && (!['l', 't', 'x'].includes(name) || /^\d{1,12}$/u.test(text));
    });
}

/** Header block and body. What other servers sealed (RFC 8617) is not looked at, so the verifier does not get to see it. */
function withoutArc(raw: Uint8Array, { bodyOffset }: RawStructure): readonly [Buffer, Buffer] {
  const whole = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const [header, body] = [whole.subarray(0, bodyOffset), whole.subarray(bodyOffset)];
  const fields = header.toString('latin1');
  if (!/^arc-/imu.test(fields)) return [header, body];
  const kept = fields.split(/\r\n(?![ \t])/u).filter((field) => !/^arc-/iu.test(field));
  return [Buffer.from(kept.join('\r\n'), 'latin1'), body];
}
