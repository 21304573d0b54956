import type Mail from 'nodemailer/lib/mailer';
import { epochMs } from '../core/instant.ts';
import type { Attachment, QueuedMail } from '../core/outgoing.ts';
import { zipFile } from './zip-file.ts';

/** More than this is packed: a list of a thousand people would be a megabyte, and takes a sixth of it. */
const MOST_UNPACKED = 200_000;

/**
 * The files of a mail as nodemailer takes them: strings and octets, never objects or paths, which could name a file of
 * ours. The same mail has the same ones on every retry.
 */
export function attachmentsOf({ attachments = [], createdAt }: QueuedMail): Mail.Attachment[] {
  const files = attachments.map(({ filename, ...rest }) => ({ ...rest, filename: plainName(filename) }));
  const octets = files.reduce((total, { text }) => total + Buffer.byteLength(text), 0);
  if (octets <= MOST_UNPACKED) return files.map(unpacked);
  const entries = files.map(({ filename, text }) => ({ name: filename, content: Buffer.from(text, 'utf8') }));
  return [
    {
      filename: `${files[0]?.filename.replace(/\.[^.]*$/u, '') ?? 'files'}.zip`,
      contentType: 'application/zip',
      contentDisposition: 'attachment',
      content: zipFile(entries, epochMs(createdAt)),
    },
  ];
}

function unpacked({ filename, contentType, text }: Attachment): Mail.Attachment {
  return {
    filename,
    contentType: `${contentType}; charset=utf-8`,
    contentDisposition: 'attachment',
    // Mostly ASCII: a third shorter than base64.
    contentTransferEncoding: 'quoted-printable',
    content: text,
  };
}

function plainName(filename: string): string {
  return filename.replace(/[^A-Za-z0-9.-]/gu, '-');
}
