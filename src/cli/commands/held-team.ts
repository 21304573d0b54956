import { SHELL } from '../../core/plan.ts';
import { assignCase, escalateCase, LONGEST_NOTE, noteOnCase } from '../../review/case-remarks.ts';
import { CommandFailure } from '../exit.ts';
import { referenceOf } from '../given-case.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { onlyAboutMail } from './held-address.ts';
import { faultText, notWaiting, showCase } from './held.ts';

/** `held note REF --text T`: for colleagues; it is sent to nobody. */
export async function heldNote(workplace: Workplace, output: Output, written: string, text: string): Promise<void> {
  const ref = referenceOf(written);
  if (text.trim() === '') throw new CommandFailure(2, 'A note needs words: --text "…"');
  notTooLong('--text', text);
  if (!(await noteOnCase(workplace, ref, text, SHELL))) throw new CommandFailure(1, faultText(ref, 'unknown-case'));
  await showCase(workplace, output, ref, `The note stands in the history of ${ref}.`);
}

/** `held assign REF --to NAME`: who has it; an empty name gives it back. */
export async function heldAssign(workplace: Workplace, output: Output, written: string, to: string): Promise<void> {
  const ref = referenceOf(written);
  const name = to.trim();
  if (!(await assignCase(workplace, ref, name, SHELL))) throw notWaiting(ref);
  await showCase(workplace, output, ref, name === '' ? `Nobody has ${ref} now.` : `${name} has ${ref} now.`);
}

/** `held escalate REF --question T`: to the Standing Committee, whose answer comes back as a note. */
export async function heldEscalate(
  workplace: Workplace,
  output: Output,
  written: string,
  question: string,
): Promise<void> {
  const ref = referenceOf(written);
  notTooLong('--question', question);
  await onlyAboutMail(workplace, ref);
  const { standingCommittee } = workplace.settings;
  if (standingCommittee === null) {
    throw new CommandFailure(1, 'Nobody can be asked: set standing_committee in the settings to its address.');
  }
  if (!(await escalateCase(workplace, ref, question, SHELL))) throw notWaiting(ref);
  await showCase(
    workplace,
    output,
    ref,
    `${standingCommittee} is asked about ${ref}; the answer comes back as a note.`,
  );
}

function notTooLong(option: string, text: string): void {
  if (text.trim().length > LONGEST_NOTE)
    throw new CommandFailure(2, `${option} is longer than ${LONGEST_NOTE} characters.`);
}
