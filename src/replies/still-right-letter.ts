import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Roster } from '../core/roster.ts';
import { rosterLines } from '../roster-out/roster-line.ts';
import { inertWholeLines, prose } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { dayInUtc } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** Asks a person on the list whether the own entry is still right. */
export type StillRightView = Letterhead & {
  readonly to: EmailAddress;
  readonly name: string;
  /** Of each ccTLD the own entry only. */
  readonly entries: readonly Pick<Roster, 'tld' | 'contacts'>[];
  /** False where the address has not proved itself: then it sees no more of the entry than a welcome shows. */
  readonly proved: boolean;
  /** When we asked first; null: this is the first letter. */
  readonly askedAt: Instant | null;
};

/** One letter for all ccTLDs of a person. The entry is no command: an OK above it must not bring one along. */
export function stillRightLetter(texts: Texts, view: StillRightView): Letter {
  const { table, mailbox, entries, name, askedAt, proved } = view;
  const tlds = tldsInWords(
    texts,
    table,
    entries.map(({ tld }) => tld),
  );
  const lines = entries.flatMap((entry) => rosterLines(table, entry));
  return letter(
    texts,
    view,
    say(texts, askedAt === null ? 'still-right.subject' : 'still-right.subject-reminder', { tlds }),
    [
      askedAt === null
        ? prose(say(texts, 'still-right.first', { name, tlds }))
        : prose(say(texts, 'still-right.first-reminder', { name, tlds, day: dayInUtc(askedAt) })),
      proved ? `${prose(say(texts, 'still-right.entry', {}))}\n${inertWholeLines(lines)}` : '',
      prose(say(texts, 'still-right.ok', {})),
      prose(say(texts, 'still-right.change', { mailbox })),
      prose(say(texts, 'still-right.leave', {})),
    ],
  );
}
