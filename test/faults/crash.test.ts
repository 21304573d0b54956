import { describe, expect, it } from 'vitest';
import { crashCampaign } from './crash-campaign.ts';
import type { Step } from './fault-step.ts';
import { stepCampaign } from './step-campaign.ts';

// The long mode of the same: npm run crash -- --runs 300

describe('a server that is killed again and again under load', () => {
  it('loses nothing that it acknowledged, does nothing twice, and answers everything', async () => {
    const report = await crashCampaign({ runs: 3, seed: 7 });
    expect(report.faults).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(10);
    expect(report.killedWorking).toBeGreaterThan(1);
  }, 300_000);
});

/** One for each part of the way: what the long mode does at every step that it finds. */
const LANDMARKS = [
  'mail: hear authenticator-worker',
  'mail: ask for a decision',
  'mail: insert into mail (',
  'mail: commit',
  'mail: committed',
  'after: said 250',
  'after: hear deliverer-worker',
] as const;

function landmarks(steps: readonly Step[]): readonly Step[] {
  return LANDMARKS.map((name) => {
    const found = steps.find((step) => step.name === name || (name.endsWith('(') && step.name.startsWith(name)));
    if (found === undefined) throw new Error(`there is no step ${name} any more`);
    return found;
  });
}

describe('a server that is killed on its way from DATA to 250, and behind it', () => {
  it('has done all of it or nothing, wherever it was', async () => {
    const report = await stepCampaign(landmarks);
    expect(report.faults).toEqual([]);
    expect(report.notTaken).toEqual([]);
    expect(report.killedAt).toHaveLength(LANDMARKS.length);
    // Each was answered in the end, and the one that nobody had ticked off left once more.
    expect(report.acknowledged).toBe(LANDMARKS.length + 1);
    expect(report.sentAgain).toBe(5);
    expect(report.takenAgain).toBeGreaterThanOrEqual(1);
  }, 300_000);
});
