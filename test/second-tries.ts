import type { Reporter, TestCase } from 'vitest/node';

/** Tells of every test that passed only when it was tried again, and why it failed before: it is to be mended. */
export default class SecondTries implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    const why = test.result().errors?.map(({ message }) => message.split('\n', 1).join('')) ?? [];
    process.stdout.write(`second try: ${test.module.relativeModuleId} > ${test.fullName}: ${why.join('; ')}\n`);
  }
}
