import type { ReceivedMessage } from '../core/message.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import { createUndecided, type Undecided } from '../core/undecided.ts';
import { type Examination, type Examiners, examine } from './examine.ts';
import { type Return, readReturn } from './returned-mail.ts';

type Reader = Examiners['reader'];

/** What came of a look at a mail, which changed nothing. */
export type Found =
  | { readonly what: 'examination'; readonly examination: Examination }
  /** Nothing: its client was told to come again. */
  | { readonly what: 'called-off' }
  /** A bug. */
  | { readonly what: 'error'; readonly error: unknown };

/** Decides about what was found, and writes down what follows; what it says the client shall hear. */
export type Decider = {
  readonly decide: (received: ReceivedMessage, found: Found) => Promise<SmtpAnswer>;
  /** Null: no mail of ours came back, so this one is judged as every mail is. */
  readonly takeBack: (received: ReceivedMessage, returned: Return) => Promise<SmtpAnswer | null>;
};

/**
 * Takes one mail from arrival to decision and says what the client shall hear.
 * @param undecided may be called off until the mail is proved and read; then nothing is done with it and nothing kept
 */
export async function receive(
  examiners: Examiners,
  { decide, takeBack }: Decider,
  received: ReceivedMessage,
  undecided: Undecided = createUndecided(),
): Promise<SmtpAnswer> {
  let found: Found;
  try {
    const reader = readingOnce(examiners.reader);
    const first = await undecided.whileLooking(async () => ({ returned: await readReturn(reader, received) }));
    const taken = first === null || first.returned === null ? null : await takeBack(received, first.returned);
    if (taken !== null) return taken;
    const look = (calledOff: AbortSignal): Promise<Examination> =>
      examine({ ...examiners, reader }, received, calledOff);
    const examination = first === null ? null : await undecided.whileLooking(look);
    found = examination === null ? { what: 'called-off' } : { what: 'examination', examination };
  } catch (error) {
    found = { what: 'error', error };
  }
  return decide(received, found);
}

/** For one mail, which is looked at twice where it may be one of ours that came back. */
function readingOnce(reader: Reader): Reader {
  let reading: ReturnType<Reader['read']> | null = null;
  return {
    read(raw) {
      reading ??= reader.read(raw);
      return reading;
    },
  };
}
