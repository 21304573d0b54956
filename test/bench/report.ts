import { type Figure, figuresTable, isMet, median, spread } from './figures.ts';
import { machineInWords } from './machine.ts';

/** What the parts found, in the order in which they tell it. */
export type Report = {
  tell(measure: string, value: number, unit: string, target?: Figure['target']): void;
  /** The median of these milliseconds, and what lies above it. */
  tellTimes(measure: string, ms: readonly number[]): void;
  /** Something that was not measured, and why. */
  skip(why: string): void;
};

export type Findings = Report & {
  /** What is told from now on belongs to this part. */
  begin(part: string): void;
  /** Sentences about what was not done as the figures claim. */
  blame(faults: readonly string[]): void;
  /** Prints all of it; true where nothing was blamed. Without `json`, figures with faults are not printed at all. */
  print(json: boolean, mails: number): boolean;
};

export const least = (value: number) => ({ at: 'least', value }) as const;
export const most = (value: number) => ({ at: 'most', value }) as const;

export function progress(words: string): void {
  process.stderr.write(`${words}\n`);
}

export function createReport(): Findings {
  const figures: Figure[] = [];
  const faults: string[] = [];
  const skipped: string[] = [];
  const began = performance.now();
  const machine = machineInWords();
  let part = '';
  return {
    begin(next) {
      part = next;
    },
    tell(measure, value, unit, target = null) {
      figures.push({ part, measure, value, unit, target });
    },
    tellTimes(measure, ms) {
      figures.push({ part, measure, value: median(ms), unit: 'ms', target: null, spread: spread(ms) });
    },
    skip(why) {
      skipped.push(why);
      progress(why);
    },
    blame(found) {
      faults.push(...found.map((fault) => `${part}: ${fault}`));
    },
    print(json, mails) {
      const seconds = Math.round((performance.now() - began) / 1000);
      const judged = figures.map((one) => ({ ...one, met: isMet(one) }));
      const text = json
        ? JSON.stringify({ machine, mails, seconds, faults, skipped, figures: judged }, null, 2)
        : [figuresTable(figures), '', ...skipped, `${machine}, ${mails} mails, ${seconds} s. ${PROVED}`].join('\n');
      if (faults.length > 0) progress(`NOT what the figures claim:\n  ${faults.join('\n  ')}`);
      if (faults.length === 0 || json) process.stdout.write(`${text}\n`);
      return faults.length === 0;
    },
  };
}

const PROVED =
  'Every mail of ours had the outcome of its kind, what was to change the roster did and is on record, and every letter left signed.';
