import { expect, test } from 'vitest';
import { searchable } from '../../src/core/searchable.ts';

test.each([
  ['Seán O’Brien', 'sean obrien'],
  ["João D'Ávila", 'joao davila'],
  ['SØRENSEN Łukasz', 'sorensen lukasz'],
  ['Strauß', 'strauss'],
  ['Işık IŞIK İpek', 'isik isik ipek'],
  ['Đặng Þór Æsa', 'dang thor aesa'],
  ['O´Connor', 'oconnor'],
  ['Ольга Ёлкина', 'ольга елкина'],
  ['أحمد', 'احمد'],
  ['jane.roe@nic.example', 'jane.roe@nic.example'],
])('%s is found by what a plain keyboard writes: %s', (name, plain) => {
  expect(searchable(name)).toBe(plain);
});
