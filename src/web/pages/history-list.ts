import { html } from 'hono/html';
import type { StoredAudit } from '../../store/port.ts';
import { moment } from '../moments.ts';
import type { Markup } from '../page.ts';

/** Where the kind itself, its dashes taken out, would not say enough. */
const WORDS: ReadonlyMap<StoredAudit['kind'], string> = new Map([
  ['mail-accepted', 'mail taken'],
  ['mail-duplicate', 'the same mail again'],
  ['mail-failed', 'mail met a bug'],
  ['mail-suppressed', 'mail of ours not sent: too many'],
  ['case-confirmed', 'confirmed'],
  ['case-denied', 'denied'],
  ['case-approved', 'approved'],
  ['case-refused', 'refused'],
  ['case-discarded', 'discarded'],
  ['case-expired', 'expired'],
  ['case-void', 'no longer valid'],
  ['case-endorsed', 'approved; another reviewer is needed'],
  ['case-undone', 'taken back'],
  ['case-noted', 'note'],
  ['case-assigned', 'who has it'],
  ['case-restored', 'put back as it was before the disputed change'],
  ['case-corrected', 'request corrected'],
  ['case-escalated', 'put to the Standing Committee'],
  ['case-reminded', 'Secretariat reminded'],
  ['case-lapsed', 'closed, since nobody decided it in time'],
  ['freeze-kept', 'kept frozen'],
  ['freeze-ended', 'no longer frozen: its time was over'],
  ['admin-asked', 'Admin Contact asked to confirm'],
  ['iana-changed', 'changed at IANA'],
]);

export function kindInWords(kind: StoredAudit['kind']): string {
  return WORDS.get(kind) ?? kind.replaceAll('-', ' ');
}

/** Who did it, as a person says it. */
export function actorInWords(actor: string): string {
  return actor === 'system' ? 'the program' : actor.replace(/^secretariat:/u, '');
}

/** What is on record, in the given order; `with references` where it is about more than one mail. */
export function historyList(entries: readonly StoredAudit[], refs: 'with references' | null = null): Markup {
  if (entries.length === 0) return html`<p class="quiet">Nothing is on record.</p>`;
  return html`<ol class="history">${entries.map(
    (
      entry,
    ) => html`<li>${moment(entry.at)} <strong>${kindInWords(entry.kind)}</strong> <span class="quiet">by</span> <bdi>${actorInWords(entry.actor)}</bdi>${refs === null || entry.ref === null ? '' : html` <a href="/activity/${entry.ref}">${entry.ref}</a>`}${remark(entry)}</li>
`,
  )}</ol>`;
}

function remark({ kind, details }: StoredAudit): Markup | '' {
  if (kind === 'case-noted') return quoted(details['note']);
  if (kind === 'case-corrected' || kind === 'case-endorsed' || kind === 'case-escalated')
    return quoted(details['reason']);
  if (kind === 'case-refused') return quoted(details['reason']);
  if (kind === 'case-assigned') return html`: <bdi>${words(details['to']) || 'nobody'}</bdi>`;
  if (kind === 'case-void') return html`: ${words(details['why'])}`;
  return kind === 'roster-changed' || kind === 'roster-imported' ? lists(details['before'], details['after']) : '';
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function quoted(text: unknown): Markup | '' {
  return typeof text === 'string' && text !== '' ? html`<blockquote dir="auto">${text}</blockquote>` : '';
}

/** `#1 Name <address>`, of which the name alone may run the other way. */
function listed(text: string): Markup {
  const {
    rank = '',
    name = text,
    rest = '',
  } = /^(?<rank>#\d+ )(?<name>.*)(?<rest> <[^<>]*>)$/u.exec(text)?.groups ?? {};
  return html`${rank}<bdi>${name}</bdi>${rest}`;
}

function lists(before: unknown, after: unknown): Markup | '' {
  if (!Array.isArray(before) || !Array.isArray(after)) return '';
  const people = (list: readonly unknown[]): Markup | string =>
    list.length === 0 ? 'nobody' : html`${list.map((one, at) => html`${at === 0 ? '' : ', '}${listed(String(one))}`)}`;
  return html`<span class="moved">${people(before)} → ${people(after)}</span>`;
}
