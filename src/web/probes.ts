import { Hono } from 'hono';
import type { WebServices } from './services.ts';

/** `/health`, `/ready` and `/metrics`, for machines that watch. */
export function probes({ readiness, metrics }: Pick<WebServices, 'readiness' | 'metrics'>): Hono {
  const app = new Hono();
  app.get('/health', (context) => context.json({ status: 'alive' }));
  app.get('/ready', async (context) => {
    const found = await readiness();
    return context.json(found, found.ready ? 200 : 503);
  });
  app.get('/metrics', (context) =>
    context.body(metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  return app;
}
