import { rosterLines } from '../roster-out/roster-line.ts';
import { inertWholeLines, prose } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import { dayInUtc } from './plain-words.ts';
import { type Texts, say } from './texts.ts';
import type { Letter, StillRightView } from './views.ts';

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
