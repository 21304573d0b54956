import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { userAdd, userDisable, userList, type WantedUser } from '../commands/user.ts';
import { CommandFailure } from '../exit.ts';
import { type Shell, withExamples } from './shell.ts';

export function addUser(program: Command, { at }: Shell): void {
  const user = program.command('user').description('people who may sign in to the desk');
  const add = user
    .command('add')
    .description('let a person sign in; prints the secret for this person’s authenticator')
    .requiredOption('--email <address>', 'of the person')
    .requiredOption('--name <name>', 'as others see it')
    .requiredOption('--role <role>', 'reviewer: decides · reader: only looks')
    .option('--password-stdin', 'the password is read from stdin, up to its first line end')
    .action(async ({ passwordStdin, ...wanted }: WantedUser & { passwordStdin?: boolean }) => {
      if (passwordStdin !== true) {
        throw new CommandFailure(
          2,
          'Give the password on stdin, with --password-stdin: on the command line others could see it.',
        );
      }
      const [password = ''] = (await text(process.stdin)).split(/\r?\n/u);
      await at((place, out) => userAdd(place, out, wanted, password));
    });
  withExamples(
    add,
    'user add --email kim@tld-ops.example --name "Kim Secretary" --role reviewer --password-stdin < password.txt',
  );
  const list = user
    .command('list')
    .description('who may sign in, and who no longer may')
    .action(() => at(userList));
  withExamples(list, 'user list');
  const disable = user
    .command('disable <email>')
    .description('sign a person out everywhere, for good; `user add` lets the person in again')
    .action((email: string) => at((place, out) => userDisable(place, out, email)));
  withExamples(disable, 'user disable kim@tld-ops.example');
}
