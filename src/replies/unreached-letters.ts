import type { Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Roster } from '../core/roster.ts';
import { contactsBlock } from './contacts-block.ts';
import { inertLines, inertWholeLines, prose } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { dayInUtc, repeated, visible } from './plain-words.ts';
import { templateBlock } from './template-block.ts';
import { type Texts, say } from './texts.ts';

/** Somebody on the list whom we do not reach at that address, in these ccTLDs. */
export type Unreached = {
  readonly name: string;
  readonly address: EmailAddress;
  readonly isPrimary: boolean;
  readonly since: Instant;
  readonly tlds: readonly Tld[];
};

/** To others who may know more about people whom we do not reach. */
export type UnreachedView = Letterhead & {
  readonly to: EmailAddress;
  /** `silent`: they do not answer the question whether their entry is still right. */
  readonly why: 'bouncing' | 'silent';
  /** Entries of the reader, at another address. */
  readonly own: readonly Unreached[];
  /** People of ccTLDs whose contact the reader is. */
  readonly fellows: readonly Unreached[];
  /** People of ccTLDs whose Admin Contact the reader is, and the lists of these. */
  readonly administered: readonly Unreached[];
  readonly rosters: readonly Roster[];
};

/** To an address from which mail came back. */
export type ProbeView = Letterhead & { readonly to: EmailAddress; readonly since: Instant };

/** An address that does not work, and whose it is. */
export type Unreachable = Pick<Unreached, 'address' | 'since'> & {
  readonly people: readonly Unreached[];
  readonly adminOf: readonly Tld[];
  /** RFC 3463, and the mail server's own words. */
  readonly status: string;
  readonly reason: string;
};

/** Letters to many that will never arrive; to the Secretariat. */
export type UndeliverableDigestView = Letterhead & {
  readonly to: EmailAddress;
  readonly mails: readonly {
    readonly addressee: EmailAddress;
    readonly theirSubject: string;
    /** The last answer of the smarthost, one line. */
    readonly reason: string;
  }[];
};

const REASON_LENGTH = 160;
const MOST_MAILS = 200;

/** To an address from which mail came back: whoever reads it shows that it works. */
export function probeLetter(texts: Texts, view: ProbeView): Letter {
  return letter(texts, view, say(texts, 'unreached.subject-probe', {}), [
    prose(say(texts, 'unreached.probe', { email: view.to, day: dayInUtc(view.since) })),
    prose(say(texts, 'unreached.probe-ok', {})),
  ]);
}

/** To those who may know more: the person's other address, the other contacts, the Admin Contact. */
export function unreachedLetter(texts: Texts, view: UnreachedView): Letter {
  const { table, own, fellows, administered, why, mailbox } = view;
  const tlds = tldsInWords(texts, table, tldsOf([...own, ...fellows, ...administered]));
  return letter(texts, view, say(texts, `unreached.subject-${why}`, { tlds }), [
    ...own.map((one) => ownBlock(texts, view, one)),
    peopleBlock(texts, view, [...administered, ...fellows]),
    fellows.length === 0
      ? ''
      : prose(say(texts, `unreached.fellows-${why}`, { tlds: tldsInWords(texts, table, tldsOf(fellows)) })),
    administered.length === 0
      ? ''
      : prose(say(texts, 'unreached.admin', { tlds: tldsInWords(texts, table, tldsOf(administered)), mailbox })),
    ...toSendBack(texts, view),
  ]);
}

function ownBlock(texts: Texts, { table }: UnreachedView, { name, address, tlds, since }: Unreached): string {
  const about = { name, email: address, tlds: tldsInWords(texts, table, tlds), day: dayInUtc(since) };
  return prose(say(texts, 'unreached.own', about));
}

/** Last before the footer, and of one kind only: the lists, or the own address to fill in. */
function toSendBack(texts: Texts, { rosters, own, table, mailbox }: UnreachedView): readonly string[] {
  const [first] = own;
  if (rosters.length > 0 || first === undefined) return rosters.map((roster) => contactsBlock(table, roster));
  const label = first.isPrimary ? 'Email' : 'Secondary email';
  const people = [[{ label, value: '' }]] as const;
  return [
    prose(say(texts, 'unreached.own-how', { mailbox })),
    templateBlock({ commands: [{ word: 'UPDATE', head: 'UPDATE', people }], tlds: first.tlds, copy: [], leftOut: [] }),
  ];
}

function peopleBlock(texts: Texts, { table, why }: UnreachedView, people: readonly Unreached[]): string {
  if (people.length === 0) return '';
  const lines = people.map(
    ({ name, address, tlds, since }) =>
      `${visible(name)}, ${address}, ${tldsInWords(texts, table, tlds)}, ${dayInUtc(since)}`,
  );
  return `${prose(say(texts, `unreached.people-${why}`, {}))}\n${inertWholeLines(lines)}`;
}

/** To the Secretariat: letters to many that will never arrive, in one mail. */
export function undeliverableDigestLetter(texts: Texts, view: UndeliverableDigestView): Letter {
  const { mails } = view;
  const shown = mails.slice(0, MOST_MAILS);
  const bySubject = Map.groupBy(shown, ({ theirSubject }) => theirSubject);
  return letter(texts, view, say(texts, 'undeliverable.subject-many', { count: mails.length }), [
    prose(say(texts, 'undeliverable.many', { count: mails.length })),
    ...[...bySubject].map(([subject, same]) =>
      listed(
        say(texts, 'undeliverable.many-subject', { subject }),
        same.map(({ addressee, reason }) => `${addressee}: ${repeated(reason, REASON_LENGTH)}`),
      ),
    ),
    mails.length > shown.length ? prose(say(texts, 'undeliverable.more', { count: mails.length - shown.length })) : '',
  ]);
}

function listed(heading: string, lines: readonly string[]): string {
  return `${prose(heading)}\n${inertLines(lines)}`;
}

function tldsOf(people: readonly Unreached[]): readonly Tld[] {
  return [...new Set(people.flatMap(({ tlds }) => tlds))];
}
