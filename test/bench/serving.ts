import { rm } from 'node:fs/promises';
import { flags } from './flags.ts';
import type { Sent } from './load-process.ts';
import { type Neighbours, startNeighbours } from './neighbours.ts';
import { nameProfiles } from './profiles.ts';
import { type Program, startProgram } from './program.ts';
import { progress } from './report.ts';
import { setStage, type Stage } from './stage.ts';
import { type CpuTimes, cpuBetween } from './threads.ts';

/** A part of the bench with a world of its own: what is on disk, who is around, and what was sent so far. */
export type Place = { readonly stage: Stage; readonly neighbours: Neighbours; readonly sent: Sent[] };

/**
 * Sets a stage with so many ccTLDs and clears it away afterwards.
 * @param under the command that starts program and bare server
 */
export async function inPlace<T>(
  tlds: number,
  work: (place: Place) => Promise<T>,
  under: readonly string[] = [],
): Promise<T> {
  const stage = await setStage(tlds);
  const neighbours = await startNeighbours(stage, under);
  try {
    return await work({ stage, neighbours, sent: [] });
  } finally {
    await neighbours.stop();
    if (flags.keepFolder) progress(`all of it is in ${stage.folder}`);
    else await rm(stage.folder, { recursive: true, force: true });
  }
}

/** @param what names its profiles, where profiles are wanted */
export async function withProgram<T>(
  { neighbours }: Place,
  what: string,
  work: (program: Program) => Promise<T>,
  under: readonly string[] = [],
): Promise<T> {
  const { profile } = flags;
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const program = await startProgram(neighbours.settingsFile, { nodeOptions: profiling, under });
  try {
    return await work(program);
  } finally {
    await program.stop();
    if (profile !== undefined) nameProfiles(profile, program.pid, what);
  }
}

export type Flood = {
  readonly perSecond: number;
  /** With everything that was delivered for it, all threads. */
  readonly cpuMs: number;
  /** The same by thread. */
  readonly cpuByStage: CpuTimes;
  /** Until the last letter about them has left. */
  readonly deliveredPerSecond: number;
  /** Of the event loop, until then. */
  readonly longestPauseMs: number;
  readonly sent: readonly Sent[];
};

/** The next mails as fast as their answers come, until the last letter about them has left. */
export async function flood(place: Place, program: Program, connections: number, count: number): Promise<Flood> {
  const { neighbours, sent } = place;
  const [cpuBefore, stagesBefore] = [program.cpuMs(), program.cpuByStage()];
  await program.longestPauseMs();
  const result = await neighbours.send(program, connections, count);
  const drain = await neighbours.allDelivered();
  sent.push(...result.sent);
  return {
    perSecond: count / result.seconds,
    cpuMs: (program.cpuMs() - cpuBefore) / count,
    cpuByStage: cpuBetween(stagesBefore, program.cpuByStage()),
    deliveredPerSecond: count / (result.seconds + drain),
    longestPauseMs: await program.longestPauseMs(),
    sent: result.sent,
  };
}
