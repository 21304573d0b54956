import type { Command } from 'commander';
import { failedList, failedReprocess, failedShow } from '../commands/failed.ts';
import { auditList, auditVerify, outboxList, outboxRetry } from '../commands/history.ts';
import { type Shell, withExamples } from './shell.ts';

/** What happened, and the mail that is still on its way or met a bug. */
export function addHistory(program: Command, { at, atFresh }: Shell): void {
  const audit = program
    .command('audit [about]')
    .description('what happened, of all, of one ccTLD or of one reference')
    .addHelpText('after', '\n`audit verify` proves that nothing of it was changed afterwards.')
    .action((about: string | undefined) =>
      at((place, out) => (about === 'verify' ? auditVerify(place, out) : auditList(place, out, about))),
    );
  withExamples(audit, 'audit', 'audit nl', 'audit 2026-000012', 'audit verify');
  const outbox = program.command('outbox').description('mail on its way out');
  const list = outbox
    .command('list')
    .description('what waits to be sent, and why')
    .option('--all', 'sent and given-up mail too')
    .action(({ all }: { all?: boolean }) => at((place, out) => outboxList(place, out, all === true)));
  withExamples(list, 'outbox list', 'outbox list --all');
  const retry = outbox
    .command('retry')
    .description('try everything that waits now')
    .action(() => at(outboxRetry));
  withExamples(retry, 'outbox retry');

  const failed = program.command('failed').description('mail that met a bug; nothing of it is lost');
  const failures = failed
    .command('list')
    .description('all of it')
    .action(() => at(failedList));
  withExamples(failures, 'failed list');
  const show = failed
    .command('show <ref>')
    .description('the bug, and the mail as it came')
    .action((ref: string) => at((place, out) => failedShow(place, out, ref)));
  withExamples(show, 'failed show 2026-000012');
  const reprocess = failed
    .command('reprocess <ref>')
    .description('read it again, after the bug was mended')
    .action((ref: string) => atFresh((place, out) => failedReprocess(place, out, ref)));
  withExamples(reprocess, 'failed reprocess 2026-000012');
}
