import { hash } from 'node:crypto';
import type { Instant } from '../../core/instant.ts';
import type { AuthenticatedMessage, Reference } from '../../core/message.ts';
import type { MailRecord } from '../../core/plan.ts';
import type { StoredMail } from '../../core/stored-mail.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { statement } from './statement.ts';
import { requestOf, type StoredRequest } from './stored-request.ts';

type MailRow = {
  readonly ref: Reference;
  readonly message: Json<AuthenticatedMessage>;
  readonly request: Json<StoredRequest>;
};

/** Asked by a page while mail is taken: it must not look at the mails. Each half has an index of its own, which holds the times. */
export const COUNT_BETWEEN = `select
  (select count(*) from mail where removed_at is null and at >= :from and at <= :until) +
  (select count(*) from mail where removed_at is not null and at >= :from and at <= :until) as count`;

export type Mails = ReturnType<typeof mails>;

/** Mails with what was read in them and decided about them. The octets of a mail are kept once, under their SHA-256. */
export function mails(connection: Connection) {
  const keepRaw = statement<{ sha256: string; raw: Uint8Array; at: Instant }>(
    connection,
    `insert into raw_mail (sha256, raw, last_kept_at) values (:sha256, :raw, :at)
    on conflict (sha256) do update set raw = excluded.raw,
      last_kept_at = max(coalesce(raw_mail.last_kept_at, ''), excluded.last_kept_at)`,
  );
  const insert = statement<{
    ref: Reference;
    at: Instant;
    sha256: string;
    proof: string;
    receipt: string;
    verdict: string;
    rules: string;
    missedRules: string;
    facts: string;
    ruleBook: string;
    message: string;
    request: string;
  }>(
    connection,
    `insert into mail
      (ref, at, sha256, proof, receipt, verdict, rules, missed_rules, facts, rule_book, message, request)
    values
      (:ref, :at, :sha256, :proof, :receipt, :verdict, :rules, :missedRules, :facts, :ruleBook, :message, :request)`,
  );
  const byRef = statement<{ ref: Reference }, MailRow>(
    connection,
    'select ref, message, request from mail where ref = :ref and removed_at is null',
  );
  const rawByRef = statement<{ ref: Reference }, { raw: Uint8Array }>(
    connection,
    `select raw from raw_mail join mail on mail.sha256 = raw_mail.sha256
    where mail.ref = :ref and mail.removed_at is null`,
  );

  const countBetween = statement<{ from: Instant; until: Instant }, { count: number }>(connection, COUNT_BETWEEN);

  /** Keeps the octets; returns the digest that they really have, whatever the caller believes. */
  function keep(raw: Uint8Array, at: Instant): string {
    const sha256 = hash('sha256', raw);
    keepRaw.run({ sha256, raw, at });
    return sha256;
  }

  return {
    countBetween: (from: Instant, until: Instant): number => countBetween.get({ from, until })?.count ?? 0,

    keep,

    insert(ref: Reference, at: Instant, mail: MailRecord): void {
      insert.run({
        ref,
        at,
        sha256: keep(mail.raw, at),
        proof: mail.proof,
        receipt: mail.receipt,
        verdict: mail.verdict,
        rules: toJson(mail.rules),
        missedRules: toJson(mail.missedRules),
        facts: toJson(mail.facts),
        ruleBook: mail.ruleBook,
        message: toJson(mail.message),
        request: toJson(mail.request),
      });
    },

    /** Null also where its text was removed. */
    byRef(ref: Reference): StoredMail | null {
      const row = byRef.get({ ref });
      return row === null
        ? null
        : { ref: row.ref, message: fromJson(row.message), request: requestOf(fromJson(row.request)) };
    },

    rawOf(ref: Reference): Uint8Array | null {
      const row = rawByRef.get({ ref });
      return row === null ? null : new Uint8Array(row.raw);
    },
  };
}
