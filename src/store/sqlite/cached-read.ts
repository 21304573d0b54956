import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

export type CachedRead<T, Part = void> = {
  /** Inside a snapshot: what is remembered is of that snapshot. */
  read(): T;
  /** To be called by whoever writes to the tables behind it on this connection. */
  forget(part: Part): void;
};

/**
 * Remembers what `load` read until this connection writes to it or another one commits anything at all
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 * @param renew reads only the forgotten parts anew; the old value is in other hands and must stay as it is.
 */
export function cachedRead<T, Part = void>(
  connection: Connection,
  load: () => T,
  renew: (old: T, parts: ReadonlySet<Part>) => T = load,
): CachedRead<T, Part> {
  const versionNow = dataVersion(connection);
  const forgotten = new Set<Part>();
  let remembered: { readonly version: number; readonly value: T } | null = null;
  return {
    read() {
      const version = versionNow();
      if (remembered?.version !== version) remembered = { version, value: load() };
      else if (forgotten.size > 0) remembered = { version, value: renew(remembered.value, forgotten) };
      forgotten.clear();
      return remembered.value;
    },
    forget(part) {
      forgotten.add(part);
    },
  };
}

/** Another number after every commit of another connection; own commits do not change it. */
export function dataVersion(connection: Connection): () => number {
  const pragma = statement<NoValues, { data_version: number }>(connection, 'pragma data_version');
  return () => pragma.get({})?.data_version ?? 0;
}
