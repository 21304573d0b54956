import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../support/whole-number.ts';

/** What can be left out: each part begins with a program and a database of its own. */
export const PARTS = ['starts', 'signed', 'mixed', 'pauses', 'slow-disk', 'list-servers'] as const;
export type Part = (typeof PARTS)[number];

type Values = {
  readonly quick: boolean;
  readonly full: boolean;
  readonly json: boolean;
  readonly only: readonly Part[];
  readonly stored?: number;
  readonly contacts: number;
  readonly profile?: string;
  readonly keepFolder: boolean;
};

const values = new Command('npm run bench --')
  .description('Measures the real program beside a bare server (docs/performance.md).')
  .option('--quick', 'with few mails', false)
  .option('--full', 'compare with 100,000 stored mails instead of 20,000', false)
  .option('--json', 'figures as JSON', false)
  .addOption(new Option('--only <parts>', `some of: ${PARTS.join(', ')}`).argParser(partsNamed).default(PARTS, 'all'))
  .option('--stored <n>', 'so many stored mails to compare with few of them', wholeNumber)
  .option('--contacts <n>', 'so many contacts on the roster that mixed traffic meets', wholeNumber, 1500)
  .option('--profile <folder>', 'write profiles of the service there (.cpuprofile), one for each of its threads')
  .option('--keep-folder', 'keep the databases', false)
  .parse()
  .opts<Values>();

export const flags = {
  json: values.json,
  keepFolder: values.keepFolder,
  profile: values.profile,
  parts: new Set(values.only),
};

/** How much of everything: mails a round, seconds at a steady pace, mails in the filled database. */
export const SIZE = {
  ...(values.quick
    ? { starts: 3, rounds: 1, round: 300, compared: 150, steadySeconds: 5, mixed: 300, joins: 150, slow: 150 }
    : { starts: 5, rounds: 2, round: 800, compared: 300, steadySeconds: 15, mixed: 1000, joins: 500, slow: 400 }),
  filled: values.stored ?? (values.full ? 100_000 : values.quick ? 5000 : 20_000),
  contacts: values.contacts,
};

function partsNamed(written: string): readonly Part[] {
  return written.split(',').map((name) => {
    const part = PARTS.find((one) => one === name);
    if (part === undefined) throw new InvalidArgumentError(`There is no ${name}; there are ${PARTS.join(', ')}.`);
    return part;
  });
}
