import type { Command } from 'commander';
import { heldShow } from '../commands/held-show.ts';
import { digestOf, heldAssign, heldDecide, heldList, heldNote, heldUndo } from '../commands/held.ts';
import { type Shell, withExamples } from './shell.ts';

export function addHeld(program: Command, { at, atFresh }: Shell): void {
  const held = program.command('held').description('mail that waits for a decision');
  const list = held
    .command('list')
    .description('what waits, for the Secretariat or for a confirmation')
    .option('--all', 'decided cases too')
    .action(({ all }: { all?: boolean }) => at((place, out) => heldList(place, out, all === true)));
  withExamples(list, 'held list', 'held list --all');
  const show = held
    .command('show <ref>')
    .description('why it waits, and what would change')
    .action((ref: string) => atFresh((place, out) => heldShow(place, out, ref)));
  withExamples(show, 'held show 2026-000012');
  const approve = held
    .command('approve <ref>')
    .description('say yes: it is judged again with your approval, and done')
    .option('--digest <digest>', 'of the change that `held show` showed, where the roster changed since the mail came')
    .action((ref: string, { digest }: { digest?: string }) =>
      atFresh((place, out) => heldDecide(place, out, ref, { word: 'approve', shown: digestOf(digest) })),
    );
  withExamples(approve, 'held approve 2026-000012');
  const refuse = held
    .command('refuse <ref>')
    .description('say no, and tell the sender why')
    .requiredOption('--reason <text>', 'in words that the sender can act on')
    .action((ref: string, { reason }: { reason: string }) =>
      at((place, out) => heldDecide(place, out, ref, { word: 'refuse', reason })),
    );
  withExamples(refuse, 'held refuse 2026-000012 --reason "Please name a person, not a team."');
  const askAdmin = held
    .command('ask-admin <ref>')
    .description('ask the Admin Contact to confirm')
    .action((ref: string) => atFresh((place, out) => heldDecide(place, out, ref, { word: 'ask-admin' })));
  withExamples(askAdmin, 'held ask-admin 2026-000012');
  const discard = held
    .command('discard <ref>')
    .description('close it without a word to the sender')
    .action((ref: string) => at((place, out) => heldDecide(place, out, ref, { word: 'discard' })));
  withExamples(discard, 'held discard 2026-000012');
  const undo = held
    .command('undo <ref>')
    .description('take an approval back within a day, if nothing changed the roster since')
    .action((ref: string) => at((place, out) => heldUndo(place, out, ref)));
  withExamples(undo, 'held undo 2026-000012');
  const assign = held
    .command('assign <ref>')
    .description('say who has it, so that colleagues look at another one')
    .requiredOption('--to <name>', 'of the person; "" gives it back')
    .action((ref: string, { to }: { to: string }) => at((place, out) => heldAssign(place, out, ref, to)));
  withExamples(assign, 'held assign 2026-000012 --to "Kim Secretary"');
  const note = held
    .command('note <ref>')
    .description('write a note for colleagues; it is sent to nobody')
    .requiredOption('--text <text>', 'what they should know')
    .action((ref: string, { text }: { text: string }) => at((place, out) => heldNote(place, out, ref, text)));
  withExamples(note, 'held note 2026-000012 --text "Phoned the registry on 3 March; it is right."');
}
