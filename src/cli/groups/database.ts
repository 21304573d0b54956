import type { Command } from 'commander';
import { backup, restore } from '../commands/backup.ts';
import { erase } from '../commands/erase.ts';
import { givenFile } from '../given-file.ts';
import { givenSettings } from '../given-settings.ts';
import { type Shell, withExamples } from './shell.ts';

export function addDatabase(program: Command, { config, output, at }: Shell): void {
  const save = program
    .command('backup <file>')
    .description('a consistent, verified copy of the database, also while the server runs; overwrites nothing')
    .action((file: string) => backup(output, givenSettings(config()), givenFile(file)));
  withExamples(save, 'backup /backup/tldops-2026-03-01.sqlite');
  const bring = program
    .command('restore <file>')
    .description(
      'verify a backup, then put it in the place of the database, which is kept beside it; stop the server first',
    )
    .action((file: string) => restore(output, givenSettings(config()), givenFile(file)));
  withExamples(bring, 'restore /backup/tldops-2026-03-01.sqlite');
  const forget = program
    .command('erase <address>')
    .description('what names a person who is no contact any more: shows it, and with --apply takes it out for good')
    .option('--apply', 'do it; the chain of the history stays whole')
    .addHelpText(
      'after',
      '\nThe person is found by all addresses, names and phones that ever stood on a roster together with this address.',
    )
    .action((address: string, options: { readonly apply?: boolean }) =>
      at((place, out) => erase(place, out, address, options)),
    );
  withExamples(forget, 'erase john.doe@nic.nl', 'erase john.doe@nic.nl --apply');
}
