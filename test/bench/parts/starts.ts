import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../figures.ts';
import { SIZE } from '../flags.ts';
import { startProgram } from '../program.ts';
import { most, progress, type Report } from '../report.ts';
import { setStage } from '../stage.ts';

/** With the shipped ccTLDs alone: those that the load needs would be read at each start as well. */
export async function measureStarts(report: Report): Promise<void> {
  const times: number[] = [];
  const idle: number[] = [];
  const world = await setStage(0);
  const settingsFile = await world.settle('127.0.0.1:9', 'smtp://127.0.0.1:9');
  progress(`starting the program ${SIZE.starts} times`);
  for (let start = 0; start < SIZE.starts; start += 1) {
    const program = await startProgram(settingsFile);
    times.push(program.readyMs);
    await sleep(500);
    idle.push(program.memory().now);
    await program.stop();
  }
  await rm(world.folder, { recursive: true, force: true });
  report.tell('from start to ready, median', median(times), 'ms', most(700));
  report.tell('resident memory idle', median(idle), 'MiB', most(200));
}
