import { Command, Option } from 'commander';
import fc from 'fast-check';
import { wholeNumber } from '../support/whole-number.ts';
import { corpusOf, keepCorpus } from './corpus.ts';
import { growthOf, isTooFast } from './growth.ts';
import { fromGrammar, varied } from './inputs.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets.ts';

// `npm run fuzz -- --minutes 60 [--target NAME] [--seed N] [--keep]`: each target in turn gets its share of the time. An
// input whose outcome is new joins the pool that is varied; --keep writes the pool to test/fuzz/corpus. Exit status 1 where
// a property did not hold: the input is printed, as small as it could be made.

const NAMES = TARGETS.map(({ name }) => name);
const values = new Command('npm run fuzz --')
  .description('Gives hostile octets to each parser (docs/security.md).')
  .option('--minutes <n>', 'for so long in all', wholeNumber, 60)
  .addOption(new Option('--target <name...>', 'these alone').choices(NAMES).default(NAMES, 'all'))
  .option('--seed <n>', 'begin as another time', wholeNumber, (Date.now() % 90_000_000) + 1)
  .option('--keep', 'write the pool to test/fuzz/corpus', false)
  .parse()
  .opts<{
    readonly minutes: number;
    readonly target: readonly string[];
    readonly seed: number;
    readonly keep: boolean;
  }>();
const LARGEST_POOL = 200;
const LONGEST_KEPT = 1500;
const BATCH = 500;

const chosen = TARGETS.filter(({ name }) => values.target.includes(name));
const shareMs = (values.minutes * 60_000) / chosen.length;
const firstSeed = values.seed;

let broken = 0;
for (const target of chosen) {
  const found = await fuzz(target, Date.now() + shareMs);
  broken += found.faults.length;
  process.stdout.write(
    `${target.name}: ${found.runs} inputs, ${found.outcomes} outcomes, ${found.faults.length} faults\n`,
  );
  for (const fault of found.faults) process.stdout.write(`  ${fault}\n`);
}
if (broken > 0) process.exitCode = 1;

type Found = { readonly runs: number; readonly outcomes: number; readonly faults: readonly string[] };

async function fuzz(target: Target, until: number): Promise<Found> {
  const pool = [...corpusOf(target.name)];
  const kept = new Map<string, string>();
  const faults: string[] = [];
  let runs = 0;
  const tried = async (input: string): Promise<void> => {
    runs += 1;
    const outcome = await target.run(input);
    const known = kept.get(outcome);
    if (known !== undefined && known.length <= input.length) return;
    kept.set(outcome, input);
    if (known === undefined && pool.length < LARGEST_POOL) pool.push(input);
  };
  for (const input of corpusOf(target.name)) await tried(input);
  for (let round = 0; Date.now() < until && faults.length < 5; round += 1) {
    const input = fc.oneof(fromGrammar(target.pieces, target.octets), varied(pool, target.pieces));
    const checked = await fc.check(fc.asyncProperty(input, tried), {
      seed: firstSeed + round,
      numRuns: BATCH,
      plugins: [fc.interruptAfterTimeLimit(Math.max(1, until - Date.now()))],
    });
    if (checked.failed) {
      const why = checked.errorInstance instanceof Error ? checked.errorInstance.message : 'fails';
      faults.push(`${why}: ${JSON.stringify(checked.counterexample)} (seed ${firstSeed + round})`);
    }
    const piece = fc.sample(fc.array(fc.constantFrom(...target.pieces), { minLength: 1, maxLength: 4 }), {
      seed: firstSeed + round,
      numRuns: 1,
    })[0];
    const repeated = (piece ?? []).join('');
    const ratio = repeated === '' ? 0 : await growthOf(target, repeated);
    if (isTooFast(ratio))
      faults.push(`four times as long takes ${ratio.toFixed(1)} times as long: ${JSON.stringify(repeated)}`);
  }
  if (values.keep) {
    const worth = [...kept.values()].filter((input) => input.length <= LONGEST_KEPT);
    keepCorpus(target.name, [...new Set([...corpusOf(target.name), ...worth])].slice(0, LARGEST_POOL));
  }
  return { runs, outcomes: kept.size, faults };
}
