import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const OF_EVERY_CASE = /\/(?:prove|properties|parsers-agree|hostile-mail|proof-of-mail)\.test\.ts$/u;

/** The first test that fails ends the run of a mutant, so those of single cases come before those of every case. */
class SingleCasesFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => ofEveryCase(a) - ofEveryCase(b)));
  }
}

function ofEveryCase({ moduleId }: TestSpecification): number {
  return OF_EVERY_CASE.test(moduleId) ? 1 : 0;
}

// The tests of the pure rooms only, which need neither network nor disk: a mutant takes a second. Each test file has modules of
// its own, or a mutant of what is made once, when a module is loaded, would never be seen.
export default defineConfig({
  test: {
    include: ['test/{core,parse,rules,auth}/**/*.test.ts'],
    environment: 'node',
    sequence: { sequencer: SingleCasesFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
