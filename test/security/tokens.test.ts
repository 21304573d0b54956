import { beforeAll, describe, expect, test } from 'vitest';
import { addressKey, type EmailAddress } from '../../src/core/email-address.ts';
import type { Confirmer, Party } from '../../src/core/held-case.ts';
import { DAY, plus } from '../../src/core/instant.ts';
import { changesData } from '../../src/core/roster-change.ts';
import type { TokenTarget } from '../../src/core/token-target.ts';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { planReview } from '../../src/plan/review.ts';
import { planWaiting } from '../../src/plan/waiting.ts';
import { ADMIN, BR, digest, email, heldCase, NL, NOON, ref } from '../support/plans.ts';
import { ADMIN_BR, attack, mail, proved, roster, SECRETS, shippedHouse, STRANGER, world } from './bench.ts';

let house: House;
let plain: World;

const { john, jane, joao } = SECRETS;
const ROSTERS = [roster(NL, [john, jane]), roster(BR, [joao])];
const NEW_ADDRESS = email('new@elsewhere.example');

beforeAll(async () => {
  house = await shippedHouse();
  plain = world(house, ROSTERS, { provedAddresses: proved(john.email, joao.email) });
});

/** A request that waits for one word, as a real mail opened it. */
function waiting(
  from: EmailAddress,
  text: string,
  recipient: EmailAddress,
  party: Party,
): Extract<TokenTarget, { kind: 'confirmation' }> {
  const asked = mail(house, { from, proof: 'aligned', text, copied: [ADMIN, ADMIN_BR] });
  const opened = attack(house, plain, { from, proof: 'aligned', text, copied: [ADMIN, ADMIN_BR] }).plan.cases[0];
  if (opened === undefined) throw new Error('no case was opened');
  const tokenHash = digest('the token');
  const confirmer: Confirmer = {
    address: recipient,
    party,
    tlds: opened.tlds,
    tokenHashes: [tokenHash],
    askedAt: NOON,
    confirmedAt: null,
  };
  return {
    kind: 'confirmation',
    tokenHash,
    held: { ...opened, confirmers: [confirmer] },
    mail: asked,
    expiresAt: plus(NOON, DAY),
  };
}

const byAdminOfBr = (): TokenTarget =>
  waiting(
    STRANGER,
    'SUBSCRIBE .br\nName: New Person\nEmail: new.person@registro.br\nPhone: +55 11 96123-0000',
    ADMIN_BR,
    'admin',
  );

describe('what else stands in a mail with CONFIRM', () => {
  test.each(['STATUS .nl', 'STATUS', 'WHO', 'WHO .nl'])(
    'a forged Admin Contact of .nl with the token of .br gets no %s for the Admin Contact of .br',
    (word) => {
      const { plan } = attack(
        house,
        { ...plain, token: byAdminOfBr() },
        {
          from: ADMIN,
          proof: 'none',
          dmarcPolicy: null,
          text: `CONFIRM\n${word}`,
        },
      );
      for (const { to, text } of plan.outgoing.filter((one) => one.to === ADMIN_BR)) {
        expect(text, to).not.toMatch(/Zilverberg|Quispel/u);
      }
      expect(plan.outgoing.some(({ to }) => to === ADMIN_BR)).toBe(true);
    },
  );

  test('WHO of a contact who carries the token of an Admin Contact is answered to the contact', () => {
    const { plan } = attack(
      house,
      { ...plain, token: byAdminOfBr() },
      { from: john.email, proof: 'signed', text: 'CONFIRM\nWHO' },
    );
    const seen = plan.outgoing.filter(({ text }) => text.includes('Quispel')).map(({ to }) => to);
    expect(seen).toEqual([john.email]);
  });

  test('what its carrier wrote is not repeated to the address that was asked', () => {
    const { plan } = attack(
      house,
      { ...plain, token: byAdminOfBr() },
      {
        from: STRANGER,
        proof: 'none',
        subject: 'Your domain expires, pay at evil',
        text: 'CONFIRM\nPlease transfer 1000 euros to me at once, dear admin',
      },
    );
    const told = plan.outgoing.filter(({ to, kind }) => to === ADMIN_BR && kind === 'answer');
    expect(told).toHaveLength(1);
    expect(told[0]?.subject).not.toContain('expires');
    expect(told[0]?.text).not.toContain('1000 euros');
    expect(told[0]?.inReplyTo).toBeNull();
  });

  test.each(['CHECK\nCONFIRM', 'CONFIRM\n\nCHECK'])('%j confirms nothing', (text) => {
    const { plan } = attack(house, { ...plain, token: byAdminOfBr() }, { from: ADMIN_BR, proof: 'signed', text });
    expect(plan.changes).toEqual([]);
    expect(plan.usedTokens).toEqual([]);
    expect(plan.cases).toEqual([]);
  });
});

