/** Encoded text stands in encoded text where a mail is attached to a mail. */
const DEEPEST = 3;

const BASE64_LINES =
  /(?:^[ \t]*[A-Za-z0-9+/]{20,}={0,2}[ \t]*\r?$\n?)+(?:^[ \t]*[A-Za-z0-9+/]{1,19}={0,2}[ \t]*\r?$)?/gmu;
const ENCODED_WORD = /=\?([^?\s]{1,40})\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/giu;
const QUOTED_OCTETS = /(?:=[0-9a-f]{2})+/giu;
const ENTITY = /&#(x[0-9a-f]{1,6}|\d{1,7});/giu;

/**
 * All that the octets of a mail may say to whoever looks for words in them: as they are, and whatever of them is base64,
 * quoted-printable, an encoded word (RFC 2047) or a character reference. It knows nothing of the structure, so nothing of it can hide
 * a part; what is compressed (office documents, PDF, archives) or a picture is not read.
 */
export function wordsInOctets(raw: Uint8Array): string {
  return readings(textOf(raw), 0).join('\n');
}

function readings(text: string, depth: number): readonly string[] {
  if (depth >= DEEPEST) return [text];
  const unquoted = text.replaceAll(/=\r?\n/gu, '').replaceAll(QUOTED_OCTETS, (run) => textOf(octetsOfQuoted(run)));
  const plain = unquoted
    .replaceAll(ENTITY, (reference, number: string) => character(number) ?? reference)
    .replaceAll(/<[^<>]{0,500}>/gu, '');
  const words = text.replaceAll(ENCODED_WORD, (_, charset: string, encoding: string, content: string) =>
    encoding.toLowerCase() === 'b'
      ? textOf(octetsOfBase64(content), charset)
      : textOf(octetsOfQuoted(content.replaceAll('_', ' ')), charset),
  );
  const encoded = [...text.matchAll(BASE64_LINES)].map(([run]) => octetsOfBase64(run));
  return [
    ...new Set([text, unquoted, plain, words]),
    ...encoded.flatMap((octets) => readings(textOf(octets), depth + 1)),
  ];
}

function octetsOfQuoted(text: string): Uint8Array {
  const octets: number[] = [];
  for (const [one, hex] of text.matchAll(/=([0-9a-f]{2})|[\s\S]/giu)) {
    if (hex === undefined) octets.push(...new TextEncoder().encode(one));
    else octets.push(Number.parseInt(hex, 16));
  }
  return Uint8Array.from(octets);
}

/** Empty where it is none. */
function octetsOfBase64(text: string): Uint8Array {
  const code = text.replaceAll(/[\s=]/gu, '');
  try {
    return Uint8Array.from(atob(code.slice(0, code.length - (code.length % 4 === 1 ? 1 : 0))), (one) =>
      one.charCodeAt(0),
    );
  } catch {
    return new Uint8Array();
  }
}

/** Addresses and numbers are the same in every charset but UTF-16, whose zeros are left out. */
function textOf(octets: Uint8Array, ...charsets: readonly string[]): string {
  for (const label of [...charsets, 'utf-8']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(octets).replaceAll('\0', '');
    } catch {
      // Another charset, or an unknown one.
    }
  }
  return new TextDecoder('windows-1252').decode(octets).replaceAll('\0', '');
}

function character(number: string): string | null {
  const code = number.startsWith('x') || number.startsWith('X') ? Number.parseInt(number.slice(1), 16) : Number(number);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : null;
}
