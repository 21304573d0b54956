const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// RFC 5322 §4.3, in minutes; other obsolete zones say nothing about the time and are read as none at all.
const ZONES = new Map([
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['z', 0],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
]);
const DATE_TIME =
  /^(?:[A-Za-z]{3},[ \t]*)?(\d{1,2})[ \t]+([A-Za-z]{3})[ \t]+(\d{4})[ \t]+(\d{2}):(\d{2})(?::(\d{2}))?[ \t]+([+-]\d{4}|[A-Za-z]{1,3})(?:[ \t]*\([^()\\]*\))?$/u;

/**
 * Reads a Date field (RFC 5322 §3.3), strictly: what is not one has no date.
 *
 * @returns milliseconds since 1970-01-01T00:00:00Z, or null.
 */
export function readMailDate(fieldValue: string): number | null {
  const found = DATE_TIME.exec(fieldValue.trim());
  if (found === null) return null;
  const [, day = '', monthName = '', year = '', hour = '', minute = '', second = '0', zone = ''] = found;
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const offset = offsetOf(zone);
  if (month < 0 || offset === null) return null;
  // A leap second is read as the second before it.
  const local = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Math.min(59, Number(second)));
  const read = new Date(local);
  // An hour that is none moves the day.
  const exists = read.getUTCDate() === Number(day) && read.getUTCMinutes() === Number(minute);
  return exists && Number(second) <= 60 ? local - offset * 60_000 : null;
}

function offsetOf(zone: string): number | null {
  const digits = /([+-])(\d{2})(\d{2})/u.exec(zone);
  if (digits === null) return ZONES.get(zone.toLowerCase()) ?? null;
  const [, sign, hours, minutes] = digits;
  const offset = Number(hours) * 60 + Number(minutes);
  return Number(minutes) > 59 || offset > 24 * 60 ? null : sign === '-' ? -offset : offset;
}
