import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startServing } from '../e2e/child-program.ts';
import { eventually, within } from '../e2e/deadline.ts';
import { type CampaignReport, faultsAfter, figures, recovered } from './crash-campaign.ts';
import { parseStep, type Step, stepText } from './fault-step.ts';
import type { Letter } from './letters.ts';
import { startTraffic } from './senders.ts';
import { startTown, type Town } from './town.ts';
import { outboxRows } from './what-is-there.ts';

export type StepReport = Pick<
  CampaignReport,
  'acknowledged' | 'sentAgain' | 'answersLeft' | 'takenAgain' | 'faults'
> & {
  readonly killedAt: readonly Step[];
  /** Steps that the process did not take this time; it was killed when all was done. */
  readonly notTaken: readonly Step[];
};

const WATCHED = ['--import', fileURLToPath(new URL('./fault-points-preload.ts', import.meta.url))];
/** Looks for letters, as often as it pleases. */
const POLL = /: select id, created_at as "createdAt", attempts/u;
const PATIENCE_MS = 120_000;
const LAST_STEPS_MS = 500;

/** Every step of a first SUBSCRIBE, from the go-ahead for DATA until its letters are sent and ticked off. */
async function stepsOfOneMail(town: Town): Promise<readonly Step[]> {
  const file = join(town.world.folder, 'steps.txt');
  const program = await startServing(town.world.settingsFile, { nodeOptions: WATCHED, env: { TLDOPS_STEPS: file } })
    .ready;
  await firstMail(town, program.smtp);
  await eventually(() => outboxRows(town.database).every(({ state }) => state === 'sent'), 'an empty outbox');
  await program.end('SIGKILL');
  const steps = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return steps
    .map(parseStep)
    .filter((step): step is Step => step !== null)
    .filter(({ name, time }) => !(POLL.test(name) && time > 1));
}

/** Kills the server at each of the steps (all of them, where none are given), each time in the middle of another mail. */
export async function stepCampaign(
  chosen: (steps: readonly Step[]) => readonly Step[],
  progress?: (line: string) => void,
): Promise<StepReport> {
  const town = await startTown();
  const killedAt: Step[] = [];
  const notTaken: Step[] = [];
  const faults: string[] = [];
  try {
    for (const step of chosen(await stepsOfOneMail(town))) {
      const died = await killedAtStep(town, step);
      (died ? killedAt : notTaken).push(step);
      faults.push(...(await faultsAfter(town)).map((fault) => `${stepText(step)}: ${fault}`));
      progress?.([`${died ? 'killed at' : 'not taken'}: ${stepText(step)}`, ...faults].join('; '));
    }
    faults.push(...(await recovered(town)));
    return { ...figures(town), killedAt, notTaken, faults };
  } finally {
    await town.close();
  }
}

async function killedAtStep(town: Town, step: Step): Promise<boolean> {
  const starting = startServing(town.world.settingsFile, {
    nodeOptions: WATCHED,
    env: { TLDOPS_DIE_AT: stepText(step) },
  });
  try {
    const program = await within(starting.ready, 'the ready line', PATIENCE_MS);
    const died = starting.ended.then(() => true);
    const { ref } = await firstMail(town, program.smtp);
    // Without an answer it is dead, or about to be; with one it may die on its way to an empty outbox, or just behind it.
    const alive =
      ref === null
        ? new Promise<false>(() => undefined)
        : eventually(
            () => outboxRows(town.database).every(({ state }) => state === 'sent'),
            'death or an empty outbox',
            PATIENCE_MS,
          ).then(() => pause(LAST_STEPS_MS, false));
    return await within(Promise.race([died, alive]), `the end of a process killed at ${step.name}`, PATIENCE_MS);
  } finally {
    starting.kill();
    await starting.ended;
  }
}

/** The SUBSCRIBE of a ccTLD that nobody has written about. */
async function firstMail({ world, correspondences }: Town, smtp: string): Promise<Letter> {
  const one = correspondences.find(({ sent }) => sent.length === 0);
  if (one === undefined) throw new Error('there are no more ccTLDs');
  const letter = await one.next();
  await startTraffic([one], { smtp, mailbox: world.mailbox, connections: 1, onlyOutstanding: true }).over;
  return letter;
}
