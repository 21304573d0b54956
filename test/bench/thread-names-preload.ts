import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isMainThread } from 'node:worker_threads';

// Loaded into every thread of the program before its own code (`--import`): gives it a name that the system shows.
const NAMES: { readonly [entry: string]: string } = {
  'authenticator-worker.ts': 'proof',
  'reader-worker.ts': 'reading',
  'deliverer-worker.ts': 'delivery',
};
const name = NAMES[basename(process.argv[1] ?? '')];
if (!isMainThread && name !== undefined) writeFileSync('/proc/thread-self/comm', name);
