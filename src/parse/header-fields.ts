import type { HeaderField } from '../core/message.ts';

/** Octets of the whole header block, its closing empty line included. */
export const MAX_HEADER_OCTETS = 64 * 1024;
/** RFC 5322 §2.1.1, without the CRLF. */
export const MAX_LINE_OCTETS = 998;
export const MAX_FIELDS = 200;
/** Folds included: header parsers downstream take quadratic time in the number of lines. */
export const MAX_HEADER_LINES = 2000;

export type HeaderFault =
  | 'header-too-large'
  | 'header-not-ended'
  | 'line-too-long'
  | 'too-many-lines'
  | 'too-many-fields'
  | 'bad-field-name';

type HeaderBlockReading =
  | { readonly ok: true; readonly fields: readonly HeaderField[]; readonly bodyOffset: number }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly fault: HeaderFault; readonly line: number };

type FieldBytes = { readonly name: string; readonly value: Uint8Array[] };

const TAB = 0x09;
const LF = 0x0a;
const SPACE = 0x20;
const COLON = 0x3a;

/**
 * Reads the header block of a mail whose lines all end in CRLF; the body is not looked at. A mail without an empty
 * line is all header, if it ends with CRLF. Takes time in proportion to the header, however it is folded.
 */
export function readHeaderBlock(raw: Uint8Array): HeaderBlockReading {
  const fields: FieldBytes[] = [];
  let start = 0;
  let line = 0;
  while (start < raw.length) {
    line += 1;
    const lineFeed = raw.indexOf(LF, start);
    const next = lineFeed + 1;
    if (lineFeed < 0) return { ok: false, fault: 'header-not-ended', line };
    if (next > MAX_HEADER_OCTETS) return { ok: false, fault: 'header-too-large', line };
    const octets = raw.subarray(start, lineFeed - 1);
    if (octets.length === 0) return { ok: true, fields: fields.map(fieldOf), bodyOffset: next };
    if (octets.length > MAX_LINE_OCTETS) return { ok: false, fault: 'line-too-long', line };
    if (line > MAX_HEADER_LINES) return { ok: false, fault: 'too-many-lines', line };
    if (octets[0] === SPACE || octets[0] === TAB) {
      const folded = fields.at(-1);
      if (folded === undefined) return { ok: false, fault: 'bad-field-name', line };
      folded.value.push(octets);
    } else {
      const colon = octets.indexOf(COLON);
      if (!isFieldName(octets, colon)) return { ok: false, fault: 'bad-field-name', line };
      if (fields.length === MAX_FIELDS) return { ok: false, fault: 'too-many-fields', line };
      fields.push({ name: latin1(octets.subarray(0, colon)).toLowerCase(), value: [octets.subarray(colon + 1)] });
    }
    start = next;
  }
  return { ok: true, fields: fields.map(fieldOf), bodyOffset: raw.length };
}

/** RFC 5322 §2.2: printable US-ASCII but the colon, and nothing between name and colon. */
function isFieldName(line: Uint8Array, colon: number): boolean {
  if (colon < 1) return false;
  return line.subarray(0, colon).every((octet) => octet > SPACE && octet < 0x7f);
}

function fieldOf({ name, value }: FieldBytes): HeaderField {
  return { name, value: trimWhiteSpace(value.map(latin1).join('')) };
}

// Only space and tab: String.prototype.trim would take 0xA0 too, half of many a UTF-8 letter.
function trimWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(octet: number): boolean {
  return octet === SPACE || octet === TAB;
}

/**
 * One character for each octet. `TextDecoder('latin1')` would read windows-1252; `...octets` would make an object of each. A
 * line is at most 998 octets.
 */
function latin1(octets: Uint8Array): string {
  return String(Reflect.apply(String.fromCharCode, null, octets));
}
