/** RFC 6350 §3.2. */
const LONGEST_LINE = 75;

/**
 * One content line, folded where it is longer than 75 octets, never inside a character (RFC 6350 §3.2); ends with CRLF.
 * @param name with parameters; @param value escaped already, see {@link vcardText}.
 */
export function vcardLine(name: string, value: string): string {
  const line = `${name}:${value}`;
  // Nearly all lines; the list has thousands.
  if (line.length <= LONGEST_LINE && /^[\x00-\x7f]*$/u.test(line)) return `${line}\r\n`;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LONGEST_LINE) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** In UTF-8 (RFC 3629 §3); an encoder, asked for each character, takes half the time of a mail with the whole list. */
function octetsOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** RFC 6350 §3.4: what stands for itself in a text value. */
export function vcardText(text: string): string {
  return text.replaceAll(/[\\,;]/gu, '\\$&').replaceAll(/\r\n|\r|\n/gu, '\\n');
}
