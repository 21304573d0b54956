import { describe, expect, test } from 'vitest';
import type { HeldCase } from '../../src/core/held-case.ts';
import { plus } from '../../src/core/instant.ts';
import type { StoredMail } from '../../src/core/stored-mail.ts';
import type { TokenTarget } from '../../src/core/token-target.ts';
import type { World } from '../../src/core/world.ts';
import { adminStillThere, confirmerOf, tokenState } from '../../src/rules/token-state.ts';
import type { Facts } from '../../src/rules/vocabulary.ts';
import {
  changed,
  confirmer,
  contact,
  digest,
  email,
  heldCase,
  mailRecord,
  NL,
  NOON,
  ref,
  RF,
} from '../support/plans.ts';
import {
  ADMIN_OF_NL,
  ADMIN_OF_TWO,
  book,
  iana,
  JANE,
  JOHN,
  JOHN_AND_JANE,
  reviewToken,
  rosterOfNl,
  worldWith,
} from './judged.ts';

// What a token is worth depends on what the mail asks: one that was sent for something else opens nothing.

const IN_TIME = plus(NOON, 1);
const TOO_LATE = NOON;
const STRANGER = email('somebody@else.example');
const { message, request } = mailRecord();
const mail: StoredMail = { ref: ref(9), message, request };
const token = { tokenHash: digest('token'), expiresAt: IN_TIME };
const asked = confirmer('token', { address: ADMIN_OF_NL });
const held = (details: Partial<HeldCase> = {}): HeldCase =>
  heldCase({ ref: ref(9), kind: 'confirm', confirmers: [confirmer('other'), asked], ...details });

type Of<K extends TokenTarget['kind']> = Extract<TokenTarget, { readonly kind: K }>;
const confirmation: Of<'confirmation'> = { kind: 'confirmation', held: held(), mail, ...token };
const welcome: Of<'welcome'> = { kind: 'welcome', address: JOHN, used: false, ...token };
const invitation: Of<'invitation'> = { kind: 'invitation', address: ADMIN_OF_TWO, ...token };
const note: Of<'note'> = { kind: 'note', held: held(), mail, answers: 0, ...token };
const review = reviewToken({ held: held(), ...token });
const openCase = {
  ref: ref(7),
  state: 'open',
  version: 1,
  address: JANE,
  tlds: [NL],
  openedAt: NOON,
  closedAt: null,
} as const;
const closedCase = { ...openCase, state: 'approved' } as const;
const addressReview: Of<'address-review'> = {
  kind: 'address-review',
  addressCase: openCase,
  reviewers: [],
  barred: [],
  used: false,
  ...token,
};
const JANE_GOES = changed(rosterOfNl(JOHN_AND_JANE), ...JOHN_AND_JANE.slice(0, 1));
const dispute: Of<'dispute'> = {
  kind: 'dispute',
  disputed: { ref: ref(8), recipient: JANE, change: JANE_GOES, at: NOON },
  used: false,
  ...token,
};

type Case = readonly [about: string, token: TokenTarget, request: Facts['request'], state: Facts['token']];

function table(cases: readonly Case[], details: Partial<World> = {}): void {
  test.each(cases)('%s', (_, target, requested, state) => {
    expect(tokenState(requested, worldWith({ ...details, token: target }), book.limits)).toBe(state);
  });
}

describe('a token for nothing', () => {
  table([
    ['none came', { kind: 'none' }, 'confirm', 'none'],
    ['it opens nothing', { kind: 'unknown' }, 'confirm', 'unknown'],
  ]);
});

describe('a token to confirm a change', () => {
  const late = (details: Partial<Of<'confirmation'>>): TokenTarget => ({ ...confirmation, ...details });
  table([
    ['confirms', confirmation, 'confirm', 'open'],
    ['denies', confirmation, 'deny', 'open'],
    ['is no OK to a welcome', confirmation, 'welcome-ok', 'unknown'],
    ['disputes nothing', confirmation, 'dispute', 'unknown'],
    ['too late', late({ expiresAt: TOO_LATE }), 'confirm', 'late'],
    ['when the Secretariat has the case', late({ held: held({ kind: 'hold' }) }), 'confirm', 'late'],
    ['when the case is closed', late({ held: held({ state: 'refused' }) }), 'confirm', 'closed'],
    ['when nobody was asked with it', late({ tokenHash: digest('x') }), 'confirm', 'closed'],
    ['when it was used', late({ held: held({ confirmers: [{ ...asked, confirmedAt: NOON }] }) }), 'confirm', 'closed'],
    [
      'when IANA names somebody else by now',
      late({ held: held({ confirmers: [{ ...asked, address: STRANGER }] }) }),
      'confirm',
      'void',
    ],
    [
      'of a contact, who is not at IANA',
      late({ held: held({ confirmers: [{ ...asked, address: JOHN, party: 'registered' }] }) }),
      'confirm',
      'open',
    ],
  ]);
});

