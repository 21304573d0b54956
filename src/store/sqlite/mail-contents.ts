import { createHash } from 'node:crypto';
import type { Attachment, OutgoingMail } from '../../core/outgoing.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { statement } from './statement.ts';

/** What many mails may share. */
type Content = Pick<OutgoingMail, 'text' | 'attachments'>;
type Row = { readonly text: string; readonly attachments: Json<readonly Attachment[]> };
type Known = { readonly content: Content; readonly digest: string };

/** Text and files of mails that carry files, each kept once however many mails carry it. */
export function mailContents(connection: Connection) {
  const insert = statement<Row & { digest: string }>(
    connection,
    `insert into mail_content (digest, text, attachments) values (:digest, :text, :attachments)
    on conflict (digest) do update set attachments = excluded.attachments`,
  );
  const byDigest = statement<{ digest: string }, Row>(
    connection,
    'select text, attachments from mail_content where digest = :digest',
  );
  const strip = statement<{ digest: string }>(
    connection,
    `update mail_content set attachments = '[]' where digest = :digest and attachments <> '[]'
    and not exists (select 1 from outbox where state = 'waiting' and content = :digest)`,
  );

  return {
    /** Stores the content of mails that leave together; returns how to find each. Null: it has no files and is stored with its mail. */
    keeper(): (mail: OutgoingMail) => string | null {
      let last: Known | null = null;
      return ({ text, attachments }) => {
        if (attachments === undefined || attachments.length === 0) return null;
        // Mails to many share both in memory, too: then neither is hashed nor written again.
        if (last?.content.attachments === attachments && last.content.text === text) return last.digest;
        const files = toJson(attachments);
        const digest = createHash('sha256').update(JSON.stringify(text)).update(files).digest('hex');
        insert.run({ digest, text, attachments: files });
        last = { content: { text, attachments }, digest };
        return digest;
      };
    },

    read(digest: string): Content {
      const row = byDigest.get({ digest });
      return row === null ? { text: '' } : { text: row.text, attachments: fromJson(row.attachments) };
    },

    /** A mail with it has ended: its files go with the last. */
    release(digest: string): void {
      strip.run({ digest });
    },
  };
}
