import { dotted } from '../../core/cctld.ts';
import type { Confirmer, HeldCase } from '../../core/held-case.ts';
import { AS_SENT } from '../../core/standing.ts';
import type { StoredMail } from '../../core/world.ts';
import { changeDigest } from '../../plan/change-digest.ts';
import type { House } from '../../plan/house.ts';
import { changeBlocks, listsAfter } from '../../replies/change-lines.ts';
import { doubtSentences, faultSentences } from '../../replies/findings.ts';
import { momentInUtc } from '../../replies/plain-words.ts';
import { judgedAgain } from '../../plan/judged-again.ts';
import type { Judgement } from '../../rules/judge.ts';
import { CommandFailure } from '../exit.ts';
import { linesAsRead } from '../lines-as-read.ts';
import type { Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import type { Workplace } from '../workplace.ts';
import { heldJson, referenceOf } from './held.ts';

/** `held show REF`: everything that is needed to decide, as the world is now. */
export async function heldShow(workplace: Workplace, output: Output, written: string): Promise<void> {
  const { store, house, clock } = workplace;
  const ref = referenceOf(written);
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  if (held === null || mail === null) throw new CommandFailure(1, `There is no case ${ref}. See: tldops held list`);
  const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, clock());
  const judgement = judgedAgain(house, world, mail, AS_SENT);
  const json = {
    ...heldJson(held),
    digest: changeDigest(judgement.changes, house.digest),
    subject: mail.message.subject,
    text: mail.message.reading.text,
    evidence: mail.message.authentication.evidence,
    changes: held.state === 'open' ? judgement.changes : [],
    confirmers: held.confirmers.map(({ address, party, confirmedAt }) => ({ address, party, confirmedAt })),
  };
  output.result(json, caseText(house, held, mail, judgement));
}

function caseText(house: House, held: HeldCase, { message, request }: StoredMail, judgement: Judgement): string {
  const { author, authentication, reading } = message;
  const tlds = held.tlds.map((tld) => dotted(house.book.table, tld)).join(', ');
  return [
    `Case ${held.ref}: ${stateText(held)}`,
    '',
    `From:      ${author.displayName === '' ? '' : `${author.displayName} `}<${author.address}>`,
    `About:     ${tlds === '' ? 'no ccTLD' : tlds}`,
    `Received:  ${momentInUtc(held.receivedAt)}`,
    ...section(
      held.state === 'open' ? 'Why it waits' : 'Why it waited',
      held.rules.flatMap((id) => reasonLines(house, id)),
    ),
    ...section('Whose word is needed', held.confirmers.flatMap(confirmerLines)),
    ...section(
      `How sure it is who wrote it: ${authentication.proof}`,
      authentication.evidence.flatMap(({ words }) => paragraph(words, '  - ')),
    ),
    ...section('The mail, line by line', linesAsRead(message.subject, reading.text, request)),
    ...(held.state === 'open' ? findings(house, held, judgement) : []),
  ].join('\n');
}

/** What is wrong, doubtful and would change now; of no use once it is decided. */
function findings(
  house: House,
  { ref, changeDigest: opened }: HeldCase,
  { items, changes }: Judgement,
): readonly string[] {
  const { texts, book, mailbox } = house;
  const letterhead = { ref, table: book.table, mailbox, rules: [] };
  const faults = items.flatMap((item) => faultSentences(texts, letterhead, item.faults, 'author'));
  const doubts = items.flatMap((item) => doubtSentences(texts, item.doubts, 'author'));
  // The roster changed since: a plain approval would be for what was shown then.
  const now = changeDigest(changes, house.digest);
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
    '',
    `To decide: tldops held approve ${ref}${now === opened ? '' : ` --digest ${now}`}`,
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

function reasonLines({ book }: House, id: string): readonly string[] {
  const rule = [...book.rules, book.otherwise].find((one) => one.id === id);
  return paragraph(rule === undefined ? `Rule ${id}` : `${rule.title}. ${rule.why} (rule ${id})`, '  - ');
}

function confirmerLines({ address, askedAt, confirmedAt }: Confirmer): readonly string[] {
  const said = confirmedAt === null ? 'no answer yet' : `confirmed on ${momentInUtc(confirmedAt)}`;
  return paragraph(`${address}: asked on ${momentInUtc(askedAt)}, ${said}`, '  - ');
}
