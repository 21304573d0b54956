import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { addressKey, type EmailAddress, sameAddress } from '../../src/core/email-address.ts';
import { DAY, plus } from '../../src/core/instant.ts';
import { internationalPhone } from '../../src/core/phone.ts';
import type { Contact } from '../../src/core/roster.ts';
import { changesData } from '../../src/core/roster-change.ts';
import type { TokenTarget } from '../../src/core/token-target.ts';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { ADMIN, BR, digest, email, NL, NOON, SECRETARIAT } from '../support/plans.ts';
import {
  ADMIN_BR,
  type AttackMail,
  attack,
  iana,
  mail,
  roster,
  SECRETS,
  shippedHouse,
  STRANGER,
  world,
} from './bench.ts';

// Laws over random mails and random worlds, whatever the words, the proof and the sender.

const { john, jane, joao } = SECRETS;
const PEOPLE = [john, jane, joao];
const NEW_ADDRESS = email('new.person@elsewhere.example');

let house: House;
beforeAll(async () => {
  house = await shippedHouse();
});

const LINES = [
  'SUBSCRIBE .nl',
  'SUBSCRIBE .br',
  'SUBSCRIBE .nl .br',
  'CONTACTS .nl',
  'UPDATE',
  'UPDATE .nl',
  'WHO',
  'WHO .br',
  'STATUS',
  'STATUS .nl',
  'HELP',
  'CHECK',
  'CONFIRM',
  'DENY',
  'OK',
  'DISPUTE',
  'DISPUTE .nl',
  'REMOVE me',
  'REMOVE .nl ALL',
  `REMOVE .nl ${john.email}`,
  `REPLACE .nl ${jane.email}`,
  'Name: New Person',
  `Email: ${NEW_ADDRESS}`,
  `Email: ${john.email}`,
  'Phone: +31 6 22223333',
  'Phone: 0612345678',
  'Phone: 12',
  'Secondary email: new2@elsewhere.example',
  'Role: primary',
  '',
  '',
  '> REMOVE .nl ALL',
  '-- ',
  'Dear Secretariat,',
  'please do something about .nl',
];
const TEMPLATES = [
  `SUBSCRIBE .nl\nName: New Person\nEmail: ${NEW_ADDRESS}\nPhone: +31 6 22223333`,
  `REPLACE .nl ${jane.email}\nName: New Person\nEmail: ${NEW_ADDRESS}\nPhone: +31 6 22223333`,
  `CONTACTS .nl\nName: New Person\nEmail: ${NEW_ADDRESS}\nPhone: +31 6 22223333`,
  `UPDATE\nEmail: ${NEW_ADDRESS}`,
  'UPDATE\nPhone: +31 6 22223333',
];

const people: fc.Arbitrary<readonly Contact[]> = fc.subarray([john, jane]);
const text = fc.oneof(
  fc.array(fc.constantFrom(...LINES), { maxLength: 8 }).map((lines) => lines.join('\n')),
  fc
    .tuple(fc.constantFrom(...TEMPLATES), fc.constantFrom('', '\n\nWHO', '\n\nSTATUS .br', '\n\nREMOVE me'))
    .map((parts) => parts.join('')),
);
const address = fc.constantFrom<EmailAddress>(
  ADMIN,
  ADMIN_BR,
  john.email,
  jane.email,
  email('quispel@hidden.example'),
  joao.email,
  STRANGER,
  SECRETARIAT,
  NEW_ADDRESS,
);

const attackMail: fc.Arbitrary<AttackMail> = fc.record({
  from: address,
  proof: fc.constantFrom('signed', 'aligned', 'none', 'failed', 'unknown'),
  text,
  subject: fc.constantFrom('Hello', 'REMOVE .nl ALL', 'CONFIRM', 'Re: [TLD-OPS 2026-000001] .nl SUBSCRIBE confirm'),
  copied: fc.subarray([ADMIN, ADMIN_BR]),
  origin: fc.constantFrom('person', 'person', 'person', 'automatic', 'list', 'bounce'),
  doubts: fc.subarray(['html-only', 'lossy-charset'] as const),
  dmarcPolicy: fc.constantFrom('none', 'quarantine', 'reject', null),
  identityAgreed: fc.boolean(),
});

type Setting = { readonly at: World; readonly confirmer: EmailAddress | null; readonly open: boolean };

