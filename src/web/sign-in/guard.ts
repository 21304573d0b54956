import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isCsrf, type Sessions, type SignedIn } from './sessions.ts';

/** What the pages behind the sign-in know of who looks at them. */
export type DeskEnv = { readonly Variables: { readonly signedIn: SignedIn } };

/** `__Host-`: set by this very host over a secure connection, for all paths, and by no neighbour under the same domain. */
const COOKIE = '__Host-tldops';
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

export function keepSession(context: Context, token: string): void {
  setCookie(context, COOKIE, token, ATTRIBUTES);
}

export function forgetSession(context: Context): void {
  deleteCookie(context, COOKIE, ATTRIBUTES);
}

export function sessionToken(context: Context): string | null {
  const token = getCookie(context, COOKIE);
  return token === undefined || !/^[\w-]{43}$/u.test(token) ? null : token;
}

export async function signedInAt(context: Context, sessions: Sessions): Promise<SignedIn | null> {
  const token = sessionToken(context);
  return token === null ? null : sessions.find(token);
}

/** Turns everybody else to the sign-in, and remembers the page that was asked for. */
export function onlySignedIn(sessions: Sessions): MiddlewareHandler<DeskEnv> {
  return async (context, next) => {
    const signedIn = await signedInAt(context, sessions);
    if (signedIn === null) return context.redirect(signInPath(context.req.method, context.req.path), 303);
    context.set('signedIn', signedIn);
    return next();
  };
}

function signInPath(method: string, path: string): string {
  return method === 'GET' && isDeskPath(path) ? `/login?next=${encodeURIComponent(path)}` : '/login';
}

/** Pages to which a sign-in may lead: never another host, whatever the query says. */
export function isDeskPath(path: string): boolean {
  return /^\/(?:held|roster|activity|stats|iana|outbox|failed|people)(?:\/[a-z0-9-]+)?$/u.test(path);
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
