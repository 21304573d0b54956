import { decodeCharset } from './charset.ts';
import { cleanLine } from './clean-text.ts';
import { decodeTransfer } from './transfer-encoding.ts';

const MAX_SUBJECT = 250;
const ENCODED_WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/giu;

type Piece = { readonly encoded: boolean; readonly octets: Buffer; readonly charset: string | null };

/**
 * A Subject as people see it (RFC 2047): one line without control characters, at most 250 characters; and as it was
 * written, invisible characters and all. An encoded word that is not decodable stays as it is written.
 * @param value the unfolded field, one character for each octet
 */
export function decodeSubject(value: string): { readonly subject: string; readonly writtenSubject: string } {
  const writtenSubject = joinPieces(piecesOf(value));
  return { subject: cleanLine(writtenSubject, MAX_SUBJECT), writtenSubject };
}

function piecesOf(value: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const word of value.matchAll(ENCODED_WORD)) {
    const [whole, charset = '', encoding = '', text = ''] = word;
    const octets = decodeWord(encoding.toLowerCase(), text);
    if (octets === null) continue;
    const between = value.slice(at, word.index);
    // §6.2: white space between two encoded words is not there.
    const joins = pieces.at(-1)?.encoded === true && /^[ \t]*$/u.test(between);
    if (between !== '' && !joins) pieces.push(plain(between));
    pieces.push({ encoded: true, octets, charset: charset.toLowerCase() });
    at = word.index + whole.length;
  }
  return at < value.length ? [...pieces, plain(value.slice(at))] : pieces;
}

function plain(text: string): Piece {
  return { encoded: false, octets: Buffer.from(text, 'latin1'), charset: null };
}

/** Words side by side in one charset are decoded as one: some programs cut characters in two. */
function joinPieces(pieces: readonly Piece[]): string {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.encoded === true && piece.encoded && last.charset === piece.charset) {
      runs[runs.length - 1] = { ...last, octets: Buffer.concat([last.octets, piece.octets]) };
    } else runs.push(piece);
  }
  return runs.map((run) => decodeCharset(run.octets, run.charset).text).join('');
}

function decodeWord(encoding: string, text: string): Buffer | null {
  const written = Buffer.from(encoding === 'q' ? text.replaceAll('_', '=20') : text, 'latin1');
  const { octets, intact } = decodeTransfer(written, encoding === 'q' ? 'quoted-printable' : 'base64');
  return intact ? octets : null;
}
