import { dotted } from '../core/cctld.ts';
import type { Information, StatusEntry } from './answer-view.ts';
import { onlyInsideBlock, postmasterBeside, tldsInWords, toBeConfirmedBlock } from './letter-parts.ts';
import { directoryLines } from './directory-lines.ts';
import { directoryTable } from './directory-table.ts';
import { bullets, prose, stacked } from './layout.ts';
import type { Letterhead } from './letter.ts';
import { dayInUtc, momentInUtc } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** What was asked for, as blocks of an answer. `again`: another list stands above in the same mail. */
export function informationBlocks(
  texts: Texts,
  letterhead: Letterhead,
  info: Information,
  again: boolean,
): readonly string[] {
  const { table, mailbox } = letterhead;
  switch (info.kind) {
    case 'help':
      return [prose(say(texts, 'help.text', { mailbox, postmaster: postmasterBeside(mailbox) }))];
    case 'status':
      return info.entries.map((entry) => statusBlock(texts, letterhead, entry));
    case 'directory': {
      const lines = directoryLines(texts, table, info.rosters);
      if (lines === '') return [prose(say(texts, 'directory.nothing', {}))];
      const shown = [lines, directoryTable(texts, table, info.rosters)];
      return again ? shown : [prose(say(texts, 'directory.colour', {})), ...shown];
    }
    case 'confirmation': {
      const request = say(texts, 'common.request-with-reference', { ref: info.ref });
      return [prose(say(texts, `confirmations.${info.outcome}`, { request, mailbox }))];
    }
    case 'welcome-ok':
      return [
        info.confirmed.length === 0
          ? prose(say(texts, 'welcome-ok.text', {}))
          : prose(say(texts, 'still-right.thanks', { tlds: tldsInWords(texts, table, info.confirmed) })),
      ];
    case 'no-invitation':
      return [prose(say(texts, 'invitation.declined', { mailbox }))];
    case 'dispute': {
      const tlds = tldsInWords(texts, table, info.tlds);
      return [prose(say(texts, 'dispute-noted.text', { tlds, until: momentInUtc(info.until) }))];
    }
  }
}

function statusBlock(texts: Texts, letterhead: Letterhead, entry: StatusEntry): string {
  const { roster, open, bouncing, stale } = entry;
  const name = letterhead.table.get(entry.tld)?.name ?? '';
  const contacts = roster.contacts.map((contact) =>
    say(texts, stale.includes(contact) ? 'status.contact-stale' : 'status.contact-confirmed', {
      rank: contact.rank,
      name: contact.name,
      day: dayInUtc(contact.confirmedAt),
    }),
  );
  const facts = [
    ...adminSentences(texts, entry),
    ...(contacts.length === 0 ? [say(texts, 'status.contacts-none', {})] : contacts),
    ...bouncing.map(({ address, since }) =>
      say(texts, 'status.contact-bouncing', { email: address, day: dayInUtc(since) }),
    ),
    open.length === 0 ? say(texts, 'status.open-none', {}) : say(texts, 'status.open', { refs: open.join(', ') }),
    ...(roster.frozenUntil === null ? [] : [say(texts, 'status.frozen', { moment: momentInUtc(roster.frozenUntil) })]),
  ];
  const heading = say(texts, 'status.cctld', { tld: dotted(letterhead.table, entry.tld), name });
  const advice = [
    ...(stale.length === 0 ? [] : [prose(say(texts, 'status.needs-confirming', {}))]),
    ...(roster.contacts.length === 0 ? [prose(say(texts, 'status.needs-two', {}))] : []),
    ...(roster.contacts.length === 1 ? [prose(say(texts, 'status.needs-second', {}))] : []),
  ];
  return stacked([
    `${prose(heading)}\n${bullets(facts)}`,
    ...advice,
    onlyInsideBlock(texts, letterhead.table, [roster]),
    toBeConfirmedBlock(texts, letterhead.table, roster, entry.redelegation),
  ]);
}

function adminSentences(texts: Texts, { iana }: StatusEntry): readonly string[] {
  if (iana === null) return [say(texts, 'status.admin-unknown', {})];
  const known = { email: iana.adminEmail, day: dayInUtc(iana.asOf) };
  return [
    iana.source === 'manual' ? say(texts, 'status.admin-by-hand', known) : say(texts, 'status.admin', known),
    ...(iana.changedAt === null ? [] : [say(texts, 'status.admin-changed', { day: dayInUtc(iana.changedAt) })]),
    ...(iana.status === 'retired' ? [say(texts, 'status.retired', {})] : []),
  ];
}
