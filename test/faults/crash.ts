// `npm run crash`: hours of what the tests of this folder do for seconds. Exit status 1 where a promise was broken.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { crashCampaign } from './crash-campaign.ts';
import { cutPower, recordServer } from './power-cut.ts';
import { stepCampaign } from './step-campaign.ts';
import { canTrace } from './system-calls.ts';

const USAGE = `Usage: npm run crash -- [--runs N] [--seed N] [--mails N] [--only random|steps|power]

  --runs N    kill the server N times at random moments (default 300)
  --seed N    choose the same moments as another time (default: other ones each time)
  --mails N   how many mails are taken before the power is cut (default 120)
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    mails: { type: 'string', default: '120' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seed = Number(values.seed);

type Report = { readonly faults: readonly string[] };
const CAMPAIGNS: readonly (readonly [name: string, run: () => Promise<Report>])[] = [
  ['random', () => crashCampaign({ runs: Number(values.runs), seed, progress: say })],
  ['steps', () => stepCampaign((steps) => steps, say)],
  ['power', powerCuts],
];

async function powerCuts(): Promise<Report> {
  if (!canTrace()) return { faults: ['strace is not installed, or may not look at processes here'] };
  const recording = await recordServer(Number(values.mails));
  return cutPower(recording, { seed, beforeEachSync: true, byChance: 4 });
}

if (values.help) {
  say(USAGE);
} else {
  say(`seed ${seed}`);
  for (const [name, run] of CAMPAIGNS) {
    if (values.only !== undefined && values.only !== name) continue;
    const report = await run();
    say(
      `${name}: ${JSON.stringify(report, (_, value: unknown) => (Array.isArray(value) ? value.slice(0, 50) : value))}`,
    );
    if (report.faults.length > 0) process.exitCode = 1;
  }
}
