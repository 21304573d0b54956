import { flags, type Part, SIZE } from './flags.ts';
import { measureMixed } from './parts/mixed.ts';
import { measureSigned } from './parts/signed.ts';
import { measureStarts } from './parts/starts.ts';
import { createReport } from './report.ts';

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
process.exitCode = report.print(flags.json, mails) ? 0 : 1;
