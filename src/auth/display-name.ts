import { Buffer } from 'node:buffer';
import { octetsOf } from './octets.ts';

const LONGEST_SHOWN = 200;
const LONGEST_WRITTEN = 4000;
const ENCODED_WORD = /=\?([A-Za-z0-9_-]{1,40})(?:\*[A-Za-z0-9-]*)?\?([BbQq])\?([^?\s]*)\?=/u;
const CONTROL_OR_INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

type Piece = { readonly charset: string; readonly octets: Uint8Array };

/**
 * Decodes the encoded words (RFC 2047) of a display name: one line, control and direction characters removed, at most
 * 200 characters. For people's eyes only; nothing is ever decided by it. Unknown charsets stay as they are written.
 */
export function decodeDisplayName(text: string): string {
  let decoded = '';
  let pending: Piece[] = [];
  let rest = text.slice(0, LONGEST_WRITTEN);
  for (let found = ENCODED_WORD.exec(rest); found !== null; found = ENCODED_WORD.exec(rest)) {
    const between = rest.slice(0, found.index);
    // RFC 2047 §6.2: white space between two encoded words is not shown.
    if (between.trim() !== '') {
      decoded += joined(pending) + between;
      pending = [];
    }
    const [whole, charset = '', encoding = '', payload = ''] = found;
    pending.push({ charset: charset.toLowerCase(), octets: octetsIn(encoding, payload) });
    rest = rest.slice(found.index + whole.length);
  }
  decoded += joined(pending) + rest;
  return decoded.replace(CONTROL_OR_INVISIBLE, ' ').replace(/\s+/gu, ' ').trim().slice(0, LONGEST_SHOWN).toWellFormed();
}

/** Joins neighbours of one charset before decoding: some clients split a character between two encoded words. */
function joined(pieces: readonly Piece[]): string {
  let text = '';
  let at = 0;
  while (at < pieces.length) {
    const charset = pieces[at]?.charset ?? '';
    const octets: Uint8Array[] = [];
    for (; pieces[at]?.charset === charset; at += 1) octets.push(pieces[at]?.octets ?? new Uint8Array());
    text += textOf(charset, Buffer.concat(octets));
  }
  return text;
}

function textOf(charset: string, octets: Uint8Array): string {
  try {
    return new TextDecoder(charset).decode(octets);
  } catch {
    return new TextDecoder('windows-1252').decode(octets);
  }
}

function octetsIn(encoding: string, payload: string): Uint8Array {
  if (encoding.toUpperCase() === 'B') return Buffer.from(payload, 'base64');
  const octets = payload
    .replaceAll('_', ' ')
    .replace(/=([0-9A-Fa-f]{2})/gu, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return octetsOf(octets);
}
