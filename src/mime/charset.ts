import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';

export type CharsetDecoding = {
  readonly text: string;
  /** `lossy`: octets that the charset does not have, or a charset that is plainly not the one declared. */
  readonly fault: 'unknown-charset' | 'lossy-charset' | null;
};

/** Names in use that the WHATWG table lacks. */
const ALIASES = new Map([
  ['cp932', 'shift_jis'],
  ['windows-932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['windows-936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['ms936', 'gbk'],
  ['euc-cn', 'gbk'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['iso-2022-jp-ms', 'iso-2022-jp'],
  ['latin-1', 'iso-8859-1'],
  ['utf8mb4', 'utf-8'],
  ['utf_8', 'utf-8'],
  ['iso-8859-1:1987', 'iso-8859-1'],
]);
const ASCII = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso646-us', 'iso-ir-6']);
/** Single-octet charsets of old systems; nothing of iconv-lite's own inventions (`base64`, `hex`, `utf-7`). */
const LEGACY = /^(?:cp|ibm)-?\d{3,4}$|^mac[a-z]+$|^viscii$|^iso-?8859-?\d{1,2}$/u;
/** Double octets whose second half looks like UTF-8 (Thai) cannot be told from it by their form alone. */
const LOOKS_LIKE_UTF8 = new Set(['windows-874']);
/** No charset for mail: never asked for. */
const REFUSED = new Set(['x-user-defined', 'replacement']);
/** RFC 2152: one text has many forms, and filters see none of it. It is shown, but stays a doubt. */
const UTF7 = new Set(['utf-7', 'unicode-1-1-utf-7']);

/** Strict decoding of a text part. @param charset as declared; null or empty means US-ASCII (RFC 2046 §4.1.2) */
export function decodeCharset(octets: Buffer, charset: string | null): CharsetDecoding {
  const label = (charset ?? '').replaceAll(/[\s'"]/gu, '').toLowerCase();
  const name = ALIASES.get(label) ?? label;
  if (ASCII.has(name)) return decodeAscii(octets);
  if (name === 'utf-16') return decodeUtf16(octets);
  if (UTF7.has(name)) return { text: iconv.decode(octets, 'utf-7'), fault: 'unknown-charset' };
  const decoder = decoderFor(name);
  if (decoder !== null) return decodeStrictly(octets, name, decoder);
  if (LEGACY.test(name) && iconv.encodingExists(name)) return judged(iconv.decode(octets, name));
  return { text: octets.toString('latin1').replaceAll(/[^\x00-\x7f]/gu, '\uFFFD'), fault: 'unknown-charset' };
}

/** UTF-8 without a declaration is what most mail programs write and read; any other octet is a guess. */
function decodeAscii(octets: Buffer): CharsetDecoding {
  const text = decodeOrNull(new TextDecoder('utf-8', { fatal: true }), octets);
  if (text !== null) return judged(text);
  return { text: new TextDecoder('windows-1252').decode(octets), fault: 'lossy-charset' };
}

/** RFC 2781 §4.3: the byte-order mark says which; without one it is a guess. */
function decodeUtf16(octets: Buffer): CharsetDecoding {
  const [first, second] = octets;
  const little = first === 0xff && second === 0xfe;
  const big = first === 0xfe && second === 0xff;
  const decoder = new TextDecoder(little ? 'utf-16le' : 'utf-16be', { fatal: true });
  const text = little || big ? decodeOrNull(decoder, octets) : null;
  return text === null ? { text: new TextDecoder('utf-16be').decode(octets), fault: 'lossy-charset' } : judged(text);
}

function decodeStrictly(octets: Buffer, name: string, decoder: TextDecoder): CharsetDecoding {
  const text = decodeOrNull(decoder, octets);
  if (text === null) return { text: new TextDecoder(decoder.encoding).decode(octets), fault: 'lossy-charset' };
  const misdeclared = isSingleOctet(decoder.encoding) && (isReallyUtf8(octets, text) || SWAPPED_CASE.test(text));
  // 0x80 to 0x9F are windows-1252 by common practice, but control characters in what was declared.
  const notLatin1 = /^(?:iso-?8859-1|latin1|l1)$/u.test(name) && octets.some((octet) => octet >= 0x80 && octet < 0xa0);
  return misdeclared || notLatin1 ? { text, fault: 'lossy-charset' } : judged(text);
}

/** Octets that no charset has, UTF-8 read twice, and words of accented letters only, as other alphabets look in Latin-1. */
const GARBLED = /[\uFFFD\u0080-\u009F]|[\u00C2\u00C3][\u0080-\u00BF]|[\u00C0-\u00FF]{5}/u;
/** `иВАН`: KOI8 has capital and small letters where windows-1251 has small and capital ones. */
const SWAPPED_CASE = /(?<!\p{L})(?=\p{Script=Cyrillic})\p{Ll}(?:(?=\p{Script=Cyrillic})\p{Lu}){2,}(?!\p{L})/u;

function judged(text: string): CharsetDecoding {
  return { text, fault: GARBLED.test(text) ? 'lossy-charset' : null };
}

function isSingleOctet(encoding: string): boolean {
  return /^(?:windows-|iso-8859-|koi8-|macintosh|ibm866|x-mac)/u.test(encoding) && !LOOKS_LIKE_UTF8.has(encoding);
}

function isReallyUtf8(octets: Buffer, text: string): boolean {
  const utf8 = decodeOrNull(new TextDecoder('utf-8', { fatal: true }), octets);
  return utf8 !== null && utf8.length < text.length;
}

function decoderFor(name: string): TextDecoder | null {
  try {
    const decoder = new TextDecoder(name, { fatal: true });
    return REFUSED.has(decoder.encoding) ? null : decoder;
  } catch {
    return null;
  }
}

function decodeOrNull(decoder: TextDecoder, octets: Buffer): string | null {
  try {
    return decoder.decode(octets);
  } catch {
    return null;
  }
}
