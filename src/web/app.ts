import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { onlyAllowedMethods } from './allowed-methods.ts';
import { deskRoutes } from './desk-routes.ts';
import { LOCAL_TIME } from './local-time.ts';
import { page } from './page.ts';
import { probes } from './probes.ts';
import { publicPage } from './public-page.ts';
import { securityHeaders } from './security-headers.ts';
import type { WebServices } from './services.ts';
import { createGate, onlyFromHere } from './sign-in/guard.ts';
import { createProxySignIn } from './sign-in/proxy.ts';
import { createSessions } from './sign-in/sessions.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { STYLE } from './style.ts';

/** Forms are short. */
const MOST_OCTETS = 32 * 1024;
const KEPT = { 'Cache-Control': 'public, max-age=3600' };

/** Every route there is. A path that no route takes is 404 to read, a method that the path does not know is 405. */
export function createApp(services: WebServices): Hono {
  const app = new Hono();
  const sessions = createSessions(services.desk.store, services.desk.clock);
  const proxySays = createProxySignIn(services.proxy, services.desk.store, services.publicUrl);
  const gate = createGate(sessions, proxySays, services.proxy, services.report);
  app.use(securityHeaders);
  app.use(onlyFromHere(services.publicUrl));
  app.use(onlyAllowedMethods(app));
  // Every browser tells how long its form is.
  app.post('*', async (context, next) =>
    context.req.header('Content-Length') === undefined
      ? context.text('411 A form must say how long it is.\n', 411)
      : next(),
  );
  app.post(
    '*',
    bodyLimit({ maxSize: MOST_OCTETS, onError: (context) => context.text('413 This form is too long.\n', 413) }),
  );
  app.get('/style.css', (context) => context.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', ...KEPT }));
  app.get('/local-time.js', (context) =>
    context.body(LOCAL_TIME, 200, { 'Content-Type': 'text/javascript; charset=utf-8', ...KEPT }),
  );
  app.get('/favicon.ico', (context) => context.body(null, 204, KEPT));
  app.route('/', publicPage(services));
  app.route('/', probes(services));
  app.route('/', signInRoutes(services, sessions, gate));
  app.route('/', deskRoutes(services, gate));
  app.notFound(async (context) =>
    context.html(await page('There is no such page', html`<p><a href="/">Coverage by region</a></p>`), 404),
  );
  app.onError((error, context) => {
    services.failed(context.req.path, error);
    return context.text('500 Something went wrong here; the operator has been told.\n', 500);
  });
  return app;
}
