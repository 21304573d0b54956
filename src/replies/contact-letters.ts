import type { Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { type Contact, hasAddress } from '../core/roster.ts';
import { type ContactDifference, type RosterChange, differences } from '../core/roster-change.ts';
import { changeBlocks, changedFields } from './change-lines.ts';
import { ROLES } from './contacts-block.ts';
import { prose } from './layout.ts';
import { inertRoster, letter, postmasterBeside, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { type Texts, say } from './texts.ts';

export type WelcomeView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly contact: Contact;
  /** Another address of somebody known. */
  readonly addressOnly: boolean;
  /** True where the address proved itself before: it need not answer OK. */
  readonly known: boolean;
};

export type FarewellView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly contact: Contact;
  /** Days for which the token of this mail can be used to DISPUTE; null where it carries none. */
  readonly disputeDays: number | null;
};

/** To the Admin Contact, the contacts of the ccTLD and an address that is about to go. Never more roster than its receiver may see. */
export type ChangeNoticeView = Letterhead & {
  readonly to: EmailAddress;
  readonly changes: readonly RosterChange[];
  readonly askedBy: EmailAddress;
  /** How it was authorised: by the admin's signed mail, by CONFIRM of …, by the Secretariat, by the contact itself. */
  readonly authority: 'admin-signed' | 'confirmed' | 'secretariat' | 'contact-signed';
  /** `asked`: an address change that waits for its confirmation. */
  readonly stage: 'done' | 'asked';
  readonly showRoster: boolean;
  /** Days for which the token of this mail can be used to DISPUTE; null where it carries none. */
  readonly disputeDays: number | null;
  /** True for the Admin Contact of a ccTLD that has too few contacts now. */
  readonly tooFew: boolean;
};

/** To a new contact, or to a new address of one. Asks for OK; holds no data but the name and the address itself. */
export function welcomeLetter(texts: Texts, view: WelcomeView): Letter {
  const { contact, mailbox } = view;
  const tlds = tldsInWords(texts, view.table, view.tlds);
  const first = view.addressOnly
    ? say(texts, 'welcome.first-address', { name: contact.name, tlds, email: view.to })
    : say(texts, 'welcome.first', { name: contact.name, tlds, role: ROLES[contact.rank] });
  const subject = view.addressOnly
    ? say(texts, 'welcome.subject-address', { tlds })
    : say(texts, 'welcome.subject', { tlds });
  return letter(texts, view, subject, [
    prose(first),
    view.known ? '' : prose(say(texts, 'welcome.ok', {})),
    view.addressOnly ? '' : prose(say(texts, 'welcome.rules', { mailbox })),
    prose(say(texts, 'welcome.wrong', {})),
  ]);
}

/** To somebody who was taken off the list. */
export function farewellLetter(texts: Texts, view: FarewellView): Letter {
  const { contact, mailbox } = view;
  const tlds = tldsInWords(texts, view.table, view.tlds);
  return letter(texts, view, say(texts, 'farewell.subject', { tlds }), [
    prose(say(texts, 'farewell.text', { name: contact.name, tlds })),
    prose(
      howToDispute(texts, view.disputeDays) ?? say(texts, 'farewell.wrong', { postmaster: postmasterBeside(mailbox) }),
    ),
  ]);
}

/**
 * To those who may disagree with a change. Without `showRoster` its receiver learns only that the own entry is concerned
 * and in which fields: the mailbox may be somebody else's by now.
 */
export function changeNoticeLetter(texts: Texts, view: ChangeNoticeView): Letter {
  const { mailbox } = view;
  const tlds = tldsInWords(
    texts,
    view.table,
    view.changes.map((change) => change.tld),
  );
  const done = view.stage === 'done';
  const from = view.askedBy;
  return letter(
    texts,
    view,
    say(texts, done ? 'change-notice.subject-done' : 'change-notice.subject-asked', { tlds }),
    [
      prose(say(texts, done ? 'change-notice.first-done' : 'change-notice.first-asked', { tlds })),
      view.showRoster ? changeBlocks(texts, view.table, view.changes) : ownEntry(texts, view),
      prose(
        done
          ? say(texts, `change-notice.authority-${view.authority}`, { from })
          : say(texts, 'change-notice.asked', { from }),
      ),
      ...(view.showRoster && done ? listsNow(texts, view) : []),
      view.tooFew ? prose(say(texts, isEmptyNow(view) ? 'answer.wants-first' : 'answer.wants-second', { tlds })) : '',
      view.tooFew && isEmptyNow(view) ? '' : prose(say(texts, 'change-notice.nothing-to-do', {})),
      prose(howToDispute(texts, view.disputeDays) ?? say(texts, 'change-notice.wrong', { mailbox })),
    ],
  );
}

function isEmptyNow({ changes }: ChangeNoticeView): boolean {
  return changes.every(({ after }) => after.length === 0);
}

function howToDispute(texts: Texts, days: number | null): string | null {
  return days === null ? null : say(texts, 'common.how-to-dispute', { days });
}

/** Not as CONTACTS blocks: a DISPUTE written above this mail must not bring the list along as a command. */
function listsNow(texts: Texts, view: ChangeNoticeView): readonly string[] {
  return view.changes.map((change) => inertRoster(texts, view.table, { tld: change.tld, contacts: change.after }));
}

function ownEntry(texts: Texts, view: ChangeNoticeView): string {
  const sentences = view.changes.flatMap((change) => {
    const own = differences(change).filter((difference) => concerns(difference, view.to));
    return own.map((difference) => ownSentence(texts, view, change, difference));
  });
  if (sentences.length > 0) return sentences.map(prose).join('\n');
  const tlds = tldsInWords(
    texts,
    view.table,
    view.changes.map((change) => change.tld),
  );
  return prose(say(texts, 'change-notice.own-untouched', { tlds }));
}

function ownSentence(
  texts: Texts,
  view: ChangeNoticeView,
  change: RosterChange,
  difference: ContactDifference,
): string {
  const tlds = tldsInWords(texts, view.table, [change.tld]);
  const email = view.to;
  switch (difference.kind) {
    case 'removed':
      return say(texts, 'change-notice.own-removed', { email, tlds });
    case 'changed': {
      const stays = hasAddress(difference.after, email);
      if (!stays && view.stage === 'done') return say(texts, 'change-notice.own-removed', { email, tlds });
      const fields = changedFields(texts, difference.before, difference.after);
      return say(texts, 'change-notice.own-changed', { email, tlds, fields });
    }
    case 'added':
    case 'reconfirmed':
      return say(texts, 'change-notice.own-untouched', { tlds });
  }
}

function concerns(difference: ContactDifference, address: EmailAddress): boolean {
  switch (difference.kind) {
    case 'removed':
    case 'changed':
      return hasAddress(difference.before, address);
    case 'added':
    case 'reconfirmed':
      return false;
  }
}