test('a spent token makes us write to the Admin Contact at most as often as unproved mail may', () => {
  const token = byAdminOfBr();
  if (token.kind !== 'confirmation') throw new Error('no confirmation');
  const spent: TokenTarget = { ...token, held: { ...token.held, state: 'approved' } };
  const { plan } = attack(house, { ...plain, token: spent }, { from: STRANGER, proof: 'none', text: 'CONFIRM' });
  expect(plan.outgoing.every(({ unproved }) => unproved)).toBe(true);
  const full = { ...plain, token: spent, unprovedMailsToday: new Map([[addressKey(ADMIN_BR), 3]]) };
  expect(attack(house, full, { from: STRANGER, proof: 'none', text: 'CONFIRM' }).plan.outgoing).toEqual([]);
});

test.each([
  ['a vacation notice with the word', { origin: 'automatic', text: 'CONFIRM' }],
  ['a bounce', { origin: 'bounce', text: 'CONFIRM' }],
  ['a list', { origin: 'list', text: 'CONFIRM' }],
  ['quoted text', { text: 'I am away.\n\n> CONFIRM' }],
  ['a signature', { text: 'I am away.\n\n-- \nCONFIRM' }],
  [
    'our own Subject and an empty body',
    { text: '', subject: 'Re: [TLD-OPS 2026-000007] .br SUBSCRIBE confirm: CONFIRM' },
  ],
  [
    'our own Subject',
    {
      text: 'Ich bin bis Montag nicht im Haus.',
      subject: 'Automatische Antwort: [TLD-OPS 2026-000007] Please confirm a change',
    },
  ],
  ['the middle of a sentence', { text: 'I will not\nconfirm this before I know who it is' }],
  ['a refusal', { text: 'We do not CONFIRM this' }],
] as const)('%s confirms nothing', (_, written) => {
  const { plan } = attack(house, { ...plain, token: byAdminOfBr() }, { from: ADMIN_BR, proof: 'signed', ...written });
  expect(plan.changes).toEqual([]);
  expect(plan.usedTokens).toEqual([]);
});

test.each(['failed', 'unknown'] as const)('a mail that is %s carries no token', (proof) => {
  const { plan } = attack(house, { ...plain, token: byAdminOfBr() }, { from: ADMIN_BR, proof, text: 'CONFIRM' });
  expect([plan.changes, plan.usedTokens]).toEqual([[], []]);
});

