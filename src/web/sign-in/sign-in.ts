import { networkOf } from '../../core/client-network.ts';
import { type EmailAddress, addressKey, parseEmailAddress } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { DeskStore } from '../../store/port.ts';
import { knownBrowser, newBrowserMark } from './known-browser.ts';
import { isPassword, NOBODYS_HASH } from './password.ts';
import type { Sessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

/** By one browser that the person signed in with before; by all strangers of one network, and of all networks. */
const TRIES = { knownBrowser: 5, accountFromNetwork: 5, account: 20 } as const;
/** Several people may come from one network, or through one proxy. */
const TRIES_PER_NETWORK = 50;
/** Each takes 32 MiB and a while; more than that would be an attack on the machine. */
const MOST_WAITING = 8;

export type SignInForm = {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  /** See {@link newBrowserMark}; null where the browser brought none. */
  readonly browser: string | null;
};

export type SignInOutcome =
  | { readonly ok: true; readonly token: string; readonly email: EmailAddress; readonly browser: string }
  | { readonly ok: false; readonly why: 'wrong' | 'too-often' | 'busy' };

export type SignIn = (form: SignInForm, clientAddress: string) => Promise<SignInOutcome>;

/**
 * Password and one-time code. What is wrong is never told, by words or by time. Guesses are counted by account, but a
 * browser with which that person signed in before has tries and a queue of its own: no stranger can use them up.
 */
export function createSignIn(store: DeskStore, sessions: Sessions, clock: () => Instant): SignIn {
  const browsers = createThrottle(TRIES.knownBrowser);
  const nearby = createThrottle(TRIES.accountFromNetwork);
  const accounts = createThrottle(TRIES.account);
  const networks = createThrottle(TRIES_PER_NETWORK);
  const queues = { known: createQueue(MOST_WAITING), others: createQueue(MOST_WAITING) };
  const nobodysSecret = newTotpSecret();

  return async ({ email: written, password, code, browser }, clientAddress) => {
    const now = clock();
    const reading = parseEmailAddress(written.trim());
    const account = reading.ok ? addressKey(reading.address) : '';
    const network = networkOf(clientAddress);
    const found = reading.ok ? await store.user(reading.address) : null;
    const user = found !== null && found.disabledAt === null ? found : null;
    const known = knownBrowser(browser, user?.totpSecret ?? nobodysSecret, now);
    const mayTry = (): boolean =>
      known === null
        ? networks.take(network, now) && nearby.take(`${account} ${network}`, now) && accounts.take(account, now)
        : browsers.take(known, now);
    // What is not looked at is not counted, or a flood of it would push out the tries that were.
    const checked = await queues[known === null ? 'others' : 'known'](async () =>
      mayTry() ? isPassword(password, user?.password ?? NOBODYS_HASH) : 'too-often',
    );
    if (checked === null) return { ok: false, why: 'busy' };
    if (checked === 'too-often') return { ok: false, why: checked };
    const step = stepOfCode(user?.totpSecret ?? nobodysSecret, code, now);
    if (user === null || !checked || step === null) return { ok: false, why: 'wrong' };
    const token = await sessions.start(user, step);
    if (token === null) return { ok: false, why: 'wrong' };
    if (known === null) {
      accounts.giveBack(account);
      nearby.clear(`${account} ${network}`);
      networks.clear(network);
    } else {
      browsers.clear(known);
    }
    return { ok: true, token, email: user.email, browser: newBrowserMark(user.totpSecret, now) };
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