describe('a token of a welcome', () => {
  table([
    ['says OK', welcome, 'welcome-ok', 'open'],
    ['too late', { ...welcome, expiresAt: TOO_LATE }, 'welcome-ok', 'late'],
    ['once only', { ...welcome, used: true }, 'welcome-ok', 'closed'],
    ['once, and too late', { ...welcome, used: true, expiresAt: TOO_LATE }, 'welcome-ok', 'closed'],
    ['confirms nothing', welcome, 'confirm', 'unknown'],
    ['denies nothing', welcome, 'deny', 'unknown'],
    ['disputes nothing', welcome, 'dispute', 'unknown'],
  ]);
});

describe('a token of an invitation', () => {
  table([
    ['brings contacts', invitation, 'roster-change', 'open'],
    ['declines', invitation, 'no-invitation', 'open'],
    ['too late', { ...invitation, expiresAt: TOO_LATE }, 'roster-change', 'late'],
    ['whose ccTLD has contacts by now', { ...invitation, address: ADMIN_OF_NL }, 'roster-change', 'void'],
    ['of somebody who is no Admin Contact any more', { ...invitation, address: STRANGER }, 'roster-change', 'void'],
    ['confirms nothing', invitation, 'confirm', 'unknown'],
    ['denies nothing', invitation, 'deny', 'unknown'],
    ['disputes nothing', invitation, 'dispute', 'unknown'],
    ['is no OK to a welcome', invitation, 'welcome-ok', 'unknown'],
  ]);
});

describe('a token for a word about a case', () => {
  const most = book.limits.committeeAnswersMost;
  table([
    ['takes a word', note, 'case-note', 'open'],
    ['too late', { ...note, expiresAt: TOO_LATE }, 'case-note', 'late'],
    ['takes several', { ...note, answers: most - 1 }, 'case-note', 'open'],
    ['but not any number', { ...note, answers: most }, 'case-note', 'closed'],
    ['and none about a closed case', { ...note, held: held({ state: 'approved' }) }, 'case-note', 'closed'],
    ['decides nothing', note, 'review-decision', 'unknown'],
  ]);
});

describe('a token to decide a case', () => {
  table([
    ['decides', review, 'review-decision', 'open'],
    ['too late', { ...review, expiresAt: TOO_LATE }, 'review-decision', 'late'],
    ['once only', { ...review, used: true }, 'review-decision', 'closed'],
    ['not when it is closed', { ...review, held: held({ state: 'discarded' }) }, 'review-decision', 'closed'],
    ['confirms nothing', review, 'confirm', 'unknown'],
    ['decides about an address', addressReview, 'review-decision', 'open'],
    ['not when that is closed', { ...addressReview, addressCase: closedCase }, 'review-decision', 'closed'],
    ['confirms no address', addressReview, 'confirm', 'unknown'],
  ]);
});

describe('a token to dispute a change', () => {
  const of = (recipient: typeof JOHN, change = JANE_GOES): TokenTarget => ({
    ...dispute,
    disputed: { ...dispute.disputed, recipient, change },
  });
  const gone = { rosters: new Map([[NL, rosterOfNl(JOHN_AND_JANE.slice(0, 1))]]) };
  describe('that took somebody off the list', () => {
    table(
      [
        ['serves who was taken off', of(JANE), 'dispute', 'open'],
        ['serves who is still there', of(JOHN), 'dispute', 'open'],
        ['serves the Admin Contact', of(ADMIN_OF_NL), 'dispute', 'open'],
        ['serves nobody else', of(STRANGER), 'dispute', 'void'],
        ['too late', { ...dispute, expiresAt: TOO_LATE }, 'dispute', 'late'],
        ['once only', { ...dispute, used: true }, 'dispute', 'closed'],
        ['confirms nothing', dispute, 'confirm', 'unknown'],
        ['denies nothing', dispute, 'deny', 'unknown'],
        ['is no OK to a welcome', dispute, 'welcome-ok', 'unknown'],
      ],
      gone,
    );
  });

  describe('that left somebody there who went later', () => {
    const other = changed(
      rosterOfNl(JOHN_AND_JANE),
      ...JOHN_AND_JANE.slice(0, 1),
      contact({ email: JANE, rank: 2, name: 'J.' }),
    );
    table([['does not serve who went by another change', of(JANE, other), 'dispute', 'void']], gone);
  });
});

describe('who was asked', () => {
  test('is told by the token', () => {
    expect(confirmerOf(held(), digest('token'))).toBe(asked);
    expect(confirmerOf(held(), digest('x'))).toBeNull();
  });

  test('a reminder brings another token to the same person', () => {
    const reminded = { ...asked, tokenHashes: [digest('token'), digest('reminder')] };
    expect(confirmerOf(held({ confirmers: [reminded] }), digest('reminder'))).toBe(reminded);
  });

  test.each([
    ['that IANA names for all of its ccTLDs', [NL], true],
    ['that IANA names for one of two', [NL, RF], false],
  ] as const)('an Admin Contact %s', (_, tlds, there) => {
    expect(adminStillThere({ ...asked, tlds }, worldWith())).toBe(there);
  });

  test('an Admin Contact of a ccTLD that IANA does not tell of is not there', () => {
    expect(adminStillThere(asked, worldWith({ iana: new Map() }))).toBe(false);
    expect(adminStillThere(asked, worldWith({ iana: new Map([[NL, iana(NL)]]) }))).toBe(true);
  });
});
