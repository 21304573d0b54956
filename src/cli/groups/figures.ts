import { type Command, Option } from 'commander';
import {
  REPORT_FORMATS,
  report,
  type ReportOptions,
  STATS_FORMATS,
  stats,
  type StatsOptions,
} from '../commands/stats.ts';
import { type Shell, withExamples } from './shell.ts';

const SINCE = 'what changed since then; a date begins at 00:00 UTC';
const AT = 'as it was then; a date means its end in UTC. Regions and ccTLDs are those of cctlds.csv today';

export function addFigures(program: Command, { at }: Shell): void {
  const figures = program
    .command('stats')
    .description('membership by region, ASCII and IDN, and who is missing')
    .addOption(new Option('--format <format>', 'of what is printed').choices(STATS_FORMATS).default('table'))
    .option('--since <date>', SINCE)
    .option('--at <date>', AT)
    .action((options: StatsOptions) => at((place, out) => stats(place, out, options)));
  withExamples(figures, 'stats', 'stats --since 2026-06-01', 'stats --at 2026-06-01 --json', 'stats --format csv');
  const update = program
    .command('report')
    .description('an update about the membership for a meeting, on stdout')
    .addOption(new Option('--format <format>', 'of what is printed').choices(REPORT_FORMATS).default('markdown'))
    .option('--since <date>', SINCE)
    .option('--at <date>', AT)
    .action((options: ReportOptions) => at((place, out) => report(place, out, options)));
  withExamples(update, 'report --since 2026-06-01', 'report --since 2026-06-01 --format html > update.html');
}
