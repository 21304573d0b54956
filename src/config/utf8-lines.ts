import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;

/** The lines, counted from 1, that are in another charset than UTF-8: read as it, letters of them would be lost. */
export function linesNotInUtf8(octets: Uint8Array): readonly number[] {
  if (isUtf8(octets)) return [];
  const lines: number[] = [];
  let start = 0;
  for (let line = 1; start <= octets.length; line += 1) {
    const newline = octets.indexOf(NEWLINE, start);
    const end = newline === -1 ? octets.length : newline;
    if (!isUtf8(octets.subarray(start, end))) lines.push(line);
    start = end + 1;
  }
  return lines;
}
