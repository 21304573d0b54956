// Loaded before the program (`node --import`): the database is synchronised as little as WAL allows without damage to it
// (`synchronous = normal`), as the build of SQLite would have it by itself. What was committed may be lost then.
import Database from 'better-sqlite3';

const pragma = Reflect.get(Database.prototype, 'pragma');
const exec = Reflect.get(Database.prototype, 'exec');
Database.prototype.pragma = function (this: Database.Database, source, options) {
  return Reflect.apply(pragma, this, [weaker(source), options]);
};
Database.prototype.exec = function (this: Database.Database, source) {
  return Reflect.apply(exec, this, [weaker(source)]);
};

function weaker(source: string): string {
  return source.replace('synchronous = full', 'synchronous = normal');
}
