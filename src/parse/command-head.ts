import type { Region } from '../core/cctld.ts';
import type { CommandWord, NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { ReplyHead } from './reply-word.ts';

/** What one command line says by itself; contacts follow on other lines. */
export type CommandHead = {
  readonly word: Exclude<CommandWord, ReplyHead['word']>;
  readonly tlds: readonly NamedTld[];
  /** Addresses behind the word; for REPLACE those in front of WITH or BY. */
  readonly addresses: readonly EmailAddress[];
  /** REPLACE only: addresses behind WITH or BY. */
  readonly successors: readonly EmailAddress[];
  readonly all: boolean;
  readonly oneself: boolean;
  readonly regions: readonly Region[];
  readonly search: readonly string[];
  /** Fields on the same line, as text. */
  readonly inline: string;
  /** Words that were left aside and that somebody should look at; empty for none. */
  readonly aside: string;
};

/** What the words behind a command word name. `check`: CHECK stood among them. */
export type NamedThings = Omit<CommandHead, 'word' | 'inline'> & { readonly check: boolean };
