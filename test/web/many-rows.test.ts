import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOTHING } from '../../src/plan/plan-parts.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';
import type { Visitor } from './visitor.ts';

const ROWS = 10_000;
const AT_ONCE = 200;
const LOOKS = 15;
/** Of the processor, so that neighbours on the machine do not count. */
const MOST_MS = 50;

let world: DeskWorld;
let browser: Visitor;
beforeAll(async () => {
  world = await startDeskWorld();
  const { store, clock } = world.service.workplace;
  for (let row = 0; row < ROWS; row += AT_ONCE) {
    const commits = Array.from({ length: AT_ONCE }, async (_, at) => {
      const number = row + at;
      const details = { verdict: 'accept', subject: `Subject ${number}`, commands: ['WHO'], rules: ['who'] };
      const actor = `somebody${number}@elsewhere.example`;
      const audit = [{ kind: 'mail-accepted', tld: null, actor, details }] as const;
      return store.commit({ ...NOTHING, ref: await store.nextReference(clock()), at: clock(), mail: null, audit });
    });
    await Promise.all(commits);
  }
  browser = await world.signedIn(await world.addPerson('kim@tld-ops.example', 'Kim', 'reviewer'));
}, 120_000);
afterAll(() => world.close());

test.each([
  ['/activity', 'somebody9999'],
  ['/activity?before=5000', 'somebody'],
  ['/activity?q=Subject+4321', 'somebody4321'],
  ['/activity?q=nothing+of+the+kind', 'No mail was found.'],
])(`%s of ${ROWS} mails takes at most ${MOST_MS} ms`, async (path, expected) => {
  const taken: number[] = [];
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const before = process.threadCpuUsage();
    const page = await browser.get(path);
    const { user, system } = process.threadCpuUsage(before);
    expect(page.text).toContain(expected);
    taken.push((user + system) / 1000);
  }
  expect(taken.toSorted((a, b) => a - b)[Math.floor(LOOKS / 2)]).toBeLessThanOrEqual(MOST_MS);
});
