import { loadVocabularyWords } from '../../config/vocabulary-words.ts';
import { dotted } from '../../core/cctld.ts';
import type { Confirmer, HeldCase } from '../../core/held-case.ts';
import type { House } from '../../plan/house.ts';
import { changeBlocks, listsAfter } from '../../replies/change-lines.ts';
import { momentInUtc } from '../../replies/plain-words.ts';
import { addressCaseView } from '../../review/address-case.ts';
import { type CaseView, caseView } from '../../review/case-view.ts';
import { type DisputedChange, disputedChanges } from '../../review/dispute.ts';
import { CommandFailure } from '../exit.ts';
import { referenceOf } from '../given-case.ts';
import { linesAsRead } from '../lines-as-read.ts';
import type { Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import type { Workplace } from '../workplace.ts';
import { restoreFaultText } from './held-dispute.ts';
import { showAddressCase } from './held-address.ts';
import { heldJson } from './held.ts';

/** `held show REF`: everything that is needed to decide, as the world is now. */
export async function heldShow(workplace: Workplace, output: Output, written: string): Promise<void> {
  const { house, store, settings } = workplace;
  const ref = referenceOf(written);
  const ofAddress = await addressCaseView(workplace, ref);
  if (ofAddress !== null) return showAddressCase(house, output, ofAddress);
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
  const disputed = held.state === 'open' ? await disputedChanges(workplace, ref) : [];
  const json = {
    ...heldJson(held),
    digest,
    subject: message.subject,
    text: message.reading.text,
    evidence: message.authentication.evidence,
    changes: held.state === 'open' ? changes : [],
    block: view.blockEndorsed ?? view.block,
    ...(view.spokenAgainst === null ? {} : { spokenAgainst: view.spokenAgainst }),
    reviewers: view.gravity.reviewers,
    endorsers: view.endorsers,
    decisions: view.open,
    approval: approvalJson(view.approval),
    ...(disputed.length === 0 ? {} : { disputed: disputed.map(disputedJson) }),
    confirmers: held.confirmers.map(({ address, party, confirmedAt }) => ({ address, party, confirmedAt })),
  };
  const lines = linesAsRead(message.subject, message.reading.text, mail.request);
  output.result(json, caseText(house, view, lines, disputed));
}

function caseText(house: House, view: CaseView, lines: readonly string[], disputed: readonly DisputedChange[]): string {
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
    ...(held.state === 'open' ? [...findings(house, view), ...disputes(house, held, disputed), ...ways(view)] : []),
  ].join('\n');
}

/** What is wrong, doubtful and would change now; of no use once it is decided. */
function findings({ texts, book }: House, { faults, doubts, changes }: CaseView): readonly string[] {
  const changed = [changeBlocks(texts, book.table, changes), listsAfter(texts, book.table, changes)].filter(Boolean);
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
  ];
}

/** What a dispute is or may be about, and how that is taken back. */
function disputes({ texts, book }: House, { ref }: HeldCase, disputed: readonly DisputedChange[]): readonly string[] {
  return section(
    disputed.some(({ isNamed }) => isNamed) ? 'What it disagrees with' : 'What it may disagree with',
    disputed.flatMap(({ version, restore }) => [
      `  ${version.ref}, ${momentInUtc(version.at)}, .${version.tld}, revision ${version.revision}:`,
      ...changeBlocks(texts, book.table, [version])
        .split('\n')
        .map((line) => `  ${line}`),
      ...(restore.ok
        ? [`  To put it back: tldops held restore ${ref} --tld ${version.tld} --revision ${version.revision}`]
        : paragraph(`It cannot be put back. ${restoreFaultText(ref, restore.fault)}`, '  ')),
    ]),
  );
}

/** Only what can be done. */
function ways({ held, digest, open, gravity, block, blockEndorsed, spokenAgainst }: CaseView): readonly string[] {
  const request = blockEndorsed ?? block;
  const { ref } = held;
  const isDispute = held.commands.includes('DISPUTE');
  // The roster changed since: a plain approval would be for what was shown then.
  const named = digest === held.changeDigest ? '' : ` --digest ${digest}`;
  const lines = [
    ...(open.approve ? [`held approve ${ref}${named}`] : []),
    `held correct ${ref} --file FILE`,
    ...(isDispute ? [`held keep-frozen ${ref}`] : []),
    ...(open.ask ? [`held ask-admin ${ref}`] : []),
    `held refuse ${ref} --reason "…"`,
    `held discard ${ref}`,
  ];
  return [
    ...section(
      'What it may mean, as a request that you can correct',
      open.approve || request === '' ? [] : request.split('\n').map((line) => `  ${line}`),
    ),
    ...(spokenAgainst === null
      ? []
      : section(
          'No request is proposed, for this speaks against a change, only asks, or is too long to be read whole:',
          paragraph(`line ${spokenAgainst.line}: ${spokenAgainst.text}`, '  '),
        )),
    ...(gravity.reviewers > 1
      ? ['', `At the desk, ${gravity.reviewers} reviewers have to approve it; the shell is not bound by that.`]
      : []),
    '',
    'To decide:',
    ...lines.map((line) => `  tldops ${line}`),
  ];
}

/** What an approval would send, or why it cannot be. */
export function approvalJson(approval: CaseView['approval']): object {
  return approval.ok
    ? { possible: true, mails: approval.outgoing.map(({ to, subject, text }) => ({ to, subject, text })) }
    : { possible: false, fault: approval.fault };
}

function disputedJson({ version, isNamed, restore }: DisputedChange): object {
  const { tld, revision, ref, at, before, after } = version;
  const back = restore.ok ? { possible: true, digest: restore.digest } : { possible: false, fault: restore.fault };
  return { tld, revision, ref, at, named: isNamed, before, after, restore: back };
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
