import { setTimeout as sleep } from 'node:timers/promises';
import type { Tld } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import type { Asker, Reply } from './asker.ts';
import type { IanaAnswer, IanaSource } from './source.ts';

/** So many ccTLDs in a row without a readable answer, and a server is left alone for this look. */
const GIVE_UP_AFTER = 8;
const TRIES = 2;

type Line = {
  readonly asker: Asker;
  /** On the clock of `performance`. */
  askedAt: number;
  /** ccTLDs in a row that it did not answer for. */
  failures: number;
  /** Its first trouble in this look was told. */
  told: boolean;
  /** Left alone for the rest of this look; why. */
  out: string | null;
};

/**
 * Asks the first server about one ccTLD after the other, and the next one where the one before has no answer. Spaced and
 * jittered; waits longer and longer, or as long as the server wishes, when it is in trouble.
 */
export function politeSource(askers: readonly [Asker, ...Asker[]], now: () => Instant): IanaSource {
  const lines = askers.map(
    (asker): Line => ({ asker, askedAt: Number.NEGATIVE_INFINITY, failures: 0, out: null, told: false }),
  );
  return {
    kind: askers[0].kind,
    async *look(tlds, signal, onTrouble = () => undefined) {
      for (const line of lines) {
        line.failures = 0;
        line.told = false;
        line.out = null;
      }
      for (const tld of tlds) {
        const answer = await answerFor(tld, lines, now, signal, onTrouble);
        if (signal.aborted) return;
        yield answer;
        if (lines.every(({ out }) => out !== null)) {
          yield { kind: 'ended', reason: lines.map(({ asker, out }) => `${asker.kind}: ${out ?? ''}`).join('; ') };
          return;
        }
      }
    },
  };
}

async function answerFor(
  tld: Tld,
  lines: readonly Line[],
  now: () => Instant,
  signal: AbortSignal,
  onTrouble: (reason: string) => void,
): Promise<IanaAnswer> {
  const faults: string[] = [];
  let missing = false;
  for (const line of lines) {
    if (line.out !== null) continue;
    const reply = await replyOn(line, tld, signal, onTrouble);
    if (reply.ok) {
      const { kind } = line.asker;
      return { kind: 'record', observation: { ...reply.published, asOf: now(), source: kind, reason: null } };
    }
    faults.push(`${line.asker.kind}: ${reply.fault}`);
    missing ||= !('trouble' in reply) && reply.missing;
    if (signal.aborted) break;
  }
  return { kind: 'failed', tld, reason: faults.join('; '), missing };
}

/** Asks, and once more after a pause where the server is in trouble. */
async function replyOn(line: Line, tld: Tld, signal: AbortSignal, onTrouble: (reason: string) => void): Promise<Reply> {
  const { asker } = line;
  for (let tries = 1; ; tries += 1) {
    await pause(line.askedAt + jittered(asker.pace.spacingMs) - performance.now(), signal);
    line.askedAt = performance.now();
    const reply = await asker.ask(tld, signal);
    if (signal.aborted) return reply;
    if (reply.ok || (!('trouble' in reply) && reply.missing)) {
      line.failures = 0;
      return reply;
    }
    if (!line.told) onTrouble(`${asker.kind}: ${reply.fault}`);
    line.told = true;
    if (tries === 1) line.failures += 1;
    if (line.failures >= GIVE_UP_AFTER) {
      line.out = `no answer for ${GIVE_UP_AFTER} ccTLDs in a row (${reply.fault})`;
      return reply;
    }
    if (!('trouble' in reply)) return reply;
    const wait = reply.retryAfterMs ?? asker.pace.backOffMs * 2 ** (line.failures - 1);
    if (reply.retryAfterMs !== null && wait > asker.pace.longestWaitMs) {
      line.out = `it asks to be left alone for ${Math.ceil(wait / 1000)} seconds (${reply.fault})`;
      return reply;
    }
    if (tries === TRIES) return reply;
    await pause(jittered(Math.min(wait, asker.pace.longestWaitMs)), signal);
  }
}

/** Never sooner, and not always at the same moment as everybody else. */
function jittered(ms: number): number {
  return ms * (1 + Math.random() / 4);
}

/** Ends early when aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0 && !signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined);
}
