import { loadVocabularyWords } from '../../config/vocabulary-words.ts';
import { hasLostLetters } from '../../core/lost-letters.ts';
import type { Digest } from '../../core/message.ts';
import { SHELL } from '../../core/plan.ts';
import { changeBlocks, listsAfter } from '../../replies/change-lines.ts';
import { type CaseView, caseView } from '../../review/case-view.ts';
import { reviewCase } from '../../review/review-case.ts';
import { CommandFailure } from '../exit.ts';
import { referenceOf } from '../given-case.ts';
import { givenText } from '../given-file.ts';
import type { Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import type { Workplace } from '../workplace.ts';
import { onlyAboutMail } from './held-address.ts';
import { approvalJson } from './held-show.ts';
import { faultText, showCase } from './held.ts';

export type Correction = {
  /** `-`: stdin. */
  readonly file: string;
  readonly apply: boolean;
  /** Of the change that was shown before; null: it is done as it is now. */
  readonly digest: Digest | null;
  readonly version: number | null;
};

const MOST_CHARACTERS = 8000;

/** `held correct REF --file FILE`: shows what the request would do as it is written there and, with `--apply`, approves that. */
export async function heldCorrect(
  workplace: Workplace,
  output: Output,
  written: string,
  { file, apply, digest, version }: Correction,
): Promise<void> {
  const ref = referenceOf(written);
  await onlyAboutMail(workplace, ref);
  const block = await blockIn(file);
  const view = await caseView(workplace, await loadVocabularyWords(workplace.settings.rulesDir), ref, block);
  if (view === null) throw new CommandFailure(1, faultText(ref, 'unknown-case'));
  const { approval, faults } = view;
  if (!approval.ok) {
    const canBeMended = approval.fault === 'policy-refuses' && faults.length > 0;
    const why = canBeMended
      ? `As it is written there, ${ref} cannot be approved. Nothing was changed. What to correct:`
      : faultText(ref, approval.fault);
    throw new CommandFailure(1, [why, ...faults.map((fault) => `- ${fault}`)].join('\n'), {
      faults: faults.map((message) => ({ message })),
    });
  }
  if (!apply) return output.result(correctionJson(view), correctionText(workplace, view, file));
  const shown = digest ?? view.digest;
  const seen = { version, digest: shown };
  const reviewed = await reviewCase(workplace, ref, { word: 'approve', shown, block }, SHELL, seen);
  if (!reviewed.ok) throw new CommandFailure(1, faultText(ref, reviewed.fault));
  await showCase(workplace, output, ref, `${ref} approved and applied as corrected.`);
}

async function blockIn(file: string): Promise<string> {
  const block = (await givenText(file, true)).trim();
  if (block === '') throw new CommandFailure(2, 'The request is empty; `tldops held show REF` proposes one.');
  if (hasLostLetters(block)) {
    throw new CommandFailure(2, 'Letters of the request are lost: it is not in UTF-8. Save it as UTF-8.');
  }
  if (block.length > MOST_CHARACTERS) {
    throw new CommandFailure(2, `The request is longer than ${MOST_CHARACTERS} characters.`);
  }
  return block;
}

function correctionJson({ held, digest, block, changes, faults, doubts, approval }: CaseView): object {
  const { ref, version } = held;
  return { ref, version, digest, block, changes, faults, doubts, approval: approvalJson(approval) };
}

function correctionText({ house: { texts, book } }: Workplace, view: CaseView, file: string): string {
  const { held, changes, doubts, digest } = view;
  return [
    'As it is written there, it would change this:',
    '',
    changeBlocks(texts, book.table, changes),
    listsAfter(texts, book.table, changes),
    ...doubts.flatMap((doubt) => paragraph(doubt, '  - ')),
    '',
    `To approve it: tldops held correct ${held.ref} --file ${file} --apply --digest ${digest}`,
  ].join('\n');
}
