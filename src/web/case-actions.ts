import type { Context } from 'hono';
import { html } from 'hono/html';
import { parseDigest, type Reference } from '../core/message.ts';
import type { Desk } from '../review/desk.ts';
import { deskPage } from './desk-page.ts';
import { addressCasePage } from './pages/address-case-page.ts';
import { faultInWords } from './pages/case-forms.ts';
import { casePage } from './pages/case-page.ts';
import { restoreFaultInWords } from './pages/dispute-parts.ts';
import { type DeskEnv, ownForm } from './sign-in/guard.ts';

type DeskContext = Context<DeskEnv>;

/** What the forms of a case may ask for. */
export const CASE_ACTIONS = [
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
export type CaseAction = (typeof CASE_ACTIONS)[number];
type Status = 200 | 400 | 403 | 404 | 409;

/** A decision is bound to what the page showed; afterwards the page itself tells what became of the case. */
export async function act(desk: Desk, context: DeskContext, ref: Reference, action: CaseAction): Promise<Response> {
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
  if (action === 'assign' || action === 'give-back') {
    await desk.assign(ref, action === 'assign' ? user.name : '', reviewer);
    return context.redirect(`/held/${ref}`, 303);
  }
  if (action === 'note') {
    await desk.note(ref, fields('note'), reviewer);
    return context.redirect(`/held/${ref}`, 303);
  }
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
  }
}

const MOST_REASON = 1000;

/** Nothing but this can be decided about an address. */
async function actOnAddress(
  desk: Desk,
  context: DeskContext,
  ref: Reference,
  action: CaseAction,
  fields: (name: string) => string,
  version: number | null,
): Promise<Response> {
  const { user } = context.get('signedIn');
  const reviewer = `secretariat:${user.email}`;
  const reason = fields('reason').replace(/\s+/gu, ' ').trim().slice(0, MOST_REASON);
  if (action === 'approve')
    return decided(desk, context, ref, await desk.decideAddress(ref, { word: action }, reviewer, version));
  if (action !== 'refuse')
    return showCase(desk, context, ref, 'This is about an address, and not about a request. Nothing was done.', 400);
  if (reason === '')
    return showCase(desk, context, ref, 'Colleagues need to know what you found out. Nothing was done.', 400);
  return decided(desk, context, ref, await desk.decideAddress(ref, { word: action, reason }, reviewer, version));
}

function decided(
  desk: Desk,
  context: DeskContext,
  ref: Reference,
  reviewed: Awaited<ReturnType<Desk['decide' | 'decideAddress']>>,
): Promise<Response> | Response {
  if (reviewed.ok) return context.redirect(`/held/${ref}`, 303);
  return showCase(desk, context, ref, faultInWords(reviewed.fault), 409);
}

/** The page of a case as it is now. @param fault why nothing was done; null: nothing was tried. */
export async function showCase(
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

export function nothingHere(context: DeskContext): Response | Promise<Response> {
  const main = html`<p>Nothing is kept under this address. <a href="/held">What waits</a></p>`;
  return context.html(deskPage(context.get('signedIn'), '/held', 'There is no such page', main), 404);
}
