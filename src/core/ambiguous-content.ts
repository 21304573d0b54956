/** What two readers of MIME understand in two ways, and no mail program writes. */
export type AmbiguousContent =
  | 'several-fields'
  | 'several-boundaries'
  | 'several-charsets'
  | 'no-boundary'
  | 'unclear-type'
  | 'unclear-encoding';

/** Values of all such fields as on the wire, unfolded, one character for each octet. */
type ContentFields = { readonly contentType: readonly string[]; readonly transferEncoding: readonly string[] };

/** For the sender; printable ASCII, without a full stop. */
export const AMBIGUITIES: Readonly<Record<AmbiguousContent, string>> = {
  'several-fields': 'Content-Type and Content-Transfer-Encoding may be there once at most',
  'several-boundaries': 'Content-Type names its boundary more than once or in pieces; it must be there once',
  'several-charsets': 'Content-Type names its charset more than once or in pieces; it must be there once',
  'no-boundary':
    'A multipart needs one boundary="..." of plain ASCII letters and digits in its Content-Type, no comments',
  'unclear-type': 'Content-Type can be read in more than one way; write one type, such as text/plain; charset=utf-8',
  'unclear-encoding': 'Content-Transfer-Encoding must be one word, such as base64',
};

const TYPE = /^[!#$&^_.+a-z0-9-]+\/[!#$&^_.+a-z0-9-]+/iu;
/** What is read, or decoded and read inside: an opaque S/MIME signature (RFC 8551 §3.5.2) is around text. */
const READ = /^(?:(?:text|multipart|message)\/|application\/(?:x-)?pkcs7-mime$)/iu;
const TOKEN = /^[!#$%&'*+.^_`{|}~0-9A-Za-z-]*(?: ?;)?$/u;
/** Wherever it stands: there are readers that search for the word, in a comment or in the value of something else. */
const NAMED = /(?<![\w-])(boundary|charset) ?(\*[0-9*]{0,6})? ?= ?(?:"([^"]*)|([^ ;"]*))/giu;
/** The boundary as a parameter of its own, in a value without what stands in quotation marks. */
const BOUNDARY = /; ?boundary ?= ?(?:""|[^ ;",]+) ?(?:;|$)/iu;
/**
 * RFC 2046 §5.1.1 allows 70 characters, and fewer kinds of them. Readers take these as they stand, but for what honest programs
 * write nevertheless and the walk through the parts doubts: more than 70, or all of it in angle brackets.
 */
const PLAIN_BOUNDARY = /^[\x20-\x5b\x5d-\x7e]{0,199}[\x21-\x5b\x5d-\x7e]$/u;
/** A parameter that ends where every reader ends it: no backslash, quoted in full or not at all, comments closed. */
const PARAMETER = / ?; ?([!#$%&'*+.^_`{|}~0-9a-z-]+) ?= ?("[^"\\]*"|(?:[^;"(]|\([^();"]*\))*)(?= ?(?:;|$))/iuy;
const FILE_NAME = /^(?:file)?name(?:\*[0-9*]{0,6})?$/iu;
/** What a reader that splits at other places, or knows no quotation marks, takes for a parameter of its own. */
const MORE_THAN_A_NAME = /^".*;|^[^"]* (?:boundary|charset) ?[*=]/iu;
/** RFC 5322 §3.2.2, with something in or beside it that counts for a reader that knows no comments. */
const MISLEADING_COMMENT = /\([^)]*[(;="]|\) ?=|= ?\(/u;

/**
 * Looks at what says how a mail or a part of it is to be read (RFC 2045 §5, §6). What honest programs get wrong, and readers
 * mend in one way, passes: a semicolon too few, an encoding that nobody knows. Linear in the length of the fields.
 */
export function ambiguityIn({ contentType, transferEncoding }: ContentFields): AmbiguousContent | null {
  if (new Set(contentType).size > 1 || new Set(transferEncoding).size > 1) return 'several-fields';
  const written = collapsed(contentType[0]);
  if (written.startsWith('(')) return 'unclear-type';
  const type = TYPE.exec(written)?.[0];
  // RFC 2045 §5.2: what cannot be understood is plain text.
  if (type !== undefined && !READ.test(type)) return null;
  if (!TOKEN.test(collapsed(transferEncoding[0]))) return 'unclear-encoding';
  if (type === undefined) return null;
  const isMultipart = /^multipart\//iu.test(type);
  const value = isMultipart ? written : withoutFileNames(written, type.length);
  const named = [...value.matchAll(NAMED)].map(([, name = '', extended, quoted, bare = '']) => ({
    name: name.toLowerCase(),
    extended: extended !== undefined,
    value: quoted ?? bare,
  }));
  const boundaries = named.filter(({ name }) => name === 'boundary');
  if (isNamedTwice(boundaries)) return 'several-boundaries';
  const charsets = named.filter(({ name }) => name === 'charset');
  if (isNamedTwice(charsets.map((one) => ({ ...one, value: one.value.toLowerCase() })))) return 'several-charsets';
  if (!/^(?: ?[;(]| [^,]|$)/u.test(value.slice(type.length))) return 'unclear-type';
  const { outside, closed } = withoutQuoted(value);
  if (isMultipart) {
    const isPlain = boundaries.some((boundary) => !boundary.extended && PLAIN_BOUNDARY.test(boundary.value));
    return closed && isPlain && !outside.includes('(') && BOUNDARY.test(outside) ? null : 'no-boundary';
  }
  return MISLEADING_COMMENT.test(outside) ? 'unclear-type' : null;
}

/** Nothing is read by the name of a file, and programs forget its quotation marks: `name=(draft).txt`. */
function withoutFileNames(value: string, from: number): string {
  let kept = value.slice(0, from);
  let at = from;
  PARAMETER.lastIndex = from;
  for (let found = PARAMETER.exec(value); found !== null; found = PARAMETER.exec(value)) {
    const [whole, name = '', content = ''] = found;
    const isName = FILE_NAME.test(name) && !MORE_THAN_A_NAME.test(content);
    kept += isName ? whole.slice(0, whole.length - content.length) : whole;
    at += whole.length;
  }
  return kept + value.slice(at);
}

function isNamedTwice(named: readonly { readonly extended: boolean; readonly value: string }[]): boolean {
  return (
    named.length > 1 && (named.some(({ extended }) => extended) || new Set(named.map((one) => one.value)).size > 1)
  );
}

function collapsed(value = ''): string {
  // Only space and tab: String.prototype.trim would take 0xA0 too.
  return value.replaceAll(/[ \t]+/gu, ' ').replaceAll(/^ | $/gu, '');
}

/** Each quoted string (RFC 5322 §3.2.4) as `""`; `closed` is false where the last one does not end. */
function withoutQuoted(value: string): { readonly outside: string; readonly closed: boolean } {
  let outside = '';
  let within = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '"') within = !within;
    if (character === '"' || !within) outside += character;
    else if (character === '\\') at += 1;
  }
  return { outside, closed: !within };
}
