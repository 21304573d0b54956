import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpusOf } from './corpus.ts';
import { growthOf, isTooFast } from './growth.ts';
import { fromGrammar, varied } from './inputs.ts';
import { TARGETS } from './targets.ts';

// A few seconds of what `npm run fuzz` does for hours.

const TIME_MS = 800;

describe.each(TARGETS)('$name', (target) => {
  const corpus = corpusOf(target.name);

  test('holds for every input that was ever worth keeping', async () => {
    for (const input of corpus) await target.run(input);
    expect(corpus.length).toBeGreaterThan(0);
  });

  test('holds for inputs put together from its grammar, and for the kept ones varied', async () => {
    const input = fc.oneof(fromGrammar(target.pieces, target.octets), varied(corpus, target.pieces));
    await fc.assert(
      fc.asyncProperty(input, async (one) => void (await target.run(one))),
      { numRuns: 20_000, plugins: [fc.interruptAfterTimeLimit(TIME_MS)] },
    );
  });

  test('takes time in proportion to length, whatever is repeated', async () => {
    const tooFast: string[] = [];
    for (const piece of target.pieces) if (isTooFast(await growthOf(target, piece))) tooFast.push(piece);
    expect(tooFast).toEqual([]);
  });
});
