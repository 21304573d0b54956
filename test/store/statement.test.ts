import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { statement, type Values } from '../../src/store/sqlite/statement.ts';

function all(sql: string, values: Values): readonly unknown[] {
  const connection = new Database(':memory:');
  onTestFinished(() => {
    connection.close();
  });
  return statement<Values, unknown>(connection, sql).all(values);
}

it('finds its parameters by name, however often one is named and whatever else is given', () => {
  expect(all('select :b as b, :a as a, :b || :aLonger as both', { a: 1, aLonger: 'z', b: 'y', c: null })).toEqual([
    { a: 1, b: 'y', both: 'yz' },
  ]);
});

it('takes nothing inside a text for a parameter', () => {
  const sql = `select ':a' as one, 'it''s :a' as two, :a as three, ':a' || :a as four`;
  expect(all(sql, { a: 'x' })).toEqual([{ one: ':a', two: "it's :a", three: 'x', four: ':ax' }]);
  expect(all(`select '' as one, ':' as two`, {})).toEqual([{ one: '', two: ':' }]);
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['an array', ['x']],
  ['true', true],
  ['half a number', 0.5],
  ['a text with a NUL', 'a\0b'],
])('stores no %s, and names it', (_, value) => {
  const values: { readonly [name: string]: unknown } = { a: value };
  expect(() => all('select :a as a', values as Values)).toThrow('store: parameter a cannot be bound');
});
