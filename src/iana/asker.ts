import type { Tld } from '../core/cctld.ts';
import type { PublishedReading } from './published.ts';

/** One answer to one question. */
export type Reply =
  | PublishedReading
  /** No answer that could be read: the server is away, slow, overloaded, or something else stands in its place. */
  | { readonly ok: false; readonly trouble: true; readonly fault: string; readonly retryAfterMs: number | null };

/** Asks one server about one ccTLD. */
export type Asker = {
  readonly kind: 'rdap' | 'whois';
  readonly pace: Pace;
  /** Never rejects; ends within `pace.timeoutMs`. */
  ask(tld: Tld, signal: AbortSignal): Promise<Reply>;
};

/** How hard a server may be asked. Milliseconds. */
export type Pace = {
  /** Between the beginnings of two questions, give or take a quarter. */
  readonly spacingMs: number;
  readonly timeoutMs: number;
  /** After the first trouble; doubled with each further one. */
  readonly backOffMs: number;
  /** A server that asks for more patience is left alone. */
  readonly longestWaitMs: number;
};

/** Towards servers of others: all 309 ccTLDs take some ten minutes. */
export const REMOTE_PACE: Pace = { spacingMs: 2000, timeoutMs: 20_000, backOffMs: 5000, longestWaitMs: 300_000 };
/** A mirror or a test on this very machine needs no courtesy. */
export const LOOPBACK_PACE: Pace = { spacingMs: 0, timeoutMs: 5000, backOffMs: 20, longestWaitMs: 2000 };

export function trouble(fault: string, retryAfterMs: number | null = null): Reply {
  return { ok: false, trouble: true, fault, retryAfterMs };
}

/** Everything that comes, or null where it is more than `most` octets; the rest is not read then. */
export async function octetsFrom(chunks: AsyncIterable<unknown>, most: number): Promise<Uint8Array | null> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) continue;
    read.push(chunk);
    length += chunk.length;
    if (length > most) return null;
  }
  return Buffer.concat(read);
}

/** UTF-8 or nothing: a wrongly decoded record would be a wrong record. */
export function utf8(octets: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}

/** Why a connection failed, in one line without data. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  const told = cause instanceof Error && cause.message !== '' ? cause : error;
  return told.message.replace(/\s+/gu, ' ').slice(0, 200);
}
