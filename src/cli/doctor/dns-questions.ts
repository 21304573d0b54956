import { Resolver } from 'node:dns/promises';
import type { Settings } from '../../config/settings.ts';

/** `failed`: the DNS did not say, with node's code of the reason. */
export type DnsAnswer<T> =
  | { readonly kind: 'records'; readonly records: readonly T[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly code: string };

export type DnsQuestions = {
  /** Each record joined from its character-strings. */
  readonly txt: (name: string) => Promise<DnsAnswer<string>>;
  /** Host names in lower case, best first. */
  readonly mx: (name: string) => Promise<DnsAnswer<string>>;
};

/** Asks the servers, or those of the system where none is named; every question ends within the timeout. */
export function dnsQuestions({ servers, timeoutMs }: Settings['dns']): DnsQuestions {
  // c-ares doubles its timeout at each of its tries, so three parts make the whole.
  const resolver = new Resolver({ timeout: Math.max(1, Math.floor(timeoutMs / 3)), tries: 2 });
  if (servers.length > 0) resolver.setServers([...servers]);

  async function ask<T>(question: Promise<readonly T[]>): Promise<DnsAnswer<T>> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' })), timeoutMs);
    try {
      const records = await Promise.race([question, late.promise]);
      return records.length === 0 ? { kind: 'none' } : { kind: 'records', records };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return code === 'ENOTFOUND' || code === 'ENODATA' ? { kind: 'none' } : { kind: 'failed', code };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    txt: (name) => ask(resolver.resolveTxt(name).then((records) => records.map((strings) => strings.join('')))),
    mx: (name) =>
      ask(
        resolver
          .resolveMx(name)
          .then((records) =>
            records
              .toSorted((one, other) => one.priority - other.priority)
              .map(({ exchange }) => exchange.toLowerCase().replace(/\.$/u, '')),
          ),
      ),
  };
}
