import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SECOND } from '../../core/instant.ts';
import { KNOWN_FOR } from './known-browser.ts';

/** `__Host-`: set by this very host over a secure connection, for all paths, and by no neighbour under the same domain. */
const SESSION = '__Host-tldops';
const BROWSER = '__Host-tldops-browser';
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

export function keepSession(context: Context, token: string): void {
  setCookie(context, SESSION, token, ATTRIBUTES);
}

export function forgetSession(context: Context): void {
  deleteCookie(context, SESSION, ATTRIBUTES);
}

export function sessionToken(context: Context): string | null {
  const token = getCookie(context, SESSION);
  return token === undefined || !/^[\w-]{43}$/u.test(token) ? null : token;
}

/** It stays when the session ends: the browser is still the same. */
export function keepBrowserMark(context: Context, mark: string): void {
  setCookie(context, BROWSER, mark, { ...ATTRIBUTES, maxAge: KNOWN_FOR / SECOND });
}

export function browserMark(context: Context): string | null {
  return getCookie(context, BROWSER) ?? null;
}
