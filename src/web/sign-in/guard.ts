import type { Context, MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import { page } from '../page.ts';
import type { SignInEvent } from '../services.ts';
import { clientAddress, type ProxyWord, type TrustedProxy } from './proxy.ts';
import { sessionToken } from './cookies.ts';
import { isCsrf, type Sessions, type SignedIn } from './sessions.ts';

/** What the pages behind the sign-in know of who looks at them. */
export type DeskEnv = { readonly Variables: { readonly signedIn: SignedIn } };

/** Who looks at the desk: by the word of a proxy where there is one, else by a session. */
export type Gate = {
  /** Null: nobody is signed in. A response: whom the proxy names may not come in. */
  readonly find: (context: Context) => Promise<SignedIn | Response | null>;
};

export function createGate(
  sessions: Sessions,
  proxySays: (context: Context) => Promise<ProxyWord>,
  proxy: TrustedProxy | null,
  report: (event: SignInEvent) => void,
): Gate {
  return {
    async find(context) {
      const said = await proxySays(context);
      if (said.kind === 'somebody') return said.signedIn;
      if (said.kind === 'refused') {
        report({ event: 'sign-in-refused', ip: clientAddress(context, proxy), why: said.why });
        return context.html(said.why === 'another-host' ? elsewhere() : keptOut(), 403);
      }
      const token = sessionToken(context);
      return token === null ? null : sessions.find(token);
    },
  };
}

function keptOut(): ReturnType<typeof page> {
  return page(
    'You may not come in here',
    html`<p>Your sign-in worked, but the desk does not know its address, or no longer. The operator lets people in:
<code>tldops user add</code>.</p>`,
  );
}

function elsewhere(): ReturnType<typeof page> {
  return page(
    'The desk has another address',
    html`<p>You came by a name that is not the desk's own. The operator tells it (<code>web.public_url</code>), and the
proxy in front has to pass the <code>Host</code> on that it was asked for.</p>`,
  );
}

/** Turns everybody else to the sign-in, and remembers the page that was asked for. */
export function onlySignedIn(gate: Gate): MiddlewareHandler<DeskEnv> {
  return async (context, next) => {
    const signedIn = await gate.find(context);
    if (signedIn instanceof Response) return signedIn;
    if (signedIn === null) return context.redirect(signInPath(context.req.method, context.req.path), 303);
    context.set('signedIn', signedIn);
    return next();
  };
}

function signInPath(method: string, path: string): string {
  return method === 'GET' && isDeskPath(path) ? `/login?next=${encodeURIComponent(path)}` : '/login';
}

/** Pages to which a sign-in may lead, decoded, as `/roster/.рф`: never another host, whatever the query says. */
export function isDeskPath(path: string): boolean {
  return /^\/(?:held|roster|activity|stats|iana|outbox|failed|people)(?:\/\.?[\p{L}\p{M}\p{N}-]+)?$/u.test(path);
}

/**
 * Forms are taken from pages of this host only. A browser says where a form came from; what says nothing is no browser,
 * and carries nobody's cookie by accident.
 */
export function onlyFromHere(publicUrl: string): MiddlewareHandler {
  const { origin } = new URL(publicUrl);
  return async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    const site = context.req.header('Sec-Fetch-Site');
    const from = context.req.header('Origin');
    const isForeign =
      (site !== undefined && site !== 'same-origin') ||
      (from !== undefined && from !== origin && URL.parse(from)?.host !== context.req.header('Host'));
    if (isForeign) return context.text('403 This form came from another site; nothing was done.\n', 403);
    return next();
  };
}

/** The form's fields, where its hidden `csrf` is this session's; null otherwise. */
export async function ownForm(context: Context, signedIn: SignedIn): Promise<((field: string) => string) | null> {
  const fields = await formFields(context);
  return isCsrf(signedIn, fields('csrf')) ? fields : null;
}

/** A field that is missing, or a file, is empty; so is every field of a form that cannot be read. */
export async function formFields(context: Context): Promise<(field: string) => string> {
  const body: Record<string, unknown> = await context.req.parseBody().catch(() => ({}));
  return (field) => {
    const value = body[field];
    return typeof value === 'string' ? value : '';
  };
}
