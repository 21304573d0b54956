import { type Context, Hono } from 'hono';
import { findCcTld } from '../core/cctld.ts';
import { parseReference } from '../core/message.ts';
import { drawingFile } from './bar-chart.ts';
import { act, CASE_ACTIONS, nothingHere, showCase } from './case-actions.ts';
import { activityPage, mailPage } from './pages/activity-pages.ts';
import { failedPage } from './pages/failed-page.ts';
import { heldPage } from './pages/held-page.ts';
import { ianaPage } from './pages/iana-page.ts';
import { outboxPage } from './pages/outbox-page.ts';
import { peoplePage } from './pages/people-page.ts';
import { rosterOfPage, rosterPage } from './pages/roster-pages.ts';
import { chart, CHARTS } from './pages/stats-charts.ts';
import { beginningOf, statsPage } from './pages/stats-page.ts';
import type { WebServices } from './services.ts';
import { type DeskEnv, type Gate, onlySignedIn } from './sign-in/guard.ts';

type DeskContext = Context<DeskEnv>;

/** What the Secretariat sees and does, once it is signed in. */
export function deskRoutes({ desk, membership }: WebServices, gate: Gate): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  for (const place of ['held', 'roster', 'activity', 'stats', 'iana', 'outbox', 'failed', 'people']) {
    app.use(`/${place}`, onlySignedIn(gate));
    app.use(`/${place}/*`, onlySignedIn(gate));
  }

  app.get('/held', async (context) => context.html(await heldPage(desk, context.get('signedIn'))));
  app.get('/held/:ref', async (context) => {
    const ref = parseReference(context.req.param('ref'));
    return ref === null ? nothingHere(context) : showCase(desk, context, ref, null);
  });
  app.post('/held/:ref/:action', async (context) => {
    const ref = parseReference(context.req.param('ref'));
    const action = CASE_ACTIONS.find((one) => one === context.req.param('action'));
    return ref === null || action === undefined ? nothingHere(context) : act(desk, context, ref, action);
  });

  app.get('/roster', async (context) =>
    context.html(await rosterPage(desk, context.get('signedIn'), searchOf(context))),
  );
  app.get('/roster/:tld', async (context) => {
    const label = context.req.param('tld');
    const ccTld = findCcTld(desk.table, label);
    if (ccTld === null) return nothingHere(context);
    // As people write it: `NL`, `.nl`, `рф`.
    if (ccTld.tld !== label) return context.redirect(`/roster/${ccTld.tld}`, 303);
    return context.html(await rosterOfPage(desk, context.get('signedIn'), ccTld));
  });
  app.get('/activity', async (context) => {
    const before = Number(context.req.query('before') ?? '');
    const page = activityPage(
      desk,
      context.get('signedIn'),
      searchOf(context),
      Number.isSafeInteger(before) && before > 0 ? before : null,
    );
    return context.html(await page);
  });
  app.get('/activity/:ref', async (context) => {
    const ref = parseReference(context.req.param('ref'));
    const page = ref === null ? null : await mailPage(desk, context.get('signedIn'), ref);
    return page === null ? nothingHere(context) : context.html(page);
  });
  app.get('/stats', async (context) => {
    const since = beginningOf(context.req.query('since') ?? '', desk.clock());
    return context.html(await statsPage(desk.table, context.get('signedIn'), await membership(since), since));
  });
  app.get('/stats/:file', async (context) => {
    const name = CHARTS.find((one) => `${one}.svg` === context.req.param('file'));
    if (name === undefined) return nothingHere(context);
    const drawing = chart(name, await membership(desk.clock()));
    return context.body(await drawingFile(drawing), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' });
  });
  app.get('/iana', async (context) => context.html(await ianaPage(desk, context.get('signedIn'), searchOf(context))));
  app.get('/outbox', async (context) => context.html(await outboxPage(desk, context.get('signedIn'))));
  app.get('/failed', async (context) => context.html(await failedPage(desk, context.get('signedIn'))));
  app.get('/people', async (context) => context.html(await peoplePage(desk, context.get('signedIn'))));
  return app;
}

/** What is looked for: one short line. */
function searchOf(context: DeskContext): string {
  return (context.req.query('q') ?? '')
    .replace(/[\p{Cc}]/gu, ' ')
    .trim()
    .slice(0, 100);
}
