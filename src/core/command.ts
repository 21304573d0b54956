import type { Region, Tld } from './cctld.ts';
import type { EmailAddress } from './email-address.ts';
import type { ReadingDoubt } from './message.ts';
import type { Rank } from './roster.ts';

/**
 * A contact as a person wrote it. What could not be read is a fault here and nothing else; a phone number stays as
 * written until the ccTLD, hence its country, is known.
 */
export type ContactDraft = {
  /** Line of its first field, counted from 1; 0 for the Subject. */
  readonly line: number;
  /** Lines of the fields that were given. */
  readonly lines: { readonly [Field in DraftField]?: number };
  /** NFC, white space folded, control, bidi and stray zero-width characters removed. */
  readonly name: string | null;
  readonly email: EmailAddress | null;
  /** `none`: the person asked for the secondary address to be emptied. */
  readonly secondaryEmail: EmailAddress | 'none' | null;
  /** As written. */
  readonly phone: string | null;
  readonly rank: Rank | null;
  /** Set by a roster line (`"John Doe, #1, .nl, +31 …" john@…`): the label as written, with its dot. */
  readonly label: string | null;
  readonly faults: readonly DraftFault[];
};

/** Nothing was written of the person. */
export const BLANK_PERSON: ContactDraft = {
  line: 0,
  lines: {},
  name: null,
  email: null,
  secondaryEmail: null,
  phone: null,
  rank: null,
  label: null,
  faults: [],
};

export type DraftField = 'name' | 'email' | 'secondaryEmail' | 'phone' | 'rank';

export type DraftFault = {
  readonly code: 'email-malformed' | 'utf8-address' | 'rank-unknown' | 'field-twice' | 'several-addresses';
  readonly line: number;
  /** As written, one line, ≤ 80 characters. */
  readonly value: string;
};

/** A ccTLD as a person named it. */
export type NamedTld =
  | { readonly known: true; readonly tld: Tld }
  | { readonly known: false; readonly written: string; readonly why: 'unknown' | 'gtld' };

/** What one command asks. An empty `tlds`: the ccTLD was left out. */
export type Command =
  | { readonly word: 'SUBSCRIBE'; readonly tlds: readonly NamedTld[]; readonly contacts: readonly ContactDraft[] }
  | {
      readonly word: 'CONTACTS';
      readonly tlds: readonly NamedTld[];
      readonly contacts: readonly ContactDraft[];
      /** The revision that our own text carried and that was edited; absent where somebody wrote the list anew. */
      readonly listVersion?: number;
    }
  | {
      readonly word: 'REPLACE';
      readonly tlds: readonly NamedTld[];
      /** Addresses of those who go. */
      readonly replaced: readonly EmailAddress[];
      readonly contacts: readonly ContactDraft[];
    }
  | {
      readonly word: 'REMOVE';
      readonly tlds: readonly NamedTld[];
      readonly removed: readonly EmailAddress[];
      /** `REMOVE .nl ALL`. */
      readonly all: boolean;
      /** `REMOVE me`. */
      readonly oneself: boolean;
    }
  | { readonly word: 'UPDATE'; readonly tlds: readonly NamedTld[]; readonly draft: ContactDraft }
  | {
      readonly word: 'WHO';
      readonly tlds: readonly NamedTld[];
      readonly regions: readonly Region[];
      /** Parts of names or addresses to look for, in lower case. All three empty: everybody. */
      readonly search: readonly string[];
    }
  | { readonly word: 'STATUS'; readonly tlds: readonly NamedTld[] }
  | { readonly word: 'HELP' }
  /** `token`: written behind the word; null where it stands in the plus-address only. */
  | { readonly word: 'CONFIRM'; readonly token: string | null }
  | { readonly word: 'DENY'; readonly token: string | null }
  | { readonly word: 'DISPUTE'; readonly token: string | null; readonly tlds: readonly NamedTld[] }
  /** The answer to a welcome. */
  | { readonly word: 'OK' };

export type CommandWord = Command['word'];

