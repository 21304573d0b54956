import { parseArgs } from 'node:util';

/** What can be left out: each part begins with a program and a database of its own. */
export const PARTS = ['starts', 'signed', 'mixed', 'pauses', 'slow-disk', 'list-servers'] as const;
export type Part = (typeof PARTS)[number];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** These parts alone, with commas between them. */
    only: { type: 'string', default: PARTS.join() },
    /** So many stored mails to compare with few of them. */
    stored: { type: 'string' },
    /** So many contacts on the roster that mixed traffic meets. */
    contacts: { type: 'string', default: '1500' },
    /** Profiles of the service (V8's .cpuprofile), one for each of its threads, are written to this folder. */
    profile: { type: 'string' },
    'keep-folder': { type: 'boolean', default: false },
  },
});

export const flags = {
  json: values.json,
  keepFolder: values['keep-folder'],
  profile: values.profile,
  parts: new Set(values.only.split(',').map(partNamed)),
};

/** How much of everything: mails a round, seconds at a steady pace, mails in the filled database. */
export const SIZE = {
  ...(values.quick
    ? { starts: 3, rounds: 1, round: 300, compared: 150, steadySeconds: 5, mixed: 300, joins: 150, slow: 150 }
    : { starts: 5, rounds: 2, round: 800, compared: 300, steadySeconds: 15, mixed: 1000, joins: 500, slow: 400 }),
  filled: values.stored === undefined ? (values.full ? 100_000 : values.quick ? 5000 : 20_000) : whole(values.stored),
  contacts: whole(values.contacts),
};

function partNamed(name: string): Part {
  const part = PARTS.find((one) => one === name);
  if (part === undefined) throw new Error(`--only ${name}: there are ${PARTS.join(', ')}`);
  return part;
}

function whole(written: string): number {
  if (!/^[1-9]\d{0,7}$/u.test(written)) throw new Error(`${written} is no number of mails or contacts`);
  return Number(written);
}
