import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { takingTurns, type Turn } from '../../src/intake/taking-turns.ts';

const MANY: Turn = { most: 100, mostMs: 20 };

/** So many works come at once, each of which takes so long; the round of the event loop in which each was done. */
async function roundsOf(count: number, workMs: number, turn: Turn): Promise<readonly number[]> {
  let [now, round] = [0, 0];
  const inTurn = takingTurns(turn, () => now);
  const counting = (async () => {
    for (; round < count; round += 1) await nextRound();
  })();
  const works = Array.from({ length: count }, () =>
    inTurn(async () => {
      await Promise.resolve();
      now += workMs;
      return round;
    }),
  );
  const rounds = await Promise.all(works);
  await counting;
  return rounds;
}

describe('works that come together', () => {
  it('are done together where they are short', async () => {
    expect(await roundsOf(4, 1, MANY)).toEqual([0, 0, 0, 0]);
  });

  it('are done in a round each where they are long', async () => {
    expect(await roundsOf(4, 30, MANY)).toEqual([0, 1, 2, 3]);
  });

  it('go on in the next round where the time of one is used up', async () => {
    expect(await roundsOf(6, 10, MANY)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('go on in the next round where as many were begun as may be', async () => {
    expect(await roundsOf(7, 1, { most: 3, mostMs: 20 })).toEqual([0, 0, 0, 1, 1, 1, 2]);
    expect(await roundsOf(4, 15, { most: 3, mostMs: 20 })).toEqual([0, 0, 1, 1]);
  });

  it('are begun in their order, the next one when the one before is done', async () => {
    const inTurn = takingTurns(MANY);
    const done: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      done.push(`${name} begins`);
      for (let steps = 0; steps < 9; steps += 1) await Promise.resolve();
      done.push(`${name} ends`);
    };
    await Promise.all([inTurn(work('one')), inTurn(work('two'))]);
    expect(done).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('do not wait for one that waits for something else', async () => {
    const inTurn = takingTurns(MANY);
    const waited = Promise.withResolvers<string>();
    const waiting = inTurn(() => waited.promise);
    await expect(inTurn(async () => 'done')).resolves.toBe('done');
    waited.resolve('done, too');
    await expect(waiting).resolves.toBe('done, too');
  });
});

it('what fails keeps nobody behind it from a turn', async () => {
  const inTurn = takingTurns(MANY);
  const failing = inTurn(() => Promise.reject(new Error('a bug')));
  await expect(inTurn(async () => 'done')).resolves.toBe('done');
  await expect(failing).rejects.toThrow('a bug');
});

it('a work that comes later has a time of its own', async () => {
  let now = 0;
  const inTurn = takingTurns(MANY, () => now);
  await inTurn(async () => {
    now += 100;
  });
  await nextRound();
  const order: string[] = [];
  await Promise.all([inTurn(async () => order.push('work')), nextRound().then(() => order.push('round'))]);
  expect(order).toEqual(['work', 'round']);
});
