import { addressKey, type EmailAddress } from '../../core/email-address.ts';
import { type FormerContact, withoutPerson } from '../../core/erased-person.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { OutgoingMail } from '../../core/outgoing.ts';
import type { Contact } from '../../core/roster.ts';
import { ERASED, remainsOf } from './audit-seal.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import type { removals } from './removals.ts';
import { statement } from './statement.ts';

type ById = { readonly id: number };
type Versions = { readonly before: Json<readonly Contact[]>; readonly after: Json<readonly Contact[]> };

const NOBODY = 'erased@erased.invalid';

/** What is kept under an address alone. */
const BY_KEY = [
  'delete from address_proof where address_key = :key',
  'delete from address_health where address_key = :key',
  'delete from still_right where address_key = :key',
  `update address_case set address = '${NOBODY}' where lower(address) = :key`,
  'delete from bad_token where from_key = :key',
  'update invitation set recipient = null where lower(recipient) = :key',
];

/** Takes a person out of single rows. Inside a transaction. */
export function erasureBlanks(
  connection: Connection,
  removed: Pick<ReturnType<typeof removals>, 'removeMail'>,
  person: FormerContact,
  at: Instant,
) {
  const keys = new Set(person.addresses.map(addressKey));
  const isTheirs = (address: EmailAddress): boolean => keys.has(addressKey(address));

  const mailRef = statement<ById, { ref: Reference }>(connection, 'select ref from mail where rowid = :id');
  const failedMail = statement<ById & { at: Instant }>(
    connection,
    `update failed_mail set received = json_set(received, '$.mailFrom', '', '$.recipients', json('[]')),
      error = 'erased', removed_at = coalesce(removed_at, :at) where seq = :id`,
  );
  const failedOctets = statement<ById>(
    connection,
    `update raw_mail set raw = x'' where sha256 in (select sha256 from failed_mail where seq = :id)`,
  );
  const letter = statement<ById, { mail: Json<OutgoingMail>; content: string | null }>(
    connection,
    'select mail, content from outbox where seq = :id',
  );
  const setLetter = statement<ById & { mail: string; toKey: string; at: Instant }>(
    connection,
    `update outbox set mail = :mail, to_key = :toKey, last_reason = null, removed_at = coalesce(removed_at, :at)
    where seq = :id`,
  );
  const content = statement<{ digest: string }>(
    connection,
    `update mail_content set text = '', attachments = '[]' where digest = :digest
    and not exists (select 1 from outbox where content = :digest and state = 'waiting')`,
  );
  const heldCase = statement<ById>(
    connection,
    `update held_case set from_address = '${NOBODY}', confirmers = '[]' where rowid = :id`,
  );
  const token = statement<ById>(
    connection,
    `update token set recipient = '${NOBODY}', tld = null, revision = null where rowid = :id`,
  );
  const redelegation = statement<ById, { unconfirmed: Json<readonly EmailAddress[]> }>(
    connection,
    'select unconfirmed from redelegation where rowid = :id',
  );
  const setRedelegation = statement<ById & { unconfirmed: string }>(
    connection,
    'update redelegation set unconfirmed = :unconfirmed where rowid = :id',
  );
  const versions = statement<ById, Versions>(connection, 'select before, after from roster_history where rowid = :id');
  const setVersions = statement<ById & { before: string; after: string }>(
    connection,
    'update roster_history set before = :before, after = :after where rowid = :id',
  );
  const entry = statement<ById, Parameters<typeof remainsOf>[0]>(
    connection,
    `select seq, at, ref, kind, tld, previous_hash as "previousHash", hash from audit
    where seq = :id and erased_by is null`,
  );
  const setEntry = statement<ById & { erasedBy: number }>(
    connection,
    `update audit set actor = '${ERASED.actor}', details = '${ERASED.details}', salt = null, erased_by = :erasedBy
    where seq = :id`,
  );
  const byKey = BY_KEY.map((sql) => statement<{ key: string }>(connection, sql));

  return {
    mail(this: void, id: number): void {
      const row = mailRef.get({ id });
      if (row !== null) removed.removeMail(row.ref, at);
    },

    failedMail(this: void, id: number): void {
      failedMail.run({ id, at });
      failedOctets.run({ id });
    },

    letter(this: void, id: number): void {
      const row = letter.get({ id });
      if (row === null) return;
      const mail = fromJson(row.mail);
      const to = isTheirs(mail.to) ? NOBODY : mail.to;
      const empty = { ...mail, to, subject: 'erased', text: '', attachments: [] };
      setLetter.run({ id, mail: toJson(empty), toKey: to.toLowerCase(), at });
      if (row.content !== null) content.run({ digest: row.content });
    },

    heldCase: (id: number): void => void heldCase.run({ id }),
    token: (id: number): void => void token.run({ id }),

    redelegation(this: void, id: number): void {
      const unconfirmed = fromJson(redelegation.get({ id })?.unconfirmed ?? '[]');
      setRedelegation.run({ id, unconfirmed: toJson(unconfirmed.filter((address) => !isTheirs(address))) });
    },

    /** @param mark stands for the person, so that who joined and who left can still be counted */
    version(id: number, mark: string): void {
      const row = versions.get({ id });
      if (row === null) return;
      const nameless = (contacts: Json<readonly Contact[]>): string =>
        toJson(fromJson(contacts).map((contact) => withoutPerson(contact, keys, mark)));
      setVersions.run({ id, before: nameless(row.before), after: nameless(row.after) });
    },

    /** `12:<digest of what is left of it>` for the entry that vouches for this one. */
    remains(this: void, id: number): string {
      const row = entry.get({ id });
      return row === null ? '' : `${id}:${remainsOf(row)}`;
    },

    entry: (id: number, erasedBy: number): void => void setEntry.run({ id, erasedBy }),

    addresses(this: void): void {
      for (const key of keys) for (const one of byKey) one.run({ key });
    },
  };
}
