import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DAY, epochMs, type Instant } from '../../core/instant.ts';

/** How long a browser is known after its last sign-in. */
export const KNOWN_FOR = 180 * DAY;
const FORM = /^(?<day>\d{1,6})\.(?<name>[\w-]{22})\.(?<seal>[\w-]{43})$/u;

/**
 * What a browser keeps after somebody signed in with it: a name for it under a seal of that person's own secret. It lets
 * nobody in; it only tells this browser's tries from those of strangers, who then cannot use them up. With new
 * credentials it is worth nothing.
 */
export function newBrowserMark(secret: string, now: Instant): string {
  const lastDay = Math.floor((epochMs(now) + KNOWN_FOR) / DAY);
  const text = `${lastDay}.${randomBytes(16).toString('base64url')}`;
  return `${text}.${sealOf(text, secret)}`;
}

/** The name of a browser that this person signed in with; null for any other. */
export function knownBrowser(mark: string | null, secret: string, now: Instant): string | null {
  const { day = '0', name = '', seal = '' } = FORM.exec(mark ?? '')?.groups ?? {};
  const expected = Buffer.from(sealOf(`${day}.${name}`, secret));
  const given = Buffer.from(seal.padEnd(expected.length).slice(0, expected.length));
  const isOurs = timingSafeEqual(given, expected);
  return isOurs && epochMs(now) < (Number(day) + 1) * DAY ? name : null;
}

function sealOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`browser ${text}`).digest('base64url');
}
