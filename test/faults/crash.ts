// `npm run crash`: hours of what the tests of this folder do for seconds. Exit status 1 where a promise was broken.
import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { wholeNumber } from '../support/whole-number.ts';
import { crashCampaign } from './crash-campaign.ts';
import { cutPower, recordServer } from './power-cut.ts';
import { stepCampaign } from './step-campaign.ts';
import { canTrace } from './system-calls.ts';

const CAMPAIGN_NAMES = ['random', 'steps', 'power'] as const;

const values = new Command('npm run crash --')
  .description('Kills the program and cuts its power for as long as you like (docs/faults.md).')
  .option('--runs <n>', 'kill the server so often at random moments', wholeNumber, 300)
  .option('--seed <n>', 'choose the same moments as another time', wholeNumber, randomInt(1, 1_000_000))
  .option('--mails <n>', 'so many mails are taken before the power is cut', wholeNumber, 120)
  .addOption(new Option('--only <campaign>', 'this one alone').choices(CAMPAIGN_NAMES))
  .parse()
  .opts<{
    readonly runs: number;
    readonly seed: number;
    readonly mails: number;
    readonly only?: (typeof CAMPAIGN_NAMES)[number];
  }>();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { seed } = values;

type Report = { readonly faults: readonly string[] };
const CAMPAIGNS: readonly (readonly [name: (typeof CAMPAIGN_NAMES)[number], run: () => Promise<Report>])[] = [
  ['random', () => crashCampaign({ runs: values.runs, seed, progress: say })],
  ['steps', () => stepCampaign((steps) => steps, say)],
  ['power', powerCuts],
];

async function powerCuts(): Promise<Report> {
  if (!canTrace()) return { faults: ['strace is not installed, or may not look at processes here'] };
  const recording = await recordServer(values.mails);
  return cutPower(recording, { seed, beforeEachSync: true, byChance: 4 });
}

say(`seed ${seed}`);
for (const [name, run] of CAMPAIGNS) {
  if (values.only !== undefined && values.only !== name) continue;
  const report = await run();
  say(`${name}: ${JSON.stringify(report, (_, value: unknown) => (Array.isArray(value) ? value.slice(0, 50) : value))}`);
  if (report.faults.length > 0) process.exitCode = 1;
}
