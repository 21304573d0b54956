import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { ccTldTable } from '../../src/core/cctld.ts';
import { type Instant, instantOf, MINUTE, plus } from '../../src/core/instant.ts';
import type { Digest } from '../../src/core/message.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import type { MailRecord, Plan } from '../../src/core/plan.ts';
import { NOTHING } from '../../src/plan/plan-parts.ts';
import { openStore } from '../../src/store/sqlite/open.ts';

type Template = { readonly mail: MailRecord; readonly outgoing: readonly OutgoingMail[] };

const GROUP = 64;
/** One mail in five minutes: 100,000 of them are a year. */
const APART = 5 * MINUTE;

/**
 * Fills a database that nobody serves with so many mails of the past, each a copy of one that was really sent, with its
 * answers (sent, too) and its history, through the store's own commit.
 */
export async function fillDatabase(file: string, mails: number): Promise<void> {
  const template = templateIn(file);
  const store = openStore({ file, table: ccTldTable([]), secretariat: [], windows: { tokenTriesMs: 0 } });
  const newest = plus(instantOf(Date.now()), -2 * 24 * 60 * MINUTE);
  for (let first = 0; first < mails; first += GROUP) {
    const numbers = Array.from({ length: Math.min(GROUP, mails - first) }, (_, index) => first + index);
    const commits = numbers.map(async (number) => {
      const at = plus(newest, (number - mails) * APART);
      return store.commit(copyOf(template, number, at, await store.nextReference(at)));
    });
    for (const { outcome } of await Promise.all(commits)) {
      if (outcome !== 'committed') throw new Error(`the fill was not committed: ${outcome}`);
    }
  }
  await store.close();
  const connection = new Database(file);
  connection
    .prepare(`update outbox set state = 'sent', attempts = 1, ended_at = created_at where state = 'waiting'`)
    .run();
  connection.close();
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
