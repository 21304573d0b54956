import type { Connection } from './connection.ts';
import { dataVersion } from './data-version.ts';

export type CachedRead<T, Part = void> = {
  /** Inside a snapshot: what is remembered is of that snapshot. */
  read(): T;
  /** To be called by whoever writes to the tables behind it on this connection. */
  forget(part: Part): void;
};

/**
 * Remembers what `load` read until this connection writes to it or another one commits anything at all.
 * @param renew reads only the forgotten parts anew; the old value is in other hands and must stay as it is.
 */
export function cachedRead<T, Part = void>(
  connection: Connection,
  load: () => T,
  renew: (old: T, parts: ReadonlySet<Part>) => T = load,
): CachedRead<T, Part> {
  const version = dataVersion(connection);
  const forgotten = new Set<Part>();
  let remembered: { readonly version: number; readonly value: T } | null = null;
  return {
    read() {
      const now = version.read();
      if (remembered?.version !== now) remembered = { version: now, value: load() };
      else if (forgotten.size > 0) remembered = { version: now, value: renew(remembered.value, forgotten) };
      forgotten.clear();
      return remembered.value;
    },
    forget(part) {
      forgotten.add(part);
    },
  };
}
