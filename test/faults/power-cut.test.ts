import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cutPower, recordServer } from './power-cut.ts';
import { canTrace } from './system-calls.ts';

const TRACEABLE = canTrace();
if (!TRACEABLE) {
  process.stdout.write('SKIPPED: no strace that may look at processes, so no power was cut (apt install strace)\n');
}

const NORMAL = fileURLToPath(new URL('./synchronous-normal-preload.ts', import.meta.url));

describe.skipIf(!TRACEABLE)('a power cut, after which only what was synced is sure to be there', () => {
  it('leaves every mail that the client heard 250 for, whatever else is on the disk', async () => {
    const recording = await recordServer(40);
    const report = await cutPower(recording, { seed: 1, beforeEachSync: false, byChance: 1 });
    expect(report.faults).toEqual([]);
    expect(report.acknowledged).toBeGreaterThanOrEqual(40);
    expect(report.states).toBeGreaterThan(report.acknowledged);
  }, 300_000);

  it('would lose some if the database were synchronised as little as WAL allows', async () => {
    const recording = await recordServer(6, ['--import', NORMAL]);
    const { faults } = await cutPower(recording, { seed: 1, beforeEachSync: false, byChance: 1 });
    expect(faults).toContainEqual(expect.stringMatching(/^behind \d+ of 250: .* lost$/u));
  }, 300_000);
});
