import { rm } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fillDatabase } from './fill.ts';
import { type Figure, figuresTable, isMet, median, quantile } from './figures.ts';
import type { Sent } from './load-process.ts';
import { wishesFor } from './mails.ts';
import { startNeighbours } from './neighbours.ts';
import { type Program, startProgram } from './program.ts';
import { whatWasNotDone } from './proof-of-work.ts';
import { setStage } from './stage.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** A profile of the service (V8's .cpuprofile) is written to this folder. */
    profile: { type: 'string' },
    'keep-folder': { type: 'boolean', default: false },
  },
});

/** How much of everything: mails a round, seconds at a steady pace, mails in the filled database. */
const SIZE = flags.quick
  ? { starts: 3, rounds: 1, round: 300, compared: 150, steadySeconds: 5, filled: 5000 }
  : { starts: 5, rounds: 2, round: 800, compared: 300, steadySeconds: 15, filled: flags.full ? 100_000 : 20_000 };
const CONNECTIONS = [10, 50] as const;
const PER_SECOND = 20;
/** A server runs for months: what it does in its first seconds is not what it sustains. */
const WARM_UP = 300;
const WARM_UP_AFTER_START = 100;

const figures: Figure[] = [];
const sent: Sent[] = [];
const least = (value: number) => ({ at: 'least', value }) as const;
const most = (value: number) => ({ at: 'most', value }) as const;

function tell(measure: string, value: number, unit: string, target: Figure['target'] = null): void {
  figures.push({ measure, value, unit, target });
}

function progress(words: string): void {
  process.stderr.write(`${words}\n`);
}

const crowd = WARM_UP + SIZE.round * CONNECTIONS.length * SIZE.rounds + PER_SECOND * SIZE.steadySeconds;
const compared = WARM_UP_AFTER_START + SIZE.compared;
const crowdTlds = Math.ceil(crowd / 3);
const stage = await setStage(crowdTlds + 2 * compared);
const neighbours = await startNeighbours(stage);
const began = performance.now();
// More than a few tenths of one: others were at work, too, and the figures are theirs as well as ours.
const othersLoad = loadavg()[0] ?? 0;
try {
  await measureStarts();
  progress(`writing and signing ${crowd + 2 * compared} mails`);
  await neighbours.write(wishesFor(stage.tlds.slice(0, crowdTlds), 0, crowd));
  await neighbours.write(wishesFor(stage.tlds.slice(crowdTlds), crowdTlds, 2 * compared));
  await withProgram(async (program) => {
    await flood(program, CONNECTIONS[0], WARM_UP);
    await measureThroughput(program);
    await measureSteadyPace(program);
    tell('resident memory under load, most', program.memory().peak, 'MiB', most(600));
  });
  await compareStored();
  progress('checking what was done');
  report(await whatWasNotDone(sent, SIZE.filled, stage.database, neighbours));
} finally {
  await neighbours.stop();
  if (flags['keep-folder']) progress(`all of it is in ${stage.folder}`);
  else await rm(stage.folder, { recursive: true, force: true });
}

