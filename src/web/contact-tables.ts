import { html } from 'hono/html';
import { type CcTldTable, dotted } from '../core/cctld.ts';
import { internationalPhone } from '../core/phone.ts';
import type { Contact } from '../core/roster.ts';
import { changesData, differences, type RosterChange } from '../core/roster-change.ts';
import type { EntryRemark } from '../roster-out/entry-remarks.ts';
import { addressText, personName } from './inline-text.ts';
import type { Markup } from './page.ts';

/** One person with everything that a peer needs; `mark`: what becomes of the entry. */
function contactItem(contact: Contact, mark: Mark | null, remarks: readonly EntryRemark[]): Markup {
  const { rank, name, email, secondaryEmail, phone } = contact;
  return html`<li class="contact${mark === null ? '' : ` ${mark.kind}`}">
<span class="rank">#${rank}</span> ${personName(name)}${mark === null ? '' : html` <span class="mark">${mark.word}</span>`}
<span class="ways"><span>${addressText(email)}</span>${secondaryEmail === null ? '' : html`<span>${addressText(secondaryEmail)}</span>`}<span class="phone">${internationalPhone(phone)}</span></span>
${remarks.map(({ words }) => html`<span class="remark">${words}</span>`)}</li>
`;
}

type Mark = { readonly kind: 'comes' | 'goes' | 'changes'; readonly word: string };

export function contactList(
  contacts: readonly Contact[],
  marks: ReadonlyMap<Contact, Mark> = new Map(),
  remarks: (contact: Contact) => readonly EntryRemark[] = () => [],
): Markup {
  return contacts.length === 0
    ? html`<p class="quiet">Nobody.</p>`
    : html`<ul class="contacts">${contacts.map((contact) => contactItem(contact, marks.get(contact) ?? null, remarks(contact)))}</ul>`;
}

const WHEN = { ahead: ['now', 'afterwards'], past: ['before', 'after'] } as const;

/** The roster before and after, side by side; what comes, goes or changes is told in words as well. */
export function sideBySide(table: CcTldTable, changes: readonly RosterChange[], when: keyof typeof WHEN): Markup {
  const moving = changes.filter(changesData);
  if (moving.length === 0) return html`<p>No entry of the roster ${when === 'ahead' ? 'would change' : 'changed'}.</p>`;
  const [first, then] = WHEN[when];
  return html`${moving.map((change) => {
    const { before, after } = marksOf(change);
    const tld = dotted(table, change.tld);
    return html`<div class="sides">
<section aria-label="${tld} ${first}"><h3><bdi>${tld}</bdi> ${first}</h3>${contactList(change.before, before)}</section>
<section aria-label="${tld} ${then}"><h3><bdi>${tld}</bdi> ${then}</h3>${contactList(change.after, after)}</section>
</div>
`;
  })}`;
}

function marksOf(change: RosterChange): Record<'before' | 'after', ReadonlyMap<Contact, Mark>> {
  const before = new Map<Contact, Mark>();
  const after = new Map<Contact, Mark>();
  for (const difference of differences(change)) {
    switch (difference.kind) {
      case 'added':
        after.set(difference.after, { kind: 'comes', word: 'new' });
        break;
      case 'removed':
        before.set(difference.before, { kind: 'goes', word: 'goes' });
        break;
      case 'changed':
        before.set(difference.before, { kind: 'changes', word: 'as it was' });
        after.set(difference.after, { kind: 'changes', word: 'changed' });
        break;
      case 'reconfirmed':
        break;
    }
  }
  return { before, after };
}
