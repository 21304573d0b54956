import { Resolver } from 'node:dns/promises';

/** Answers as mailauth takes them. Its types leave out MX, for which it expects node's records with `exchange`. */
export type DnsAnswer = string[][] | string[];

/**
 * Asks for one record set. Rejects with {@link LookupError}: `ENOTFOUND` or `ENODATA` where there surely is none,
 * anything else where the DNS did not say.
 */
export type Lookup = (name: string, recordType: string) => Promise<DnsAnswer>;

export type DnsSettings = { readonly servers: readonly string[]; readonly timeoutMs: number };

export type LookupCode = 'ENOTFOUND' | 'ENODATA' | 'ETIMEOUT' | 'ESERVFAIL' | 'ELIMIT';

/** The codes are node's own, which mailauth reads; `ELIMIT`: too many questions for one mail. */
export class LookupError extends Error {
  override readonly name = 'LookupError';
  readonly code: LookupCode;

  constructor(code: LookupCode, options?: ErrorOptions) {
    super(`DNS lookup: ${code}`, options);
    this.code = code;
  }
}

const NO_SUCH_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'EBADNAME', 'EBADQUERY']);

// node:dns does not tell the TTL of TXT records; the resolver behind it does the real caching. This one only takes the
// edge off a flood, so answers stay short of any TTL in use.
const KEEP_ANSWER_MS = 60_000;
const KEEP_ABSENCE_MS = 5_000;
const MOST_KEPT = 5_000;

type Kept = { readonly until: number; readonly answer: Promise<DnsAnswer> };

/**
 * A cache in front of node's resolver, shared by all mails. Identical questions under way are asked once; failures are
 * never kept. @param clock milliseconds, monotonic.
 */
export function createDnsLookup(settings: DnsSettings, clock: () => number = () => performance.now()): Lookup {
  // c-ares doubles its timeout at each of its tries, so three parts make the whole.
  const resolver = new Resolver({ timeout: Math.max(1, Math.floor(settings.timeoutMs / 3)), tries: 2 });
  if (settings.servers.length > 0) resolver.setServers([...settings.servers]);
  const kept = new Map<string, Kept>();

  return (name, recordType) => {
    const key = `${recordType} ${name.toLowerCase()}`;
    const found = kept.get(key);
    if (found !== undefined && found.until > clock()) return found.answer;
    const keepFor = (ms: number, answer: Promise<DnsAnswer>): void => {
      kept.delete(key);
      if (ms > 0) kept.set(key, { until: clock() + ms, answer });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
    };
    const answer = ask(resolver, name, recordType, settings.timeoutMs);
    keepFor(settings.timeoutMs, answer);
    answer.then(
      () => keepFor(KEEP_ANSWER_MS, answer),
      (error: unknown) => keepFor(isAbsence(error) ? KEEP_ABSENCE_MS : 0, answer),
    );
    return answer;
  };
}

/** One mail's share: at most so many questions, and none that outlasts the deadline. Rejects as a timeout then. */
export function limited(lookup: Lookup, questions: number, deadline: AbortSignal): Lookup {
  let asked = 0;
  const { promise: late, reject } = Promise.withResolvers<never>();
  deadline.addEventListener('abort', () => reject(new LookupError('ETIMEOUT')), { once: true });
  // Nobody may be asking just then.
  late.catch(() => undefined);
  return async (name, recordType) => {
    if (deadline.aborted) throw new LookupError('ETIMEOUT');
    asked += 1;
    if (asked > questions) throw new LookupError('ELIMIT');
    return Promise.race([lookup(name, recordType), late]);
  };
}

/** True where the DNS said that there is no such record. */
function isAbsence(error: unknown): boolean {
  return error instanceof LookupError && (error.code === 'ENOTFOUND' || error.code === 'ENODATA');
}

async function ask(resolver: Resolver, name: string, recordType: string, timeoutMs: number): Promise<DnsAnswer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new LookupError('ETIMEOUT')), timeoutMs);
  try {
    const records = await Promise.race([resolver.resolve(name, recordType), late]);
    if (!isAnswer(records)) throw new LookupError('ESERVFAIL');
    return records;
  } catch (error) {
    throw error instanceof LookupError ? error : new LookupError(codeOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function codeOf(error: unknown): LookupCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NO_SUCH_NAME.has(code)) return 'ENOTFOUND';
  if (code === 'ENODATA') return 'ENODATA';
  return code === 'ETIMEOUT' ? 'ETIMEOUT' : 'ESERVFAIL';
}

function isAnswer(records: unknown): records is DnsAnswer {
  return Array.isArray(records);
}
