import { type CcTldTable, dotted } from '../core/cctld.ts';
import { internationalPhone } from '../core/phone.ts';
import type { Contact } from '../core/roster.ts';
import { type ContactDifference, type RosterChange, differences } from '../core/roster-change.ts';
import { rosterLines } from '../roster-out/roster-line.ts';
import { ROLES } from './contacts-block.ts';
import { inertWholeLines, prose, stacked, wrapped } from './layout.ts';
import { type Texts, say } from './texts.ts';

/**
 * Who comes, goes or changes, one block for each ccTLD, `-` before what was and `+` before what will be. Empty where no
 * data changes.
 */
export function changeBlocks(texts: Texts, table: CcTldTable, changes: readonly RosterChange[]): string {
  const blocks = changes.map((change) => {
    const all = differences(change);
    const found = all.flatMap((difference, index) =>
      differenceLines(texts, difference, all[index - 1]?.kind === difference.kind),
    );
    if (found.length === 0) return '';
    return [prose(say(texts, 'common.change-heading', { tlds: dotted(table, change.tld) })), ...found].join('\n');
  });
  return stacked(blocks);
}

/** The whole lists that the changes lead to, as lines that cannot be read as commands. */
export function listsAfter(texts: Texts, table: CcTldTable, changes: readonly RosterChange[]): string {
  const blocks = changes.map((change) => {
    const tld = dotted(table, change.tld);
    if (change.after.length === 0) return prose(say(texts, 'common.list-empty-after', { tld }));
    const lines = rosterLines(table, { tld: change.tld, contacts: change.after });
    return `${prose(say(texts, 'common.list-would-be', { tld }))}\n${inertWholeLines(lines)}`;
  });
  return stacked(blocks);
}

/** Names of the fields in which two entries of one person differ, in words. */
export function changedFields(texts: Texts, before: Contact, after: Contact): string {
  const names = [
    ...(before.rank === after.rank ? [] : [say(texts, 'common.field-rank', {})]),
    ...(before.name === after.name ? [] : [say(texts, 'common.field-name', {})]),
    ...(before.email === after.email ? [] : [say(texts, 'common.field-email', {})]),
    ...(before.secondaryEmail === after.secondaryEmail ? [] : [say(texts, 'common.field-secondary-email', {})]),
    ...(before.phone === after.phone ? [] : [say(texts, 'common.field-phone', {})]),
  ];
  return names.join(', ');
}

/** @param again the difference above was of the same kind: those who come, or go, share a heading. */
function differenceLines(texts: Texts, difference: ContactDifference, again: boolean): readonly string[] {
  switch (difference.kind) {
    case 'added':
      return [...(again ? [] : [say(texts, 'common.change-added', {})]), ...contactLines('+', difference.after)];
    case 'removed':
      return [...(again ? [] : [say(texts, 'common.change-removed', {})]), ...contactLines('-', difference.before)];
    case 'changed': {
      const fields = changedFields(texts, difference.before, difference.after);
      return [
        ...wrapped(say(texts, 'common.change-changed', { fields })),
        ...contactLines('-', difference.before),
        ...contactLines('+', difference.after),
      ];
    }
    case 'reconfirmed':
      return [];
  }
}

// A number that stands on two lines is a number dialled wrongly.
const NO_BREAK = '\u00a0';

function contactLines(sign: '+' | '-', contact: Contact): readonly string[] {
  const values = [
    `#${contact.rank} ${contact.name}`,
    contact.email,
    ...(contact.secondaryEmail === null ? [] : [contact.secondaryEmail]),
    internationalPhone(contact.phone).replaceAll(' ', NO_BREAK),
    ROLES[contact.rank],
  ];
  return wrapped(values.join(', '), `${sign} `, `${sign}   `).map((line) => line.replaceAll(NO_BREAK, ' '));
}
