import type { Tld } from '../../core/cctld.ts';
import { addressKey } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import { withEntries } from '../../core/layered-map.ts';
import type { Reference } from '../../core/message.ts';
import { type Contact, emptyRoster, type Roster, sameDetails } from '../../core/roster.ts';
import { changesData, type JudgedChange, revisionMade, type RosterChange } from '../../core/roster-change.ts';
import { cachedRead } from './cached-read.ts';
import type { Connection } from './connection.ts';
import { toJson } from './json.ts';
import { rosterChanges } from './roster-changes.ts';
import { type NoValues, statement } from './statement.ts';

type RosterRow = Omit<Roster, 'contacts'>;
type ContactRow = Contact & { readonly tld: Tld };

const ROSTER = 'select tld, revision, frozen_until as "frozenUntil" from roster';
const CONTACT = `select tld, rank, name, email, secondary_email as "secondaryEmail", phone, since,
  confirmed_at as "confirmedAt" from contact`;

/** Who stands on the rosters now, and every roster that there ever was. */
export function rosters(connection: Connection) {
  const allRosters = statement<NoValues, RosterRow>(connection, `${ROSTER} order by tld`);
  const allContacts = statement<NoValues, ContactRow>(connection, `${CONTACT} order by tld, rank`);
  const rosterByTld = statement<{ tld: Tld }, RosterRow>(connection, `${ROSTER} where tld = :tld`);
  const contactsByTld = statement<{ tld: Tld }, ContactRow>(connection, `${CONTACT} where tld = +:tld order by rank`);
  const setRevision = statement<{ tld: Tld; revision: number }>(
    connection,
    `insert into roster (tld, revision, frozen_until) values (:tld, :revision, null)
    on conflict (tld) do update set revision = excluded.revision`,
  );
  const setFreeze = statement<{ tld: Tld; until: Instant | null }>(
    connection,
    `insert into roster (tld, revision, frozen_until) values (:tld, 0, :until)
    on conflict (tld) do update set frozen_until = excluded.frozen_until`,
  );
  const removeContact = statement<{ tld: Tld; rank: number }>(
    connection,
    'delete from contact where tld = :tld and rank = :rank',
  );
  const insertContact = statement<{
    tld: Tld;
    rank: number;
    name: string;
    email: string;
    emailKey: string;
    secondaryEmail: string | null;
    secondaryEmailKey: string | null;
    phone: string;
    since: Instant;
    confirmedAt: Instant;
  }>(
    connection,
    `insert into contact
      (tld, rank, name, email, email_key, secondary_email, secondary_email_key, phone, since, confirmed_at)
    values (:tld, :rank, :name, :email, :emailKey, :secondaryEmail, :secondaryEmailKey, :phone, :since, :confirmedAt)`,
  );
  const reconfirm = statement<{ tld: Tld; rank: number; confirmedAt: Instant }>(
    connection,
    `update contact set confirmed_at = :confirmedAt
    where tld = :tld and rank = :rank and confirmed_at < :confirmedAt`,
  );
  const remember = statement<{
    tld: Tld;
    revision: number;
    ref: Reference;
    at: Instant;
    imported: number;
    before: string;
    after: string;
  }>(
    connection,
    `insert into roster_history (tld, revision, ref, at, imported, before, after)
    values (:tld, :revision, :ref, :at, :imported, :before, :after)`,
  );
  const all = cachedRead<ReadonlyMap<Tld, Roster>, Tld>(
    connection,
    () => {
      const contacts = Map.groupBy(allContacts.all({}), (contact) => contact.tld);
      return new Map(allRosters.all({}).map((row) => [row.tld, rosterFrom(row, contacts.get(row.tld) ?? [])]));
    },
    (old, changed) => {
      const stored = [...changed].filter((tld) => rosterByTld.get({ tld }) !== null);
      return withEntries(
        old,
        stored.map((tld) => [tld, byTld(tld)]),
      );
    },
  );
  const changes = rosterChanges(connection);

  function byTld(tld: Tld): Roster {
    const row = rosterByTld.get({ tld });
    return row === null ? emptyRoster(tld) : rosterFrom(row, contactsByTld.all({ tld }));
  }

  /** Whoever stays the same keeps the row: each one written costs a page or two of the log. */
  function rewrite(change: RosterChange): void {
    const { tld, before, after } = change;
    setRevision.run({ tld, revision: revisionMade(change) });
    for (const contact of before)
      if (!after.some((other) => isSame(contact, other))) removeContact.run({ tld, rank: contact.rank });
    for (const contact of after) {
      if (before.some((other) => isSame(contact, other))) continue;
      const { rank, name, email, secondaryEmail, phone, since, confirmedAt } = contact;
      const keys = {
        emailKey: addressKey(email),
        secondaryEmailKey: secondaryEmail === null ? null : addressKey(secondaryEmail),
      };
      insertContact.run({ tld, rank, name, email, secondaryEmail, phone, since, confirmedAt, ...keys });
    }
  }

  return {
    /** Every ccTLD that has or had contacts or is frozen: its revision counts even while nobody stands on it. */
    all: () => all.read(),

    /** Whether the roster is still what was judged; a re-confirmation in between does no harm. */
    isCurrent({ tld, revision, before, frozenUntil }: JudgedChange): boolean {
      const roster = byTld(tld);
      return (
        roster.revision === revision &&
        !changesData({ before, after: roster.contacts }) &&
        roster.frozenUntil === frozenUntil
      );
    },

    revision: (tld: Tld): number => rosterByTld.get({ tld })?.revision ?? 0,

    isFrozenUntil: (tld: Tld, until: Instant | null): boolean =>
      (rosterByTld.get({ tld })?.frozenUntil ?? null) === until,

    /** @param imported does not count among the changes of a day. */
    apply(
      change: RosterChange,
      cause: { readonly ref: Reference; readonly at: Instant; readonly imported: boolean },
    ): void {
      const { tld, before, after } = change;
      all.forget(tld);
      if (!changesData(change)) {
        for (const { rank, confirmedAt } of after) reconfirm.run({ tld, rank, confirmedAt });
        return;
      }
      rewrite(change);
      remember.run({
        tld,
        revision: revisionMade(change),
        ref: cause.ref,
        at: cause.at,
        imported: cause.imported ? 1 : 0,
        before: toJson(before),
        after: toJson(after),
      });
    },

    freeze(tld: Tld, until: Instant | null): void {
      all.forget(tld);
      setFreeze.run({ tld, until });
    },

    /** References that changed the data of each ccTLD after that moment, imports left out. */
    changesBetween: (since: Instant, until: Instant): ReadonlyMap<Tld, number> => changes.countsBetween(since, until),
  };
}

function isSame(a: Contact, b: Contact): boolean {
  return sameDetails(a, b) && a.since === b.since && a.confirmedAt === b.confirmedAt;
}

function rosterFrom({ tld, revision, frozenUntil }: RosterRow, contacts: readonly ContactRow[]): Roster {
  return { tld, revision, frozenUntil, contacts: contacts.map(({ tld: _, ...contact }) => contact) };
}
