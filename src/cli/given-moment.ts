import { DAY, type Instant, parseInstant, plus } from '../core/instant.ts';
import { CommandFailure } from './exit.ts';

/**
 * A moment as it stands behind an option: `2026-03-01` or `2026-03-01T06:00Z`. Throws {@link CommandFailure} 2.
 * @param edge of a day without a time: its first moment or its last.
 */
export function givenMoment(option: string, text: string, edge: 'start' | 'end'): Instant {
  const isDay = /^\d{4}-\d\d-\d\d$/u.test(text);
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/iu.test(text);
  const at = isDay || isMoment ? parseInstant(text) : null;
  // A day that the calendar lacks becomes a day of the next month, or no date at all.
  if (at === null || (isDay && !at.startsWith(text))) {
    throw new CommandFailure(
      2,
      `${option} needs a date such as 2026-03-01 or a time such as 2026-03-01T06:00Z, not "${text}".`,
    );
  }
  return isDay && edge === 'end' ? plus(at, DAY - 1) : at;
}