/** Why a reading of a command is not beyond doubt; each leads at least to a confirmation that shows what was understood. */
export type Doubt = {
  readonly code:
    | ReadingDoubt
    | 'line-not-understood'
    | 'value-repaired'
    /** Two addresses without a word which is which. */
    | 'second-address'
    /** Data without a label, or with one of another language. */
    | 'label-guessed'
    | 'phone-not-valid'
    | 'phone-national'
    | 'remove-all'
    | 'contacts-leaves-out'
    /** The edited text is that of an older list. */
    | 'list-changed-since'
    /** The command stands in the Subject of a reply or of a forwarded mail. */
    | 'subject-of-a-reply'
    /** Other words of the mail say that it should not be done. */
    | 'spoken-against'
    /** It was filled in inside the copy of our own mail, which its program did not mark as quoted. */
    | 'inside-our-copy';
  readonly line: number;
  /** What it is about, one line, ≤ 80 characters; may hold the sender's words. */
  readonly detail: string;
};

/** A command and where it stood. */
export type Located<C> = {
  readonly command: C;
  /** Counted from 1 in the text; 0 for the Subject. */
  readonly line: number;
  /** The command line as written, one line, ≤ 200 characters. */
  readonly text: string;
  readonly doubts: readonly Doubt[];
};

export type IgnoredLine = {
  readonly line: number;
  /** As written, control characters removed, ≤ 200 characters. */
  readonly text: string;
  readonly why: 'quoted' | 'forwarded' | 'signature' | 'courtesy' | 'disclaimer' | 'free-text' | 'not-understood';
};

/** A line that looks like a command or field with a slip of the pen, or a command that was left aside. */
export type Hint = {
  readonly line: number;
  readonly text: string;
  /** The nearest word of the language, or null. */
  readonly nearest: string | null;
  /** The Subject was understood, but the text of the mail, which says something else, counts. */
  readonly leftAside?: true;
};

/** What a reviewer of the Secretariat answers to our mail about a case. */
export type ReviewWord =
  | { readonly word: 'APPROVE' | 'ASK' | 'DISCARD' | 'ASSIGN' }
  /** `reason`: in one line; empty where none was given. */
  | { readonly word: 'REFUSE'; readonly reason: string };

/** Everything that a mail asks. */
export type Request = {
  readonly commands: readonly Located<Command>[];
  readonly ignored: readonly IgnoredLine[];
  readonly hints: readonly Hint[];
  /** CHECK was written: nothing may change. */
  readonly dryRun: boolean;
  /** ccTLDs named anywhere in the own text, for an answer to free text. */
  readonly mentioned: readonly Tld[];
  /** Contact blocks or roster lines that stand without a command. */
  readonly loose: readonly ContactDraft[];
  /**
   * Changing commands that stand in a quoted answer of ours, where the mail has no request of its own. What we had sent
   * is not known here: they count only where they would change something, and never beyond doubt.
   */
  readonly filledIn: readonly Located<Command>[];
  /** The first own line decides a case. It counts only with the token of a reviewer, and is no command otherwise. */
  readonly reviewWord?: ReviewWord;
  /**
   * The first own line, by its number (0: the Subject), declines something. It counts only from somebody whom we invite, and is
   * no command otherwise.
   */
  readonly declinedAt?: number;
  /** A change that the Subject asks for, above a text that asks nothing and is more than its details. It never counts. */
  readonly inSubject?: Located<ChangingCommand>;
  /** Without commands: the line whose words speak against what the text may seem to ask. */
  readonly spokenAgainstAt?: number;
};

export const CHANGING_WORDS = ['SUBSCRIBE', 'CONTACTS', 'REPLACE', 'REMOVE', 'UPDATE'] as const;

export type ChangingCommand = Extract<Command, { readonly word: (typeof CHANGING_WORDS)[number] }>;

export function isChange(located: Located<Command>): located is Located<ChangingCommand> {
  return CHANGING_WORDS.some((word) => word === located.command.word);
}
