import { createHash } from 'node:crypto';
import { loadTexts } from '../../src/config/texts-loader.ts';
import type { Tld } from '../../src/core/cctld.ts';
import { addressKey, type EmailAddress } from '../../src/core/email-address.ts';
import type { IanaRecord } from '../../src/core/iana.ts';
import type { Origin, Proof, ReadingDoubt } from '../../src/core/message.ts';
import type { Contact, Roster } from '../../src/core/roster.ts';
import type { World } from '../../src/core/world.ts';
import { readRequest } from '../../src/parse/read-request.ts';
import type { House } from '../../src/plan/house.ts';
import type { IncomingMail } from '../../src/plan/incoming-mail.ts';
import { type MailOutcome, planMail } from '../../src/plan/plan-mail.ts';
import { BASE32 } from '../../src/store/sqlite/random-octets.ts';
import { tokenHash } from '../../src/store/sqlite/token-secrets.ts';
import { RULES_DIR, shippedRules } from '../rules/shipped-rules.ts';
import { ADMIN, BR, contact, digest, email, message, NL, ref, SECRETARIAT } from '../support/plans.ts';
import { ianaRecord, quietWorld } from '../support/quiet-world.ts';

// The pure parts under attack: policy and texts as shipped, a world in one hand, a mail in the other.

export const ADMIN_BR = email('hostmaster@registro.br');
export const STRANGER = email('mallory@evil.example');
const MAILBOX = email('tld-ops-admin@tld-ops.example');

export async function shippedHouse(): Promise<House> {
  const texts = await loadTexts(RULES_DIR);
  if (!texts.ok) throw new Error('the texts do not load');
  let minted = 0;
  return {
    book: await shippedRules(),
    texts: texts.texts,
    mailbox: MAILBOX,
    deskUrl: 'https://desk.tld-ops.example',
    mintToken: () => {
      minted += 1;
      const secret = [...createHash('sha256').update(String(minted)).digest()]
        .map((octet) => BASE32[octet % 32])
        .join('');
      return { secret, hash: tokenHash(secret) };
    },
    tokenHash,
    digest,
  };
}

export function iana(tld: Tld, adminEmail: EmailAddress, details: Partial<IanaRecord> = {}): IanaRecord {
  return ianaRecord(tld, adminEmail, { manager: 'a registry', ...details });
}

export function roster(tld: Tld, contacts: readonly Contact[], details: Partial<Roster> = {}): Roster {
  return { tld, revision: 3, contacts, frozenUntil: null, ...details };
}

export function world(house: House, rosters: readonly Roster[], details: Partial<World> = {}): World {
  return quietWorld({
    table: house.book.table,
    rosters: new Map(rosters.map((one) => [one.tld, one])),
    iana: new Map([iana(NL, ADMIN), iana(BR, ADMIN_BR)].map((record) => [record.tld, record])),
    secretariat: [SECRETARIAT],
    ...details,
  });
}

export type AttackMail = {
  readonly from: EmailAddress;
  readonly proof: Proof;
  readonly text: string;
  readonly subject?: string;
  readonly copied?: readonly EmailAddress[];
  readonly origin?: Origin;
  readonly doubts?: readonly ReadingDoubt[];
  readonly dmarcPolicy?: 'none' | 'quarantine' | 'reject' | null;
  readonly identityAgreed?: boolean;
};

export function mail(house: House, written: AttackMail): IncomingMail {
  const { from, proof, text, subject = 'Hello', copied = [], origin = 'person', doubts = [] } = written;
  const table = house.book.table;
  const raw = new TextEncoder().encode(text);
  return {
    ref: ref(7),
    raw,
    sha256: digest(text),
    message: message({
      author: { address: from, displayName: 'Somebody' },
      subject,
      copied,
      reading: { text, source: 'plain', doubts, alternative: null, parts: ['text/plain'] },
      authentication: { proof, dmarcPolicy: written.dmarcPolicy ?? 'reject', evidence: [], origin, replayKeys: [] },
    }),
    request: readRequest({ text, subject, table }),
    identityAgreed: written.identityAgreed ?? true,
  };
}

export function attack(house: House, at: World, written: AttackMail): MailOutcome {
  return planMail(house, mail(house, written), at);
}

export const proved = (...addresses: readonly EmailAddress[]): World['provedAddresses'] =>
  new Set(addresses.map(addressKey));

/** Contacts whose every value is nowhere else, so that a leak of one is found by its text. */
export const SECRETS = {
  john: contact({ name: 'Johannes Zilverberg', email: email('zilverberg@nic.nl'), phone: '+31 6 41414141' }),
  jane: contact({
    name: 'Janneke Quispel',
    email: email('quispel@nic.nl'),
    secondaryEmail: email('quispel@hidden.example'),
    phone: '+31 6 42424242',
    rank: 2,
  }),
  joao: contact({ name: 'Caetano Vasques', email: email('vasques@registro.br'), phone: '+55 11 96123-4567' }),
};
