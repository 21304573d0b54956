import type { When } from './rule-book.ts';
import type { FactName, Verdict } from './vocabulary.ts';

/** A sentence that must be true in every case, whatever the rules say. */
export type Law = {
  readonly name: string;
  readonly sentence: string;
  readonly demand: Demand;
};

export type Demand =
  /** In none of these cases one of these verdicts. */
  | { readonly kind: 'never'; readonly verdicts: readonly Verdict[]; readonly cases: readonly When[] }
  /** In none of these cases a refusal that would be sent by mail. */
  | { readonly kind: 'no-refusal-by-mail'; readonly cases: readonly When[] }
  /** In these cases the same rules apply whatever the answer to the facts is. */
  | { readonly kind: 'blind-to'; readonly facts: readonly FactName[]; readonly cases: readonly When[] }
  /** All else equal, in these cases, a later answer to the fact never leads to a stricter verdict than an earlier one. */
  | {
      readonly kind: 'never-stricter';
      readonly fact: FactName;
      readonly order: readonly string[];
      readonly cases: readonly When[];
    };

const CHANGES = ['update-details', 'update-address', 'remove-oneself', 'roster-change'];
const OWN_ENTRY = ['update-details', 'update-address', 'remove-oneself'];
const BUT_POSTMASTER = [
  'help',
  'status',
  'who',
  ...CHANGES,
  'dispute',
  'confirm',
  'deny',
  'welcome-ok',
  'free-text',
  'review-decision',
  'case-note',
  'no-invitation',
];
const NOT_A_PERSON = ['automatic', 'list', 'bounce'];
const FAILED = ['failed-quarantine', 'failed-reject'];
const UNPROVED = ['none', ...FAILED, 'unknown', 'unknown-for-hours'];
const UNSIGNED = ['aligned', ...UNPROVED];
const NO_OPEN_TOKEN = ['none', 'late', 'closed', 'void', 'unknown'];
const NOT_APPROVED = ['none', 'asked-admin'];
/** Nobody but the sender has said yes. */
const ON_ITS_OWN: When = { confirmation: ['none'], review: NOT_APPROVED };
const AS_SENT: When = { confirmation: ['none'], review: ['none'] };
/** A proved Admin Contact or contact is an insider. */
const POSSIBLE_INSIGHT: readonly When[] = [
  { insight: ['insider'] },
  { insight: ['outsider'], sender: ['member', 'secretariat', 'stranger'] },
];
const ROSTER_FACTS: readonly FactName[] = ['effect', 'fit', 'contacts-left', 'pace', 'conflict', 'freeze', 'look'];