const setting: fc.Arbitrary<Setting> = fc
  .record({
    nl: people,
    br: fc.subarray([joao]),
    frozen: fc.boolean(),
    busy: fc.boolean(),
    recent: fc.boolean(),
    proven: fc.subarray([john.email, jane.email, joao.email]),
    deferred: fc.boolean(),
    token: fc.constantFrom('none', 'unknown', 'confirmation', 'welcome', 'dispute', 'spent'),
    asked: attackMail,
  })
  .map(({ nl, br, frozen, busy, recent, proven, deferred, token, asked }) => {
    const ranked = nl.map((contact, index) => ({ ...contact, rank: index === 0 ? (1 as const) : (2 as const) }));
    const plain = world(house, [roster(NL, ranked, { frozenUntil: frozen ? plus(NOON, DAY) : null }), roster(BR, br)], {
      changesToday: new Map([[NL, busy ? 5 : 0]]),
      provedAddresses: new Set(proven.map(addressKey)),
      deferredSince: deferred ? plus(NOON, -DAY) : null,
      iana: new Map([
        [NL, iana(NL, ADMIN, { changedAt: recent ? plus(NOON, -DAY) : null })],
        [BR, iana(BR, ADMIN_BR)],
      ]),
    });
    return withToken(plain, token, asked);
  });

function withToken(plain: World, kind: string, asked: AttackMail): Setting {
  const tokenHash = digest('token');
  const expiresAt = plus(NOON, DAY);
  const target = ((): { readonly token: TokenTarget; readonly confirmer: EmailAddress | null } => {
    switch (kind) {
      case 'unknown':
        return { token: { kind: 'unknown' }, confirmer: null };
      case 'welcome':
        return { token: { kind: 'welcome', tokenHash, address: john.email, used: false, expiresAt }, confirmer: null };
      case 'dispute': {
        const change = { tld: NL, revision: 3, before: [john], after: [] };
        const disputed = { ref: mail(house, asked).ref, recipient: john.email, change, at: NOON };
        return { token: { kind: 'dispute', tokenHash, disputed, used: false, expiresAt }, confirmer: null };
      }
      case 'confirmation':
      case 'spent': {
        const held = attack(house, plain, asked).plan.cases.find((one) => one.confirmers.length > 0);
        const first = held?.confirmers[0];
        const hash = first?.tokenHashes[0];
        if (held === undefined || first === undefined || hash === undefined)
          return { token: { kind: 'none' }, confirmer: null };
        const state = kind === 'spent' ? 'approved' : 'open';
        const token: TokenTarget = {
          kind: 'confirmation',
          tokenHash: hash,
          held: { ...held, state },
          mail: mail(house, asked),
          expiresAt,
        };
        return { token, confirmer: first.address };
      }
      default:
        return { token: { kind: 'none' }, confirmer: null };
    }
  })();
  return { at: { ...plain, token: target.token }, confirmer: target.confirmer, open: kind === 'confirmation' };
}

const isProved = ({ proof }: AttackMail): boolean => proof === 'signed' || proof === 'aligned';
const RUNS = { numRuns: 1500 };

