import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../../src/store/sqlite/connection.ts';
import { groupedWrites } from '../../src/store/sqlite/grouped-writes.ts';
import { temporaryFile } from './temporary-store.ts';

/** Works that come in one round of the event loop and take so long each; in which round each is told to be on disk. */
async function roundsOf(works: number, eachMs: number): Promise<readonly number[]> {
  const connection = connect(temporaryFile());
  onTestFinished(() => {
    connection.close();
  });
  let [now, round] = [0, 0];
  const { write, drain } = groupedWrites(connection, () => now);
  const count = (): void => {
    round += 1;
    if (round < works + 2) setImmediate(count);
  };
  const busy = (): void => {
    now += eachMs;
  };
  const rounds = Array.from({ length: works }, async () => {
    await write(busy);
    return round;
  });
  setImmediate(count);
  const all = await Promise.all(rounds);
  await drain();
  return all;
}

it('short works that come together are committed together', async () => {
  expect(new Set(await roundsOf(10, 0)).size).toBe(1);
});

it('works that take long let others in between', async () => {
  expect(new Set(await roundsOf(3, 35)).size).toBe(3);
});
