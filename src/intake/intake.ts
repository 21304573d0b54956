import type { Bounce } from '../core/address-health.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import type { House } from '../plan/house.ts';
import type { Store } from '../store/port.ts';
import type { Examiners } from './examine.ts';
import type { Turns } from './taking-turns.ts';

/** What became of a mail. */
export type IntakeEvent =
  | {
      readonly event: 'mail-decided';
      readonly ref: Reference;
      readonly answer: SmtpAnswer;
      readonly verdict: string;
      readonly rules: readonly string[];
    }
  | { readonly event: 'mail-refused'; readonly ref: Reference; readonly answer: SmtpAnswer; readonly why: string }
  | { readonly event: 'mail-duplicate'; readonly ref: Reference; readonly answer: SmtpAnswer }
  | { readonly event: 'mail-deferred'; readonly answer: SmtpAnswer }
  | { readonly event: 'mail-returned'; readonly ref: Reference; readonly answer: SmtpAnswer; readonly bounce: Bounce }
  /** A letter of ours was left unwritten, whoever decided it. */
  | { readonly event: 'mail-suppressed'; readonly ref: Reference; readonly to: string; readonly kind: string }
  | { readonly event: 'identity-disputed'; readonly ref: Reference }
  | { readonly event: 'mail-failed'; readonly ref: Reference; readonly error: unknown }
  | { readonly event: 'store-trouble'; readonly error: unknown };

/** What mail is taken with. */
export type Intake = {
  readonly house: House;
  readonly examiners: Examiners;
  readonly store: Store;
  readonly secretariat: readonly EmailAddress[];
  /** A 5yz would make the server in front bounce to forged senders: refusals are taken with 250 and not answered. */
  readonly behindQueue: boolean;
  readonly clock: () => Instant;
  /** Mails are decided one after the other; whoever is not waiting for a decision is heard in between. */
  readonly inTurn: Turns;
  readonly report: (event: IntakeEvent) => void;
  /** True for an error of the database that passes: disk full, busy, closing. */
  readonly isPassing: (error: unknown) => boolean;
};
