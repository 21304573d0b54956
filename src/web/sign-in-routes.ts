import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { loginPage } from './pages/login-page.ts';
import type { WebServices } from './services.ts';
import {
  forgetSession,
  formFields,
  isDeskPath,
  keepSession,
  ownForm,
  sessionToken,
  signedInAt,
} from './sign-in/guard.ts';
import type { Sessions } from './sign-in/sessions.ts';
import { createSignIn } from './sign-in/sign-in.ts';

const HOME = '/held';

/** `/login` and `/logout`. */
export function signInRoutes({ desk, report }: WebServices, sessions: Sessions): Hono {
  const app = new Hono();
  const signIn = createSignIn(desk.store, sessions, desk.clock);

  app.get('/login', async (context) => {
    const next = safeNext(context.req.query('next'));
    if ((await signedInAt(context, sessions)) !== null) return context.redirect(next || HOME, 303);
    return context.html(loginPage('', next, null));
  });

  app.post('/login', async (context) => {
    const fields = await formFields(context);
    const ip = clientAddress(context);
    const form = { email: fields('email'), password: fields('password'), code: fields('code') };
    const outcome = await signIn(form, ip);
    const next = safeNext(fields('next'));
    if (!outcome.ok) {
      report({ event: 'sign-in-refused', ip, why: outcome.why });
      const status = outcome.why === 'wrong' ? 401 : outcome.why === 'busy' ? 503 : 429;
      return context.html(loginPage(form.email.slice(0, 254), next, outcome.why), status);
    }
    // Whatever session this browser had before is over; the new one has a secret that nobody knew.
    const before = sessionToken(context);
    if (before !== null) await sessions.end(before);
    keepSession(context, outcome.token);
    report({ event: 'signed-in', email: outcome.email, ip });
    return context.redirect(next || HOME, 303);
  });

  app.post('/logout', async (context) => {
    const signedIn = await signedInAt(context, sessions);
    const token = sessionToken(context);
    if (signedIn === null || token === null) return context.redirect('/login', 303);
    if ((await ownForm(context, signedIn)) === null)
      return context.text('403 This form is not from this session.\n', 403);
    await sessions.end(token);
    forgetSession(context);
    return context.redirect('/login', 303);
  });

  return app;
}

function safeNext(written: string | undefined): string {
  return written !== undefined && isDeskPath(written) ? written : '';
}

/** Behind a proxy on this host, the client is who the proxy says it is: the last entry, which the proxy wrote itself. */
function clientAddress(context: Context): string {
  const peer = getConnInfo(context).remote.address ?? '';
  const forwarded = context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim().slice(0, 64) ?? '';
  return /^(?:127\.|::1$|::ffff:127\.)/u.test(peer) && forwarded !== '' ? forwarded : peer;
}
