import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { OutgoingMail } from '../../core/outgoing.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { statement } from './statement.ts';

type OldMail = { readonly ref: Reference; readonly sha256: string; readonly at: Instant; readonly octets: number };
type OldLetter = { readonly seq: number; readonly mail: Json<OutgoingMail>; readonly content: string | null };
type Before = { readonly before: Instant; readonly most: number };

/** What goes in one transaction: others wait for it. */
const MOST_ROWS = 50;
const MOST_OCTETS = 4 * 1024 * 1024;

const HAS_ROOM = `from mail join raw_mail on raw_mail.sha256 = mail.sha256 where mail.removed_at is null`;
const NO_OPEN_CASE = `not exists (select 1 from held_case where held_case.ref = mail.ref and held_case.state = 'open')`;

/**
 * Takes the text out of mails, theirs and ours; that they were, and what was decided, stays. A mail is left alone while a
 * person has to decide about it, and one that met a bug until it was read again. What is removed is overwritten on disk.
 */
export function removals(connection: Connection) {
  const oldMails = statement<Before, OldMail>(
    connection,
    `select mail.ref, mail.sha256, mail.at, length(raw_mail.raw) as octets ${HAS_ROOM}
      and mail.at < :before and ${NO_OPEN_CASE} order by mail.at limit :most`,
  );
  const mailByRef = statement<{ ref: Reference }, OldMail>(
    connection,
    `select mail.ref, mail.sha256, mail.at, length(raw_mail.raw) as octets ${HAS_ROOM}
      and mail.ref = :ref and ${NO_OPEN_CASE}`,
  );
  const oldFailed = statement<Before, OldMail>(
    connection,
    `select ref, failed_mail.sha256, received_at as at, length(raw) as octets
    from failed_mail join raw_mail on raw_mail.sha256 = failed_mail.sha256
    where state = 'reprocessed' and removed_at is null and received_at < :before order by seq limit :most`,
  );
  const oldLetters = statement<Before, OldLetter>(
    connection,
    `select seq, mail, content from outbox
    where ended_at is not null and removed_at is null and ended_at < :before order by ended_at limit :most`,
  );
  const emptyMail = statement<{ ref: Reference; at: Instant }>(
    connection,
    `update mail set message = '{}', request = '{}', removed_at = :at where ref = :ref`,
  );
  const emptyFailed = statement<{ ref: Reference; at: Instant; received: string }>(
    connection,
    'update failed_mail set received = :received, removed_at = :at where ref = :ref',
  );
  const receivedOf = statement<{ ref: Reference }, { received: Json<{ readonly [field: string]: unknown }> }>(
    connection,
    'select received from failed_mail where ref = :ref',
  );
  // The same octets may have come again later: then they are kept for that mail.
  const emptyOctets = statement<{ sha256: string; at: Instant }>(
    connection,
    `update raw_mail set raw = x'' where sha256 = :sha256 and coalesce(last_kept_at, '') <= :at`,
  );
  const emptyLetter = statement<{ seq: number; mail: string; at: Instant }>(
    connection,
    'update outbox set mail = :mail, removed_at = :at where seq = :seq',
  );
  const emptyContent = statement<{ digest: string }>(
    connection,
    `update mail_content set text = '', attachments = '[]' where digest = :digest
    and not exists (select 1 from outbox where content = :digest and removed_at is null)`,
  );

  function removeMail({ ref, sha256, at }: OldMail, now: Instant): void {
    emptyMail.run({ ref, at: now });
    emptyOctets.run({ sha256, at });
  }

  function removeFailed({ ref, sha256, at }: OldMail, now: Instant): void {
    const envelope = fromJson(receivedOf.get({ ref })?.received ?? '{}');
    emptyFailed.run({ ref, at: now, received: toJson({ ...envelope, mailFrom: '', recipients: [] }) });
    emptyOctets.run({ sha256, at });
  }

  function removeLetter({ seq, mail, content }: OldLetter, now: Instant): void {
    emptyLetter.run({ seq, mail: toJson({ ...fromJson(mail), text: '', attachments: [] }), at: now });
    if (content !== null) emptyContent.run({ digest: content });
  }

  return {
    removeMail(ref: Reference, now: Instant): void {
      const mail = mailByRef.get({ ref });
      if (mail !== null) removeMail(mail, now);
    },

    /** Removes as much of what is older as others can wait for; zeros where nothing is left. */
    removeBefore(before: Instant, now: Instant): { readonly mails: number; readonly letters: number } {
      const most = MOST_ROWS;
      const mails = lightest(oldMails.all({ before, most }));
      for (const mail of mails) removeMail(mail, now);
      const failed = lightest(oldFailed.all({ before, most }));
      for (const mail of failed) removeFailed(mail, now);
      const letters = oldLetters.all({ before, most });
      for (const letter of letters) removeLetter(letter, now);
      return { mails: mails.length + failed.length, letters: letters.length };
    },
  };
}

/** The first of them that together are not too much, but at least one. */
function lightest(mails: readonly OldMail[]): readonly OldMail[] {
  let octets = 0;
  return mails.filter((mail, index) => {
    octets += mail.octets;
    return index === 0 || octets <= MOST_OCTETS;
  });
}
