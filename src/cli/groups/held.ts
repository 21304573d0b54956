import type { Command } from 'commander';
import { heldShow } from '../commands/held-show.ts';
import { heldCorrect } from '../commands/held-correct.ts';
import { heldKeepFrozen, heldRestore } from '../commands/held-dispute.ts';
import { heldAssign, heldEscalate, heldNote } from '../commands/held-team.ts';
import { heldDecide, heldList, heldUndo } from '../commands/held.ts';
import { digestOf, revisionOf, versionOf } from '../given-case.ts';
import { type Shell, withExamples } from './shell.ts';

type Seen = { readonly ifVersion?: string };
const IF_VERSION = ['--if-version <n>', 'only while the case is as `held show --json` showed it'] as const;

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
    .option(...IF_VERSION)
    .action((ref: string, { digest, ifVersion }: Seen & { digest?: string }) =>
      atFresh((place, out) =>
        heldDecide(place, out, ref, { word: 'approve', shown: digestOf(digest) }, versionOf(ifVersion)),
      ),
    );
  withExamples(approve, 'held approve 2026-000012');
  const correct = held
    .command('correct <ref>')
    .description('approve it as you write it: shows what that would change, and does it with --apply')
    .requiredOption('--file <file>', 'the request, as its sender would write it in a mail; - for stdin')
    .option('--apply', 'approve it')
    .option('--digest <digest>', 'with --apply: only if it is still the change that was shown')
    .option(...IF_VERSION)
    .action(
      (ref: string, { file, apply, digest, ifVersion }: Seen & { file: string; apply?: boolean; digest?: string }) =>
        atFresh((place, out) =>
          heldCorrect(place, out, ref, {
            file,
            apply: apply === true,
            digest: digestOf(digest),
            version: versionOf(ifVersion),
          }),
        ),
    );
  withExamples(
    correct,
    'held correct 2026-000012 --file request.txt',
    'held correct 2026-000012 --file request.txt --apply',
  );
  const refuse = held
    .command('refuse <ref>')
    .description('say no, and tell the sender why')
    .requiredOption('--reason <text>', 'in words that the sender can act on')
    .option(...IF_VERSION)
    .action((ref: string, { reason, ifVersion }: Seen & { reason: string }) =>
      at((place, out) => heldDecide(place, out, ref, { word: 'refuse', reason }, versionOf(ifVersion))),
    );
  withExamples(refuse, 'held refuse 2026-000012 --reason "Please name a person, not a team."');
  const askAdmin = held
    .command('ask-admin <ref>')
    .description('ask the Admin Contact to confirm')
    .option(...IF_VERSION)
    .action((ref: string, { ifVersion }: Seen) =>
      atFresh((place, out) => heldDecide(place, out, ref, { word: 'ask-admin' }, versionOf(ifVersion))),
    );
  withExamples(askAdmin, 'held ask-admin 2026-000012');
  const discard = held
    .command('discard <ref>')
    .description('close it without a word to the sender')
    .option(...IF_VERSION)
    .action((ref: string, { ifVersion }: Seen) =>
      at((place, out) => heldDecide(place, out, ref, { word: 'discard' }, versionOf(ifVersion))),
    );
  withExamples(discard, 'held discard 2026-000012');
  const restore = held
    .command('restore <ref>')
    .description('agree with a dispute, and put the list back as it was before the disputed change')
    .option('--tld <tld>', 'of the change, where it could be about several')
    .option('--revision <n>', 'to which the change led, where it could be about several')
    .option('--digest <digest>', 'only if it is still what `held show --json` showed')
    .action((ref: string, { tld, revision, digest }: { tld?: string; revision?: string; digest?: string }) =>
      atFresh((place, out) =>
        heldRestore(place, out, ref, { tld: tld ?? null, revision: revisionOf(revision), digest: digestOf(digest) }),
      ),
    );
  withExamples(restore, 'held restore 2026-000012', 'held restore 2026-000012 --tld nl --revision 4');
  const keepFrozen = held
    .command('keep-frozen <ref>')
    .description('keep the list of a dispute as it is until the dispute is decided')
    .action((ref: string) => at((place, out) => heldKeepFrozen(place, out, ref)));
  withExamples(keepFrozen, 'held keep-frozen 2026-000012');
  const escalate = held
    .command('escalate <ref>')
    .description('ask the Standing Committee; its answer comes back as a note')
    .option('--question <text>', 'what you want to know', '')
    .action((ref: string, { question }: { question: string }) =>
      at((place, out) => heldEscalate(place, out, ref, question)),
    );
  withExamples(escalate, 'held escalate 2026-000012 --question "Is this the new manager?"');
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
