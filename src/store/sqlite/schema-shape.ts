import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { migrate, MIGRATIONS } from './migrate.ts';

const SHAPE = `
  select 'table ' || t.name || case t.strict when 1 then ' strict' else '' end as part
    from pragma_table_list t where t.schema = 'main' and t.name not like 'sqlite_%'
  union
  select 'column ' || t.name || '.' || c.name || ' ' || c.type as part
    from pragma_table_list t join pragma_table_xinfo(t.name) c where t.schema = 'main' and t.name not like 'sqlite_%'
  union
  select type || ' ' || name || ' on ' || tbl_name as part
    from sqlite_schema where type <> 'table' and name not like 'sqlite_%'`;

/** What differs between the tables, columns, indexes and triggers that there are and those that this version has. */
export function schemaFaults(connection: Connection, version: number): readonly string[] {
  if (version < 1 || version > MIGRATIONS.length) {
    return [
      version > MIGRATIONS.length
        ? `schema version ${version} is of a newer tldops; this one knows ${MIGRATIONS.length}`
        : `schema version ${version} is none of tldops`,
    ];
  }
  const wanted = shapeOfVersion(version);
  const found = shapeOf(connection);
  return [
    ...[...wanted.difference(found)].map((part) => `missing: ${part}`),
    ...[...found.difference(wanted)].map((part) => `not of tldops: ${part}`),
  ];
}

function shapeOfVersion(version: number): ReadonlySet<string> {
  const empty = new Database(':memory:');
  try {
    migrate(empty, MIGRATIONS.slice(0, version));
    return shapeOf(empty);
  } finally {
    empty.close();
  }
}

function shapeOf(connection: Connection): ReadonlySet<string> {
  return new Set(connection.prepare<[], string>(SHAPE).pluck().all());
}
