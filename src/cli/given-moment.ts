import { DAY, type Instant, parseInstant, plus } from '../core/instant.ts';
import { CommandFailure } from './exit.ts';

/**
 * A moment as it stands behind an option: `2026-03-01` or `2026-03-01T06:00Z`. Throws {@link CommandFailure} 2.
 * @param edge of a day without a time: its first moment or its last.
 */
export function givenMoment(option: string, text: string, edge: 'start' | 'end'): Instant {
  const at = readMoment(text);
  if (at === null) {
    throw new CommandFailure(
      2,
      `${option} needs a date such as 2026-03-01 or a time such as 2026-03-01T06:00Z, not "${text}".`,
    );
  }
  return DAY_ALONE.test(text) && edge === 'end' ? plus(at, DAY - 1) : at;
}

const DAY_ALONE = /^\d{4}-\d\d-\d\d$/u;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/iu;

/** A day, at its first moment in UTC, or a time with its zone; null for whatever could be read in two ways. */
export function readMoment(text: string): Instant | null {
  if (!DAY_ALONE.test(text) && !MOMENT.test(text)) return null;
  const day = text.slice(0, 10);
  // A day that the calendar lacks would become one of the next month.
  return parseInstant(day)?.startsWith(day) === true ? parseInstant(text) : null;
}
