import { dotted, type Tld } from '../core/cctld.ts';
import { joinTemplate } from '../roster-out/join-template.ts';
import { prose } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { type Texts, say } from './texts.ts';

/** To the Admin Contact of ccTLDs that are not on the list. */
export type InvitationView = Letterhead & {
  readonly tlds: readonly Tld[];
  /** How many ccTLDs are on the list, and how many there are. */
  readonly members: number;
  readonly total: number;
  /** An invitation went there before. */
  readonly reminder: boolean;
};

/** To an Admin Contact, with the mail to send back. It tells public facts only. */
export function invitationLetter(texts: Texts, view: InvitationView): Letter {
  const { table, mailbox, members, total, reminder } = view;
  const tlds = tldsInWords(texts, table, view.tlds);
  return letter(texts, view, say(texts, reminder ? 'invitation.subject-reminder' : 'invitation.subject', { tlds }), [
    prose(say(texts, reminder ? 'invitation.first-reminder' : 'invitation.first', { tlds })),
    prose(say(texts, 'invitation.what', { members, total })),
    prose(say(texts, 'invitation.decline', {})),
    prose(say(texts, 'invitation.how', { mailbox })),
    joinTemplate(view.tlds.map((tld) => dotted(table, tld))),
  ]);
}
