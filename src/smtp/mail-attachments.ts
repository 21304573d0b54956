import type Mail from 'nodemailer/lib/mailer';
import { epochMs } from '../core/instant.ts';
import type { Attachment, QueuedMail } from '../core/outgoing.ts';
import { type PackedFile, packed, zipFile, zipLength } from './zip-file.ts';

/** What stands around one file in a mail: its boundary and header, at most. */
const AROUND = 300;

/**
 * The files of a mail as nodemailer takes them: strings and octets, never objects or paths, which could name a file of
 * ours. They come as they are where there is room, else in one .zip; spare ones stay away where even that is too much. The
 * same mail has the same ones on every retry.
 * @param room octets of the mail that are left for them.
 */
export function attachmentsOf({ attachments = [], createdAt }: QueuedMail, room: number): Mail.Attachment[] {
  const files = attachments.map((file) => ({ ...file, filename: plainName(file.filename) }));
  const octets = files.reduce((total, { text }) => total + AROUND + quotedPrintableLength(text), 0);
  if (octets <= room) return files.map(unpacked);
  return [
    {
      filename: `${files[0]?.filename.replace(/\.[^.]*$/u, '') ?? 'files'}.zip`,
      contentType: 'application/zip',
      contentDisposition: 'attachment',
      content: zipFile(packedWithin(files, room), epochMs(createdAt)),
    },
  ];
}

/** All that must go, and of the spare ones, in their order, what has room beside them. */
function packedWithin(files: readonly Attachment[], room: number): readonly PackedFile[] {
  const all = files.map(({ filename, text, spare }) => ({
    isSpare: spare === true,
    file: packed(filename, Buffer.from(text, 'utf8')),
  }));
  const kept = new Set(all.filter(({ isSpare }) => !isSpare).map(({ file }) => file));
  for (const { file } of all) {
    if (AROUND + base64Length(zipLength([...kept, file])) <= room) kept.add(file);
  }
  return all.map(({ file }) => file).filter((file) => kept.has(file));
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

/** At most: every octet that may need it is written as three, and every line is broken where it has to be. */
function quotedPrintableLength(text: string): number {
  const octets = Buffer.byteLength(text);
  const written = octets + 2 * (octets - (text.match(/[\x20-\x3c\x3e-\x7e\r\n]/gu)?.length ?? 0));
  return written + 3 * Math.ceil(written / 70);
}

/** RFC 2045 §6.8: lines of 76 characters. */
function base64Length(octets: number): number {
  const characters = 4 * Math.ceil(octets / 3);
  return characters + 2 * Math.ceil(characters / 76);
}

function plainName(filename: string): string {
  return filename.replace(/[^A-Za-z0-9.-]/gu, '-');
}
