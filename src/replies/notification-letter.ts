import { addressKey } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { NotificationKind } from '../core/notification.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { Roster } from '../core/roster.ts';
import { changeBlocks } from './change-lines.ts';
import { directoryLines } from './directory-lines.ts';
import { directoryTable } from './directory-table.ts';
import { bullets, prose, stacked } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { dayInUtc } from './plain-words.ts';
import { rosterAttachments } from './roster-attachments.ts';
import { type Texts, say } from './texts.ts';

/** The whole list, to everybody on it. All receivers get the same letter. */
export type NotificationView = Letterhead & {
  readonly kind: NotificationKind;
  readonly at: Instant;
  readonly rosters: readonly Roster[];
  /** What changed since the last one; null: there was none. */
  readonly since: { readonly at: Instant; readonly changes: readonly RosterChange[] } | null;
};

/** The whole list with what changed on top. Only for addresses that have proved themselves. */
export function notificationLetter(texts: Texts, view: NotificationView): Letter {
  const { table, mailbox, rosters, at, kind, since } = view;
  const people = new Set(rosters.flatMap(({ contacts }) => contacts.map(({ email }) => addressKey(email))));
  // The first one of all has nothing to compare with, whatever its kind.
  const named = kind === 'weekly' && since !== null ? 'weekly' : 'monthly';
  const subject = say(texts, `notification.subject-${named}`, { day: dayInUtc(at) });
  return {
    ...letter(texts, view, subject, [
      prose(say(texts, 'notification.first', counted(texts, people.size, rosters.length))),
      sinceBlock(texts, view),
      prose(say(texts, 'directory.colour', {})),
      directoryLines(texts, table, rosters),
      directoryTable(texts, table, rosters),
      prose(say(texts, 'directory.attached', {})),
      prose(say(texts, 'notification.how', { mailbox })),
      prose(say(texts, 'notification.why', {})),
    ]),
    attachments: rosterAttachments(texts, table, rosters, at),
  };
}

function counted(texts: Texts, people: number, cctlds: number) {
  return {
    people: say(texts, people === 1 ? 'notification.one-person' : 'notification.people', { count: people }),
    cctlds: say(texts, cctlds === 1 ? 'notification.one-cctld' : 'notification.cctlds', { count: cctlds }),
  };
}

/** Who came and went as ccTLDs; of those that stayed, what changed in them. */
function sinceBlock(texts: Texts, { table, since }: NotificationView): string {
  if (since === null) return '';
  const day = dayInUtc(since.at);
  if (since.changes.length === 0) return prose(say(texts, 'notification.nothing', { day }));
  const sentence = (id: 'joined' | 'left' | 'changed', changes: readonly RosterChange[]): readonly string[] => {
    const tlds = tldsInWords(
      texts,
      table,
      changes.map(({ tld }) => tld),
    );
    return changes.length === 0 ? [] : [say(texts, `notification.${id}`, { tlds })];
  };
  const joined = since.changes.filter(({ before }) => before.length === 0);
  const left = since.changes.filter(({ after }) => after.length === 0);
  const changed = since.changes.filter((change) => !joined.includes(change) && !left.includes(change));
  const heading = prose(say(texts, 'notification.since', { day }));
  const sentences = bullets([
    ...sentence('joined', joined),
    ...sentence('left', left),
    ...sentence('changed', changed),
  ]);
  return stacked([`${heading}\n${sentences}`, changeBlocks(texts, table, changed)]);
}
