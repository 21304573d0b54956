import type { EmailAddress } from '../core/email-address.ts';
import type { Roster } from '../core/roster.ts';
import { contactsBlock } from './contacts-block.ts';
import { inertLines, prose } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { dayInUtc } from './plain-words.ts';
import { isToBeConfirmed, type Redelegation } from '../core/redelegation.ts';
import { type Texts, say } from './texts.ts';

/** Contacts from before a redelegation; to the new Admin Contact or, at last, to the Secretariat. */
export type RedelegationView = Letterhead & {
  readonly to: EmailAddress;
  readonly roster: Roster;
  readonly redelegation: Redelegation;
  readonly reminder: boolean;
};

/** Asks the new Admin Contact to confirm, replace or remove each contact from before, on the list itself. */
export function redelegationLetter(texts: Texts, view: RedelegationView): Letter {
  const { table, roster, redelegation, mailbox, reminder } = view;
  const tlds = tldsInWords(texts, table, [roster.tld]);
  const manager = redelegation.managerAfter;
  return letter(
    texts,
    view,
    say(texts, reminder ? 'redelegation.subject-reminder' : 'redelegation.subject', { tlds }),
    [
      prose(say(texts, reminder ? 'redelegation.first-reminder' : 'redelegation.first', { tlds, manager })),
      waiting(view, prose(say(texts, 'redelegation.people', {}))),
      prose(say(texts, 'redelegation.how', { tlds, mailbox })),
      contactsBlock(table, roster),
    ],
  );
}

/** To the Secretariat, when the new Admin Contact said nothing for weeks. */
export function redelegationUnsettledLetter(texts: Texts, view: RedelegationView & { readonly admin: string }): Letter {
  const { table, roster, redelegation } = view;
  const tlds = tldsInWords(texts, table, [roster.tld]);
  const about = { tlds, day: dayInUtc(redelegation.seenAt), manager: redelegation.managerAfter, email: view.admin };
  return letter(texts, view, say(texts, 'redelegation.subject-nobody-spoke', { tlds }), [
    waiting(view, prose(say(texts, 'redelegation.nobody-spoke', about))),
    prose(say(texts, 'redelegation.decide', {})),
  ]);
}

function waiting({ roster, redelegation }: RedelegationView, heading: string): string {
  const people = roster.contacts.filter((contact) => isToBeConfirmed(redelegation, contact));
  return `${heading}\n${inertLines(people.map(({ name, email }) => `${name}, ${email}`))}`;
}
