import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from '../figures.ts';
import { SIZE } from '../flags.ts';
import { MIXED_KINDS, type MixedTraffic, mixedTraffic } from '../mixed-traffic.ts';
import { ask, type Program } from '../program.ts';
import { whatWasMixedUp } from '../proof-of-mixed.ts';
import { most, progress, type Report } from '../report.ts';
import { type Flood, flood, inPlace, type Place, withProgram } from '../serving.ts';
import { tellCosts } from '../tell-costs.ts';
import { personOf } from '../wishes.ts';

const ROUNDS = [
  { connections: 1, mails: Math.ceil(SIZE.mixed / 4) },
  { connections: 10, mails: SIZE.mixed },
  { connections: 50, mails: SIZE.mixed },
] as const;
const WARM_UP = 200;

/** Everything that comes to such a mailbox, with a full roster. Sentences about what had another outcome. */
export async function measureMixed(
  report: Report,
): Promise<{ readonly mails: number; readonly faults: readonly string[] }> {
  const full = Math.ceil(SIZE.contacts / 3);
  const inRounds = ROUNDS.reduce((sum, { mails }) => sum + mails, 0) * SIZE.rounds;
  // A quarter of the mails is about a ccTLD that has nobody yet.
  return inPlace(full + Math.ceil((WARM_UP + inRounds) / 4) + WARM_UP, async (place) => {
    const { stage, neighbours, sent } = place;
    await importRoster(place, full);
    const traffic = mixedTraffic(stage.tlds, full);
    await withProgram(place, 'mixed', async (program) => {
      await neighbours.write(traffic.newcomers(WARM_UP));
      await flood(place, program, 10, WARM_UP);
      for (const round of ROUNDS) await measureRound(report, place, program, traffic, round);
      report.tell('resident memory, most', program.memory().peak, 'MiB', most(600));
    });
    progress('checking what was done');
    return { mails: sent.length, faults: await whatWasMixedUp(place, full) };
  });
}

/** Three contacts for each ccTLD, as an operator brings them in. */
async function importRoster({ stage, neighbours }: Place, full: number): Promise<void> {
  progress(`importing ${3 * full} contacts`);
  const rosters = stage.tlds.slice(0, full).map((tld, index) => ({
    tld,
    contacts: [1, 2, 3].map((rank) => ({ rank, ...personOf(index, rank), secondaryEmail: null })),
  }));
  const file = join(stage.folder, 'roster.json');
  await writeFile(file, JSON.stringify(rosters));
  await ask(neighbours.settingsFile, 'roster', 'import', file, '--apply');
}

async function measureRound(
  report: Report,
  place: Place,
  program: Program,
  traffic: MixedTraffic,
  { connections, mails }: (typeof ROUNDS)[number],
): Promise<void> {
  const bare: number[] = [];
  const floods: Flood[] = [];
  progress(`mixed traffic, connections: ${connections}, ${SIZE.rounds} x ${mails} mails`);
  for (let round = 0; round < SIZE.rounds; round += 1) {
    const { neighbours } = place;
    const letters = await neighbours.arrivals();
    await neighbours.write(
      traffic.next(
        mails,
        letters.map(({ sender }) => sender),
      ),
    );
    bare.push(mails / (await neighbours.sendToBare(connections, mails)).seconds);
    floods.push(await flood(place, program, connections, mails));
  }
  const perSecond = median(floods.map((one) => one.perSecond));
  report.tell(`mails/s, ${connections === 1 ? '1 connection' : `${connections} connections`}`, perSecond, '/s');
  report.tell('  until the last letter has left', median(floods.map((one) => one.deliveredPerSecond)), '/s');
  report.tell('  ratio to the bare server', perSecond / median(bare), 'x');
  tellCosts(report, floods, mails);
  const all = floods.flatMap(({ sent }) => sent);
  report.tellTimes(
    '  MAIL to the answer, all',
    all.map(({ ms }) => ms),
  );
  for (const kind of MIXED_KINDS) {
    report.tellTimes(
      `    ${kind}`,
      all.filter((one) => one.kind === kind).map(({ ms }) => ms),
    );
  }
}
