import { expect, it } from 'vitest';
import { errorText } from '../../src/ops/masking.ts';
import { heardError, toldError } from '../../src/reception/told-error.ts';

function there(thrown: unknown): Error {
  return heardError(structuredClone(toldError(thrown)));
}

it('an error that goes to another thread is told there in the same words', () => {
  const error = Object.assign(new RangeError('too much', { cause: new TypeError('why') }), { code: 'ERR_TOO_MUCH' });
  expect(errorText(there(error))).toBe(errorText(error));
  expect(errorText(there(error))).toBe('RangeError ERR_TOO_MUCH: too much (TypeError: why)');
  expect(there(error).stack).toBe(error.stack);
});

it('so is what is no error, and one that nothing could copy', () => {
  expect(there('a word').message).toBe('a word');
  const odd = Object.assign(new Error('odd'), { cause: () => 'not to be copied' });
  Object.assign(odd, { cause: odd });
  expect(there(odd)).toMatchObject({ message: 'odd', cause: { message: 'odd' } });
});
