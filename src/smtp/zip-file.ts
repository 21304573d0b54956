import { crc32, deflateRawSync } from 'node:zlib';

/** A file, deflated for its place in a .zip. */
export type PackedFile = {
  readonly name: string;
  readonly data: Buffer;
  readonly size: number;
  readonly checksum: number;
};

// APPNOTE.TXT §4.3.7, §4.3.12, §4.3.16 (PKWARE's description of the format).
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;
const DEFLATED = 8;

// Octets of the three headers, without the name of the file.
const [LOCAL_LENGTH, CENTRAL_LENGTH, END_LENGTH] = [30, 46, 22];

export function packed(name: string, content: Buffer): PackedFile {
  return {
    name,
    data: deflateRawSync(content, { level: 9, memLevel: 9 }),
    size: content.length,
    checksum: crc32(content),
  };
}

/** Octets of the .zip that {@link zipFile} makes of them. */
export function zipLength(files: readonly PackedFile[]): number {
  return files.reduce(
    (total, { name, data }) => total + LOCAL_LENGTH + CENTRAL_LENGTH + 2 * Buffer.byteLength(name) + data.length,
    END_LENGTH,
  );
}

/**
 * Puts files into one .zip. The same files and time give the same octets.
 * @param at in milliseconds since 1970; shown in UTC, to two seconds. Not before 1980.
 */
export function zipFile(files: readonly PackedFile[], at: number): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const title = Buffer.from(file.name, 'utf8');
    const facts = factsOf(file, title, at);
    const local = Buffer.concat([numbers([LOCAL, 4], [VERSION, 2]), facts, title, file.data]);
    const central = numbers([CENTRAL, 4], [VERSION, 2], [VERSION, 2]);
    // No comment, disk 0, attributes 0.
    centrals.push(central, facts, numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), title);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const count = files.length;
  const end = numbers([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...locals, directory, end]);
}

/** The fields that both headers of a file share, from the flags to the length of the extra field. */
function factsOf({ data, size, checksum }: PackedFile, title: Buffer, at: number): Buffer {
  const date = new Date(at);
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  return numbers(
    [NAMES_IN_UTF8, 2],
    [DEFLATED, 2],
    [time, 2],
    [day, 2],
    [checksum, 4],
    [data.length, 4],
    [size, 4],
    [title.length, 2],
    [0, 2],
  );
}

function numbers(...fields: readonly (readonly [value: number, octets: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((total, [, octets]) => total + octets, 0));
  let at = 0;
  for (const [value, octets] of fields) at = buffer.writeUIntLE(value, at, octets);
  return buffer;
}
