/** A mail as it comes over the wire: one octet for each character, every LF made a CRLF. */
export function onTheWire(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}
