import type { CaseRefusedView, FreezeEndedView, WaitedView } from './case-views.ts';
import { commandLine } from './command-line.ts';
import { prose } from './layout.ts';
import { answerSubject, letter, postmasterBeside, tldsInWords } from './letter-parts.ts';
import type { Letter } from './letter.ts';
import { visible } from './plain-words.ts';
import { templateBlock } from './template-block.ts';
import { templateHeading } from './template-heading.ts';
import { type Texts, say } from './texts.ts';

/** To the sender of a mail that waited: it was not done, by whose word, and why. */
export function caseRefusedLetter(texts: Texts, view: CaseRefusedView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  const reason = visible(view.reason);
  const dispute = view.by === 'secretariat' && view.commands.some(({ word }) => word === 'DISPUTE');
  const blocks = [
    prose(say(texts, dispute ? 'case-refused.by-secretariat-dispute' : `case-refused.by-${view.by}`, { tlds })),
    linesRead(texts, view),
    reason === '' ? '' : prose(say(texts, 'case-refused.reason', { reason })),
    prose(say(texts, 'case-refused.next', { postmaster: postmasterBeside(view.mailbox) })),
    ...(view.template === null
      ? []
      : [
          prose(templateHeading(texts, { mailbox: view.mailbox, waits: false }, view.template)),
          templateBlock(view.template),
        ]),
  ];
  return letter(texts, view, waitedSubject(texts, view, 'refused'), blocks, view.receivedAt);
}

/** To somebody who disagreed with a change, where the Secretariat agrees. */
export function disputeAgreedLetter(texts: Texts, view: WaitedView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  const blocks = [
    prose(say(texts, 'case-refused.agreed', { tlds })),
    linesRead(texts, view),
    prose(say(texts, 'case-refused.agreed-next', { tlds })),
  ];
  return letter(texts, view, waitedSubject(texts, view, 'info'), blocks, view.receivedAt);
}

/** To those who have a say in the ccTLD, and to the one who disagreed: the time of a freeze is over. */
export function freezeEndedLetter(texts: Texts, view: FreezeEndedView): Letter {
  const tlds = tldsInWords(texts, view.table, [view.tld]);
  return letter(texts, view, say(texts, 'freeze-ended.subject', { tlds }), [
    prose(say(texts, `freeze-ended.to-${view.reader}`, { tlds })),
    prose(say(texts, 'freeze-ended.wrong', { postmaster: postmasterBeside(view.mailbox) })),
  ]);
}

function waitedSubject(texts: Texts, view: WaitedView, result: string): string {
  const words = view.commands.flatMap(({ word }) => (word === 'FREE-TEXT' ? [] : [word]));
  return answerSubject(texts, view, { tlds: view.tlds, words, result }, view.theirSubject);
}

function linesRead(texts: Texts, { commands }: WaitedView): string {
  return commands.map((command) => commandLine(texts, command)).join('\n');
}
