import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';

/** What may be bound. Booleans are stored as 0 and 1, times as text, nouns with parts as JSON. */
export type Value = string | number | Uint8Array | null;
export type Values = { readonly [parameter: string]: Value };
export type NoValues = { readonly [parameter: string]: never };

export type Statement<Bound extends Values, Row> = {
  /** How many rows it changed. */
  run(values: Bound): number;
  get(values: Bound): Row | null;
  all(values: Bound): readonly Row[];
};

/**
 * Prepares SQL with named parameters (`:name`). Where a value may change the plan of a query, SQLite plans it anew each time,
 * which takes ten times as long as looking up a row: `= +:name`, and `limit :name + 0`, keep it out of the planner's sight.
 * `Row` is trusted, not checked: this room alone writes the tables, whose STRICT types and CHECKs stand behind it.
 */
export function statement<Bound extends Values, Row = never>(
  connection: Connection,
  sql: string,
): Statement<Bound, Row> {
  const prepared = connection.prepare<[Bound], Row>(sql);
  return {
    run: (values) => prepared.run(bindable(values)).changes,
    get: (values) => prepared.get(bindable(values)) ?? null,
    all: (values) => prepared.all(bindable(values)),
  };
}

// Values come from parsed nouns, but what slips through a type here would be stored for good. An array would be spread
// over several parameters, and SQLite ends a text at its first NUL in some functions and not in others.
function bindable<Bound extends Values>(values: Bound): Bound {
  for (const parameter in values) {
    if (!isBindable(values[parameter])) throw new StoreError('bug', `store: parameter ${parameter} cannot be bound`);
  }
  return values;
}

function isBindable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return value === null || value instanceof Uint8Array;
}
