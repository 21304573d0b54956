import { Hono } from 'hono';
import { SECOND } from '../core/instant.ts';
import { loginPage } from './pages/login-page.ts';
import type { WebServices } from './services.ts';
import { browserMark, forgetSession, keepBrowserMark, keepSession, sessionToken } from './sign-in/cookies.ts';
import { formFields, type Gate, isDeskPath, ownForm } from './sign-in/guard.ts';
import { clientAddress } from './sign-in/proxy.ts';
import type { Sessions } from './sign-in/sessions.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { WINDOW } from './sign-in/throttle.ts';

const HOME = '/held';

/** `/login` and `/logout`. */
export function signInRoutes({ desk, report, proxy }: WebServices, sessions: Sessions, gate: Gate): Hono {
  const app = new Hono();
  const signIn = createSignIn(desk.store, sessions, desk.clock);

  app.get('/login', async (context) => {
    const next = safeNext(context.req.query('next'));
    const signedIn = await gate.find(context);
    if (signedIn instanceof Response) return signedIn;
    if (signedIn !== null) return context.redirect(encodeURI(next) || HOME, 303);
    return context.html(loginPage('', next, null));
  });

  app.post('/login', async (context) => {
    const fields = await formFields(context);
    const ip = clientAddress(context, proxy);
    const form = {
      email: fields('email'),
      password: fields('password'),
      code: fields('code'),
      browser: browserMark(context),
    };
    const outcome = await signIn(form, ip);
    const next = safeNext(fields('next'));
    if (!outcome.ok) {
      report({ event: 'sign-in-refused', ip, why: outcome.why });
      if (outcome.why === 'too-often') context.header('Retry-After', String(WINDOW / SECOND));
      const status = outcome.why === 'wrong' ? 401 : outcome.why === 'busy' ? 503 : 429;
      return context.html(loginPage(form.email.slice(0, 254), next, outcome.why), status);
    }
    // Whatever session this browser had before is over; the new one has a secret that nobody knew.
    const before = sessionToken(context);
    if (before !== null) await sessions.end(before);
    keepSession(context, outcome.token);
    keepBrowserMark(context, outcome.browser);
    report({ event: 'signed-in', email: outcome.email, ip });
    return context.redirect(encodeURI(next) || HOME, 303);
  });

  app.post('/logout', async (context) => {
    const signedIn = await gate.find(context);
    if (signedIn instanceof Response) return signedIn;
    const token = sessionToken(context);
    if (signedIn?.by !== 'session' || token === null) return context.redirect('/login', 303);
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
