import { readMail } from '../../src/mime/read-mail.ts';
import type { SmarthostSink, SunkMail } from '../../src/demo/smarthost-sink.ts';
import { within } from './deadline.ts';

/** A mail of ours as its receiver reads it. */
export type ReadMail = SunkMail & {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly ref: string;
  readonly result: string;
};

export type Inbox = {
  /** The next mail to that address with that result which nobody took yet; waits for it. */
  next(to: string, result: string): Promise<ReadMail>;
  /** What arrived and was not taken yet, as `address result`, sorted. */
  untaken(): readonly string[];
};

export function inboxOf(sink: SmarthostSink): Inbox {
  const taken = new Set<SunkMail>();
  return {
    async next(to, result) {
      const wanted = (mail: SunkMail): boolean =>
        !taken.has(mail) && mail.envelope.to.includes(to) && mail.headers.get('x-tldops-result') === result;
      const mail = await within(sink.mail(wanted), `a mail (${result}) to ${to}`);
      taken.add(mail);
      return asRead(mail);
    },
    untaken: () =>
      sink.mails
        .filter((mail) => !taken.has(mail))
        .map((mail) => `${mail.envelope.to.join(',')} ${mail.headers.get('x-tldops-result') ?? ''}`)
        .toSorted(),
  };
}

export async function asRead(mail: SunkMail): Promise<ReadMail> {
  const outcome = await readMail(mail.raw);
  if (!outcome.ok) throw new Error(`our own mail cannot be read: ${outcome.fault}`);
  return {
    ...mail,
    to: mail.envelope.to.join(','),
    subject: outcome.subject,
    text: outcome.reading.text,
    ref: mail.headers.get('x-tldops-ref') ?? '',
    result: mail.headers.get('x-tldops-result') ?? '',
  };
}

/** The plus-address that an answer goes to. */
export function replyTo(mail: SunkMail): string {
  return /[^\s<>]+@[^\s<>]+/u.exec((mail.headers.get('reply-to') ?? '').replace(/^.*</u, '<'))?.[0] ?? '';
}

export function quoted(mail: ReadMail): string {
  return mail.text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** The reference in an answer like `250 2.0.0 2026-000123 applied`. */
export function refIn(reply: string): string {
  return /\d{4}-\d{6,9}/u.exec(reply)?.[0] ?? '';
}
