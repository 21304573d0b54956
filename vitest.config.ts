import { defineConfig } from 'vitest/config';

// Under an older Node that happens to be installed, native modules crash and tests fail for no reason of ours.
if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(
    `Tests need Node 24, this is ${process.version}. "npm test -- FILE" runs them on the Node of the lock file.`,
  );
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // Processes, not threads: better-sqlite3 is a native module, and a crash must not take other test files with it.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine may need long for what takes a moment.
    expect: { poll: { timeout: 20_000 } },
    reporters: ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html'],
    },
  },
});
