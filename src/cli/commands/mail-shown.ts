import type { OutgoingMail } from '../../core/outgoing.ts';

/** A mail that would be sent, for a program. */
export function mailJson({ to, subject, text, attachments }: OutgoingMail): object {
  return {
    to,
    subject,
    text,
    attachments: (attachments ?? []).map(({ filename, contentType, text: content }) => ({
      filename,
      contentType,
      bytes: Buffer.byteLength(content),
    })),
  };
}

/** The same for people. */
export function mailText({ to, subject, text, attachments }: OutgoingMail): string {
  const files = (attachments ?? []).map(
    ({ filename, text: content }) => `Attached: ${filename}, ${Math.ceil(Buffer.byteLength(content) / 1000)} kB`,
  );
  return [`To: ${to}`, `Subject: ${subject}`, ...files, '', text].join('\n');
}
