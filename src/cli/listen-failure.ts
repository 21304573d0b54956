import { type HostPort, hostPortText } from '../config/settings.ts';
import { CommandFailure } from './exit.ts';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another program listens there already'],
  ['EACCES', 'this user may not listen there; ports below 1024 need a privilege'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
]);

/** Waits for a server to listen; where it cannot, the failure names the setting that is to be changed. */
export async function atAddress<T>(setting: string, at: HostPort, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!REASONS.has(code)) throw cause;
    throw new CommandFailure(1, `Cannot listen at ${hostPortText(at)} (${setting}): ${listenReason(code)}.`, { cause });
  }
}

/** What node's code of a failed listen means. */
export function listenReason(code: string): string {
  return REASONS.get(code) ?? code;
}
