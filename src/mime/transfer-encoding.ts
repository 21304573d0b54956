/** `intact` is false where the encoding is unknown or not what RFC 2045 §6.7, §6.8 allow; readers then differ. */
export type TransferDecoding = { readonly octets: Buffer; readonly intact: boolean };

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const EQUALS = 0x3d;

/** @param encoding Content-Transfer-Encoding in lower case */
export function decodeTransfer(body: Buffer, encoding: string): TransferDecoding {
  if (encoding === 'base64') return decodeBase64(body);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return { octets: body, intact: encoding === '7bit' || encoding === '8bit' || encoding === 'binary' };
}

function decodeBase64(body: Buffer): TransferDecoding {
  const digits = Buffer.alloc(body.length);
  let length = 0;
  let padding = 0;
  let intact = true;
  for (const octet of body) {
    if (octet === CR || octet === LF || octet === SPACE || octet === TAB) continue;
    if (octet === EQUALS) padding += 1;
    // Whatever follows the end (a footer that somebody appended) is not part of the text.
    else if (padding > 0) return { octets: fromBase64(digits, length), intact: false };
    else if (isBase64Digit(octet)) {
      digits[length] = octet;
      length += 1;
    } else intact = false;
  }
  if (padding > 2 || length % 4 === 1 || (length + padding) % 4 !== 0) intact = false;
  return { octets: fromBase64(digits, length), intact };
}

function fromBase64(digits: Buffer, length: number): Buffer {
  return Buffer.from(digits.toString('latin1', 0, length), 'base64');
}

function isBase64Digit(octet: number): boolean {
  return (
    (octet >= 0x41 && octet <= 0x5a) ||
    (octet >= 0x61 && octet <= 0x7a) ||
    (octet >= 0x30 && octet <= 0x39) ||
    octet === 0x2b ||
    octet === 0x2f
  );
}

function decodeQuotedPrintable(body: Buffer): TransferDecoding {
  const octets = Buffer.alloc(body.length);
  let length = 0;
  let intact = true;
  // Where the line's trailing white space begins: relays may have added it (§6.7 rule 3).
  let lineEnd = 0;
  for (let at = 0; at < body.length; at += 1) {
    const octet = body.readUInt8(at);
    if (octet === EQUALS) {
      const softBreak = endOfSoftBreak(body, at + 1);
      if (softBreak !== null) {
        at = softBreak - 1;
        lineEnd = length;
        continue;
      }
      const value = hexValue(body[at + 1]) * 16 + hexValue(body[at + 2]);
      if (Number.isNaN(value)) intact = false;
      else at += 2;
      octets[length] = Number.isNaN(value) ? octet : value;
      length += 1;
      lineEnd = length;
    } else if (octet === CR && body[at + 1] === LF) {
      length = lineEnd;
      octets[length] = CR;
      octets[length + 1] = LF;
      length += 2;
      lineEnd = length;
      at += 1;
    } else {
      if (octet > 0x7e || (octet < SPACE && octet !== TAB)) intact = false;
      octets[length] = octet;
      length += 1;
      if (octet !== SPACE && octet !== TAB) lineEnd = length;
    }
  }
  return { octets: octets.subarray(0, lineEnd), intact };
}

/** Offset behind the line end that an `=` hides; the end of the part is one too, its CRLF belongs to the boundary. */
function endOfSoftBreak(body: Buffer, from: number): number | null {
  let at = from;
  while (body[at] === SPACE || body[at] === TAB) at += 1;
  if (at >= body.length) return body.length;
  return body[at] === CR && body[at + 1] === LF ? at + 2 : null;
}

function hexValue(octet: number | undefined): number {
  return octet === undefined || octet < 0x21 ? Number.NaN : Number.parseInt(String.fromCharCode(octet), 16);
}