describe('tokens of one purpose used for another', () => {
  const welcome = (used = false, expiresAt = plus(NOON, DAY)): TokenTarget => ({
    kind: 'welcome',
    tokenHash: digest('w'),
    address: NEW_ADDRESS,
    used,
    expiresAt,
  });
  const change = { tld: NL, revision: 3, before: [john, jane], after: [john] };
  const dispute = (used = false, expiresAt = plus(NOON, DAY)): TokenTarget => ({
    kind: 'dispute',
    tokenHash: digest('d'),
    disputed: { ref: ref(1), recipient: jane.email, change, at: NOON },
    used,
    expiresAt,
  });

  test.each([
    ['CONFIRM', welcome()],
    ['DENY', welcome()],
    ['DISPUTE', welcome()],
    ['CONFIRM', dispute()],
    ['OK', dispute()],
  ] as const)('%s with a token for something else opens nothing', (word, token) => {
    const { plan, answer } = attack(house, { ...plain, token }, { from: STRANGER, proof: 'signed', text: word });
    expect(answer.code).toBe(550);
    expect([plan.changes, plan.freezes, plan.provedAddresses, plan.outgoing]).toEqual([[], [], [], []]);
  });

  test('OK and DISPUTE open nothing with a confirmation token', () => {
    for (const text of ['OK', 'DISPUTE .br']) {
      const { plan } = attack(house, { ...plain, token: byAdminOfBr() }, { from: STRANGER, proof: 'signed', text });
      expect([plan.changes, plan.freezes, plan.provedAddresses, plan.outgoing], text).toEqual([[], [], [], []]);
    }
  });

  test('a removed contact disputes its removal, once', () => {
    const { plan } = attack(
      house,
      { ...plain, token: dispute() },
      { from: jane.email, proof: 'aligned', text: 'DISPUTE' },
    );
    expect(plan.freezes.map(({ tld }) => tld)).toEqual([NL]);
    expect(plan.usedTokens).toEqual([digest('d')]);
  });

  test.each([
    ['too old', dispute(false, plus(NOON, -1))],
    ['used', dispute(true)],
  ])('a token that is %s freezes nothing', (_, token) => {
    for (const proof of ['aligned', 'none'] as const) {
      const { plan, answer } = attack(house, { ...plain, token }, { from: STRANGER, proof, text: 'DISPUTE' });
      expect([plan.freezes, plan.cases, answer.code]).toEqual([[], [], 550]);
    }
  });

  test('OK proves an address once, and in time', () => {
    const proves = (token: TokenTarget): number =>
      attack(house, { ...plain, token }, { from: NEW_ADDRESS, proof: 'none', text: 'OK' }).plan.provedAddresses.length;
    expect([proves(welcome()), proves(welcome(true)), proves(welcome(false, plus(NOON, -1)))]).toEqual([1, 0, 0]);
  });

  test('a dispute about one ccTLD, once decided, thaws no other', () => {
    const frozenUntil = plus(NOON, DAY);
    const frozen = { ...plain, rosters: new Map(ROSTERS.map((one) => [one.tld, { ...one, frozenUntil }])) };
    const disputing = mail(house, { from: jane.email, proof: 'aligned', text: 'DISPUTE' });
    const held = heldCase({ ref: ref(7), tlds: [NL], commands: ['DISPUTE'] });
    const outcome = planReview(house, frozen, { held, mail: disputing }, { word: 'discard' }, 'secretariat:kim');
    expect(outcome.ok && outcome.plan.freezes).toEqual([{ tld: NL, before: frozenUntil, until: null }]);
  });
});

describe('the token of an invitation', () => {
  const token: TokenTarget = {
    kind: 'invitation',
    tokenHash: digest('i'),
    address: ADMIN_BR,
    expiresAt: plus(NOON, DAY),
  };
  const answered = (text: string) => {
    const at = world(house, [roster(NL, [john, jane])], { token });
    const { plan, judgement } = attack(house, at, { from: ADMIN_BR, proof: 'signed', text });
    return [
      (plan.invitations ?? []).map(({ tld, event }) => `${tld} ${event}`),
      judgement.items.map(({ asked }) => asked.request),
    ];
  };

  test.each(['NO THANKS', 'Unsubscribe', 'Remove me'])('declines with %s', (text) => {
    expect(answered(text)).toEqual([['br declined'], ['no-invitation']]);
  });

  test('swallows no command that stands below', () => {
    expect(answered(`Stop\n\nREMOVE .nl ${john.email}`)).toEqual([[], ['roster-change']]);
    expect(answered('Stop\n\nSTATUS .br')).toEqual([[], ['status']]);
  });
});

describe('the reminder', () => {
  const later = plus(NOON, 4 * DAY);

  test('tells a new address, not proved yet, nothing of the roster', () => {
    const token = waiting(john.email, `UPDATE\nEmail: ${NEW_ADDRESS}`, NEW_ADDRESS, 'new-address');
    const plan = planWaiting(house, { ...plain, now: later }, token.held, token.mail);
    expect(plan?.outgoing.map(({ to }) => to)).toEqual([NEW_ADDRESS]);
    expect(plan?.outgoing[0]?.text).not.toMatch(/Johannes|41414141/u);
  });

  test('counts as a mail that nobody proved to have asked for', () => {
    const token = byAdminOfBr();
    if (token.kind !== 'confirmation') throw new Error('no confirmation');
    const full = { ...plain, now: later, unprovedMailsToday: new Map([[addressKey(ADMIN_BR), 3]]) };
    expect(planWaiting(house, full, token.held, token.mail)?.outgoing).toEqual([]);
  });
});

test('nothing but the right word at the right time changes the roster', () => {
  const { plan } = attack(
    house,
    { ...plain, token: byAdminOfBr() },
    { from: STRANGER, proof: 'none', text: 'CONFIRM' },
  );
  expect(plan.changes.filter(changesData).map(({ tld }) => tld)).toEqual([BR]);
});
