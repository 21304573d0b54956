import { type Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat, rosterExport } from '../commands/roster-export.ts';
import { rosterImport } from '../commands/roster-import.ts';
import { rosterList, rosterShow } from '../commands/roster.ts';
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
        'mailman  one line for each primary address, for `mailman addmembers` or `add_members`',
        '',
        '`roster import` reads json, csv and text again.',
      ].join('\n'),
    )
    .action(({ format }: { format: ExportFormat }) => at((place, out) => rosterExport(place, out, format)));
  withExamples(write, 'roster export --format csv > contacts.csv', 'roster export --format vcard > contacts.vcf');
  const read = roster
    .command('import <file>')
    .description('what a file would change; does it with --apply')
    .option('--apply', 'change the roster')
    .addHelpText(
      'after',
      [
        '',
        'FILE is what `roster list --json` or `roster export` (json, csv or text) printed. The ccTLDs in it become as it says,',
        'all others stay. Nothing is taken of a file with a fault.',
      ].join('\n'),
    )
    .action((file: string, { apply }: { apply?: boolean }) =>
      at((place, out) => rosterImport(place, out, file, apply === true)),
    );
  withExamples(read, 'roster import contacts.csv', 'roster import contacts.csv --apply');
}
