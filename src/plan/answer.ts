import type { Tld } from '../core/cctld.ts';
import { type EmailAddress, sameAddress, withoutRepeatedAddresses } from '../core/email-address.ts';
import { isProved } from '../core/message.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { ReceiptWord } from '../core/plan.ts';
import { changesData, differences, type RosterChange } from '../core/roster-change.ts';
import { hasAddress, type Roster } from '../core/roster.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { isAdminOf, isContactOf } from '../core/tlds-of-address.ts';
import { rosterOf, type World } from '../core/world.ts';
import { answerLetter } from '../replies/answer-letter.ts';
import type { AnswerView, AskedParty, Information } from '../replies/answer-view.ts';
import { answerAttachments } from '../replies/roster-attachments.ts';
import { isUnfinished } from '../replies/template-block.ts';
import type { Judgement } from '../rules/judge.ts';
import { leavesBy } from './addressees.ts';
import { answeredItem } from './answer-items.ts';
import { decisiveRules, requesterIsInsider } from './case.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { quotingOf } from './quoting.ts';
import { templateFor } from './template.ts';
import { unreadFiles } from './unread-files.ts';

export type AnswerContext = {
  readonly house: House;
  /** As it is after the changes that the answer tells of. */
  readonly world: World;
  readonly mail: StoredMail;
  readonly judgement: Judgement;
  readonly result: ReceiptWord;
  readonly to: EmailAddress;
  readonly unproved: boolean;
  /** What was changed, or would be. */
  readonly changes: readonly RosterChange[];
  readonly tokenInformation: Information | null;
  /** ccTLDs whose roster the receiver may see besides its own. */
  readonly alsoShown: readonly Tld[];
  readonly asked: readonly AskedParty[];
};

/** The answer to one mail, to one receiver, with no more of the roster than that receiver may see. */
export function answerMail(context: AnswerContext): OutgoingMail {
  const { house, world, mail, judgement, result, to, changes } = context;
  const { message, request, ref } = mail;
  const reported = judgement.items.flatMap(({ asked: { request: what, tlds }, verdict }) =>
    what === 'status' && verdict === 'accept' ? tlds : [],
  );
  const own = (tld: Tld): boolean => [...context.alsoShown, ...reported].includes(tld) || maySee(context, tld);
  const visible = changes.filter(({ tld }) => own(tld));
  const concerned = judgement.items.flatMap(({ asked: { request: what, tlds } }) => (what === 'who' ? [] : tlds));
  const mended = templateFor(house, judgement, mail, world, { kind: 'sender' });
  // Whoever gets it perhaps wrote nothing. Complete, it would be done where a reply holds a copy without quotation marks.
  const template = mended !== null && (isProved(message) || isUnfinished(mended)) ? mended : null;
  const shown = [...new Set([...concerned, ...visible.map(({ tld }) => tld), ...(template?.tlds ?? [])])].filter(own);
  const rosters = shown.map((tld) => rosterOf(world, tld));
  const applied = result === 'applied';
  const view: AnswerView = {
    ref,
    table: world.table,
    mailbox: house.mailbox,
    rules: decisiveRules(judgement),
    to,
    result,
    theirSubject: message.subject,
    receivedAt: message.receivedAt,
    dryRun: request.dryRun,
    items: judgement.items.map((item) =>
      answeredItem(item, {
        book: house.book,
        world,
        dryRun: request.dryRun,
        changesSomething: judgement.changes.some(changesData),
        loose: template === null ? [] : request.loose,
        tokenInformation: context.tokenInformation,
      }),
    ),
    changes: visible,
    // The line that declined an invitation was used, though it is no command.
    ignored:
      context.tokenInformation?.kind === 'no-invitation'
        ? request.ignored.filter(({ line }) => line !== request.declinedAt)
        : request.ignored,
    unreadFiles: unreadFiles(message.reading),
    hints: request.hints,
    quoting: quotingOf(house.book.limits),
    rosters: rosters.filter(({ contacts, revision }) => contacts.length > 0 || revision > 0),
    template,
    copy: adminsBesides(to, rosters, world),
    atDesk: rosters.every(({ tld }) => !isAdminOf(world, tld, to) && !isContactOf(world, tld, to)),
    asked: context.asked,
    redelegations: rosters.flatMap(({ tld }) => world.redelegations.get(tld) ?? []),
    left: applied && changes.some((change) => leavesBy(change, to, world)),
    reconfirmed: applied ? reconfirmedBy(changes, to) : 'nothing',
    tooFew: applied
      ? rosters.filter(({ contacts }) => contacts.length < house.book.limits.contactsLeast).map(({ tld }) => tld)
      : [],
  };
  const letter = { ...answerLetter(house.texts, view), ...answerAttachments(house.texts, view) };
  return outgoingMail(letter, {
    kind: 'answer',
    ref,
    to,
    result,
    rules: view.rules,
    about: message,
    unproved: context.unproved,
  });
}

function reconfirmedBy(changes: readonly RosterChange[], to: EmailAddress): AnswerView['reconfirmed'] {
  const confirmed = changes.flatMap(differences).flatMap((one) => (one.kind === 'reconfirmed' ? [one.after] : []));
  if (confirmed.length === 0) return 'nothing';
  return confirmed.every((contact) => hasAddress(contact, to)) ? 'own-entry' : 'the-list';
}

/** Whose word a change of these rosters needs, where it is not the receiver's own. */
function adminsBesides(to: EmailAddress, rosters: readonly Roster[], world: World): readonly EmailAddress[] {
  const admins = rosters.flatMap(({ tld }) => world.iana.get(tld)?.adminEmail ?? []);
  return withoutRepeatedAddresses(admins.filter((admin) => !sameAddress(admin, to)));
}

/** A proved Admin Contact or contact of the ccTLD, now and after the change, written to at the address that proved itself. */
function maySee({ world, mail, judgement, to }: AnswerContext, tld: Tld): boolean {
  if (!requesterIsInsider(judgement, mail.message, tld)) return false;
  if (!isAdminOf(world, tld, to) && !isContactOf(world, tld, to)) return false;
  return sameAddress(mail.message.author.address, to);
}
