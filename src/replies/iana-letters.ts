import { dotted, type Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { IanaNews } from '../core/iana-step.ts';
import type { Instant } from '../core/instant.ts';
import { headed, inertLines, prose, stacked } from './layout.ts';
import { letter, postmasterBeside, tldsInWords, tldsWithin } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { momentInUtc } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** What a look at IANA brought; to the Secretariat. */
export type IanaDigestView = Letterhead & {
  readonly to: EmailAddress;
  readonly news: readonly IanaNews[];
  /** Changes of these ccTLDs wait until then. */
  readonly until: Instant;
};

/** One address of an Admin Contact that is another one now. `byHand`: the Secretariat noted it. */
export type AdminMove = {
  readonly tld: Tld;
  readonly before: EmailAddress;
  readonly after: EmailAddress;
  readonly byHand: boolean;
};

/** To whom Admin Contacts changed: each list names the moves in which the receiver has that part. Only public data. */
export type IanaNoticeView = Letterhead & {
  readonly to: EmailAddress;
  readonly lost: readonly AdminMove[];
  readonly gained: readonly AdminMove[];
  readonly contactOf: readonly AdminMove[];
  readonly until: Instant;
};

/** A question to an Admin Contact who is none any more. */
export type ConfirmationVoidView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  /** Who was asked, or who had wished it. */
  readonly reader: 'asked' | 'requester';
};

/** Characters for the names of ccTLDs in a Subject. */
const SUBJECT_ROOM = 120;
/** Of more than these, a first sentence names some. */
const MOST_NAMED = 12;

/** News of which there is a record. */
type Taken = Exclude<IanaNews, { readonly kind: 'missing' }>;

/** To the Secretariat: everything that one look at IANA brought. */
export function ianaDigestLetter(texts: Texts, view: IanaDigestView): Letter {
  const all = [...new Set(view.news.map(({ tld }) => tld))];
  const inSubject = tldsWithin(texts, view.table, all, SUBJECT_ROOM);
  const tlds = all.length > MOST_NAMED ? inSubject : tldsInWords(texts, view.table, all);
  const byHand = view.news.every((one) => 'after' in one && one.after.source === 'manual');
  const until = momentInUtc(view.until);
  const lines = (kind: Taken['kind']): readonly string[] =>
    view.news.flatMap((one) => (one.kind !== 'missing' && one.kind === kind ? [newsLine(texts, view, one)] : []));
  const [first] = all;
  return letter(texts, view, say(texts, 'iana-digest.subject', { tlds: inSubject }), [
    prose(say(texts, byHand ? 'iana-digest.by-hand' : 'iana-digest.first', { tlds })),
    listed(say(texts, 'iana-digest.addresses', { until }), lines('address')),
    listed(say(texts, 'iana-digest.managers', { until }), lines('manager')),
    listed(say(texts, 'iana-digest.new', {}), lines('new')),
    listed(say(texts, 'iana-digest.retired', {}), lines('retired')),
    listed(say(texts, 'iana-digest.returned', {}), lines('returned')),
    listed(say(texts, 'iana-digest.suspected', {}), lines('suspected')),
    listed(say(texts, 'iana-digest.missing', {}), missingLines(texts, view)),
    first === undefined ? '' : prose(say(texts, 'iana-digest.how', { tld: first })),
  ]);
}

/** One line for all that are missing for the same reason. */
function missingLines(texts: Texts, { table, news }: IanaDigestView): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const one of news) {
    if (one.kind !== 'missing') continue;
    byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), dotted(table, one.tld)]);
  }
  return [...byReason].map(([reason, tlds]) => say(texts, 'iana-digest.why', { tld: tlds.join(' '), reason }));
}

function newsLine(texts: Texts, { table }: IanaDigestView, news: Taken): string {
  const tld = dotted(table, news.tld);
  switch (news.kind) {
    case 'address': {
      const moved = say(texts, 'iana-digest.moved', {
        tld,
        before: news.before.adminEmail,
        after: news.after.adminEmail,
      });
      return news.after.reason === null ? moved : `${moved} (${news.after.reason})`;
    }
    case 'suspected':
      return say(texts, 'iana-digest.moved', {
        tld,
        before: news.before.adminEmail,
        after: news.after.suspectedEmail ?? '',
      });
    case 'manager':
      return say(texts, 'iana-digest.moved', { tld, before: news.before.manager, after: news.after.manager });
    case 'new':
    case 'retired':
    case 'returned':
      return say(texts, 'iana-digest.known', { tld, after: `${news.after.manager}, ${news.after.adminEmail}` });
  }
}

/** To the old and the new Admin Contact and to the contacts. */
export function ianaNoticeLetter(texts: Texts, view: IanaNoticeView): Letter {
  const { lost, gained, contactOf, mailbox, to: email } = view;
  const all = [...new Set([...lost, ...gained, ...contactOf].map(({ tld }) => tld))];
  const tlds = tldsInWords(texts, view.table, all);
  const part = (moves: readonly AdminMove[], what: 'lost' | 'gained'): readonly string[] =>
    [false, true].flatMap((byHand) => {
      const named = moves.filter((move) => move.byHand === byHand).map(({ tld }) => tld);
      if (named.length === 0) return [];
      const id = byHand ? (`iana-notice.${what}-by-hand` as const) : (`iana-notice.${what}` as const);
      return [prose(say(texts, id, { tlds: tldsInWords(texts, view.table, named), email }))];
    });
  return letter(
    texts,
    view,
    say(texts, 'iana-notice.subject', { tlds: tldsWithin(texts, view.table, all, SUBJECT_ROOM) }),
    [
      ...part(lost, 'lost'),
      ...part(gained, 'gained'),
      gained.length === 0 ? '' : prose(say(texts, 'iana-notice.gained-next', { mailbox })),
      contactPart(texts, view),
      prose(say(texts, 'iana-notice.until', { tlds, until: momentInUtc(view.until) })),
      prose(say(texts, 'iana-notice.wrong', { postmaster: postmasterBeside(mailbox) })),
    ],
  );
}

function contactPart(texts: Texts, { contactOf, table }: IanaNoticeView): string {
  if (contactOf.length === 0) return '';
  const tlds = tldsInWords(
    texts,
    table,
    contactOf.map(({ tld }) => tld),
  );
  const lines = contactOf.map(({ tld, before, after }) =>
    say(texts, 'iana-notice.contact-line', { tld: dotted(table, tld), before, after }),
  );
  return stacked([
    listed(say(texts, 'iana-notice.contact', { tlds }), lines),
    prose(say(texts, 'iana-notice.contact-stays', {})),
  ]);
}

/** To the Admin Contact of yesterday, and to whoever made the request about which that contact was asked. */
export function confirmationVoidLetter(texts: Texts, view: ConfirmationVoidView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  const asked = view.reader === 'asked';
  const subject = say(texts, asked ? 'confirmation-void.subject' : 'confirmation-void.subject-requester', { tlds });
  return letter(texts, view, subject, [
    prose(say(texts, `confirmation-void.${view.reader}`, { tlds })),
    prose(say(texts, 'confirmation-void.next', {})),
  ]);
}

/** Lines hold names that IANA publishes: none may be read as a command. */
function listed(heading: string, lines: readonly string[]): string {
  return headed(heading, inertLines(lines));
}
