import { epochMs } from '../core/instant.ts';
import type { Attachment, QueuedMail } from '../core/outgoing.ts';
import { binaryFile, lengthOf, type Part, textFile } from './mime-parts.ts';
import { type PackedFile, packed, zipFile, zipLength } from './zip-file.ts';

/** RFC 2045 §6.8: each line of 76 characters and its end hold so many octets. */
const [LINE_OCTETS, LINE_LENGTH] = [57, 78];
/** The fields of a packed file, at most. */
const FIELDS = 300;

/**
 * The files of a mail, as they are where there is room, else in one .zip; spare ones stay away where even that is too much.
 * The same mail has the same ones on every retry.
 * @param room octets of the mail that are left for them.
 */
export function filesOf({ attachments = [], createdAt }: QueuedMail, room: number): readonly Part[] {
  const files = attachments.map((file) => ({ ...file, filename: plainName(file.filename) }));
  const unpacked = files.map(({ contentType, filename, text }) => textFile(contentType, filename, text));
  if (unpacked.reduce((total, part) => total + lengthOf(part), 0) <= room) return unpacked;
  const name = `${files[0]?.filename.replace(/\.[^.]*$/u, '') ?? 'files'}.zip`;
  return [binaryFile('application/zip', name, zipFile(packedWithin(files, room), epochMs(createdAt)))];
}

/** All that must go, and of the spare ones, in their order, what has room beside them. */
function packedWithin(files: readonly Attachment[], room: number): readonly PackedFile[] {
  const all = files.map(({ filename, text, spare }) => ({
    isSpare: spare === true,
    file: packed(filename, Buffer.from(text, 'utf8')),
  }));
  const kept = new Set(all.filter(({ isSpare }) => !isSpare).map(({ file }) => file));
  for (const { file } of all) {
    if (FIELDS + base64Length(zipLength([...kept, file])) <= room) kept.add(file);
  }
  return all.map(({ file }) => file).filter((file) => kept.has(file));
}

function base64Length(octets: number): number {
  return Math.ceil(octets / LINE_OCTETS) * LINE_LENGTH;
}

function plainName(filename: string): string {
  return filename.replace(/[^A-Za-z0-9.-]/gu, '-');
}
