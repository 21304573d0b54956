import type { Tld } from '../../core/cctld.ts';
import { addressKey, type EmailAddress } from '../../core/email-address.ts';
import { DAY, type Instant, plus } from '../../core/instant.ts';
import type { Digest, Reference } from '../../core/message.ts';
import { mayDecide } from '../../core/desk-user.ts';
import type { NewToken } from '../../core/plan.ts';
import { revisionMade } from '../../core/roster-change.ts';
import type { TokenTarget } from '../../core/token-target.ts';
import type { addressCases } from './address-cases.ts';
import type { auditChain } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import type { deskUsers } from './desk-users.ts';
import type { HeldCases } from './held-cases.ts';
import type { Mails } from './mails.ts';
import type { rosterHistory } from './roster-history.ts';
import { statement } from './statement.ts';

type TokenRow = {
  readonly hash: Digest;
  readonly purpose: NewToken['purpose'];
  readonly ref: Reference;
  readonly recipient: EmailAddress;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly tld: Tld | null;
  readonly revision: number | null;
  readonly shown: Digest | null;
};

const TRIES_KEPT = 30 * DAY;

/**
 * Secrets by their hash. None is ever deleted: a used or late one must still be told from one that never was, so that
 * its bearer hears what became of it.
 */
export function tokens(
  connection: Connection,
  cases: HeldCases,
  ofAddresses: Pick<ReturnType<typeof addressCases>, 'byRef'>,
  mails: Mails,
  audit: Pick<ReturnType<typeof auditChain>, 'find'>,
  users: Pick<ReturnType<typeof deskUsers>, 'all'>,
  history: Pick<ReturnType<typeof rosterHistory>, 'change'>,
) {
  const insert = statement<TokenRow>(
    connection,
    `insert into token (hash, purpose, ref, recipient, created_at, expires_at, tld, revision, shown)
    values (:hash, :purpose, :ref, :recipient, :createdAt, :expiresAt, :tld, :revision, :shown)`,
  );
  const byHash = statement<{ hash: Digest }, TokenRow>(
    connection,
    `select hash, purpose, ref, recipient, created_at as "createdAt", expires_at as "expiresAt", tld, revision, shown
    from token where hash = :hash`,
  );
  const unused = statement<{ hash: Digest }, { hash: Digest }>(
    connection,
    'select hash from token where hash = :hash and used_at is null',
  );
  const use = statement<{ hash: Digest; at: Instant }>(
    connection,
    'update token set used_at = :at where hash = :hash and used_at is null',
  );
  const insertBad = statement<{ key: string; at: Instant }>(
    connection,
    'insert into bad_token (from_key, at) values (:key, :at)',
  );
  const forgetBad = statement<{ key: string; before: Instant }>(
    connection,
    'delete from bad_token where from_key = :key and at < :before',
  );
  const countBad = statement<{ key: string; since: Instant; until: Instant }, { count: number }>(
    connection,
    'select count(*) as count from bad_token where from_key = :key and at > :since and at <= :until',
  );

  function open(row: TokenRow): TokenTarget | null {
    const { hash: tokenHash, ref, recipient, expiresAt } = row;
    const used = unused.get({ hash: tokenHash }) === null;
    switch (row.purpose) {
      case 'welcome':
        return { kind: 'welcome', tokenHash, address: recipient, used, expiresAt };
      case 'invitation':
        return { kind: 'invitation', tokenHash, address: recipient, expiresAt };
      case 'confirmation': {
        const held = cases.byRef(ref);
        const mail = mails.byRef(ref);
        return held === null || mail === null ? null : { kind: 'confirmation', tokenHash, held, mail, expiresAt };
      }
      case 'note': {
        const held = cases.byRef(ref);
        const mail = mails.byRef(ref);
        if (held === null || mail === null) return null;
        const answers = audit
          .find({ ref })
          .filter(({ kind, actor }) => kind === 'case-noted' && !actor.startsWith('secretariat:')).length;
        return { kind: 'note', tokenHash, held, mail, answers, expiresAt };
      }
      case 'review': {
        const people = users.all();
        const reviewers = people.filter(mayDecide).map(({ email }) => email);
        const barred = people.filter((user) => !mayDecide(user)).map(({ email }) => email);
        const addressCase = ofAddresses.byRef(ref);
        if (addressCase !== null)
          return { kind: 'address-review', tokenHash, addressCase, reviewers, barred, used, expiresAt };
        const held = cases.byRef(ref);
        const mail = mails.byRef(ref);
        if (held === null || mail === null || row.shown === null) return null;
        const events = audit.find({ ref });
        return {
          kind: 'review',
          tokenHash,
          held,
          mail,
          shown: row.shown,
          history: events,
          reviewers,
          barred,
          used,
          expiresAt,
        };
      }
      case 'dispute': {
        const change = row.tld === null || row.revision === null ? null : history.change(row.tld, row.revision);
        if (change === null) return null;
        return { kind: 'dispute', tokenHash, disputed: { ref, recipient, change, at: row.createdAt }, used, expiresAt };
      }
    }
  }

  return {
    insert(token: NewToken, createdAt: Instant): void {
      const { hash, purpose, ref, recipient, expiresAt, change, shown = null } = token;
      const made = { tld: change?.tld ?? null, revision: change === null ? null : revisionMade(change) };
      insert.run({ hash, purpose, ref, recipient, createdAt, expiresAt, ...made, shown });
    },

    /** What the first hash that opens something opens; spent and late ones do open. */
    target(hashes: readonly Digest[]): TokenTarget {
      for (const hash of hashes) {
        const row = byHash.get({ hash });
        const target = row === null ? null : open(row);
        if (target !== null) return target;
      }
      return { kind: hashes.length === 0 ? 'none' : 'unknown' };
    },

    isUnused: (hash: Digest): boolean => unused.get({ hash }) !== null,

    use(hash: Digest, at: Instant): void {
      use.run({ hash, at });
    },

    /** Counts a try; forgets tries of the same sender that no window reaches back to. */
    countBadTry(from: EmailAddress, at: Instant): void {
      const key = addressKey(from);
      insertBad.run({ key, at });
      forgetBad.run({ key, before: plus(at, -TRIES_KEPT) });
    },

    badTriesBetween: (from: EmailAddress, since: Instant, until: Instant): number =>
      countBad.get({ key: addressKey(from), since, until })?.count ?? 0,
  };
}
