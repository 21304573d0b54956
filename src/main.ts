#!/usr/bin/env node
// better-sqlite3 crashes under an older Node, and only Node 24 runs these files as they are.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `tldops needs Node 24; this is ${process.version}. In a checkout use: npm run -s tldops -- COMMAND (after npm ci).\n`,
  );
  process.exit(1);
}
// What Node makes of these files is kept beside the packages, which saves a start a third of its time; threads hear of the
// folder by the environment. Where it cannot be written, every start is a first one.
const { enableCompileCache } = await import('node:module');
process.env['NODE_COMPILE_CACHE'] ??= `${import.meta.dirname}/../node_modules/.cache/tldops`;
enableCompileCache(process.env['NODE_COMPILE_CACHE']);
const { runCommandLine } = await import('./cli/command-line.ts');
const { watchOutput } = await import('./cli/closed-output.ts');
watchOutput();
process.exitCode = await runCommandLine(process.argv.slice(2));
