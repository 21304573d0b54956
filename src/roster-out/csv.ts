/** RFC 4180, with CRLF. No field can run as a formula in a spreadsheet. */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map(csvRow).join('');
}

/** One row of it. */
export function csvRow(fields: readonly string[]): string {
  return `${fields.map(field).join(',')}\r\n`;
}

/** Full-width forms count: some spreadsheets read them as the sign itself. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** An apostrophe in front makes it text for every spreadsheet. */
function field(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
