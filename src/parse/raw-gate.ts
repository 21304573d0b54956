import { AMBIGUITIES, ambiguityIn, type AmbiguousContent } from '../core/ambiguous-content.ts';
import { type HeaderField, type RawStructure, fieldsNamed } from '../core/message.ts';
import {
  type HeaderFault,
  MAX_FIELDS,
  MAX_HEADER_LINES,
  MAX_HEADER_OCTETS,
  MAX_LINE_OCTETS,
  readHeaderBlock,
} from './header-fields.ts';

export type RawFault =
  | 'nul-octet'
  | 'bare-cr'
  | 'bare-lf'
  | HeaderFault
  | AmbiguousContent
  | 'no-from'
  | 'several-from'
  | 'repeated-field'
  | 'too-many-received'
  | 'too-many-signatures';

export type RawInspection =
  | { readonly ok: true; readonly structure: RawStructure }
  /** `detail`: one line of printable ASCII, at most 200 characters, nothing of the mail in it. */
  | { readonly ok: false; readonly fault: RawFault; readonly detail: string };

const MAX_RECEIVED = 50;
const MAX_DKIM_SIGNATURES = 10;

const AT_MOST_ONCE = new Map([
  ['sender', 'Sender'],
  ['to', 'To'],
  ['cc', 'Cc'],
  ['subject', 'Subject'],
  ['date', 'Date'],
  ['message-id', 'Message-ID'],
  ['reply-to', 'Reply-To'],
  ['mime-version', 'MIME-Version'],
  ['content-type', 'Content-Type'],
  ['content-transfer-encoding', 'Content-Transfer-Encoding'],
  ['content-disposition', 'Content-Disposition'],
]);

/**
 * What other servers claim to have verified (RFC 8601, RFC 8617, and whatever else calls itself ARC): never believed, so
 * never handed on.
 */
function isClaimOfOthers({ name }: HeaderField): boolean {
  return name === 'authentication-results' || name.startsWith('arc-');
}

const CR = 0x0d;
const LF = 0x0a;

/**
 * The first look at a mail, before any package parses it: RFC 5322 line ends and field names, no field twice that
 * parsers pick differently, and no Content-Type that they understand differently. Linear in the size of the mail, never
 * throws. The body is looked at for its line ends only.
 */
export function inspectRaw(raw: Uint8Array): RawInspection {
  const wire = wireFault(raw);
  if (wire !== null) return refuse(wire, WIRE_DETAILS[wire]);
  const header = readHeaderBlock(raw);
  if (!header.ok) return refuse(header.fault, `${HEADER_DETAILS[header.fault]} (header line ${header.line}).`);
  const counts = countFault(header.fields);
  if (counts !== null) return counts;
  const ambiguity = ambiguityIn({
    contentType: fieldsNamed(header.fields, 'content-type'),
    transferEncoding: fieldsNamed(header.fields, 'content-transfer-encoding'),
  });
  if (ambiguity !== null) return refuse(ambiguity, `${AMBIGUITIES[ambiguity]}.`);
  const fields = header.fields.filter((field) => !isClaimOfOthers(field));
  return { ok: true, structure: { fields, bodyOffset: header.bodyOffset } };
}

/** After these the connection must be closed: what follows DATA may be commands of a smuggled mail. */
export function mustClose(fault: RawFault): boolean {
  return fault === 'nul-octet' || fault === 'bare-cr' || fault === 'bare-lf';
}

// One plain loop: a search for each line end takes ten times as long on a mail of short lines.
function wireFault(raw: Uint8Array): keyof typeof WIRE_DETAILS | null {
  let previous: number | undefined;
  for (let at = 0; at < raw.length; at += 1) {
    const octet = raw[at];
    if (octet === 0) return 'nul-octet';
    if (octet === LF && previous !== CR) return 'bare-lf';
    if (previous === CR && octet !== LF) return 'bare-cr';
    previous = octet;
  }
  return previous === CR ? 'bare-cr' : null;
}

function countFault(fields: readonly HeaderField[]): RawInspection | null {
  const authors = fieldsNamed(fields, 'from').length;
  if (authors === 0) return refuse('no-from', 'The mail has no From field; send it with exactly one.');
  if (authors > 1) return refuse('several-from', 'The mail has more than one From field; send it with exactly one.');
  for (const [name, written] of AT_MOST_ONCE) {
    if (fieldsNamed(fields, name).length < 2) continue;
    return refuse('repeated-field', `The mail has more than one ${written} field; send it with at most one.`);
  }
  if (fieldsNamed(fields, 'received').length > MAX_RECEIVED) {
    return refuse(
      'too-many-received',
      `The mail passed more than ${MAX_RECEIVED} servers (a loop?); send it directly.`,
    );
  }
  if (fieldsNamed(fields, 'dkim-signature').length > MAX_DKIM_SIGNATURES) {
    return refuse(
      'too-many-signatures',
      `The mail has more than ${MAX_DKIM_SIGNATURES} DKIM signatures; send it with fewer.`,
    );
  }
  return null;
}

const WIRE_DETAILS = {
  'nul-octet': 'The mail holds a NUL octet; send the text in a Content-Transfer-Encoding such as base64.',
  'bare-lf': 'A line ends in LF alone; every line must end in CRLF (RFC 5321 section 2.3.8).',
  'bare-cr': 'The mail holds a CR without LF; every line must end in CRLF (RFC 5321 section 2.3.8).',
} as const;

const HEADER_DETAILS: Readonly<Record<HeaderFault, string>> = {
  'header-too-large': `The header is larger than ${MAX_HEADER_OCTETS / 1024} KiB; send a new mail with fewer recipients and fields`,
  'header-not-ended': 'The header does not end in CRLF and an empty line; send the mail again',
  'line-too-long': `A header line is longer than ${MAX_LINE_OCTETS} octets; fold it (RFC 5322 section 2.1.1)`,
  'too-many-lines': `The header has more than ${MAX_HEADER_LINES} lines; send a new mail with fewer recipients`,
  'too-many-fields': `The header has more than ${MAX_FIELDS} fields; send a new mail instead of a forwarded one`,
  'bad-field-name':
    'A header line is not "Name: value" in printable ASCII without a space before the colon; mend or remove it',
};

function refuse(fault: RawFault, detail: string): RawInspection {
  return { ok: false, fault, detail };
}
