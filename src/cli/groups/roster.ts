import { type Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat, rosterExport } from '../commands/roster-export.ts';
import { rosterDiff } from '../commands/roster-diff.ts';
import { rosterImport } from '../commands/roster-import.ts';
import { rosterList, rosterShow } from '../commands/roster.ts';
import { rosterUnreachable } from '../commands/unreachable.ts';
import { type Shell, withExamples } from './shell.ts';

export function addRoster(program: Command, { at }: Shell): void {
  const roster = program.command('roster').description('the contacts of the ccTLDs');
  const list = roster
    .command('list')
    .description('all contacts')
    .action(() => at(rosterList));
  withExamples(list, 'roster list', 'roster list --json');
  const show = roster
    .command('show <tld>')
    .description('the contacts of one ccTLD')
    .action((tld: string) => at((place, out) => rosterShow(place, out, tld)));
  withExamples(show, 'roster show nl', 'roster show .рф');
  const write = roster
    .command('export')
    .description('all contacts for use elsewhere, on stdout')
    .addOption(
      new Option('--format <format>', 'of what is printed; with --json too, as {"format","text"}')
        .choices(EXPORT_FORMATS)
        .default('json'),
    )
    .addHelpText(
      'after',
      [
        '',
        'text     one line for each contact as TLD-OPS has always published it, by region and ccTLD, to read offline',
        'csv      a table for spreadsheets (RFC 4180, UTF-8); phones as tel:+31612345678, so that they are no formula',
        'vcard    cards for address books (vCard 4.0)',
        'json     the same as `roster list --json`',
        'mailman  a line for each person, the entry packed into the name: `mailman syncmembers - LIST` and `sync_members -f`',
        '         make the list follow this roster (see `roster diff`)',
        '',
        '`roster import` reads json, csv, text and mailman again.',
      ].join('\n'),
    )
    .action(({ format }: { format: ExportFormat }) => at((place, out) => rosterExport(place, out, format)));
  withExamples(write, 'roster export --format csv > contacts.csv', 'roster export --format vcard > contacts.vcf');
  const diff = roster
    .command('diff <file>')
    .description('what the members of a mailing list lack, have too much, or are called otherwise than here')
    .addHelpText(
      'after',
      [
        '',
        'FILE is what `mailman members LIST` (Mailman 3) or `list_members -f LIST` (Mailman 2) prints. + is to be added to the list,',
        '- to be removed, ~ to be renamed. Nothing is changed.',
      ].join('\n'),
    )
    .action((file: string) => at((place, out) => rosterDiff(place, out, file)));
  withExamples(diff, 'roster diff members.txt', 'roster diff members.txt --json');
  const unreachable = roster
    .command('unreachable')
    .description('addresses that do not work: the others were asked, and nobody has told us another one yet')
    .option('--works <address>', 'a person found out that this one works after all')
    .action(({ works }: { works?: string }) => at((place, out) => rosterUnreachable(place, out, works)));
  withExamples(unreachable, 'roster unreachable', 'roster unreachable --works john.doe@nic.nl');
  const read = roster
    .command('import <file>')
    .description('what a file would change; does it with --apply')
    .option('--apply', 'change the roster')
    .addHelpText(
      'after',
      [
        '',
        'FILE is what `roster list --json` or `roster export` (json, csv, text or mailman) printed, or the members of a mailing list',
        'with packed names, as `mailman members LIST` (Mailman 3), `list_members -f LIST` or the mail command `who` (Mailman 2) print:',
        '  "John Doe, #1, .nl, +31 6 12345678" <john.doe@nic.nl>',
        'Two members of the same name, rank, ccTLD and phone are one person with a second address. The ccTLDs in the file become as',
        'it says, all others stay. Nothing is taken of a file with a fault; of the members of a mailing list, only the ccTLDs with',
        'a fault or a doubt stay as they are. Each is told with its place and reason (exit status 1).',
      ].join('\n'),
    )
    .action((file: string, { apply }: { apply?: boolean }) =>
      at((place, out) => rosterImport(place, out, file, apply === true)),
    );
  withExamples(read, 'roster import contacts.csv', 'roster import contacts.csv --apply');
}
