import { domainToASCII, domainToUnicode } from 'node:url';
import { addressKey, domainOf, type EmailAddress, parseAuthorAddress } from '../core/email-address.ts';
import type { Author } from '../core/message.ts';
import { decodeDisplayName } from './display-name.ts';
import { lossyUtf8Of, utf8Of } from './octets.ts';

export type AuthorFault = 'no-author' | 'several-authors' | 'malformed-author';

export type AuthorReading =
  | { readonly ok: true; readonly author: Author }
  | { readonly ok: false; readonly fault: AuthorFault };

// RFC 5322 §3.2.3 atext, the dot of obs-phrase ("John Q. Doe") and, for RFC 6532, octets above ASCII.
const WORD = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\x80-\xff-]+/uy;
const QUOTED = /"((?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[\t\x20-\x7e\x80-\xff])*)"/uy;
const COMMENT = /\(([^()\\<>@,;:"\x00-\x08\x0a-\x1f\x7f]*)\)/uy;
const SPACE = /[ \t]+/uy;
const ANGLE = /<[ \t]*([^<>\s]*)[ \t]*>[ \t]*$/uy;
const WRITTEN_TWICE = /^([^\s<>"(),;:\\]+@[^\s<>"(),;:\\]+)[ \t]+<[ \t]*([^<>\s]+)[ \t]*>$/u;

/**
 * Reads a From field by a grammar of our own that is narrower than RFC 5322: an optional display name and exactly one
 * `dot-atom@domain`, bare or in angle brackets. Groups, routes, quoted local parts, address literals and comments
 * around a bare address are refused, since parsers read them differently. Nothing in the display name is ever an
 * address, and no encoded word is decoded into one.
 *
 * @param fieldValue the unfolded octets after the colon, read as Latin-1.
 */
export function readAuthor(fieldValue: string): AuthorReading {
  const value = fieldValue.replace(/^[ \t]+|[ \t]+$/gu, '');
  if (!/[<>" \t(),;:\\]/u.test(value)) return authorOf(value, '');
  const twice = WRITTEN_TWICE.exec(value);
  if (twice !== null) return writtenTwice(twice[1] ?? '', twice[2] ?? '');
  const name = readPhrase(value);
  const angle = name === null ? null : matchAt(ANGLE, value, name.end);
  if (name === null || angle === null) return refused(severalIn(value) ? 'several-authors' : 'malformed-author');
  return authorOf(angle[1] ?? '', name.text);
}

/** Some clients name the address as its own display name, unquoted. Any other address there would be a disguise. */
function writtenTwice(first: string, second: string): AuthorReading {
  const author = authorOf(second, first);
  const shown = authorOf(first, '');
  if (!author.ok) return author;
  if (shown.ok && addressKey(shown.author.address) === addressKey(author.author.address)) return author;
  return refused('malformed-author');
}

type Phrase = { readonly text: string; readonly end: number };

function readPhrase(value: string): Phrase | null {
  let text = '';
  let at = 0;
  while (value[at] !== '<') {
    const space = matchAt(SPACE, value, at);
    const word = matchAt(WORD, value, at);
    const quoted = matchAt(QUOTED, value, at);
    const comment = matchAt(COMMENT, value, at);
    const token = space ?? word ?? quoted ?? comment;
    if (token === null) return null;
    text += quoted === null ? token[0] : (quoted[1] ?? '').replace(/\\(.)/gu, '$1');
    at += token[0].length;
  }
  return { text, end: at };
}

function authorOf(addrSpec: string, displayName: string): AuthorReading {
  if (addrSpec === '') return refused('no-author');
  // An encoded word is atext and may stand before the @; some parsers decode it there all the same.
  if (addrSpec.includes('=?')) return refused('malformed-author');
  const written = utf8Of(addrSpec);
  if (written === null) return refused('malformed-author');
  const reading = parseAuthorAddress(written);
  if (!reading.ok || !namesSameDomain(written, reading.address)) return refused('malformed-author');
  return { ok: true, author: { address: reading.address, displayName: decodeDisplayName(lossyUtf8Of(displayName)) } };
}

/** RFC 5890 §2.3.2.1: U-label and A-label stand for each other, so what only looks like a U-label (ｎｉｃ．ｎｌ) is none. */
function namesSameDomain(written: string, address: EmailAddress): boolean {
  const domain = written.slice(written.lastIndexOf('@') + 1).toLowerCase();
  const ascii = domainOf(address);
  const unicode = domainToUnicode(ascii);
  const fakeALabel = /(?:^|\.)xn--/u.test(unicode);
  return !fakeALabel && domainToASCII(unicode) === ascii && (domain === ascii || domain.normalize('NFC') === unicode);
}

/** For the right word in the refusal only. */
function severalIn(value: string): boolean {
  return value.includes(',') && value.split('@').length > 2;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function refused(fault: AuthorFault): AuthorReading {
  return { ok: false, fault };
}
