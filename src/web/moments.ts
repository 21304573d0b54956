import { html } from 'hono/html';
import { DAY, elapsed, HOUR, type Instant, MINUTE } from '../core/instant.ts';
import type { Markup } from './page.ts';

/** `2026-11-21 12:58 UTC`; where scripts run, the reader's own time comes with it. */
export function moment(at: Instant): Markup {
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** `2026-11-21`. */
export function day(at: Instant): Markup {
  return html`<time datetime="${at}">${at.slice(0, 10)}</time>`;
}

/** `12 minutes`, `5 hours`, `3 days`: the largest unit that fits, rounded down. */
export function age(from: Instant, now: Instant): string {
  const ms = Math.max(0, elapsed(from, now));
  if (ms < MINUTE) return 'less than a minute';
  const [size, word] = unitOf(ms);
  const count = Math.floor(ms / size);
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function unitOf(ms: number): readonly [size: number, word: string] {
  if (ms < HOUR) return [MINUTE, 'minute'];
  return ms < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day'];
}
