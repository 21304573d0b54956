import { type AmbiguousContent, ambiguityIn } from '../core/ambiguous-content.ts';

/** What RFC 2045 says about one part, read leniently; `wellFormed` is false where readers may understand it differently. */
export type PartHeader = {
  /** `type/subtype` in lower case. */
  readonly type: string;
  /** Of Content-Type, names in lower case, values as written. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Content-Transfer-Encoding in lower case; `7bit` where there is none (RFC 2045 §6.1). */
  readonly transferEncoding: string;
  readonly attachment: boolean;
  /** Content-ID as written, angle brackets included; empty where there is none. */
  readonly id: string;
  readonly wellFormed: boolean;
  /** Why readers would understand something else altogether; null: they would not. */
  readonly ambiguity: AmbiguousContent | null;
};

const MAX_PART_HEADER_OCTETS = 64 * 1024;
const FIELD = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/u;
const MEDIA_TYPE = /^([a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126})/iu;
const READ_TYPE = /^(?:text|multipart|message)\//iu;
const PARAMETER = /[ \t]*([^\s=;"()]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/uy;
const WHITE_SPACE_AND_COMMENTS = /(?:[ \t]|\([^()]*\))*/uy;

/**
 * Reads the header block of a part, without its closing empty line. Of fields and parameters given twice the first
 * counts. @param implied the type of a part that names none (RFC 2046 §5.1.5: message/rfc822 in a digest)
 */
export function readPartHeader(block: Uint8Array, implied: string): PartHeader {
  const { fields, wellFormed } = readFields(block);
  const first = (name: string): string | undefined => fields.get(name)?.[0]?.trim();
  const contentType = readContentType(first('content-type'), implied);
  return {
    type: contentType.type,
    parameters: contentType.parameters,
    transferEncoding: firstWord(first('content-transfer-encoding') ?? '') || '7bit',
    attachment: firstWord(first('content-disposition') ?? '') === 'attachment',
    id: first('content-id') ?? '',
    wellFormed: wellFormed && contentType.wellFormed,
    ambiguity: ambiguityIn({
      contentType: fields.get('content-type') ?? [],
      transferEncoding: fields.get('content-transfer-encoding') ?? [],
    }),
  };
}

/** First value of a field of the mail's own header as Latin-1 octets, unfolded; null where there is none. */
export function fieldOf(block: Uint8Array, name: string): string | null {
  return readFields(block).fields.get(name)?.[0]?.trim() ?? null;
}

function readFields(block: Uint8Array): { fields: ReadonlyMap<string, readonly string[]>; wellFormed: boolean } {
  const fields = new Map<string, string[]>();
  let wellFormed = block.length <= MAX_PART_HEADER_OCTETS;
  const text = Buffer.from(block.subarray(0, MAX_PART_HEADER_OCTETS)).toString('latin1');
  for (const line of text.replaceAll(/\r\n(?=[ \t])/gu, '').split('\r\n')) {
    if (line.trim() === '') continue;
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      wellFormed = false;
      continue;
    }
    const key = name.toLowerCase();
    const before = fields.get(key);
    if (before === undefined) fields.set(key, [value]);
    else {
      before.push(value);
      if (key.startsWith('content-')) wellFormed = false;
    }
  }
  return { fields, wellFormed };
}

function readContentType(
  value: string | undefined,
  implied: string,
): { type: string; parameters: ReadonlyMap<string, string>; wellFormed: boolean } {
  if (value === undefined || value === '') return { type: implied, parameters: new Map(), wellFormed: true };
  const [, type] = MEDIA_TYPE.exec(value) ?? [];
  // RFC 2045 §5.2: what cannot be understood is plain text.
  if (type === undefined) return { type: 'text/plain', parameters: new Map(), wellFormed: false };
  const { parameters, wellFormed } = readParameters(value, type.length);
  // The name of a picture or document is often not quoted as it should be; nothing is read by it.
  return { type: type.toLowerCase(), parameters, wellFormed: wellFormed || !READ_TYPE.test(type) };
}

function readParameters(value: string, from: number): { parameters: ReadonlyMap<string, string>; wellFormed: boolean } {
  const parameters = new Map<string, string>();
  let wellFormed = true;
  let at = skipComments(value, from);
  while (at < value.length) {
    const separated = value[at] === ';';
    if (separated) at = skipComments(value, at + 1);
    if (at === value.length || value[at] === ';') continue;
    PARAMETER.lastIndex = at;
    const [whole, name, quoted, bare] = (separated ? PARAMETER.exec(value) : null) ?? [];
    if (whole === undefined || name === undefined) {
      wellFormed = false;
      const semicolon = value.indexOf(';', at);
      at = semicolon < 0 ? value.length : semicolon;
      continue;
    }
    const key = name.toLowerCase();
    // A boundary or charset in the extended notation of RFC 2231 is not understood everywhere.
    if (parameters.has(key) || /^(?:boundary|charset|format|delsp)\*/u.test(key)) wellFormed = false;
    else parameters.set(key, quoted?.replaceAll(/\\(.)/gu, '$1') ?? bare ?? '');
    at = skipComments(value, at + whole.length);
  }
  return { parameters, wellFormed };
}

function skipComments(value: string, from: number): number {
  WHITE_SPACE_AND_COMMENTS.lastIndex = from;
  WHITE_SPACE_AND_COMMENTS.test(value);
  return WHITE_SPACE_AND_COMMENTS.lastIndex;
}

function firstWord(value: string): string {
  return (/^[^\s;(]*/u.exec(value)?.[0] ?? '').toLowerCase();
}
