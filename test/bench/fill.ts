import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { DAY, type Instant, instantOf, MINUTE, plus } from '../../src/core/instant.ts';
import type { Digest } from '../../src/core/message.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import type { MailRecord, Plan } from '../../src/core/plan.ts';
import { NOTHING } from '../../src/plan/plan-parts.ts';
import { commitPlan } from '../../src/store/sqlite/commit-plan.ts';
import { type Connection, connect } from '../../src/store/sqlite/connection.ts';
import { tables } from '../../src/store/sqlite/tables.ts';

type Template = { readonly mail: MailRecord; readonly outgoing: readonly OutgoingMail[] };

/** So many in one transaction: what is pending stays in memory. */
const GROUP = 5000;
/** One mail in five minutes: 100,000 of them are a year. More are closer together, so that none is old enough to be removed. */
const APART = 5 * MINUTE;
const MOST_DAYS = 380;

/**
 * Fills a database that nobody serves with so many mails of the past, each a copy of one that was really sent, with its
 * answers (sent, too) and its history: the store's own statements, but nothing waits for the disk until the end.
 */
export function fillDatabase(file: string, mails: number, progress: (done: number) => void = () => undefined): void {
  const template = templateIn(file);
  const connection = connect(file);
  try {
    connection.pragma('synchronous = off');
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    const parts = tables(connection);
    const newest = plus(instantOf(Date.now()), -2 * DAY);
    const apart = Math.min(APART, Math.floor((MOST_DAYS * DAY) / mails));
    const fill = connection.transaction((first: number, until: number) => {
      for (let number = first; number < until; number += 1) {
        const at = plus(newest, (number - mails) * apart);
        const { outcome } = commitPlan(parts, copyOf(template, number, at, parts.references.next(at))).committed;
        if (outcome !== 'committed') throw new Error(`the fill was not committed: ${outcome}`);
      }
      markSent(connection);
    });
    for (let first = 0; first < mails; first += GROUP) {
      fill(first, Math.min(first + GROUP, mails));
      progress(Math.min(first + GROUP, mails));
    }
    connection.pragma('synchronous = full');
    connection.pragma('wal_checkpoint(truncate)');
  } finally {
    connection.close();
  }
}

const CACHE_KIB = 512 * 1024;

/** Each was handed out once, so that it can come back. */
function markSent(connection: Connection): void {
  connection
    .prepare(
      `update outbox set state = 'sent', attempts = 1, ended_at = created_at, last_reason = '250 2.0.0 Sunk',
        return_hash = lower(hex(randomblob(32))) where state = 'waiting'`,
    )
    .run();
}

function copyOf({ mail, outgoing }: Template, number: number, at: Instant, ref: Plan['ref']): Plan {
  const raw = Buffer.concat([mail.raw, Buffer.from(`\r\n${number}\r\n`)]);
  const sha256 = createHash('sha256').update(raw).digest('hex') as Digest;
  return {
    ...NOTHING,
    ref,
    at,
    mail: { ...mail, raw, sha256, replayKeys: [`mail:filled ${number}`, `signature:filled ${number}`] },
    changes: [],
    freezes: [],
    redelegations: [],
    provedAddresses: [],
    cases: [],
    newTokens: outgoing.slice(1).map(({ to }) => ({
      hash: createHash('sha256').update(`${number} ${to}`).digest('hex') as Digest,
      purpose: 'welcome',
      ref,
      recipient: to,
      expiresAt: at,
      change: null,
    })),
    outgoing: outgoing.map((one) => ({ ...one, ref })),
    audit: [
      { kind: 'mail-accepted', tld: null, actor: mail.message.author.address, details: { sha256 } },
      { kind: 'roster-changed', tld: null, actor: mail.message.author.address, details: { sha256 } },
    ],
  };
}

type MailRow = {
  readonly ref: string;
  readonly raw: Buffer;
  readonly sha256: Digest;
  readonly proof: MailRecord['proof'];
  readonly receipt: MailRecord['receipt'];
  readonly verdict: string;
  readonly rules: string;
  readonly missed_rules: string;
  readonly facts: string;
  readonly rule_book: Digest;
  readonly message: string;
  readonly request: string;
};

/** The newest mail of the database and what was sent about it. */
function templateIn(file: string): Template {
  const connection = new Database(file, { readonly: true });
  const row = connection
    .prepare<[], MailRow>('select * from mail join raw_mail using (sha256) order by ref desc limit 1')
    .get();
  if (row === undefined) throw new Error('there is no mail to copy');
  const sent = connection.prepare<[string], { mail: string }>('select mail from outbox where ref = ?').all(row.ref);
  connection.close();
  return {
    mail: {
      raw: row.raw,
      sha256: row.sha256,
      proof: row.proof,
      receipt: row.receipt,
      verdict: row.verdict,
      rules: JSON.parse(row.rules),
      missedRules: JSON.parse(row.missed_rules),
      facts: JSON.parse(row.facts),
      ruleBook: row.rule_book,
      message: JSON.parse(row.message),
      request: JSON.parse(row.request),
      replayKeys: [],
    },
    outgoing: sent.map(({ mail }): OutgoingMail => JSON.parse(mail)),
  };
}
