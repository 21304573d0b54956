import { readFileSync } from 'node:fs';
import { readCcTlds } from '../../../src/config/cctlds-file.ts';

/** The ccTLDs that the program ships with. */
export const { table: TABLE } = readCcTlds(
  'cctlds.csv',
  readFileSync(new URL('../../../rules/cctlds.csv', import.meta.url), 'utf8'),
);
