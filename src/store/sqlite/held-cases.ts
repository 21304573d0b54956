import type { Tld } from '../../core/cctld.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { HeldCase } from '../../core/held-case.ts';
import type { Instant } from '../../core/instant.ts';
import type { Digest, Reference } from '../../core/message.ts';
import type { CaseRoom, CountedCases } from '../../core/plan.ts';
import { mailboxOf, ownerOf } from '../../core/whose-address.ts';
import type { World } from '../../core/world.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type CaseRow = {
  readonly ref: Reference;
  readonly kind: HeldCase['kind'];
  readonly state: HeldCase['state'];
  readonly version: number;
  readonly from: EmailAddress;
  readonly tlds: Json<HeldCase['tlds']>;
  readonly commands: Json<HeldCase['commands']>;
  readonly rules: Json<HeldCase['rules']>;
  readonly receivedAt: Instant;
  readonly closedAt: Instant | null;
  readonly changeDigest: Digest;
  readonly confirmers: Json<HeldCase['confirmers']>;
  readonly remindedAt: Instant | null;
  readonly waitsSince: Instant;
  readonly reminders: number;
  readonly askedAdmin: 0 | 1;
  readonly unproved: 0 | 1;
};

type OpenRow = Pick<CaseRow, 'ref' | 'kind' | 'from' | 'tlds' | 'commands' | 'unproved'>;

const CASE = `select ref, kind, state, version, from_address as "from", tlds, commands, rules,
  received_at as "receivedAt", closed_at as "closedAt", change_digest as "changeDigest", confirmers,
  reminded_at as "remindedAt", coalesce(waits_since, received_at) as "waitsSince", reminders, asked_admin as "askedAdmin", unproved from held_case`;

export type HeldCases = ReturnType<typeof heldCases>;

/** Mails that wait or waited for somebody. */
export function heldCases(connection: Connection) {
  const all = statement<NoValues, CaseRow>(connection, `${CASE} order by received_at, ref`);
  const byRef = statement<{ ref: Reference }, CaseRow>(connection, `${CASE} where ref = :ref`);
  const open = statement<NoValues, OpenRow>(
    connection,
    `select ref, kind, from_address as "from", tlds, commands, unproved from held_case where state = 'open' order by received_at, ref`,
  );
  const store = statement<CaseRow>(
    connection,
    `insert into held_case (ref, kind, state, version, from_address, tlds, commands, rules, received_at, closed_at,
      change_digest, confirmers, reminded_at, waits_since, reminders, asked_admin, unproved)
    values (:ref, :kind, :state, :version, :from, :tlds, :commands, :rules, :receivedAt, :closedAt,
      :changeDigest, :confirmers, :remindedAt, :waitsSince, :reminders, :askedAdmin, :unproved)
    on conflict (ref) do update set kind = excluded.kind, state = excluded.state, version = excluded.version,
      from_address = excluded.from_address, tlds = excluded.tlds, commands = excluded.commands,
      rules = excluded.rules, received_at = excluded.received_at, closed_at = excluded.closed_at,
      change_digest = excluded.change_digest, confirmers = excluded.confirmers,
      reminded_at = excluded.reminded_at, waits_since = excluded.waits_since, reminders = excluded.reminders,
      asked_admin = excluded.asked_admin, unproved = excluded.unproved`,
  );

  function find(ref: Reference): HeldCase | null {
    const row = byRef.get({ ref });
    return row === null ? null : caseFrom(row);
  }

  return {
    /** Oldest first. */
    all: (): readonly HeldCase[] => all.all({}).map(caseFrom),
    byRef: find,

    /** Whether the new state follows the stored one directly. */
    follows: (held: HeldCase): boolean => held.version === (byRef.get({ ref: held.ref })?.version ?? 0) + 1,

    /** Whether these disputes about the ccTLD are open, and no other. */
    areOpenDisputes(tld: Tld, refs: readonly Reference[]): boolean {
      const disputes = open.all({}).filter((row) => isDispute(row) && isAbout(row, tld));
      return disputes.length === refs.length && disputes.every(({ ref }) => refs.includes(ref));
    },

    /** Whether no more were opened than there was room for, those of this transaction included. */
    isWithin({ seen, rooms }: CaseRoom): boolean {
      const opened = open.all({}).filter(({ ref }) => !seen.has(ref));
      return rooms.every(({ of, room }) => opened.filter((row) => isCounted(of, row)).length <= room);
    },

    store(held: HeldCase): void {
      const lists = { tlds: toJson(held.tlds), commands: toJson(held.commands), rules: toJson(held.rules) };
      const flags = { askedAdmin: held.askedAdmin ? 1 : 0, unproved: held.unproved ? 1 : 0 } as const;
      store.run({ ...held, ...lists, ...flags, confirmers: toJson(held.confirmers) });
    },

    /** What waits, and how much of it is held for senders whom nobody proved. */
    open(): Pick<World, 'waiting' | 'openCases' | 'openDisputes' | 'provedWaiting' | 'unprovedHolds'> {
      const rows = open.all({}).map((row) => ({ ...row, tlds: fromJson(row.tlds) }));
      const disputes = rows.filter(isDispute);
      const nobodys = rows.filter(isHeldUnproved);
      const byTld = [...refsByTld(nobodys)].map(([tld, refs]) => [tld, refs.length] as const);
      return {
        waiting: new Set(rows.map(({ ref }) => ref)),
        openCases: refsByTld(rows),
        openDisputes: refsByTld(disputes),
        provedWaiting: rows.filter(isProved).map(({ from, tlds }) => ({ from, tlds })),
        unprovedHolds: { inAll: nobodys.length, byTld: new Map(byTld) },
      };
    },
  };
}

const isDispute = ({ commands }: Pick<OpenRow, 'commands'>): boolean => fromJson(commands).includes('DISPUTE');
const isAbout = ({ tlds }: OpenRow, tld: Tld): boolean => fromJson(tlds).includes(tld);
const isHeldUnproved = ({ kind, unproved }: Pick<OpenRow, 'kind' | 'unproved'>): boolean =>
  kind === 'hold' && unproved === 1;
const isProved = ({ unproved }: Pick<OpenRow, 'unproved'>): boolean => unproved === 0;

function isCounted(of: CountedCases, row: OpenRow): boolean {
  switch (of.who) {
    case 'unproved':
      return isHeldUnproved(row) && (of.tld === null || isAbout(row, of.tld));
    case 'disputes':
      return isDispute(row) && isAbout(row, of.tld);
    case 'mailbox':
      return isProved(row) && mailboxOf(row.from) === of.mailbox;
    case 'domain':
      return isProved(row) && ownerOf(row.from) === of.owner && (of.tld === null || isAbout(row, of.tld));
    // Whether somebody is an outsider only the lists tell: contacts count here, too.
    case 'proved':
      return isProved(row);
  }
}

function refsByTld(cases: readonly Pick<HeldCase, 'ref' | 'tlds'>[]): ReadonlyMap<Tld, readonly Reference[]> {
  const found = new Map<Tld, readonly Reference[]>();
  for (const { ref, tlds } of cases) {
    for (const tld of new Set(tlds)) found.set(tld, [...(found.get(tld) ?? []), ref]);
  }
  return found;
}

function caseFrom(row: CaseRow): HeldCase {
  return {
    ...row,
    tlds: fromJson(row.tlds),
    commands: fromJson(row.commands),
    rules: fromJson(row.rules),
    confirmers: fromJson(row.confirmers),
    askedAdmin: row.askedAdmin === 1,
    unproved: row.unproved === 1,
  };
}
