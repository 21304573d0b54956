import { html } from 'hono/html';
import { dotted } from '../../core/cctld.ts';
import type { Reference } from '../../core/message.ts';
import type { Desk } from '../../review/desk.ts';
import type { StoredAudit } from '../../store/port.ts';
import { type Cell, dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import { searchForm } from '../search-form.ts';
import type { SignedIn } from '../sign-in/sessions.ts';
import { actorInWords, historyList, kindInWords } from './history-list.ts';
import { linesTable, proofSection } from './mail-reading.ts';

const ROWS = 50;
const MOST_LETTERS = 50;

/** Every mail with its decision, newest first. */
export async function activityPage(
  desk: Desk,
  signedIn: SignedIn,
  search: string,
  before: number | null,
): Promise<Markup> {
  const { entries, more } = await desk.store.activity({ search, before, most: ROWS });
  const last = entries.at(-1);
  const query = new URLSearchParams(search === '' ? {} : { q: search });
  if (last !== undefined) query.set('before', String(last.seq));
  return deskPage(
    signedIn,
    '/activity',
    'Activity',
    html`${searchForm('/activity', search, 'sender, reference, ccTLD, Subject, rule or command')}
${dataTable(
  'Mails',
  ['When', 'Mail', 'From', 'ccTLD', 'Asked', 'Subject', 'Became'],
  entries.map((entry) => row(desk, entry)),
  search === '' ? 'No mail came yet.' : 'No mail was found.',
)}
<p class="pages">${before === null ? '' : html`<a href="${search === '' ? '/activity' : `/activity?${new URLSearchParams({ q: search }).toString()}`}">Newest</a>`}
${more ? html`<a href="/activity?${query.toString()}" rel="next">Older</a>` : ''}</p>`,
  );
}

function row(desk: Desk, { at, ref, actor, tld, kind, details }: StoredAudit): readonly Cell[] {
  return [
    { shown: moment(at) },
    ref === null ? { shown: '' } : link(`/activity/${ref}`, ref),
    { shown: actorInWords(actor), as: 'address' },
    tld === null ? { shown: '' } : link(`/roster/${tld}`, dotted(desk.table, tld)),
    { shown: words(details['commands']) },
    { shown: text(details['subject']), as: 'words' },
    { shown: became(kind, text(details['verdict'])) },
  ];
}

/** What the mail met when it came; what became of it later, its page tells. */
const VERDICTS: ReadonlyMap<string, string> = new Map([
  ['accept', 'done'],
  ['confirm', 'confirmation asked'],
  ['hold', 'held'],
  ['refuse', 'refused by mail'],
]);

function became(kind: StoredAudit['kind'], verdict: string): string {
  return kind === 'mail-accepted' ? (VERDICTS.get(verdict) ?? verdict) : kindInWords(kind).replace(/^mail /u, '');
}

/** One mail: what it said, what was decided, what was sent. */
export async function mailPage(desk: Desk, signedIn: SignedIn, ref: Reference): Promise<Markup | null> {
  const history = await desk.reads.audit({ ref });
  if (history.length === 0) return null;
  const mail = await desk.mailView(ref);
  const held = (await desk.reads.heldCase(ref)) ?? (await desk.addressCaseView(ref));
  const sent = await desk.store.letters({ ref, most: MOST_LETTERS });
  const rules = history.flatMap(({ details }) => (Array.isArray(details['rules']) ? details['rules'].map(String) : []));
  return deskPage(
    signedIn,
    '/activity',
    `Mail ${ref}`,
    html`${held === null ? '' : html`<p class="state">This mail is a case: <a href="/held/${ref}">see the case</a>.</p>`}
<section><h2>History</h2>${historyList(history)}</section>
${rules.length === 0 ? '' : html`<section><h2>Rules that decided</h2><ul>${[...new Set(rules)].map((id) => html`<li>${desk.ruleTitle(id)} <span class="quiet">rule ${id}</span></li>`)}</ul></section>`}
${
  mail === null
    ? html`<p class="quiet">The mail itself was not taken; only its history is kept.</p>`
    : html`<section><h2>The mail as we read it</h2>
<p>From <span class="address">${mail.message.author.address}</span>, ${moment(mail.message.receivedAt)}</p>
${linesTable(mail.lines)}</section>
<section><h2>How sure it is who wrote it</h2>${proofSection(mail.message)}</section>`
}
<section><h2>What was sent</h2>${
      sent.length === 0
        ? html`<p class="quiet">No mail.</p>`
        : sent.map(
            ({
              to,
              subject,
              text: letter,
              state,
              createdAt,
            }) => html`<details><summary><span class="address">${to}</span>: <bdi>${subject}</bdi> <span class="quiet">${state}, ${moment(createdAt)}</span></summary><pre dir="auto">${letter}</pre></details>
`,
          )
    }</section>`,
  );
}

function text(value: StoredAudit['details'][string] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function words(value: StoredAudit['details'][string] | undefined): string {
  return Array.isArray(value) ? [...new Set(value)].join(' + ') : '';
}
