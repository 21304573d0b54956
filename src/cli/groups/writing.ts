import { type Command, Option } from 'commander';
import { invite, type InviteOptions } from '../commands/invite.ts';
import { notify, type NotifyOptions } from '../commands/notify.ts';
import { type Shell, withExamples } from './shell.ts';

/** Letters that go out by themselves, by the hand of a person. */
export function addWriting(program: Command, { at, atFresh }: Shell): void {
  const send = program
    .command('notify')
    .description('send the list to everybody on it, as the schedule does')
    .addOption(
      new Option('--kind <kind>', 'monthly, or weekly: only if something changed since the last one')
        .choices(['monthly', 'weekly'])
        .makeOptionMandatory(),
    )
    .option('--at <time>', 'the one that was due last at that time (default: now)')
    .option('--dry-run', 'show how many would get it, and the mail; send nothing')
    .option('--again', 'even if it was sent already')
    .action((options: NotifyOptions) => at((place, out) => notify(place, out, options)));
  withExamples(send, 'notify --kind monthly --dry-run', 'notify --kind weekly --at 2026-03-02T06:00Z');
  const join = program
    .command('invite [tld...]')
    .description('write to the Admin Contacts of ccTLDs that are not on the list; without a ccTLD, to all of them')
    .option('--dry-run', 'show who would be invited, and the first mail; send nothing')
    .addOption(new Option('--list', 'who was invited, when, and what became of it').conflicts('dryRun'))
    .addOption(
      new Option('--decline', 'note that these ccTLDs want no invitation').conflicts(['dryRun', 'list', 'reopen']),
    )
    .addOption(new Option('--reopen', 'note that they do again').conflicts(['dryRun', 'list']))
    .action((labels: readonly string[], options: InviteOptions) =>
      atFresh((place, out) => invite(place, out, labels, options)),
    );
  withExamples(join, 'invite --dry-run', 'invite nl .рф', 'invite --list', 'invite --decline nl');
}
