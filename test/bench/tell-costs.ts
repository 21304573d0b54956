import { median } from './figures.ts';
import { most, type Report } from './report.ts';
import type { Flood } from './serving.ts';
import { STAGES } from './threads.ts';

/** Processor time of a mail, its letters included, and where it went; how long nothing else was looked at. */
export function tellCosts(report: Report, floods: readonly Flood[], mails: number): void {
  report.tell('  processor time of a mail, its letters included', median(floods.map(({ cpuMs }) => cpuMs)), 'ms');
  for (const stage of STAGES) {
    const used = floods.map(({ cpuByStage }) => cpuByStage[stage] / mails);
    report.tell(`    ${stage}`, median(used), 'ms');
  }
  report.tell(
    '  longest delay of the event loop',
    Math.max(...floods.map((one) => one.longestPauseMs)),
    'ms',
    most(200),
  );
}
