import { loadVocabularyWords } from '../../config/vocabulary-words.ts';
import { dotted } from '../../core/cctld.ts';
import type { Confirmer, HeldCase } from '../../core/held-case.ts';
import type { House } from '../../plan/house.ts';
import { changeBlocks, listsAfter } from '../../replies/change-lines.ts';
import { momentInUtc } from '../../replies/plain-words.ts';
import { type CaseView, caseView } from '../../review/case-view.ts';
import { CommandFailure } from '../exit.ts';
import { linesAsRead } from '../lines-as-read.ts';
import type { Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import type { Workplace } from '../workplace.ts';
import { heldJson, referenceOf } from './held.ts';

/** `held show REF`: everything that is needed to decide, as the world is now. */
export async function heldShow(workplace: Workplace, output: Output, written: string): Promise<void> {
  const { house, store, settings } = workplace;
  const ref = referenceOf(written);
  const view = await caseView(workplace, await loadVocabularyWords(settings.rulesDir), ref);
  const mail = await store.storedMail(ref);
  if (view === null || mail === null) {
    const why =
      (await store.heldCase(ref)) === null
        ? `There is no case ${ref}. See: tldops held list`
        : `The mail of ${ref} was removed (mails-kept-for in rules/limits.yaml, or tldops erase). What was decided: tldops audit ${ref}`;
    throw new CommandFailure(1, why);
  }
  const { held, message, digest, changes } = view;
  const json = {
    ...heldJson(held),
    digest,
    subject: message.subject,
    text: message.reading.text,
    evidence: message.authentication.evidence,
    changes: held.state === 'open' ? changes : [],
    confirmers: held.confirmers.map(({ address, party, confirmedAt }) => ({ address, party, confirmedAt })),
  };
  const lines = linesAsRead(message.subject, message.reading.text, mail.request);
  output.result(json, caseText(house, view, lines));
}

function caseText(house: House, view: CaseView, lines: readonly string[]): string {
  const { held, message, reasons } = view;
  const { author, authentication } = message;
  const tlds = held.tlds.map((tld) => dotted(house.book.table, tld)).join(', ');
  return [
    `Case ${held.ref}: ${stateText(held)}`,
    '',
    `From:      ${author.displayName === '' ? '' : `${author.displayName} `}<${author.address}>`,
    `About:     ${tlds === '' ? 'no ccTLD' : tlds}`,
    `Received:  ${momentInUtc(held.receivedAt)}`,
    ...section(held.state === 'open' ? 'Why it waits' : 'Why it waited', reasons.flatMap(reasonLines)),
    ...section('Whose word is needed', held.confirmers.flatMap(confirmerLines)),
    ...section(
      `How sure it is who wrote it: ${authentication.proof}`,
      authentication.evidence.flatMap(({ words }) => paragraph(words, '  - ')),
    ),
    ...section('The mail, line by line', lines),
    ...(held.state === 'open' ? findings(house, view) : []),
  ].join('\n');
}

/** What is wrong, doubtful and would change now; of no use once it is decided. */
function findings({ texts, book }: House, { held, faults, doubts, changes, digest }: CaseView): readonly string[] {
  const changed = [changeBlocks(texts, book.table, changes), listsAfter(texts, book.table, changes)].filter(Boolean);
  // The roster changed since: a plain approval would be for what was shown then.
  const named = digest === held.changeDigest ? '' : ` --digest ${digest}`;
  return [
    ...section(
      'What is wrong with it',
      faults.flatMap((line) => paragraph(line, '  - ')),
    ),
    ...section(
      'Where the reading is not beyond doubt',
      doubts.flatMap((line) => paragraph(line, '  - ')),
    ),
    ...section(
      'What would change',
      changed.length === 0 ? ['  Nothing.'] : changed.flatMap((block) => block.split('\n').map((line) => `  ${line}`)),
    ),
    '',
    `To decide: tldops held approve ${held.ref}${named}`,
    '           or ask-admin, discard, refuse --reason "…"',
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function stateText({ state, kind, closedAt }: HeldCase): string {
  if (state !== 'open') return closedAt === null ? state : `${state} on ${momentInUtc(closedAt)}`;
  return kind === 'confirm' ? 'waits for a confirmation' : 'waits for the Secretariat';
}

function reasonLines({ id, title, why }: CaseView['reasons'][number]): readonly string[] {
  return paragraph(why === '' ? title : `${title}. ${why} (rule ${id})`, '  - ');
}

function confirmerLines({ address, askedAt, confirmedAt }: Confirmer): readonly string[] {
  const said = confirmedAt === null ? 'no answer yet' : `confirmed on ${momentInUtc(confirmedAt)}`;
  return paragraph(`${address}: asked on ${momentInUtc(askedAt)}, ${said}`, '  - ');
}
