import { Hono } from 'hono';
import { html } from 'hono/html';
import { coveragePage } from './coverage-page.ts';
import { page } from './page.ts';
import { probes } from './probes.ts';
import { securityHeaders } from './security-headers.ts';
import type { WebServices } from './services.ts';
import { STYLE } from './style.ts';

/** Every route there is. What no route takes is 404 to read and 405 to do. */
export function createApp(services: WebServices): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.get('/', async (context) => context.html(await coveragePage(await services.coverage())));
  app.get('/style.css', (context) =>
    context.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' }),
  );
  app.route('/', probes(services));
  app.notFound(async (context) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      return context.text('405 Method Not Allowed\n', 405, { Allow: 'GET, HEAD' });
    }
    return context.html(await page('There is no such page', html`<p><a href="/">Coverage by region</a></p>`), 404);
  });
  app.onError((error, context) => {
    services.failed(context.req.path, error);
    return context.text('500 Something went wrong here; the operator has been told.\n', 500);
  });
  return app;
}
