import { flags, type Part, SIZE } from './flags.ts';
import { compareListServers } from './parts/list-servers.ts';
import { measureMixed } from './parts/mixed.ts';
import { measurePauses } from './parts/pauses.ts';
import { measureSigned } from './parts/signed.ts';
import { measureSlowDisk } from './parts/slow-disk.ts';
import { measureStarts } from './parts/starts.ts';
import { createReport } from './report.ts';
import { SYNC_MS } from './slow-disk.ts';

const report = createReport();
let mails = 0;

/** Each part proves its own work; what it could not prove makes the whole run worthless. */
async function measure(
  part: Part,
  title: string,
  work: () => Promise<{ readonly mails: number; readonly faults: readonly string[] } | void>,
): Promise<void> {
  if (!flags.parts.has(part)) return;
  report.begin(title);
  const done = await work();
  if (done === undefined) return;
  mails += done.mails;
  report.blame(done.faults);
}

await measure('starts', 'Starts', () => measureStarts(report));
await measure('signed', 'Signed SUBSCRIBE mails', () => measureSigned(report));
await measure('mixed', `Mixed traffic, ${SIZE.contacts} contacts`, () => measureMixed(report));
await measure('pauses', 'Pauses of the event loop', () => measurePauses(report));
await measure('slow-disk', `Signed SUBSCRIBE mails, ${SYNC_MS} ms more for each sync`, () => measureSlowDisk(report));
await measure('list-servers', 'Other list servers, 10 connections', () => compareListServers(report));
process.exitCode = report.print(flags.json, mails) ? 0 : 1;