test('a roster changes only by a full signature of the authority, or by its confirmation', () => {
  fc.assert(
    fc.property(attackMail, setting, (written, { at, confirmer, open }) => {
      const { plan } = attack(house, at, written);
      const changes = plan.changes.filter(changesData);
      if (changes.length === 0) return;
      const confirmed =
        confirmer !== null &&
        open &&
        plan.usedTokens.length > 0 &&
        plan.cases.some(({ state }) => state === 'approved');
      if (confirmed) {
        expect(['signed', 'aligned', 'none']).toContain(written.proof);
        return;
      }
      expect(written).toMatchObject({ proof: 'signed', origin: 'person', identityAgreed: true });
      for (const { tld, before, after } of changes) {
        const isAdmin = sameAddress(at.iana.get(tld)?.adminEmail ?? STRANGER, written.from);
        const own = (contact: Contact): boolean =>
          [contact.email, contact.secondaryEmail].some((one) => one !== null && sameAddress(one, written.from));
        const others = (all: readonly Contact[]): readonly string[] =>
          all.filter((one) => !own(one)).map(({ name, email: at1, phone }) => `${name} ${at1} ${phone}`);
        if (!isAdmin) {
          expect(before.some(own)).toBe(true);
          expect(others(after)).toEqual(others(before));
        }
        expect(written.doubts).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('mail goes only to addresses on file, to a proved sender, and to who comes by a change that is made or asked', () => {
  fc.assert(
    fc.property(attackMail, setting, (written, { at, confirmer }) => {
      const { plan } = attack(house, at, written);
      const onFile = [
        ...[...at.iana.values()].map(({ adminEmail }) => adminEmail),
        ...[...at.rosters.values()].flatMap(({ contacts }) =>
          contacts.flatMap((one) => [one.email, one.secondaryEmail]),
        ),
        ...at.secretariat,
      ];
      const requester =
        at.token.kind === 'confirmation' && at.token.mail.message.authentication.proof !== 'none'
          ? at.token.mail.message.author.address
          : null;
      const comes = plan.changes.flatMap(({ after }) => after.flatMap((one) => [one.email, one.secondaryEmail]));
      // A signed or proved contact names the address that it moves to; that one is asked, under the ceiling.
      const moves = isProved(written)
        ? plan.cases.flatMap(({ confirmers }) =>
            confirmers.filter(({ party }) => party === 'new-address').map((one) => one.address),
          )
        : [];
      // Who sends a token back reads the mail of the address that got it; that one is answered, under the ceiling.
      const carrier =
        at.token.kind === 'welcome'
          ? at.token.address
          : at.token.kind === 'dispute'
            ? at.token.disputed.recipient
            : null;
      const allowed = [
        ...onFile,
        carrier,
        ...comes,
        ...moves,
        requester,
        confirmer,
        isProved(written) ? written.from : null,
      ];
      for (const { to, kind, text: body } of plan.outgoing) {
        const about = `${kind} to ${to}, for ${JSON.stringify(written)}, token ${JSON.stringify(at.token)}\n${body}`;
        expect(allowed, about).toContain(to);
      }
      const asked = [...onFile, ...comes, isProved(written) ? written.from : null];
      for (const one of plan.outgoing) {
        if ([...moves, carrier].includes(one.to) && !asked.includes(one.to)) expect(one.unproved).toBe(true);
      }
    }),
    RUNS,
  );
});

test('phone numbers and hidden addresses reach only those who may see them', () => {
  fc.assert(
    fc.property(attackMail, setting, (written, { at, confirmer }) => {
      const { plan } = attack(house, at, written);
      for (const one of plan.outgoing) {
        for (const { tld, contacts } of at.rosters.values()) {
          for (const contact of contacts) {
            const secrets = [
              internationalPhone(contact.phone),
              ...(contact === jane ? ['quispel@hidden.example'] : []),
            ];
            if (
              !secrets.some(
                (secret) => one.text.replace(/\s+/gu, ' ').includes(secret) && !written.text.includes(secret),
              )
            )
              continue;
            const self = [contact.email, contact.secondaryEmail].includes(one.to);
            const admin = at.iana.get(tld)?.adminEmail === one.to;
            const colleague = contacts.some(({ email: primary, secondaryEmail }) =>
              [primary, secondaryEmail].includes(one.to),
            );
            const knownColleague =
              colleague &&
              (at.provedAddresses.has(addressKey(one.to)) || (isProved(written) && written.from === one.to));
            const member =
              isProved(written) &&
              written.from === one.to &&
              PEOPLE.some((person) => [person.email, person.secondaryEmail].includes(one.to));
            const secretariat = at.secretariat.includes(one.to);
            expect(
              self || admin || knownColleague || member || secretariat || one.to === confirmer,
              `${one.kind} to ${one.to} shows ${contact.name}: ${JSON.stringify(written)}\n${one.text}`,
            ).toBe(true);
          }
        }
      }
    }),
    RUNS,
  );
});

test('each mail leaves exactly one entry about itself, and a dry run does nothing', () => {
  fc.assert(
    fc.property(attackMail, setting, (written, { at }) => {
      const { plan, putOff } = attack(house, at, written);
      expect(plan.audit.filter(({ kind }) => kind.startsWith('mail-') && kind !== 'mail-suppressed')).toHaveLength(1);
      expect(putOff && plan.outgoing.length > 0).toBe(false);
      if (!mail(house, written).request.dryRun) return;
      expect([plan.changes, plan.cases, plan.newTokens, plan.usedTokens, plan.freezes]).toEqual([[], [], [], [], []]);
    }),
    RUNS,
  );
});

test('machines and mail that is disproved are never answered, and move nothing', () => {
  fc.assert(
    fc.property(attackMail, setting, (written, { at }) => {
      if (written.origin === 'person' && written.proof !== 'failed') return;
      const { plan } = attack(house, at, written);
      expect(plan.outgoing.filter(({ kind }) => kind !== 'secretariat')).toEqual([]);
      // A case goes to the Secretariat with the means to decide it.
      const tokens = plan.newTokens.filter(({ purpose }) => purpose !== 'review');
      expect([plan.changes, plan.usedTokens, plan.freezes, tokens]).toEqual([[], [], [], []]);
    }),
    RUNS,
  );
});
