import { type EmailAddress, addressKey, parseEmailAddress } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { DeskStore } from '../../store/port.ts';
import { isPassword, NOBODYS_HASH } from './password.ts';
import type { Sessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

const TRIES_PER_ACCOUNT = 5;
/** Several people may come from one address, or through one proxy. */
const TRIES_PER_ADDRESS = 50;
/** Each takes 32 MiB and a while; more than that would be an attack on the machine. */
const MOST_WAITING = 8;

export type SignInForm = { readonly email: string; readonly password: string; readonly code: string };

export type SignInOutcome =
  | { readonly ok: true; readonly token: string; readonly email: EmailAddress }
  | { readonly ok: false; readonly why: 'wrong' | 'too-often' | 'busy' };

export type SignIn = (form: SignInForm, clientAddress: string) => Promise<SignInOutcome>;

/** Password and one-time code. What is wrong is never told, by words or by time. */
export function createSignIn(store: DeskStore, sessions: Sessions, clock: () => Instant): SignIn {
  const accounts = createThrottle(TRIES_PER_ACCOUNT);
  const addresses = createThrottle(TRIES_PER_ADDRESS);
  const nobodysSecret = newTotpSecret();
  const oneAtATime = createQueue(MOST_WAITING);

  return async ({ email: written, password, code }, clientAddress) => {
    const now = clock();
    const reading = parseEmailAddress(written.trim());
    const account = reading.ok ? addressKey(reading.address) : '';
    // What is not looked at is not counted, or a flood of it would push out the tries that were.
    const checked = await oneAtATime(async () => {
      if (!addresses.take(clientAddress, now) || !accounts.take(account, now)) return 'too-often';
      const found = reading.ok ? await store.user(reading.address) : null;
      const user = found !== null && found.disabledAt === null ? found : null;
      return { user, isRight: await isPassword(password, user?.password ?? NOBODYS_HASH) };
    });
    if (checked === null) return { ok: false, why: 'busy' };
    if (checked === 'too-often') return { ok: false, why: checked };
    const { user, isRight } = checked;
    const step = stepOfCode(user?.totpSecret ?? nobodysSecret, code, now);
    if (user === null || !isRight || step === null) return { ok: false, why: 'wrong' };
    const token = await sessions.start(user, step);
    if (token === null) return { ok: false, why: 'wrong' };
    accounts.clear(account);
    addresses.clear(clientAddress);
    return { ok: true, token, email: user.email };
  };
}

/** Runs one after the other; null where too many wait. */
function createQueue(most: number): <T>(work: () => Promise<T>) => Promise<T | null> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting >= most) return null;
    waiting += 1;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