export const LAWS: readonly Law[] = [
  {
    name: 'change-needs-authority',
    sentence:
      'Nothing on a roster changes unless the mail is signed, or the authority confirmed it, or a reviewer approved it.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [{ ...ON_ITS_OWN, request: CHANGES, effect: ['changes'], proof: UNSIGNED }],
    },
  },
  {
    name: 'roster-belongs-to-the-admin',
    sentence:
      'Nobody but the Admin Contact changes a roster, unless the authority confirmed it or a reviewer approved it.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [
        {
          ...ON_ITS_OWN,
          request: ['roster-change'],
          effect: ['changes'],
          sender: ['contact', 'member', 'secretariat', 'stranger'],
        },
      ],
    },
  },
  {
    name: 'entry-belongs-to-the-contact',
    sentence: 'Nobody but a contact changes its own entry by UPDATE or REMOVE me, unless it was confirmed or approved.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [
        {
          ...ON_ITS_OWN,
          request: OWN_ENTRY,
          effect: ['changes'],
          sender: ['admin', 'member', 'secretariat', 'stranger'],
        },
      ],
    },
  },
  {
    name: 'new-address-is-tried',
    sentence: 'A contact never gets another primary address before it was confirmed, or a reviewer approved it.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [{ ...ON_ITS_OWN, request: ['update-address'], effect: ['changes'] }],
    },
  },
  {
    name: 'doubt-is-cleared-up',
    sentence: 'A change that can be read in more than one way never happens before somebody confirmed or approved it.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [{ ...ON_ITS_OWN, request: CHANGES, effect: ['changes'], reading: ['doubtful'] }],
    },
  },
  {
    name: 'machines-are-not-answered',
    sentence: 'Mail that no person wrote is held or discarded until a reviewer has seen it.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm', 'refuse', 'defer'],
      cases: [{ origin: NOT_A_PERSON, review: ['none'] }],
    },
  },
  {
    name: 'machines-confirm-nothing',
    sentence: 'A CONFIRM, DENY, OK, NO THANKS or decision of a case that no person wrote is always discarded.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm', 'hold', 'refuse', 'defer'],
      cases: [
        {
          origin: NOT_A_PERSON,
          request: ['confirm', 'deny', 'welcome-ok', 'review-decision', 'case-note', 'no-invitation'],
        },
      ],
    },
  },
  {
    name: 'token-is-needed',
    sentence: 'CONFIRM and DENY do nothing without a token that we sent.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [{ request: ['confirm', 'deny'], token: ['none', 'unknown'] }],
    },
  },
  {
    name: 'only-the-invited-decline',
    sentence: 'Invitations end only by a mail with the token of one, or by a proved mail of the Admin Contact.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [
        { request: ['no-invitation'], token: NO_OPEN_TOKEN, proof: UNPROVED, review: NOT_APPROVED },
        {
          request: ['no-invitation'],
          token: NO_OPEN_TOKEN,
          sender: ['contact', 'member', 'secretariat', 'stranger'],
          review: NOT_APPROVED,
        },
      ],
    },
  },
  {
    name: 'reviewers-are-known',
    sentence:
      'A case is decided by mail only with the token of our mail about it, by a signed mail of the Secretariat.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [
        { request: ['review-decision'], proof: UNSIGNED },
        { request: ['review-decision'], sender: ['admin', 'contact', 'member', 'stranger'] },
        { request: ['review-decision'], token: ['none', 'unknown'] },
      ],
    },
  },
  {
    name: 'strangers-read-nothing',
    sentence: 'Whoever is on no roster and is no Admin Contact never reads a roster.',
    demand: { kind: 'never', verdicts: ['accept'], cases: [{ request: ['who', 'status'], sender: ['stranger'] }] },
  },
  {
    name: 'unproved-read-no-list',
    sentence: 'The list of contacts goes to nobody whose mail is not proved.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [
        { request: ['who'], proof: UNPROVED },
        { request: ['status'], proof: UNPROVED, sender: ['contact', 'member', 'secretariat', 'stranger'] },
      ],
    },
  },
  {
    name: 'failed-does-nothing',
    sentence:
      'A mail that fails the checks of its domain does nothing and makes us ask nobody, unless a reviewer has seen it.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm'],
      cases: [{ proof: FAILED, request: BUT_POSTMASTER, review: ['none'] }, { proof: ['failed-reject'] }],
    },
  },
  {
    name: 'no-dns-no-decision',
    sentence: 'While the DNS does not answer, nothing but "try again later" is said.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm', 'hold'],
      cases: [{ proof: ['unknown'], request: BUT_POSTMASTER }],
    },
  },
  {
    name: 'disputed-author-does-nothing',
    sentence:
      'Where it is disputed who wrote a mail, or its author can never be on file, it does nothing and makes us ask nobody, unless a reviewer has seen it.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm'],
      cases: [{ identity: ['disputed', 'not-ascii'], request: BUT_POSTMASTER, review: ['none'] }],
    },
  },
  {
    name: 'unusual-changes-are-seen',
    sentence:
      'A person looks before a roster loses its last contact, changes too often, holds a conflict, is frozen, or takes in an odd name, and before a change in a mail that confirms or disputes another one.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm'],
      cases: [
        ...[
          { freeze: ['frozen'] },
          { pace: ['over-limit'] },
          { conflict: ['rank', 'address', 'namesake', 'contradiction'] },
          { look: ['like-a-role', 'odd-characters'] },
        ].map((unusual) => ({
          request: CHANGES,
          effect: ['changes'],
          insight: ['insider'],
          review: ['none'],
          ...unusual,
        })),
        {
          request: ['roster-change', 'remove-oneself'],
          effect: ['changes'],
          insight: ['insider'],
          review: ['none'],
          'contacts-left': ['none'],
        },
        { request: CHANGES, beside: ['confirmation', 'dispute'], review: ['none'] },
      ],
    },
  },
  {
    name: 'frozen-needs-a-reviewer',
    sentence: 'A frozen roster changes only when a reviewer approves it; the word of the Admin Contact is not enough.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [
        { request: CHANGES, effect: ['changes'], insight: ['insider'], freeze: ['frozen'], review: NOT_APPROVED },
      ],
    },
  },
  {
    name: 'iana-must-be-sure',
    sentence:
      'A roster changes on the word of an Admin Contact only where IANA data are fresh and the address is settled, or a reviewer looked.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm'],
      cases: [{ 'iana-data': ['stale', 'missing'] }, { 'iana-admin': ['changed-recently'] }].map((unsure) => ({
        request: ['roster-change', 'remove-oneself'],
        effect: ['changes'],
        review: ['none'],
        ...unsure,
      })),
    },
  },
  {
    name: 'faulty-is-not-done',
    sentence: 'A change with a fault is never made.',
    demand: {
      kind: 'never',
      verdicts: ['accept', 'confirm'],
      cases: [
        { request: CHANGES, form: ['faulty'] },
        { request: CHANGES, fit: ['faulty'], insight: ['insider'] },
      ],
    },
  },
  {
    name: 'secretariat-uses-the-desk',
    sentence: 'Mail with an address of the Secretariat changes nothing unless it is confirmed or approved.',
    demand: {
      kind: 'never',
      verdicts: ['accept'],
      cases: [{ ...ON_ITS_OWN, request: CHANGES, sender: ['secretariat'] }],
    },
  },
  {
    name: 'no-mail-to-the-unproved',
    sentence:
      'Nobody whose mail is not proved is written to, but the Admin Contact at the address that IANA publishes.',
    demand: {
      kind: 'no-refusal-by-mail',
      cases: [
        {
          ...AS_SENT,
          insight: ['outsider'],
          proof: UNPROVED,
          sender: ['contact', 'member', 'secretariat', 'stranger'],
        },
        { ...AS_SENT, insight: ['outsider'], proof: [...FAILED, 'unknown', 'unknown-for-hours'] },
      ],
    },
  },
  {
    name: 'no-oracle',
    sentence: 'What an outsider hears never depends on what is on the roster.',
    demand: { kind: 'blind-to', facts: ROSTER_FACTS, cases: [{ insight: ['outsider'] }] },
  },
  {
    name: 'better-proof-never-hurts',
    sentence: 'The same mail with a better proof is never treated more strictly.',
    demand: { kind: 'never-stricter', fact: 'proof', order: ['none', 'aligned', 'signed'], cases: POSSIBLE_INSIGHT },
  },
];
