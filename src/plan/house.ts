import type { EmailAddress } from '../core/email-address.ts';
import type { Digest } from '../core/message.ts';
import type { Texts } from '../replies/texts.ts';
import type { RuleBook } from '../rules/rule-book.ts';

/** A fresh secret of 128 random bits, as it stands in a mail, and what of it is stored. */
export type MintedToken = { readonly secret: string; readonly hash: Digest };

/** What the house brings to every decision: its policy, its words, and the two effects that a plan needs. */
export type House = {
  readonly book: RuleBook;
  readonly texts: Texts;
  readonly mailbox: EmailAddress;
  /** Whom the Secretariat may ask about a case. */
  readonly committee?: EmailAddress;
  /** Where the review desk is, `https://desk.example`. */
  readonly deskUrl: string;
  readonly mintToken: () => MintedToken;
  /** Of a secret that came with a mail, whoever made it. */
  readonly tokenHash: (secret: string) => Digest;
  /** SHA-256 of the UTF-8 text. */
  readonly digest: (text: string) => Digest;
};
