import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { parseDigest, parseReference, type Reference } from '../core/message.ts';
import type { Desk } from '../review/desk.ts';
import { drawingFile } from './bar-chart.ts';
import { deskPage } from './desk-page.ts';
import { activityPage, mailPage } from './pages/activity-pages.ts';
import { addressCasePage } from './pages/address-case-page.ts';
import { faultInWords } from './pages/case-forms.ts';
import { casePage } from './pages/case-page.ts';
import { restoreFaultInWords } from './pages/dispute-parts.ts';
import { failedPage } from './pages/failed-page.ts';
import { heldPage } from './pages/held-page.ts';
import { ianaPage } from './pages/iana-page.ts';
import { outboxPage } from './pages/outbox-page.ts';
import { peoplePage } from './pages/people-page.ts';
import { ccTldNamed, rosterOfPage, rosterPage } from './pages/roster-pages.ts';
import { chart, CHARTS } from './pages/stats-charts.ts';
import { beginningOf, statsPage } from './pages/stats-page.ts';
import type { WebServices } from './services.ts';
import { type DeskEnv, type Gate, onlySignedIn, ownForm } from './sign-in/guard.ts';

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
    const action = ACTIONS.find((one) => one === context.req.param('action'));
    return ref === null || action === undefined ? nothingHere(context) : act(desk, context, ref, action);
  });

  app.get('/roster', async (context) =>
    context.html(await rosterPage(desk, context.get('signedIn'), searchOf(context))),
  );
  app.get('/roster/:tld', async (context) => {
    const ccTld = ccTldNamed(desk, context.req.param('tld'));
    return ccTld === null
      ? nothingHere(context)
      : context.html(await rosterOfPage(desk, context.get('signedIn'), ccTld));
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

const ACTIONS = [
  'approve',
  'correct',
  'approve-corrected',
  'ask-admin',
  'refuse',
  'discard',
  'undo',
  'restore',
  'keep-frozen',
  'escalate',
  'assign',
  'give-back',
  'note',
] as const;
type Action = (typeof ACTIONS)[number];
type Status = 200 | 400 | 403 | 404 | 409;

/** A decision is bound to what the page showed; afterwards the page itself tells what became of the case. */
async function act(desk: Desk, context: DeskContext, ref: Reference, action: Action): Promise<Response> {
  const signedIn = context.get('signedIn');
  const { user } = signedIn;
  const fields = await ownForm(context, signedIn);
  if (fields === null)
    return showCase(desk, context, ref, 'This form was not from your session. Nothing was done; look again.', 403);
  if (user.role !== 'reviewer') return showCase(desk, context, ref, 'Readers decide nothing. Nothing was done.', 403);
  const reviewer = `secretariat:${user.email}`;
  const digest = parseDigest(fields('digest'));
  const version = /^\d{1,9}$/u.test(fields('version')) ? Number(fields('version')) : null;
  if (digest === null)
    return showCase(desk, context, ref, 'The form was not complete. Nothing was done; look again.', 400);
  const seen = { version, digest };
  if ((await desk.addressCaseView(ref)) !== null) return actOnAddress(desk, context, ref, action, fields, version);
  switch (action) {
    case 'approve':
      return decided(desk, context, ref, await desk.decide(ref, { word: 'approve', shown: digest }, reviewer, seen));
    case 'correct': {
      const block = fields('block').trim();
      return block === '' ? showCase(desk, context, ref, null) : showCase(desk, context, ref, null, 200, block);
    }
    case 'approve-corrected': {
      const decision = { word: 'approve', shown: digest, block: fields('block') } as const;
      return decided(desk, context, ref, await desk.decide(ref, decision, reviewer, seen));
    }
    case 'ask-admin':
    case 'discard':
      return decided(desk, context, ref, await desk.decide(ref, { word: action }, reviewer, seen));
    case 'refuse': {
      const shipped = desk.refusalReasons.get(fields('shipped')) ?? '';
      const reason = `${shipped} ${fields('reason')}`.replace(/\s+/gu, ' ').trim().slice(0, MOST_REASON);
      if (reason === '') return showCase(desk, context, ref, 'A refusal needs a reason. Nothing was done.', 400);
      return decided(desk, context, ref, await desk.decide(ref, { word: 'refuse', reason }, reviewer, seen));
    }
    case 'restore': {
      const change = { tld: fields('tld'), revision: Number(fields('revision')), shown: digest };
      const restored = await desk.restore(ref, change, reviewer);
      return restored.ok
        ? context.redirect(`/held/${ref}`, 303)
        : showCase(desk, context, ref, restoreFaultInWords(restored.fault), 409);
    }
    case 'keep-frozen':
      return (await desk.keepFrozen(ref, reviewer))
        ? context.redirect(`/held/${ref}`, 303)
        : showCase(desk, context, ref, 'This is no dispute that waits. Nothing was done.', 409);
    case 'escalate':
      return (await desk.escalate(ref, fields('question'), reviewer))
        ? context.redirect(`/held/${ref}`, 303)
        : showCase(desk, context, ref, 'This case does not wait, so nobody was asked.', 409);
    case 'undo':
      return (await desk.undo(ref, reviewer))
        ? context.redirect(`/held/${ref}`, 303)
        : showCase(desk, context, ref, 'It can no longer be taken back: see the roster. Nothing was done.', 409);
    case 'assign':
    case 'give-back':
      await desk.assign(ref, action === 'assign' ? user.name : '', reviewer);
      return context.redirect(`/held/${ref}`, 303);
    case 'note':
      await desk.note(ref, fields('note'), reviewer);
      return context.redirect(`/held/${ref}`, 303);
  }
}

const MOST_REASON = 1000;

/** Nothing but this can be decided about an address. */
async function actOnAddress(
  desk: Desk,
  context: DeskContext,
  ref: Reference,
  action: Action,
  fields: (name: string) => string,
  version: number | null,
): Promise<Response> {
  const { user } = context.get('signedIn');
  const reviewer = `secretariat:${user.email}`;
  const reason = fields('reason').replace(/\s+/gu, ' ').trim().slice(0, MOST_REASON);
  switch (action) {
    case 'approve':
      return addressDecided(desk, context, ref, await desk.decideAddress(ref, { word: action }, reviewer, version));
    case 'refuse':
      if (reason === '')
        return showCase(desk, context, ref, 'Colleagues need to know what you found out. Nothing was done.', 400);
      return addressDecided(
        desk,
        context,
        ref,
        await desk.decideAddress(ref, { word: action, reason }, reviewer, version),
      );
    case 'assign':
    case 'give-back':
      await desk.assign(ref, action === 'assign' ? user.name : '', reviewer);
      return context.redirect(`/held/${ref}`, 303);
    case 'note':
      await desk.note(ref, fields('note'), reviewer);
      return context.redirect(`/held/${ref}`, 303);
    case 'correct':
    case 'approve-corrected':
    case 'ask-admin':
    case 'discard':
    case 'undo':
    case 'restore':
    case 'keep-frozen':
    case 'escalate':
      return showCase(desk, context, ref, 'This is about an address, and not about a request. Nothing was done.', 400);
  }
}

function addressDecided(
  desk: Desk,
  context: DeskContext,
  ref: Reference,
  reviewed: Awaited<ReturnType<Desk['decideAddress']>>,
): Promise<Response> | Response {
  if (reviewed.ok) return context.redirect(`/held/${ref}`, 303);
  return showCase(desk, context, ref, faultInWords(reviewed.fault), 409);
}

function decided(
  desk: Desk,
  context: DeskContext,
  ref: Reference,
  reviewed: Awaited<ReturnType<Desk['decide']>>,
): Promise<Response> | Response {
  if (reviewed.ok) return context.redirect(`/held/${ref}`, 303);
  return showCase(desk, context, ref, faultInWords(reviewed.fault), 409);
}

async function showCase(
  desk: Desk,
  context: DeskContext,
  ref: Reference,
  fault: string | null,
  status: Status = 200,
  block: string | null = null,
): Promise<Response> {
  const ofAddress = await desk.addressCaseView(ref);
  if (ofAddress !== null)
    return context.html(await addressCasePage(desk, context.get('signedIn'), ofAddress, fault), status);
  const view = await desk.caseView(ref);
  if (view === null) return nothingHere(context);
  const anew = block ?? (view.held.state === 'open' ? view.blockEndorsed : null);
  const corrected = anew === null ? null : await desk.caseView(ref, anew);
  return context.html(await casePage(desk, context.get('signedIn'), view, fault, corrected), status);
}

function nothingHere(context: DeskContext): Response | Promise<Response> {
  const main = html`<p>Nothing is kept under this address. <a href="/held">What waits</a></p>`;
  return context.html(deskPage(context.get('signedIn'), '/held', 'There is no such page', main), 404);
}

/** What is looked for: one short line. */
function searchOf(context: DeskContext): string {
  return (context.req.query('q') ?? '')
    .replace(/[\p{Cc}]/gu, ' ')
    .trim()
    .slice(0, 100);
}
