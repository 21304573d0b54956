import { type RawStructure, firstField } from '../core/message.ts';

/**
 * Whether a body can only be read in the one way its unsigned Content-Type says, so that nobody on the way could have
 * given signed octets another meaning by another Content-Type: a multipart that begins with the boundary it names, or a
 * single text/plain in US-ASCII or UTF-8 that does not begin with `--`.
 */
export function speaksForItself(raw: Uint8Array, structure: RawStructure): boolean {
  const type = readContentType(firstField(structure.fields, 'content-type') ?? 'text/plain; charset=us-ascii');
  if (type === null) return false;
  const body = raw.subarray(structure.bodyOffset);
  if (type.name.startsWith('multipart/')) {
    const boundary = type.parameters.get('boundary');
    return boundary !== undefined && boundary !== '' && beginsWithLine(body, `--${boundary}`);
  }
  const charset = (type.parameters.get('charset') ?? 'us-ascii').toLowerCase();
  return type.name === 'text/plain' && (charset === 'us-ascii' || charset === 'utf-8') && !beginsWith(body, '--');
}

/** RFC 2045 §6.2: what does not change an octet. */
export function isIdentityEncoding(structure: RawStructure): boolean {
  const encoding = (firstField(structure.fields, 'content-transfer-encoding') ?? '7bit').trim().toLowerCase();
  return encoding === '7bit' || encoding === '8bit';
}

type ContentType = { readonly name: string; readonly parameters: ReadonlyMap<string, string> };

const TYPE = /^([A-Za-z0-9!#$&^_.+-]{1,60}\/[A-Za-z0-9!#$&^_.+-]{1,60})[ \t]*/u;
const PARAMETER = /^;[ \t]*([A-Za-z0-9!#$%&'+^_`{}|~-]{1,60})=("[^"\\]*"|[^\s"();:<>,@[\]\\?=/]+)[ \t]*/u;

/** RFC 2045 §5.1, strictly: no comments, no RFC 2231 continuations, no parameter twice; null otherwise. */
function readContentType(value: string): ContentType | null {
  const type = TYPE.exec(value);
  if (type === null) return null;
  const parameters = new Map<string, string>();
  let rest = value.slice(type[0].length);
  while (rest !== '' && rest !== ';') {
    const found = PARAMETER.exec(rest);
    const name = found?.[1]?.toLowerCase();
    if (found === null || name === undefined || parameters.has(name)) return null;
    parameters.set(name, (found[2] ?? '').replaceAll('"', ''));
    rest = rest.slice(found[0].length);
  }
  return { name: type[1]?.toLowerCase() ?? '', parameters };
}

function beginsWithLine(body: Uint8Array, line: string): boolean {
  // RFC 2046 §5.1.1: white space may follow a boundary.
  return beginsWith(body, line) && /^[ \t]*\r\n/u.test(latin1(body.subarray(line.length, line.length + 80)));
}

function beginsWith(body: Uint8Array, text: string): boolean {
  return latin1(body.subarray(0, text.length)) === text;
}

function latin1(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}
