import { createHmac, randomBytes } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { plainIp } from '../../core/client-network.ts';
import { addressKey, parseEmailAddress, sameAddress } from '../../core/email-address.ts';
import type { DeskStore } from '../../store/port.ts';
import type { SignedIn } from './sessions.ts';

/** A reverse proxy that says who somebody is: password, second factor and sign-out are its own business then. */
export type TrustedProxy = {
  /** In lower case. */
  readonly header: string;
  /** Whether the proxy speaks from this address. */
  readonly isAt: (ip: string) => boolean;
};

/** What the proxy says about one request. `nobody`: nothing; `refused`: it names somebody who may not come in. */
export type ProxyWord =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'refused'; readonly why: 'another-host' | 'named-twice' | 'no-address' | 'not-a-user' }
  | { readonly kind: 'somebody'; readonly signedIn: SignedIn };

const NOBODY: ProxyWord = { kind: 'nobody' };

/** Who connected, whatever the request says. */
function peerOf(context: Context): string {
  return plainIp(getConnInfo(context).remote.address ?? '');
}

/** Behind a proxy on this host, or one that we believe, the client is the last entry of its list, which it wrote itself. */
export function clientAddress(context: Context, proxy: TrustedProxy | null): string {
  const peer = peerOf(context);
  const forwarded = context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim().slice(0, 64) ?? '';
  const isProxy = /^(?:127\.|::1$)/u.test(peer) || proxy?.isAt(peer) === true;
  return isProxy && forwarded !== '' ? forwarded : peer;
}

/**
 * Asks with each request anew, so that somebody who was disabled is out at once. There is no cookie: the secret of the
 * forms follows from the person and from a key that ends with this process.
 */
export function createProxySignIn(
  proxy: TrustedProxy | null,
  store: Pick<DeskStore, 'users'>,
  publicUrl: string,
): (context: Context) => Promise<ProxyWord> {
  const key = randomBytes(32);
  const { hostname } = new URL(publicUrl);
  return async (context) => {
    if (proxy === null || !proxy.isAt(peerOf(context))) return NOBODY;
    const [written, ...more] = headerValues(context, proxy.header);
    // A header that came twice may be the client's and the proxy's, whichever stands first.
    if (more.length > 0) return { kind: 'refused', why: 'named-twice' };
    if (written === undefined || written === '') return NOBODY;
    // A page elsewhere whose name leads to the proxy (DNS rebinding) would be let in by a proxy that knows people by address
    // or certificate: the browser names it as the host.
    if (URL.parse(`http://${context.req.header('Host') ?? ''}`)?.hostname !== hostname) {
      return { kind: 'refused', why: 'another-host' };
    }
    const reading = parseEmailAddress(written);
    if (!reading.ok) return { kind: 'refused', why: 'no-address' };
    const user = (await store.users()).find(({ email }) => sameAddress(email, reading.address));
    if (user === undefined || user.disabledAt !== null) return { kind: 'refused', why: 'not-a-user' };
    const csrf = createHmac('sha256', key).update(addressKey(user.email)).digest('base64url');
    return { kind: 'somebody', signedIn: { user, csrf, by: 'proxy' } };
  };
}

/** As they came: where a header comes twice, Node.js joins or drops it. */
function headerValues(context: Context, name: string): readonly string[] {
  const env: unknown = context.env;
  const incoming = typeof env === 'object' && env !== null && 'incoming' in env ? env.incoming : null;
  if (!(incoming instanceof IncomingMessage)) throw new Error('not served by node:http');
  const { rawHeaders } = incoming;
  return rawHeaders.flatMap((field, at) =>
    at % 2 === 0 && field.toLowerCase() === name ? [(rawHeaders[at + 1] ?? '').trim()] : [],
  );
}
