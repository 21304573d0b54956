import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DeskUser } from '../../core/desk-user.ts';
import { elapsed, HOUR, type Instant, MINUTE, plus } from '../../core/instant.ts';
import { type Digest, parseDigest } from '../../core/message.ts';
import type { DeskStore } from '../../store/port.ts';

const LONGEST = 12 * HOUR;
const LONGEST_IDLE = 30 * MINUTE;
/** What is seen is written down once a minute at most. */
const SEEN_EVERY = MINUTE;
const TOKEN_OCTETS = 32;

/** Somebody who is signed in, with a secret of its own for forms; `proxy`: without a session of ours that could end. */
export type SignedIn = { readonly user: DeskUser; readonly csrf: string; readonly by: 'session' | 'proxy' };

export type Sessions = {
  /** Always with a fresh secret, so that nobody can have known it before; null where the code was used already. */
  start(user: DeskUser, step: number): Promise<string | null>;
  find(token: string): Promise<SignedIn | null>;
  end(token: string): Promise<void>;
};

/** Sessions are kept by the server and can be ended there; the browser has 256 random bits, of which we store a hash. */
export function createSessions(store: DeskStore, clock: () => Instant): Sessions {
  return {
    async start({ email }, step) {
      const token = randomBytes(TOKEN_OCTETS).toString('base64url');
      const now = clock();
      return (await store.startSession(hashOf(token), email, step, now, plus(now, -LONGEST))) ? token : null;
    },

    async find(token) {
      const hash = hashOf(token);
      const session = await store.session(hash);
      if (session === null) return null;
      const now = clock();
      const idle = elapsed(session.seenAt, now);
      if (elapsed(session.startedAt, now) > LONGEST || idle > LONGEST_IDLE) {
        await store.endSession(hash);
        return null;
      }
      if (idle > SEEN_EVERY) await store.seeSession(hash, now);
      return { user: session.user, csrf: csrfOf(token), by: 'session' };
    },

    end: (token) => store.endSession(hashOf(token)),
  };
}

/** Whether a form came from a page of this session. */
export function isCsrf({ csrf }: SignedIn, given: string): boolean {
  const expected = Buffer.from(csrf);
  const written = Buffer.from(given);
  return written.length === expected.length && timingSafeEqual(written, expected);
}

function hashOf(token: string): Digest {
  const digest = parseDigest(createHash('sha256').update(token).digest('hex'));
  if (digest === null) throw new Error('node:crypto made no SHA-256');
  return digest;
}

/** Follows from the session's secret, so there is one for each session and none to store. */
function csrfOf(token: string): string {
  return createHash('sha256').update(`csrf of ${token}`).digest('base64url');
}
