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
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LONGEST_LINE) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** RFC 6350 §3.4: what stands for itself in a text value. */
export function vcardText(text: string): string {
  return text.replaceAll(/[\\,;]/gu, '\\$&').replaceAll(/\r\n|\r|\n/gu, '\\n');
}
