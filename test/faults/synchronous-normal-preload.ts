// Loaded before the program (`node --import`): the database is synchronised as little as WAL allows without damage to it
// (`synchronous = normal`), as the build of SQLite would have it by itself. What was committed may be lost then.
import Database from 'better-sqlite3';

const pragma = Reflect.get(Database.prototype, 'pragma');
Database.prototype.pragma = function (this: Database.Database, source, options) {
  return Reflect.apply(pragma, this, [source === 'synchronous = full' ? 'synchronous = normal' : source, options]);
};