async function withProgram<T>(work: (program: Program) => Promise<T>): Promise<T> {
  const profiling = flags.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${flags.profile}`];
  const program = await startProgram(neighbours.settingsFile, profiling);
  try {
    return await work(program);
  } finally {
    await program.stop();
  }
}

/** With the shipped ccTLDs alone: those that the load needs would be read at each start as well. */
async function measureStarts(): Promise<void> {
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
  tell('from start to ready, median', median(times), 'ms', most(700));
  tell('resident memory idle', median(idle), 'MiB', most(200));
}

type Cost = {
  readonly perSecond: number;
  /** With everything that was delivered for it, all threads. */
  readonly cpuMs: number;
  /** Until the last letter about them has left. */
  readonly deliveredPerSecond: number;
  readonly answerMs: readonly number[];
};

async function flood(program: Program, connections: number, count: number): Promise<Cost> {
  const cpuBefore = program.cpuMs();
  const result = await neighbours.send(program, connections, count);
  const drain = await neighbours.allDelivered();
  sent.push(...result.sent);
  return {
    perSecond: count / result.seconds,
    cpuMs: (program.cpuMs() - cpuBefore) / count,
    deliveredPerSecond: count / (result.seconds + drain),
    answerMs: result.sent.map(({ ms }) => ms),
  };
}

/** Alternating with the bare server, so that both meet the same machine. */
async function measureThroughput(program: Program): Promise<void> {
  for (const connections of CONNECTIONS) {
    const bare: number[] = [];
    const costs: Cost[] = [];
    progress(`${connections} connections, ${SIZE.rounds} x ${SIZE.round} mails`);
    for (let round = 0; round < SIZE.rounds; round += 1) {
      bare.push(SIZE.round / (await neighbours.sendToBare(connections, SIZE.round)).seconds);
      costs.push(await flood(program, connections, SIZE.round));
    }
    const answerMs = costs.flatMap((cost) => cost.answerMs);
    const perSecond = median(costs.map((cost) => cost.perSecond));
    tell(`mails/s, ${connections} connections`, perSecond, '/s', least(400));
    tell('  until the last letter has left', median(costs.map((cost) => cost.deliveredPerSecond)), '/s');
    tell('  bare smtp-server with a durable row', median(bare), '/s');
    tell('  ratio to the bare server', perSecond / median(bare), 'x');
    tell('  MAIL to 250, median', median(answerMs), 'ms');
    tell('  MAIL to 250, p99', quantile(answerMs, 0.99), 'ms');
    tell('  processor time of a mail, its letters included', median(costs.map((cost) => cost.cpuMs)), 'ms');
  }
}

/** The same kind of mails to the same kind of process, with few and with many mails stored. */
async function compareStored(): Promise<void> {
  const costNow = (): Promise<Cost> =>
    withProgram(async (program) => {
      await flood(program, CONNECTIONS[0], WARM_UP_AFTER_START);
      return flood(program, CONNECTIONS[0], SIZE.compared);
    });
  const few = await costNow();
  progress(`filling the database with ${SIZE.filled} mails`);
  await fillDatabase(stage.database, SIZE.filled);
  const many = await costNow();
  tell(`after a start: processor time of a mail, ${crowd} mails stored`, few.cpuMs, 'ms');
  tell(`  ${crowd + compared + SIZE.filled} mails stored`, many.cpuMs, 'ms');
  tell('  compared', many.cpuMs / few.cpuMs, 'x', most(1.25));
  tell('  mails/s compared', many.perSecond / few.perSecond, 'x');
}

async function measureSteadyPace(program: Program): Promise<void> {
  progress(`${PER_SECOND} mails a second for ${SIZE.steadySeconds} seconds`);
  const result = await neighbours.send(program, 50, PER_SECOND * SIZE.steadySeconds, PER_SECOND);
  await neighbours.allDelivered();
  sent.push(...result.sent);
  const answers = (await neighbours.arrivals()).filter((arrival) => arrival.result === 'applied');
  const arrivedAt = new Map(answers.map(({ inReplyTo, at }) => [inReplyTo, at]));
  const toAnswer = result.sent.map(({ messageId, at }) => (arrivedAt.get(messageId) ?? Number.NaN) - at);
  const to250 = result.sent.map(({ ms }) => ms);
  tell(`at ${PER_SECOND} mails/s: MAIL to 250, median`, median(to250), 'ms');
  tell(`  MAIL to 250, p99`, quantile(to250, 0.99), 'ms');
  tell('  MAIL to the answer at the smarthost, median', median(toAnswer), 'ms', most(10));
  tell('  MAIL to the answer at the smarthost, p99', quantile(toAnswer, 0.99), 'ms', most(30));
}

function report(faults: readonly string[]): void {
  const machine = `${availableParallelism()} cores with a load of ${othersLoad.toFixed(1)} at the beginning, Node ${process.versions.node}, ${sent.length} mails`;
  const seconds = Math.round((performance.now() - began) / 1000);
  const text = flags.json
    ? JSON.stringify(
        { machine, seconds, faults, figures: figures.map((one) => ({ ...one, met: isMet(one) })) },
        null,
        2,
      )
    : [
        figuresTable(figures),
        '',
        `${machine}, ${seconds} s. Every mail was proved signed, changed the roster and is on record; every letter left signed.`,
      ].join('\n');
  if (faults.length > 0) progress(`NOT what the figures claim:\n  ${faults.join('\n  ')}`);
  if (faults.length === 0 || flags.json) process.stdout.write(`${text}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
