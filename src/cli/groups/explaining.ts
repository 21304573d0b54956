import type { Command } from 'commander';
import { explainFile } from '../commands/explain.ts';
import { type GivenEnvelope, givenEnvelope } from '../given-envelope.ts';
import { type Shell, withExamples } from './shell.ts';

export function addExplain(program: Command, { atForeseen }: Shell): void {
  const explain = withEnvelope(
    program
      .command('explain <file>')
      .description('what would happen to a mail saved as FILE.eml, and why; changes nothing'),
    atForeseen,
  );
  withExamples(
    explain,
    'explain mail.eml',
    'explain mail.eml --ip 192.0.2.25 --helo mx.nic.example --mail-from admin@nic.example',
  );
}

/** What a file does not say of the mail in it. */
export function withEnvelope(command: Command, atForeseen: Shell['atForeseen']): Command {
  return command
    .option('--ip <address>', 'address of the server that delivered it, for SPF')
    .option('--helo <name>', 'what that server called itself')
    .option('--mail-from <address>', 'envelope sender; "" or "<>" where there was none')
    .action((file: string, written: GivenEnvelope) => {
      const envelope = givenEnvelope(written);
      return atForeseen((place, out) => explainFile(place, out, file, envelope));
    });
}
