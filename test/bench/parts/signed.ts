import { fillDatabase } from '../fill.ts';
import { median, quantile } from '../figures.ts';
import { SIZE } from '../flags.ts';
import type { Program } from '../program.ts';
import { whatWasNotDone } from '../proof-of-work.ts';
import { least, most, progress, type Report } from '../report.ts';
import { type Flood, flood, inPlace, type Place, withProgram } from '../serving.ts';
import { tellCosts } from '../tell-costs.ts';
import { newContacts } from '../wishes.ts';

/** One connection waits for each answer: a quarter of the mails takes about as long. */
const ROUNDS = [
  { connections: 1, mails: Math.ceil(SIZE.round / 4), wanted: null },
  { connections: 10, mails: SIZE.round, wanted: least(400) },
  { connections: 50, mails: SIZE.round, wanted: least(400) },
] as const;
const PER_SECOND = 20;
/** A server runs for months: what it does in its first seconds is not what it sustains. */
const WARM_UP = 300;
const WARM_UP_AFTER_START = 100;

/** Signed SUBSCRIBE mails only. Sentences about what was not done. */
export async function measureSigned(
  report: Report,
): Promise<{ readonly mails: number; readonly faults: readonly string[] }> {
  const inRounds = ROUNDS.reduce((sum, { mails }) => sum + mails, 0) * SIZE.rounds;
  const crowd = WARM_UP + inRounds + PER_SECOND * SIZE.steadySeconds;
  const compared = WARM_UP_AFTER_START + SIZE.compared;
  const crowdTlds = Math.ceil(crowd / 3);
  return inPlace(crowdTlds + 2 * compared, async (place) => {
    const { stage, neighbours, sent } = place;
    progress(`writing and signing ${crowd + 2 * compared} mails`);
    await neighbours.write(newContacts(stage.tlds.slice(0, crowdTlds), 0, crowd));
    await neighbours.write(newContacts(stage.tlds.slice(crowdTlds), crowdTlds, 2 * compared));
    await withProgram(place, 'signed', async (program) => {
      await flood(place, program, 10, WARM_UP);
      for (const round of ROUNDS) await measureThroughput(report, place, program, round);
      await measureSteadyPace(report, place, program);
      report.tell('resident memory under load, most', program.memory().peak, 'MiB', most(600));
    });
    await compareStored(report, place, crowd + compared);
    progress('checking what was done');
    return { mails: sent.length, faults: await whatWasNotDone(sent, SIZE.filled, stage.database, neighbours) };
  });
}

/** Alternating with the bare server, so that both meet the same machine. */
async function measureThroughput(
  report: Report,
  place: Place,
  program: Program,
  { connections, mails, wanted }: (typeof ROUNDS)[number],
): Promise<void> {
  const bare: number[] = [];
  const floods: Flood[] = [];
  progress(`signed mails, connections: ${connections}, ${SIZE.rounds} x ${mails} mails`);
  for (let round = 0; round < SIZE.rounds; round += 1) {
    bare.push(mails / (await place.neighbours.sendToBare(connections, mails)).seconds);
    floods.push(await flood(place, program, connections, mails));
  }
  const perSecond = median(floods.map((one) => one.perSecond));
  report.tell(`mails/s, ${connections === 1 ? '1 connection' : `${connections} connections`}`, perSecond, '/s', wanted);
  report.tell('  until the last letter has left', median(floods.map((one) => one.deliveredPerSecond)), '/s');
  report.tell('  bare smtp-server with a durable row', median(bare), '/s');
  report.tell('  ratio to the bare server', perSecond / median(bare), 'x');
  report.tellTimes(
    '  MAIL to 250',
    floods.flatMap(({ sent }) => sent.map(({ ms }) => ms)),
  );
  tellCosts(report, floods, mails);
}

/** The same kind of mails to the same kind of process, with few and with many mails stored. */
async function compareStored(report: Report, place: Place, stored: number): Promise<void> {
  const floodNow = (what: string): Promise<Flood & { readonly readyMs: number }> =>
    withProgram(place, what, async (program) => {
      await flood(place, program, 10, WARM_UP_AFTER_START);
      return { ...(await flood(place, program, 10, SIZE.compared)), readyMs: program.readyMs };
    });
  const few = await floodNow('few-stored');
  progress(`filling the database with ${SIZE.filled} mails`);
  const began = performance.now();
  fillDatabase(place.stage.database, SIZE.filled, (done) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    if (done % 100_000 === 0 || done === SIZE.filled) progress(`  ${done} after ${seconds} s`);
  });
  const many = await floodNow('many-stored');
  report.tell(`after a start: processor time of a mail, ${stored} mails stored`, few.cpuMs, 'ms');
  report.tell(`  ${stored + SIZE.filled} mails stored`, many.cpuMs, 'ms');
  report.tell('  compared', many.cpuMs / few.cpuMs, 'x', most(1.25));
  report.tell('  mails/s compared', many.perSecond / few.perSecond, 'x');
  report.tell('  from start to ready compared', many.readyMs / few.readyMs, 'x');
}

async function measureSteadyPace(report: Report, { neighbours, sent }: Place, program: Program): Promise<void> {
  progress(`${PER_SECOND} mails a second for ${SIZE.steadySeconds} seconds`);
  const result = await neighbours.send(program, 50, PER_SECOND * SIZE.steadySeconds, PER_SECOND);
  await neighbours.allDelivered();
  sent.push(...result.sent);
  const answers = (await neighbours.arrivals()).filter((arrival) => arrival.result === 'applied');
  const arrivedAt = new Map(answers.map(({ inReplyTo, at }) => [inReplyTo, at]));
  const toAnswer = result.sent.map(({ messageId, at }) => (arrivedAt.get(messageId) ?? Number.NaN) - at);
  report.tellTimes(
    `at ${PER_SECOND} mails/s: MAIL to 250`,
    result.sent.map(({ ms }) => ms),
  );
  report.tell('  MAIL to the answer at the smarthost, median', median(toAnswer), 'ms', most(10));
  report.tell('  MAIL to the answer at the smarthost, p99', quantile(toAnswer, 0.99), 'ms', most(30));
}
