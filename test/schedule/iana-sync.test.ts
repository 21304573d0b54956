import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Tld } from '../../src/core/cctld.ts';
import { DAY, type Instant } from '../../src/core/instant.ts';
import { politeSource } from '../../src/iana/polite-source.ts';
import { rdapAsker } from '../../src/iana/rdap-asker.ts';
import { whoisAsker } from '../../src/iana/whois-asker.ts';
import type { House } from '../../src/plan/house.ts';
import { type IanaSync, syncIana, type SyncSettings } from '../../src/schedule/iana-sync.ts';
import type { Store } from '../../src/store/port.ts';
import { type Entry, type LoopbackServer, okRdap, okWhois, startRdap, startWhois } from '../iana/iana-servers.ts';
import { shippedHouse } from '../security/bench.ts';
import { storeAt, temporaryFile } from '../store/temporary-store.ts';
import { BR, changePlan, email, firstContacts, jane, john, later, NL, RF, SECRETARIAT } from '../support/plans.ts';

let house: House;
const servers: LoopbackServer[] = [];
beforeAll(async () => {
  house = await shippedHouse();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const ALL: readonly Tld[] = [NL, BR, RF];

type Place = {
  readonly store: Store;
  readonly asked: string[];
  /** What the servers say from now on; null: no such record. */
  publish(tld: Tld, entry: Partial<Entry> | null): void;
  /** How many questions RDAP takes before it is away. */
  breakAfter(questions: number): void;
  sync(days: number, more?: Partial<SyncSettings>): Promise<IanaSync>;
  /** `to: subject`, of what was written since the last look. */
  letters(): Promise<readonly string[]>;
};

async function place(kind: 'rdap' | 'whois' = 'rdap'): Promise<Place> {
  const store = storeAt(temporaryFile());
  const entries = new Map<string, Entry | null>(ALL.map((tld) => [tld, { email: `admin@${tld}.example` }]));
  let patience = Number.POSITIVE_INFINITY;
  const rdap = await startRdap((tld, response) => {
    const entry = entries.get(tld) ?? null;
    patience -= 1;
    if (patience < 0) return response.writeHead(503, { 'retry-after': '3600' }).end();
    return entry === null ? response.writeHead(404).end() : okRdap(tld, response, entry);
  });
  const whois = await startWhois((tld, socket) => {
    const entry = entries.get(tld) ?? null;
    return entry === null ? socket.end('% This query returned 0 objects.\n') : okWhois(tld, socket, entry);
  });
  servers.push(rdap, whois);
  const port = Number(whois.address.split(':')[1]);
  let now: Instant = later(0);
  const source = politeSource(
    [kind === 'rdap' ? rdapAsker(rdap.url) : whoisAsker({ host: '127.0.0.1', port })],
    () => now,
  );
  let told = 0;
  return {
    store,
    asked: kind === 'rdap' ? rdap.asked : whois.asked,
    publish: (tld, entry) => entries.set(tld, entry === null ? null : { email: `admin@${tld}.example`, ...entry }),
    breakAfter: (questions) => {
      patience = questions;
    },
    sync(days, more = {}) {
      now = later(days * DAY);
      const signal = new AbortController().signal;
      return syncIana({ house, store, source, clock: () => now }, { tlds: ALL, everybody: ALL, signal, ...more });
    },
    async letters() {
      const all = (await store.outbox()).slice(told);
      told += all.length;
      return all.map(({ to, subject }) => `${to}: ${subject.replace(/^\[.*?\] /u, '')}`);
    },
  };
}

describe('a look at IANA', () => {
  test('knows everybody after the first time, and has nothing to tell', async () => {
    const at = await place();
    expect(await at.sync(0)).toEqual({
      source: 'rdap',
      asked: 3,
      read: 3,
      same: 3,
      first: 3,
      news: [],
      failures: [],
      warnings: [],
      ended: null,
    });
    expect((await at.store.ianaRecords()).map(({ tld, adminEmail }) => [tld, adminEmail])).toEqual(
      [BR, NL, RF].map((tld) => [tld, `admin@${tld}.example`]),
    );
    expect(await at.letters()).toEqual([]);
  });

  test('tells the Secretariat everything in one mail, and each address once, however many ccTLDs it serves', async () => {
    const at = await place();
    for (const tld of [NL, BR]) at.publish(tld, { email: 'Both@old.example' });
    await at.store.commit(changePlan(1, firstContacts(NL, john({ email: email('one@nic.nl') }), jane())));
    await at.sync(0);
    await at.letters();
    for (const tld of [NL, BR]) at.publish(tld, { email: 'both@new.example', manager: 'New registry' });
    at.publish(RF, null);
    const sync = await at.sync(1);
    expect(sync).toMatchObject({ asked: 3, read: 2, same: 0, failures: [{ tld: RF }] });
    expect((await at.letters()).toSorted()).toEqual(
      [
        `${SECRETARIAT}: IANA: news about .nl .br .рф`,
        'Both@old.example: .nl .br: the Admin Contact changed',
        'both@new.example: .nl .br: the Admin Contact changed',
        'one@nic.nl: .nl: the Admin Contact changed',
        'jane.roe@nic.nl: .nl: the Admin Contact changed',
      ].toSorted(),
    );
    expect((await at.store.audit({ tld: NL })).map(({ kind, details }) => [kind, details['news']])).toEqual([
      ['roster-changed', undefined],
      ['iana-changed', 'address'],
      ['iana-changed', 'manager'],
    ]);
    expect((await at.store.ianaRecords()).find(({ tld }) => tld === RF)?.adminEmail).toBe(`admin@${RF}.example`);
    await at.sync(2);
    expect(await at.letters()).toEqual([]);
  });

  test('an address that moves again within a day is told of to the Secretariat only', async () => {
    const at = await place();
    await at.sync(0);
    for (const [days, address] of [
      [1, 'b'],
      [1.5, 'c'],
    ] as const) {
      at.publish(NL, { email: `${address}@nic.nl` });
      await at.sync(days);
    }
    expect((await at.letters()).filter((line) => !line.startsWith(SECRETARIAT))).toHaveLength(2);
  });

  test('a new ccTLD is news once all others are known', async () => {
    const at = await place();
    await at.sync(0, { tlds: [NL], everybody: [NL, BR] });
    expect((await at.sync(1, { tlds: [BR], everybody: [NL, BR] })).news).toEqual([]);
    expect((await at.sync(2)).news).toMatchObject([{ kind: 'new', tld: RF }]);
    expect(await at.letters()).toEqual([`${SECRETARIAT}: IANA: news about .рф`]);
  });

  test('names the reason once for all that have no record, however many they are', async () => {
    const at = await place();
    await at.sync(0);
    for (const tld of ALL) at.publish(tld, null);
    expect((await at.sync(1)).failures).toHaveLength(3);
    const [mail] = (await at.store.outbox()).filter(({ to }) => to === SECRETARIAT);
    expect(mail?.text.match(/no such record|404/gu)?.length).toBeLessThanOrEqual(2);
    expect(mail?.text).toMatch(/^\| \.\S+ \.\S+ \.\S+: /mu);
  });

  test('takes over part of it, and begins the next time with those whom it could not ask', async () => {
    const at = await place();
    at.breakAfter(1);
    expect(await at.sync(0)).toMatchObject({ asked: 2, read: 1, ended: expect.stringContaining('left alone') });
    expect((await at.store.ianaRecords()).map(({ tld }) => tld)).toEqual([NL]);
    at.breakAfter(Number.POSITIVE_INFINITY);
    at.asked.length = 0;
    await at.sync(0.1);
    expect(at.asked).toEqual([RF, NL, BR]);
  });

  test('keeps what it heard when it is interrupted, news too', async () => {
    const at = await place();
    await at.sync(0);
    at.publish(NL, { email: 'new@nic.nl' });
    const interruption = new AbortController();
    const sync = await at.sync(1, {
      signal: interruption.signal,
      progress: (done) => done === 2 && interruption.abort(),
    });
    expect(sync).toMatchObject({ asked: 2, ended: 'interrupted', news: [{ kind: 'address' }] });
    expect((await at.letters())[0]).toBe(`${SECRETARIAT}: IANA: news about .nl`);
  });
});

test('another address on whois counts at the second look a day later', async () => {
  const at = await place('whois');
  await at.sync(0);
  at.publish(NL, { email: 'new@nic.nl' });
  expect((await at.sync(1)).news).toMatchObject([{ kind: 'suspected' }]);
  expect(await at.letters()).toEqual([`${SECRETARIAT}: IANA: news about .nl`]);
  expect((await at.sync(1.5)).news).toEqual([]);
  expect((await at.sync(2)).news).toMatchObject([{ kind: 'address', after: { adminEmail: 'new@nic.nl' } }]);
  expect((await at.store.ianaHistory(NL)).map(({ standing }) => standing)).toEqual(['in-force', 'waiting', 'in-force']);
});
