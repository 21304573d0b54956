import { describe, expect, test } from 'vitest';
import { wholeName } from '../../src/parse/whole-name.ts';

describe('the name that the fields of a form make', () => {
  type Row = readonly [name: string | undefined, first: string | undefined, last: string | undefined, whole: string];
  test.each<Row>([
    ['John Doe', undefined, undefined, 'John Doe'],
    [undefined, 'John', 'Doe', 'John Doe'],
    ['John Doe', 'John', 'Doe', 'John Doe'],
    ['DOE John', 'John', undefined, 'DOE John'],
    ['José de la Cruz', undefined, 'DE LA CRUZ', 'José de la Cruz'],
    [undefined, '太郎', '山田', '山田 太郎'],
    [undefined, 'マイケル', 'スミス', 'マイケル スミス'],
    ['Jose O\u2019Brien', undefined, "O'Brien", 'Jose O\u2019Brien'],
  ])('%s, %s, %s: beyond doubt', (name, first, last, whole) => {
    expect(wholeName({ name, first, last })).toEqual({ name: whole, pieced: false });
  });

  test.each<Row>([
    ['John', undefined, 'Doe', 'John Doe'],
    ['민준', undefined, '김', '김 민준'],
    ['Doe', 'John', undefined, 'John Doe'],
    ['John Doe', undefined, 'Roe', 'John Doe Roe'],
    ['John Doe', 'Jane', 'Roe', 'John Doe'],
    ['John Doe', 'John', 'Roe', 'John Doe'],
    [undefined, 'John', undefined, 'John'],
    [undefined, undefined, 'Doe', 'Doe'],
    ['Ann', undefined, 'Annan', 'Ann Annan'],
  ])('%s, %s, %s: pieced together', (name, first, last, whole) => {
    expect(wholeName({ name, first, last })).toEqual({ name: whole, pieced: true });
  });

  test('nothing was filled in', () => {
    expect(wholeName({ name: undefined, first: undefined, last: undefined })).toBeNull();
  });
});
