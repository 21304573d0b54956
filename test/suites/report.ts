/** What one case of a suite came to. */
export type CaseResult = {
  readonly name: string;
  readonly result: 'as-expected' | 'known-deviation' | 'deviation' | 'not-applicable';
  /** What was expected and what was seen; for `not-applicable`, why. */
  readonly words: string;
};

export type SuiteReport = {
  readonly suite: string;
  readonly cases: readonly CaseResult[];
  readonly notes: readonly string[];
};

/** One line of figures, then every case that was not as expected. */
export function printed({ suite, cases, notes }: SuiteReport): string {
  const count = (result: CaseResult['result']): number => cases.filter((one) => one.result === result).length;
  const figures = `${suite}: ${cases.length} cases, ${count('as-expected')} as expected, ${count('known-deviation')} known deviations, ${count('deviation')} other deviations, ${count('not-applicable')} not applicable`;
  const rest = cases
    .filter(({ result }) => result !== 'as-expected')
    .map(({ name, result, words }) => `  ${result} ${name}: ${words}`);
  return [figures, ...notes.map((note) => `  ${note}`), ...rest].join('\n');
}
