import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

export type CachedRead<T> = {
  /** Inside a snapshot: what is remembered is of that snapshot. */
  read(): T;
  /** To be called by whoever writes to the tables behind it on this connection. */
  forget(): void;
};

/**
 * Remembers what `load` read until this connection writes to it or another one commits anything at all
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
export function cachedRead<T>(connection: Connection, load: () => T): CachedRead<T> {
  const dataVersion = statement<NoValues, { data_version: number }>(connection, 'pragma data_version');
  let remembered: { readonly version: number; readonly value: T } | null = null;
  return {
    read() {
      const version = dataVersion.get({})?.data_version ?? 0;
      if (remembered?.version !== version) remembered = { version, value: load() };
      return remembered.value;
    },
    forget() {
      remembered = null;
    },
  };
}
