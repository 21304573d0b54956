import { expect } from 'vitest';
import { eventually } from '../e2e/deadline.ts';
import { ADMIN_NL } from '../e2e/invented-people.ts';
import type { Fortress } from './fortress.ts';

/** How long a good mail takes, in milliseconds; a client that hears 421 tries again at once, as an impatient one does. */
export async function goodMail(fortress: Fortress): Promise<number> {
  const began = performance.now();
  const reply = await eventually(async () => {
    const said = await fortress
      .play({ from: ADMIN_NL, text: 'HELP', clientIp: '127.0.0.1' })
      .catch((error: unknown) => (error instanceof Error ? null : String(error)));
    return said?.startsWith('421') === true ? null : said;
  }, 'a good mail');
  expect(reply).toMatch(/^250 .* info$/u);
  return performance.now() - began;
}
