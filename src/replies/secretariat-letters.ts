import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import { foreignLines, foreignSubject } from './foreign-text.ts';
import { inertLines, prose } from './layout.ts';
import { letter } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { defused, momentInUtc, visible } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** Mail to postmaster or abuse, handed on as text. */
export type ForwardedView = Letterhead & {
  readonly to: EmailAddress;
  readonly from: EmailAddress;
  readonly writtenTo: 'postmaster' | 'abuse';
  readonly theirSubject: string;
  readonly text: string;
};

/** A mail that met a bug; to the Secretariat. */
export type FailureView = Letterhead & { readonly to: EmailAddress; readonly receivedAt: Instant };

/** A mail of ours that will never arrive; to the Secretariat. */
export type UndeliverableView = Letterhead & {
  readonly to: EmailAddress;
  readonly addressee: EmailAddress;
  readonly theirSubject: string;
  readonly writtenAt: Instant;
  /** The last answer of the smarthost, one line. */
  readonly reason: string;
};

const MOST_LINES = 400;

/** To the Secretariat: mail to postmaster or abuse, as harmless text behind `| `. */
export function forwardedLetter(texts: Texts, view: ForwardedView): Letter {
  const lines = view.text.split(/\r?\n/u);
  const shown = foreignLines(lines, MOST_LINES, (left) => say(texts, 'forwarded.more', { count: left }));
  const subject = foreignSubject(view.theirSubject);
  return letter(texts, view, say(texts, 'forwarded.subject', { mailbox: view.writtenTo }), [
    prose(say(texts, 'forwarded.first', { mailbox: view.writtenTo, from: view.from })),
    subject === '' ? '' : prose(say(texts, 'forwarded.their-subject', { subject })),
    shown.length === 0
      ? prose(say(texts, 'forwarded.empty', {}))
      : `${prose(say(texts, 'forwarded.text', {}))}\n\n${inertLines(shown)}`,
    prose(say(texts, 'forwarded.how', { from: view.from })),
  ]);
}

/** To the Secretariat: a mail that met a bug and is kept. */
export function failureLetter(texts: Texts, view: FailureView): Letter {
  return letter(texts, view, say(texts, 'failure.subject', {}), [
    prose(say(texts, 'failure.text', { moment: momentInUtc(view.receivedAt), ref: view.ref })),
  ]);
}

/** To the Secretariat: a mail of ours that will never arrive. */
export function undeliverableLetter(texts: Texts, view: UndeliverableView): Letter {
  const moment = momentInUtc(view.writtenAt);
  return letter(texts, view, say(texts, 'undeliverable.subject', {}), [
    prose(say(texts, 'undeliverable.text', { to: view.addressee, moment, ref: view.ref })),
    prose(say(texts, 'undeliverable.subject-was', { subject: visible(view.theirSubject) })),
    prose(say(texts, 'undeliverable.reason', { reason: defused(visible(view.reason)) })),
  ]);
}
