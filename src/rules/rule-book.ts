import type { CcTldTable } from '../core/cctld.ts';
import type { Limits } from '../core/limits.ts';
import type { Digest } from '../core/message.ts';
import type { RoleMailboxes } from './role-mailbox.ts';
import type { ConfirmerName, FactName, Verdict } from './vocabulary.ts';

/** The cases a rule is about: all facts named must have one of the answers listed; a fact not named may be anything. */
export type When = { readonly [F in FactName]?: readonly string[] };

/** What the client hears when the rule decides while the mail is being received. Closed: each has a meaning in RFC 3463 or 7372. */
export const SMTP_REPLIES = {
  '550 5.7.1': { code: 550, enhanced: '5.7.1' },
  '550 5.7.20': { code: 550, enhanced: '5.7.20' },
  '550 5.7.23': { code: 550, enhanced: '5.7.23' },
  '550 5.7.26': { code: 550, enhanced: '5.7.26' },
  '451 4.4.3': { code: 451, enhanced: '4.4.3' },
  '451 4.7.1': { code: 451, enhanced: '4.7.1' },
} as const;

export type SmtpReply = (typeof SMTP_REPLIES)[keyof typeof SMTP_REPLIES];

export type Rule = {
  /** kebab-case, unique in all books, never used again for something else: decisions are stored with it. */
  readonly id: string;
  /** Name of its book: `30-authority`. */
  readonly book: string;
  readonly title: string;
  readonly why: string;
  readonly when: When;
  readonly verdict: Verdict;
  /** For `confirm` only, and then never empty. */
  readonly by: readonly ConfirmerName[];
  /** What the sender is told, as it stands; null for `accept` and `discard`. */
  readonly tell: string | null;
  /** For `refuse` and `defer`; null: by mail, where an answer may go. With it `tell` is ASCII and at most 400 characters. */
  readonly smtp: SmtpReply | null;
  readonly examples: readonly string[];
};

/** The rules of one file, and the facts that they name. */
export type Book = {
  readonly name: string;
  readonly about: string;
  readonly rules: readonly Rule[];
  readonly facts: readonly FactName[];
};

/** The whole folder `rules/`, checked. */
export type RuleBook = {
  readonly rules: readonly Rule[];
  readonly books: readonly Book[];
  /** Decides where no rule applies; its verdict is `hold`. */
  readonly otherwise: Rule;
  readonly limits: Limits;
  readonly roleMailboxes: RoleMailboxes;
  readonly table: CcTldTable;
  /** SHA-256 over the names and contents of all files of the folder. */
  readonly digest: Digest;
};
