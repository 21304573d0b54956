/** A record that the operator shall publish. */
export type TxtRecord = {
  readonly name: string;
  readonly type: 'TXT';
  /** The whole value, as whoever asks puts it together again (RFC 6376 §3.6.2.2). */
  readonly value: string;
  /** As a zone file takes it (RFC 1035 §5.1), of several lines; its first one has to begin in the first column. */
  readonly zoneFile: string;
};

/** Octets (RFC 1035 §3.3). */
const LONGEST_STRING = 255;

/** @param value printable ASCII without quotation marks and backslashes. */
export function txtRecord(name: string, value: string): TxtRecord {
  const strings = stringsOf(value).map((part) => `    "${part}"`);
  return { name, type: 'TXT', value, zoneFile: [`${name}. IN TXT (`, ...strings, ')'].join('\n') };
}

/** RFC 1035 §3.3.14: one value in as many strings as it takes. */
function stringsOf(value: string): readonly string[] {
  const count = Math.ceil(value.length / LONGEST_STRING);
  return Array.from({ length: count }, (_, index) => value.slice(index * LONGEST_STRING, (index + 1) * LONGEST_STRING));
}
