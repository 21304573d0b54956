import { DAY, HOUR, MINUTE, SECOND } from '../core/instant.ts';
import { fits, fromText, type Read, unfit } from './settings-values.ts';

const SIZE_UNITS = new Map([
  ['', 1],
  ['b', 1],
  ['bytes', 1],
  ['kb', 1000],
  ['mb', 1000 ** 2],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
]);

/** `10 MiB`, `500 kB`, `1048576`: bytes. */
export function size(least: number, most: number): Read<number> {
  return fromText((text) => {
    const amount = measured(text, SIZE_UNITS);
    if (amount === null) return unfit('must be a size such as 10 MiB, 500 kB or 1048576');
    if (amount < least || amount > most) return unfit(`must be between ${sizeText(least)} and ${sizeText(most)}`);
    return fits(amount);
  });
}

export function sizeText(bytes: number): string {
  for (const [unit, factor] of [
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
  ] as const) {
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor} ${unit}`;
  }
  return String(bytes);
}

const TIME_UNITS = new Map([
  ['ms', 1],
  ...['s', 'sec', 'second', 'seconds'].map((unit) => [unit, SECOND] as const),
  ...['m', 'min', 'minute', 'minutes'].map((unit) => [unit, MINUTE] as const),
  ...['h', 'hour', 'hours'].map((unit) => [unit, HOUR] as const),
  ...['d', 'day', 'days'].map((unit) => [unit, DAY] as const),
]);

/** `5s`, `500 ms`, `24h`, `7 days`: milliseconds. A bare number is refused: nobody knows its unit. */
export function duration(least: number, most: number): Read<number> {
  return fromText((text) => {
    const amount = measured(text, TIME_UNITS);
    if (amount === null) return unfit('must be a duration such as 500 ms, 5s, 24h or 7 days');
    if (amount < least || amount > most)
      return unfit(`must be between ${durationText(least)} and ${durationText(most)}`);
    return fits(amount);
  });
}

export function durationText(ms: number): string {
  for (const [unit, factor] of [
    [' days', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ] as const) {
    if (ms >= factor && ms % factor === 0 && (factor !== DAY || ms >= 2 * DAY)) return `${ms / factor}${unit}`;
  }
  return `${ms} ms`;
}

function measured(text: string, units: ReadonlyMap<string, number>): number | null {
  const parts = /^(?<amount>\d{1,15}(?:\.\d{1,6})?)\s*(?<unit>[a-z]*)$/iu.exec(text);
  const factor = units.get(parts?.groups?.['unit']?.toLowerCase() ?? '');
  if (parts === null || factor === undefined) return null;
  return Math.round(Number(parts.groups?.['amount']) * factor);
}
