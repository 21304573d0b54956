#!/usr/bin/env node
// better-sqlite3 crashes under an older Node, and only Node 24 runs these files as they are.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `tldops needs Node 24; this is ${process.version}. In a checkout use: npm run -s tldops -- COMMAND (after npm ci).\n`,
  );
  process.exit(1);
}
const { runCommandLine } = await import('./cli/command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
