import type { AmbiguousContent } from '../core/ambiguous-content.ts';
import { type PartHeader, readPartHeader } from './part-header.ts';
import { signedContent } from './signed-data.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export type Leaf = { readonly kind: 'leaf'; readonly header: PartHeader; readonly body: Buffer };
/** A multipart, or an opaque S/MIME signature around one part. */
export type Multipart = { readonly kind: 'multipart'; readonly header: PartHeader; readonly children: readonly Part[] };
export type Part = Leaf | Multipart;

export type PartTree = {
  readonly root: Part;
  /** The octets of the mail's own header, without the empty line. */
  readonly header: Buffer;
  /** In order of appearance. */
  readonly leaves: readonly Leaf[];
  /** False where the structure is cut off, ambiguous or not RFC 2046. */
  readonly wellFormed: boolean;
};

/** A real mail stays far below: signed, forwarded and footed by two lists it is about eight levels deep. */
const MAX_DEPTH = 20;
const MAX_PARTS = 200;
/** RFC 2046 §5.1.1. There are readers that cut off the rest, so that other lines are delimiters to them. */
const MAX_BOUNDARY_OCTETS = 70;
/** Python's email package takes the brackets off (cpython issue 135854), so that other lines are delimiters to it. */
const IN_ANGLE_BRACKETS = /^<.*>$/u;

/** RFC 8551 §3.5.2: the signed text is inside. */
const S_MIME = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime']);

const CR = 0x0d;
const LF = 0x0a;
const HYPHEN = 0x2d;
const EMPTY_LINE = Buffer.from('\r\n\r\n');

/** Why a mail is not read at all. */
export type TreeFault = 'too-complex' | AmbiguousContent;

type Walk = { readonly leaves: Leaf[]; parts: number; wellFormed: boolean; fault: TreeFault };
type Delimiter = { readonly start: number; readonly next: number; readonly closes: boolean };

/**
 * The MIME structure of a mail (RFC 2046 §5.1) by strict boundaries: a delimiter is a line of its own, and one of an
 * outer multipart ends whatever is inside it. Messages within the mail stay closed. `too-complex`: more than 200 parts or 20
 * levels. A mail with CRLF line ends is expected.
 */
export function readPartTree(
  raw: Uint8Array,
): { readonly ok: true; readonly tree: PartTree } | { readonly ok: false; readonly fault: TreeFault } {
  const walk: Walk = { leaves: [], parts: 0, wellFormed: true, fault: 'too-complex' };
  const octets = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const root = readPart(octets, 'text/plain', 0, walk);
  if (root === null) return { ok: false, fault: walk.fault };
  const { leaves, wellFormed } = walk;
  return { ok: true, tree: { root, header: splitPart(octets).header, leaves, wellFormed } };
}

function readPart(octets: Buffer, implied: string, depth: number, walk: Walk): Part | null {
  walk.parts += 1;
  if (depth > MAX_DEPTH || walk.parts > MAX_PARTS) return null;
  const split = splitPart(octets);
  const header = readPartHeader(split.header, implied);
  if (header.ambiguity !== null) {
    walk.fault = header.ambiguity;
    return null;
  }
  if (!header.wellFormed || (depth > 0 && !split.ended)) walk.wellFormed = false;
  const signed = S_MIME.has(header.type)
    ? signedContent(decodeTransfer(split.body, header.transferEncoding).octets)
    : null;
  if (signed !== null) {
    const child = readPart(signed, 'text/plain', depth + 1, walk);
    return child === null ? null : { kind: 'multipart', header, children: [child] };
  }
  if (!header.type.startsWith('multipart/')) {
    const leaf: Leaf = { kind: 'leaf', header, body: split.body };
    walk.leaves.push(leaf);
    return leaf;
  }
  // RFC 2045 §6.4: a multipart is never encoded itself.
  if (!['7bit', '8bit', 'binary'].includes(header.transferEncoding)) walk.wellFormed = false;
  const children: Part[] = [];
  for (const octetsOfChild of splitMultipart(split.body, header, walk)) {
    const child = readPart(octetsOfChild, impliedIn(header.type), depth + 1, walk);
    if (child === null) return null;
    children.push(child);
  }
  return { kind: 'multipart', header, children };
}

function impliedIn(type: string): string {
  return type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
}

function splitPart(octets: Buffer): { header: Buffer; body: Buffer; ended: boolean } {
  if (octets[0] === CR && octets[1] === LF) return { header: Buffer.alloc(0), body: octets.subarray(2), ended: true };
  const end = octets.indexOf(EMPTY_LINE);
  if (end < 0) return { header: octets, body: Buffer.alloc(0), ended: octets.length === 0 };
  return { header: octets.subarray(0, end), body: octets.subarray(end + EMPTY_LINE.length), ended: true };
}

function splitMultipart(body: Buffer, header: PartHeader, walk: Walk): readonly Buffer[] {
  const boundary = header.parameters.get('boundary') ?? '';
  if (boundary.length > MAX_BOUNDARY_OCTETS || IN_ANGLE_BRACKETS.test(boundary)) walk.wellFormed = false;
  const dashed = Buffer.from(`--${boundary}`, 'latin1');
  const children: Buffer[] = [];
  let open = findDelimiter(body, dashed, 0);
  while (open !== null && !open.closes) {
    const next = findDelimiter(body, dashed, open.next);
    children.push(body.subarray(open.next, next === null ? body.length : Math.max(open.next, next.start - 2)));
    if (children.length > MAX_PARTS) break;
    open = next;
  }
  const cutOff = open === null;
  const goesOn = open !== null && findDelimiter(body, dashed, open.next) !== null;
  if (cutOff || goesOn || children.length === 0) walk.wellFormed = false;
  return children;
}

/** The next line `--boundary` or `--boundary--`, white space behind it allowed (RFC 2046 §5.1.1). */
function findDelimiter(body: Buffer, dashed: Buffer, from: number): Delimiter | null {
  for (let start = body.indexOf(dashed, from); start >= 0; start = body.indexOf(dashed, start + 1)) {
    if (start > 0 && (body[start - 2] !== CR || body[start - 1] !== LF)) continue;
    let end = start + dashed.length;
    const closes = body[end] === HYPHEN && body[end + 1] === HYPHEN;
    if (closes) end += 2;
    while (body[end] === 0x20 || body[end] === 0x09) end += 1;
    if (end === body.length) return { start, next: end, closes };
    if (body[end] === CR && body[end + 1] === LF) return { start, next: end + 2, closes };
  }
  return null;
}
