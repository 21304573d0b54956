import { describe, expect, test } from 'vitest';
import type { TokenTarget } from '../../src/core/token-target.ts';
import { BR, digest, heldCase, john, mailRecord, NOON, ref, RF } from '../support/plans.ts';
import { ADMIN_OF_TWO, asked, type Given, JOHN, reviewToken } from './judged.ts';

// What a mail asks by the token that came with it, and what it asks of invitations.

const STRANGER = 'somebody@else.example';

function table(cases: readonly (readonly [about: string, given: Given, asked: readonly string[]])[]): void {
  test.each(cases)('%s', (_, given, items) => {
    expect(asked(given)).toEqual(items);
  });
}

describe('a mail that comes with a token', () => {
  const { message, request } = mailRecord();
  const common = { tokenHash: digest('token'), expiresAt: NOON };
  const held = heldCase({ ref: ref(9), tlds: [BR] });
  const mail = { ref: ref(9), message, request };
  const note: TokenTarget = { kind: 'note', held, mail, answers: 0, ...common };
  const review = reviewToken({ held });
  const change = { tld: BR, revision: 1, before: [], after: [] };
  const dispute: TokenTarget = {
    kind: 'dispute',
    disputed: { ref: ref(8), recipient: JOHN, change, at: NOON },
    used: false,
    ...common,
  };
  const invitation: TokenTarget = { kind: 'invitation', address: ADMIN_OF_TWO, ...common };
  const by = (token: TokenTarget, text: string, from: string = ADMIN_OF_TWO): Given => ({
    text,
    from,
    world: { token },
  });
  table([
    ['for a word about a case', by(note, 'I know him.'), ['case-note br']],
    ['for a word, with a command', by(note, 'STATUS .br'), ['status br']],
    ['for a decision', by(review, 'APPROVE'), ['review-decision br']],
    ['for a decision, in other words', by(review, 'Looks good to me!'), ['review-decision br']],
    ['for a decision, above a command', by(review, 'APPROVE\nSTATUS .br'), ['review-decision br']],
    ['for a decision, with a command', by(review, 'STATUS .br'), ['status br']],
    ['for a decision, of which nothing came', by({ kind: 'none' }, 'APPROVE'), ['free-text br,xn--p1ai']],
    ['to dispute a change', by(dispute, 'DISPUTE'), ['dispute br']],
    ['to dispute a change, whatever else is named', by(dispute, 'DISPUTE .nl'), ['dispute br']],
    ['of an invitation', by(invitation, 'No, thank you.'), ['no-invitation br,xn--p1ai']],
    ['of an invitation, with contacts', by(invitation, 'STATUS .br'), ['status br']],
    ['of an invitation, with a word against it and a command', by(invitation, 'Stop\nSTATUS .br'), ['status br']],
    [
      'of an invitation, with a word against it and somebody to be taken off',
      by(invitation, 'Stop\nREMOVE .br john@nic.nl'),
      ['roster-change br'],
    ],
    [
      'of an invitation, with a word against it and all to be taken off',
      by(invitation, 'Stop\nREMOVE .br ALL'),
      ['roster-change br'],
    ],
    ['of an invitation, to be taken off oneself', by(invitation, 'Remove me please'), ['no-invitation br,xn--p1ai']],
    ['of an invitation, to be taken off', by(invitation, 'UNSUBSCRIBE'), ['no-invitation br,xn--p1ai']],
    [
      'of an invitation, from another address',
      by(invitation, 'No, thank you.', STRANGER),
      ['no-invitation br,xn--p1ai'],
    ],
    [
      'of an invitation, whose ccTLDs have contacts by now',
      {
        ...by(invitation, 'No, thank you.'),
        world: {
          token: invitation,
          rosters: new Map([BR, RF].map((tld) => [tld, { tld, revision: 1, contacts: [john()], frozenUntil: null }])),
        },
      },
      ['free-text br,xn--p1ai'],
    ],
  ]);
});

describe('no more invitations', () => {
  const unproved: Given['message'] = { proof: 'none' };
  table([
    ['are wanted by an Admin Contact', { text: 'UNSUBSCRIBE', from: ADMIN_OF_TWO }, ['no-invitation br,xn--p1ai']],
    [
      'cannot be wanted by whoever is not proved',
      { text: 'UNSUBSCRIBE', from: ADMIN_OF_TWO, message: unproved },
      ['roster-change: cctld-missing - @1 "": nobody-named - @1 ""'],
    ],
    ['of a ccTLD with contacts: none come', { text: 'No, thank you.' }, ['free-text nl']],
    [
      'are not what somebody asks who leaves as well',
      { text: 'UNSUBSCRIBE\nUNSUBSCRIBE me', from: ADMIN_OF_TWO },
      ['roster-change: cctld-missing - @1 "": nobody-named - @1 ""', 'remove-oneself'],
    ],
    ['are not what somebody asks who leaves,', { text: 'Remove me please', from: ADMIN_OF_TWO }, ['remove-oneself']],
    ['are not what somebody asks who leaves', { text: 'UNSUBSCRIBE me', from: ADMIN_OF_TWO }, ['remove-oneself']],
    [
      'are not what somebody asks who takes others off',
      { text: 'UNSUBSCRIBE .br ALL', from: ADMIN_OF_TWO },
      ['roster-change br'],
    ],
    [
      'are not what somebody asks who names somebody',
      { text: 'UNSUBSCRIBE .br john@nic.nl', from: ADMIN_OF_TWO },
      ['roster-change br'],
    ],
    [
      'are wanted only in answer to one, or to nothing',
      { text: 'UNSUBSCRIBE', from: ADMIN_OF_TWO, world: { token: { kind: 'unknown' } } },
      ['roster-change: cctld-missing - @1 "": nobody-named - @1 ""'],
    ],
  ]);
});
