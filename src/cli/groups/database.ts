import type { Command } from 'commander';
import { backup, restore } from '../commands/backup.ts';
import { givenSettings } from '../given-settings.ts';
import { type Shell, withExamples } from './shell.ts';

export function addDatabase(program: Command, { config, output }: Shell): void {
  const save = program
    .command('backup <file>')
    .description('a consistent, verified copy of the database, also while the server runs; overwrites nothing')
    .action((file: string) => backup(output(), givenSettings(config()), file));
  withExamples(save, 'backup /backup/tldops-2026-03-01.sqlite');
  const bring = program
    .command('restore <file>')
    .description(
      'verify a backup, then put it in the place of the database, which is kept beside it; stop the server first',
    )
    .action((file: string) => restore(output(), givenSettings(config()), file));
  withExamples(bring, 'restore /backup/tldops-2026-03-01.sqlite');
}
