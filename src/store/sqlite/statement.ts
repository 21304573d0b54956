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
 * Prepares SQL with named parameters (`:name`); better-sqlite3 gets their values in order, since it would look up each name
 * each time. Where a value may change the plan of a query, SQLite plans it anew each time, which takes ten times as long as
 * looking up a row: `= +:name`, and `limit :name + 0`, keep it out of the planner's sight.
 * `Row` is trusted, not checked: this room alone writes the tables, whose STRICT types and CHECKs stand behind it.
 */
export function statement<Bound extends Values, Row = never>(
  connection: Connection,
  sql: string,
): Statement<Bound, Row> {
  const { inOrder, names } = parametersOf(sql);
  const prepared = connection.prepare<[readonly Value[]], Row>(inOrder);
  const bound = (values: Bound): readonly Value[] => names.map((name) => bindable(name, values[name]));
  return {
    run: (values) => prepared.run(bound(values)).changes,
    get: (values) => prepared.get(bound(values)) ?? null,
    all: (values) => prepared.all(bound(values)),
  };
}

const STRING_OR_PARAMETER = /'(?:[^']|'')*'|:([a-z]\w*)/giu;

function parametersOf(sql: string): { readonly inOrder: string; readonly names: readonly string[] } {
  const names: string[] = [];
  const inOrder = sql.replace(STRING_OR_PARAMETER, (found: string, name: string | undefined) => {
    if (name === undefined) return found;
    names.push(name);
    return '?';
  });
  return { inOrder, names };
}

// Values come from parsed nouns, but what slips through a type here would be stored for good; and SQLite ends a text at its
// first NUL in some functions and not in others.
function bindable(name: string, value: unknown): Value {
  if (!isBindable(value)) throw new StoreError('bug', `store: parameter ${name} cannot be bound`);
  return value;
}

function isBindable(value: unknown): value is Value {
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return value === null || value instanceof Uint8Array;
}
