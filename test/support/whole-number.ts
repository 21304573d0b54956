import { InvalidArgumentError } from 'commander';

/** A number of something on the command line of a tool, from 1 to 99,999,999. */
export function wholeNumber(written: string): number {
  if (!/^[1-9]\d{0,7}$/u.test(written)) throw new InvalidArgumentError('A whole number is needed, from 1 on.');
  return Number(written);
}
