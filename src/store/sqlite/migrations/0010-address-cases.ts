import type { Migration } from './migration.ts';

const instant = (column: string) => `text check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/** Addresses that do not work are cases of their own: no mail stands behind them. */
export const addressCases: Migration = {
  version: 10,
  sql: `
create table address_case (
  ref text primary key not null check (ref glob '????-??????*' and ref not glob '*[^0-9-]*'),
  state text not null check (state in ('open', 'approved', 'refused', 'expired')),
  version integer not null check (version >= 1),
  address text not null check (length(address) between 3 and 254 and address glob '?*@?*'),
  tlds text not null,
  opened_at ${instant('opened_at')} not null,
  closed_at ${instant('closed_at')}
) strict;
`,
};
