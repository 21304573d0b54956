import type { IanaNews } from '../../src/core/iana-step.ts';
import type { IgnoredLine } from '../../src/core/command.ts';
import type { Evidence } from '../../src/core/message.ts';
import type { RosterChange } from '../../src/core/roster-change.ts';
import {
  addressCaseLetter,
  addressCaseNewsLetter,
  type AddressCaseStep,
} from '../../src/replies/address-case-letters.ts';
import { caseCorrectedLetter, caseDigestLetter, caseThreadLetter } from '../../src/replies/case-letters.ts';
import { answerLetter } from '../../src/replies/answer-letter.ts';
import { invitationLetter } from '../../src/replies/invitation-letter.ts';
import type { Letter } from '../../src/replies/letter.ts';
import { notificationLetter } from '../../src/replies/notification-letter.ts';
import {
  confirmationRequestLetter,
  type ConfirmationRequestView,
  reminderLetter,
} from '../../src/replies/confirmation-letters.ts';
import {
  changeNoticeLetter,
  type ChangeNoticeView,
  farewellLetter,
  welcomeLetter,
} from '../../src/replies/contact-letters.ts';
import {
  type AdminMove,
  confirmationVoidLetter,
  ianaDigestLetter,
  ianaNoticeLetter,
} from '../../src/replies/iana-letters.ts';
import {
  redelegationLetter,
  redelegationUnsettledLetter,
  type RedelegationView,
} from '../../src/replies/redelegation-letters.ts';
import { caseNoticeLetter } from '../../src/replies/case-notice-letter.ts';
import { failureLetter, forwardedLetter } from '../../src/replies/secretariat-letters.ts';
import { caseRefusedLetter, disputeAgreedLetter, freezeEndedLetter } from '../../src/replies/waited-letters.ts';
import { stillRightLetter, type StillRightView } from '../../src/replies/still-right-letter.ts';
import {
  probeLetter,
  undeliverableDigestLetter,
  type Unreached,
  unreachedLetter,
} from '../../src/replies/unreached-letters.ts';
import * as p from './people.ts';

const { TEXTS, HEAD, NL, BR, RU, CN, JOHN, JANE, MAX, ANA, IVAN, LI } = p;

const change = (before: RosterChange['before'], after: RosterChange['after']): RosterChange => ({
  tld: NL,
  revision: 3,
  before,
  after,
});
const BEFORE = p.iana(BR, 'admin@registro.br');
const AFTER = {
  ...BEFORE,
  adminEmail: p.email('new@registro.br'),
  manager: 'CONTACTS .br\u202e',
  suspectedEmail: JANE.email,
};
const NEWS: readonly IanaNews[] = [
  { kind: 'address', tld: BR, before: BEFORE, after: AFTER },
  { kind: 'manager', tld: BR, before: BEFORE, after: AFTER },
  { kind: 'suspected', tld: NL, before: p.iana(NL, 'admin@sidn.nl'), after: AFTER },
  { kind: 'new', tld: RU, after: p.iana(RU, 'admin@cctld.example') },
  { kind: 'retired', tld: CN, before: BEFORE, after: p.iana(CN, 'admin@cnnic.example') },
  { kind: 'missing', tld: NL, before: null, reason: 'rdap: the server says that it has no such record (HTTP 404)' },
];
const UNTIL = p.at('2026-11-28T04:00:00Z');
const MOVE: AdminMove = {
  tld: BR,
  before: p.email('admin@registro.br'),
  after: p.email('new@registro.br'),
  byHand: false,
};
const UNREACHED: Unreached = {
  name: 'Jane Roe',
  address: JANE.email,
  isPrimary: true,
  since: p.at('2026-11-12T04:00:00Z'),
  tlds: [NL, BR],
};
const addressNews = (step: AddressCaseStep, isOpen = false): Letter =>
  addressCaseNewsLetter(TEXTS, {
    ...HEAD,
    rules: [],
    to: p.email('secretariat@ccnso.example'),
    address: UNREACHED.address,
    tlds: UNREACHED.tlds,
    step,
    isOpen,
    url: 'https://desk.tld-ops.example/held/2026-000123',
  });

const STILL_RIGHT: StillRightView = {
  ...HEAD,
  rules: [],
  to: JANE.email,
  name: JANE.name,
  entries: [p.roster(NL, JANE), p.roster(BR, JANE)],
  proved: true,
  askedAt: null,
};
const REDELEGATED: RedelegationView = {
  ...HEAD,
  rules: [],
  to: p.ADMIN,
  roster: p.roster(NL, MAX, JANE),
  redelegation: {
    tld: NL,
    seenAt: p.at('2026-11-12T04:00:00Z'),
    managerBefore: 'Old registry',
    managerAfter: 'New registry',
    unconfirmed: [JANE.email],
    askedAt: null,
    reminders: 0,
    settledAt: null,
  },
  reminder: false,
};
const STATUS_OF_NL = {
  tld: NL,
  iana: p.iana(NL, 'admin@sidn.nl'),
  roster: p.roster(NL, JOHN, JANE),
  redelegation: null,
  bouncing: [],
  stale: [],
  open: [],
};
const ADDED = change([JOHN], [JOHN, JANE]);
const REPLACED = change([JOHN, JANE], [MAX, JANE]);
const NEW_PHONE = change([JOHN, JANE], [{ ...JOHN, phone: p.phone('+31699999999') }, JANE]);
const NEW_ADDRESS = change([JOHN, JANE], [{ ...JOHN, email: p.email('john@sidn.nl') }, JANE]);
const ONE_LEFT = change(
  [JOHN, JANE],
  [JANE].map((jane) => ({ ...jane, rank: 1 as const })),
);

const ignored = (line: number, text: string, why: IgnoredLine['why']): IgnoredLine => ({ line, text, why });
const EVIDENCE: readonly Evidence[] = [
  { about: 'dkim', result: 'none', words: 'The mail has no signature of the sender’s domain.' },
  { about: 'spf', result: 'pass', words: 'The sending server 192.0.2.7 may send for nic.nl.' },
];

const QUESTION: ConfirmationRequestView = {
  ...HEAD,
  to: p.ADMIN,
  party: 'admin',
  tlds: [NL],
  askedBy: p.email('joe@consultant.example'),
  proof: 'aligned',
  doubts: [],
  unused: null,
  changes: [REPLACED],
  faults: [],
  impossible: false,
  template: null,
  expiresAt: p.at('2026-11-28T12:58:07Z'),
};
const WAITED = {
  ...HEAD,
  to: QUESTION.askedBy,
  tlds: [NL],
  theirSubject: 'new contact',
  receivedAt: p.at('2026-11-20T12:00:00Z'),
  commands: [{ word: 'REPLACE', line: 1, text: 'REPLACE .nl john.doe@nic.nl <b>now</b>' }],
} as const;

const THREAD = {
  ...HEAD,
  to: p.email('secretariat@ccnso.example'),
  from: p.ADMIN,
  tlds: [NL],
  words: ['REPLACE'],
  open: { approve: true, ask: true },
  url: 'https://desk.tld-ops.example/held/2026-000123',
} as const;

const WELCOME = { ...HEAD, addressOnly: false, known: false };

const NOTICE: ChangeNoticeView = {
  ...HEAD,
  to: p.ADMIN,
  changes: [REPLACED],
  askedBy: p.ADMIN,
  authority: 'admin-signed',
  stage: 'done',
  showRoster: true,
  disputeDays: 14,
  tooFew: false,
};

/** A letter for each situation that people meet, by name. */
export const LETTERS: { readonly [name: string]: () => Letter } = {
  'answer-applied-second-contact': () =>
    answerLetter(TEXTS, p.answer({ items: [p.item({})], changes: [ADDED], rosters: [p.roster(NL, JOHN, JANE)] })),
  'answer-applied-one-left': () =>
    answerLetter(
      TEXTS,
      p.answer({
        theirSubject: 'Re: john has left',
        items: [p.item({ word: 'REMOVE', line: 3, text: 'REMOVE .nl john.doe@nic.nl' })],
        changes: [ONE_LEFT],
        rosters: [p.roster(NL, { ...JANE, rank: 1 })],
        tooFew: [NL],
        ignored: [
          ignored(1, 'Dear colleagues,', 'courtesy'),
          ignored(
            5,
            'John has left our company and moved to the mountains, see http://blog.example/john.',
            'free-text',
          ),
          ...Array.from({ length: 12 }, (_, line) => ignored(10 + line, `> quoted ${line}`, 'quoted')),
        ],
      }),
    ),
  'answer-applied-two-commands-two-cctlds': () =>
    answerLetter(
      TEXTS,
      p.answer({
        items: [
          p.item({}),
          p.item({ word: 'REPLACE', line: 12, text: 'replace .рф petr@cctld.example', tlds: [RU] }),
          p.item({
            word: 'WHO',
            line: 18,
            text: 'WHO .nl',
            outcome: 'refused',
            because: ['The list is open to its security contacts only, at the address that is on the list.'],
          }),
        ],
        changes: [ADDED, { tld: RU, revision: 1, before: [LI], after: [IVAN, LI] }],
        rosters: [p.roster(NL, JOHN, JANE), p.roster(RU, IVAN, LI)],
      }),
    ),
  'answer-update-applied': () =>
    answerLetter(
      TEXTS,
      p.answer({
        to: JOHN.email,
        theirSubject: '',
        items: [p.item({ word: 'UPDATE', text: 'UPDATE' })],
        changes: [NEW_PHONE],
        rosters: [p.roster(NL, ...NEW_PHONE.after)],
      }),
    ),
  'answer-unchanged': () =>
    answerLetter(
      TEXTS,
      p.answer({
        items: [p.item({ word: 'CONTACTS', text: 'CONTACTS .nl', outcome: 'unchanged' })],
        rosters: [p.roster(NL, JOHN, JANE)],
      }),
    ),
  'answer-confirm-admin': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'confirm',
        to: p.email('joe@consultant.example'),
        items: [
          p.item({
            outcome: 'confirm',
            because: [
              'The mail did not come from the address that IANA publishes, so the Admin Contact must confirm it.',
            ],
            drafts: [p.draft({ name: 'Max Moe', email: MAX.email, phone: '06 11223344', rank: 1 })],
            doubts: [{ code: 'phone-national', line: 5, detail: '06 11223344' }],
          }),
        ],
      }),
    ),
  'answer-confirm-both-addresses': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'confirm',
        to: JOHN.email,
        asked: (['registered', 'new-address'] as const).map((party) => ({ party, tlds: [p.NL] })),
        items: [
          p.item({
            word: 'UPDATE',
            text: 'UPDATE',
            outcome: 'confirm',
            because: ['A new address must answer before it is used.'],
          }),
        ],
        changes: [NEW_ADDRESS],
      }),
    ),
  'answer-held': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'held',
        items: [p.item({ outcome: 'held', because: ['IANA published another Admin Contact for .nl a few days ago.'] })],
        changes: [ADDED],
      }),
    ),
  'answer-free-text-with-template': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'held',
        theirSubject: 'Remove Jane please',
        items: [p.item({ word: 'FREE-TEXT', text: 'Remove Jane please, she is not with us.', outcome: 'held' })],
        ignored: [ignored(1, 'Remove Jane please, she is not with us.', 'free-text')],
        rosters: [p.roster(NL, JOHN, JANE)],
        template: p.template('REMOVE .nl jane.roe@nic.nl'),
      }),
    ),
  'answer-refused-all-faults': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'refused',
        items: [
          p.item({
            outcome: 'refused',
            faults: [
              { code: 'role-address', tld: NL, line: 3, value: 'noc@nic.nl' },
              { code: 'phone-impossible', tld: NL, line: 4, value: '+31 12' },
            ],
            drafts: [],
          }),
          p.item({ word: 'REMOVE', line: 7, text: 'REMOVE .nl jane.roe@nic.nl', outcome: 'refused' }),
        ],
        hints: [{ line: 9, text: 'Fone: 12', nearest: 'Phone' }],
        rosters: [p.roster(NL, JOHN)],
        template: {
          commands: [
            ...p.template(
              'SUBSCRIBE .nl',
              'Name: Max Moe\nEmail:\nPhone: +31 6 11223344\nRole: secondary\n\nName: Jane Roe\nEmail: jane.roe@nic.nl\nPhone:',
            ).commands,
            ...p.template('REMOVE .nl jane.roe@nic.nl').commands,
          ],
          tlds: [NL],
          copy: [],
          leftOut: [],
        },
      }),
    ),
  'answer-refused-without-cctld': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'refused',
        theirSubject: 'SUBSCRIBE',
        items: [
          p.item({
            line: 0,
            text: 'SUBSCRIBE',
            tlds: [],
            outcome: 'refused',
            faults: [{ code: 'cctld-missing', tld: null, line: 0, value: '' }],
          }),
        ],
        template: p.template('SUBSCRIBE', 'ccTLD:\nName:\nEmail:\nPhone:'),
      }),
    ),
  'answer-nothing-understood': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'info',
        theirSubject: 'subsribe',
        hints: [
          { line: 4, text: 'SUBSRIBE .nl', nearest: 'SUBSCRIBE' },
          { line: 5, text: 'Telephon +31 6 1234', nearest: null },
        ],
        ignored: [ignored(0, 'subsribe', 'not-understood'), ignored(4, 'SUBSRIBE .nl', 'not-understood')],
        template: p.template(
          'SUBSCRIBE .nl',
          'Name:\nEmail:\nPhone:\nRole: primary\n\nName:\nEmail:\nPhone:\nRole: secondary',
        ),
      }),
    ),
  'answer-status-below-a-subject-left-aside': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'info',
        theirSubject: 'REMOVE .nl jane.roe@nic.nl',
        items: [
          p.item({
            word: 'STATUS',
            text: 'STATUS .nl',
            outcome: 'info',
            info: {
              kind: 'status',
              entries: [STATUS_OF_NL],
            },
          }),
        ],
        hints: [{ line: 0, text: 'REMOVE .nl jane.roe@nic.nl', nearest: 'REMOVE', leftAside: true }],
        rosters: [p.roster(NL, JOHN, JANE)],
      }),
    ),
  'answer-check-would-apply': () =>
    answerLetter(
      TEXTS,
      p.answer({ result: 'info', dryRun: true, items: [p.item({ outcome: 'would-apply' })], changes: [ADDED] }),
    ),
  'answer-check-would-confirm': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'info',
        dryRun: true,
        items: [
          p.item({ outcome: 'confirm', because: ['We sent a question. Please answer it with the word CONFIRM.'] }),
        ],
        changes: [ADDED],
      }),
    ),
  'answer-check-reply': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'info',
        dryRun: true,
        items: [p.item({ word: 'CONFIRM', text: 'CONFIRM', tlds: [], drafts: [], outcome: 'info' })],
      }),
    ),
  'answer-help': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'info',
        items: [p.item({ word: 'HELP', text: 'HELP', tlds: [], outcome: 'info', info: { kind: 'help' } })],
      }),
    ),
  'answer-status': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'info',
        items: [
          p.item({
            word: 'STATUS',
            text: 'STATUS .nl .br',
            tlds: [NL, BR],
            outcome: 'info',
            info: {
              kind: 'status',
              entries: [
                { ...STATUS_OF_NL, open: [p.reference('2026-000120')] },
                {
                  tld: BR,
                  iana: { ...p.iana(BR, 'admin@registro.br'), changedAt: p.at('2026-11-18T00:00:00Z') },
                  roster: { ...p.roster(BR, ANA), frozenUntil: p.at('2026-12-01T00:00:00Z') },
                  redelegation: null,
                  bouncing: [],
                  stale: [],
                  open: [],
                },
              ],
            },
          }),
        ],
        rosters: [p.roster(NL, JOHN, JANE), p.roster(BR, ANA)],
      }),
    ),
  'answer-who': () =>
    answerLetter(
      TEXTS,
      p.answer({
        to: JOHN.email,
        result: 'info',
        theirSubject: 'who',
        items: [
          p.item({
            word: 'WHO',
            text: 'who eu',
            tlds: [],
            outcome: 'info',
            info: {
              kind: 'directory',
              rosters: [
                p.roster(CN, { ...LI, rank: 1 }),
                p.roster(RU, IVAN),
                p.roster(NL, JOHN, JANE),
                p.roster(BR, ANA),
              ],
            },
          }),
        ],
      }),
    ),
  'answer-who-nothing': () =>
    answerLetter(
      TEXTS,
      p.answer({
        to: JOHN.email,
        result: 'info',
        theirSubject: 'who',
        items: [
          p.item({
            word: 'WHO',
            text: 'WHO jack',
            tlds: [],
            outcome: 'info',
            info: { kind: 'directory', rosters: [] },
          }),
        ],
      }),
    ),
  'answer-who-refused': () =>
    answerLetter(
      TEXTS,
      p.answer({
        to: p.email('curious@example.org'),
        result: 'refused',
        theirSubject: 'who is there?',
        items: [p.item({ word: 'WHO', text: 'WHO', tlds: [], outcome: 'refused' })],
      }),
    ),
  'answer-confirmed': () =>
    answerLetter(
      TEXTS,
      p.answer({
        theirSubject: 'Re: [TLD-OPS 2026-000123] .nl: please confirm a change',
        items: [
          p.item({
            word: 'CONFIRM',
            text: 'CONFIRM',
            outcome: 'applied',
            info: { kind: 'confirmation', outcome: 'confirmed', ref: p.reference('2026-000119') },
          }),
        ],
        changes: [REPLACED],
        rosters: [p.roster(NL, MAX, JANE)],
      }),
    ),
  'answer-dispute': () =>
    answerLetter(
      TEXTS,
      p.answer({
        to: JOHN.email,
        result: 'held',
        theirSubject: '',
        items: [
          p.item({
            word: 'DISPUTE',
            text: 'DISPUTE',
            outcome: 'held',
            info: { kind: 'dispute', tlds: [NL], until: p.at('2026-12-05T13:00:00Z') },
          }),
        ],
      }),
    ),
  'answer-hostile': () =>
    answerLetter(
      TEXTS,
      p.answer({
        result: 'refused',
        theirSubject: '=\u202Egnp.exe <script>alert(1)</script>\r\nBcc: all@example.org https://evil.example/x',
        items: [
          p.item({
            text: `SUBSCRIBE .nl <a href="http://evil.example">\u200B${'x'.repeat(90)} REMOVE .nl ALL`,
            outcome: 'refused',
            faults: [{ code: 'email-malformed', tld: NL, line: 3, value: 'a\u0000b@ http://www.evil.example/?a=<b>' }],
          }),
        ],
        ignored: [
          ignored(5, `${'blah '.repeat(11)}REMOVE .nl ALL and some more words after it`, 'free-text'),
          ignored(6, 'CONFIRM', 'not-understood'),
          ...Array.from({ length: 30 }, (_, line) => ignored(10 + line, `SUBSCRIBE .nl x${line}`, 'not-understood')),
        ],
      }),
    ),
  'request-admin': () => confirmationRequestLetter(TEXTS, QUESTION),
  'request-admin-nothing-changes': () =>
    confirmationRequestLetter(TEXTS, {
      ...QUESTION,
      changes: QUESTION.changes.map((one) => ({ ...one, after: one.before })),
    }),
  'request-admin-doubtful': () =>
    confirmationRequestLetter(TEXTS, {
      ...QUESTION,
      changes: [change([JOHN, JANE], [])],
      doubts: [
        { code: 'remove-all', line: 4, detail: 'REMOVE .nl ALL click http://evil.example' },
        { code: 'html-only', line: 0, detail: '' },
      ],
    }),
  'request-registered': () =>
    confirmationRequestLetter(TEXTS, {
      ...QUESTION,
      to: JOHN.email,
      party: 'registered',
      askedBy: JOHN.email,
      changes: [NEW_PHONE],
    }),
  'request-new-address': () =>
    confirmationRequestLetter(TEXTS, {
      ...QUESTION,
      to: p.email('john@sidn.nl'),
      party: 'new-address',
      askedBy: JOHN.email,
      proof: 'signed',
      changes: [NEW_ADDRESS],
    }),
  'request-impossible': () =>
    confirmationRequestLetter(TEXTS, {
      ...QUESTION,
      changes: [change([JOHN, JANE], [JOHN, JANE])],
      faults: [
        { code: 'not-there', tld: NL, line: 4, value: 'jack@nic.nl' },
        { code: 'phone-impossible', tld: NL, line: 7, value: 'call http://evil.example now' },
      ],
      template: p.template('REPLACE .nl', 'Name: Max Moe\nEmail: max.moe@nic.nl\nPhone:\nOld contact email:'),
    }),
  'request-impossible-for-others': () =>
    confirmationRequestLetter(TEXTS, {
      ...QUESTION,
      changes: [change([JOHN, JANE], [JOHN, JANE])],
      faults: [],
      impossible: true,
      template: p.template('REMOVE .nl jane.roe@nic.nl'),
    }),
  'answer-refused-needs-the-admin': () =>
    answerLetter(
      TEXTS,
      p.answer({
        to: JANE.email,
        result: 'refused',
        items: [p.item({ outcome: 'refused', because: ['Only the Admin Contact may change the list.'] })],
        rosters: [p.roster(NL, JOHN, JANE)],
        template: {
          ...p.template('REPLACE .nl john.doe@nic.nl', 'Name: Max Moe\nEmail:\nPhone: +31 6 11223344'),
          copy: [p.ADMIN],
          leftOut: ['Ana Silva'],
        },
      }),
    ),
  reminder: () =>
    reminderLetter(TEXTS, {
      ...HEAD,
      to: p.ADMIN,
      tlds: [NL],
      askedBy: QUESTION.askedBy,
      changes: [REPLACED],
      expiresAt: QUESTION.expiresAt,
    }),
  welcome: () => welcomeLetter(TEXTS, { ...WELCOME, to: JANE.email, tlds: [NL, RU], contact: JANE }),
  'welcome-address': () =>
    welcomeLetter(TEXTS, { ...WELCOME, to: p.email('john@oarc.net'), tlds: [NL], contact: JOHN, addressOnly: true }),
  farewell: () => farewellLetter(TEXTS, { ...HEAD, to: JOHN.email, tlds: [NL], contact: JOHN, disputeDays: 14 }),
  'notice-done-admin': () => changeNoticeLetter(TEXTS, NOTICE),
  'notice-asked-old-address': () =>
    changeNoticeLetter(TEXTS, {
      ...NOTICE,
      to: JOHN.email,
      askedBy: JOHN.email,
      changes: [NEW_ADDRESS],
      authority: 'contact-signed',
      stage: 'asked',
      showRoster: false,
    }),
  'notice-removed': () =>
    changeNoticeLetter(TEXTS, { ...NOTICE, to: JOHN.email, authority: 'secretariat', showRoster: false }),
  'case-notice': () =>
    caseNoticeLetter(TEXTS, {
      ...HEAD,
      rules: ['iana-changed-recently', 'change-by-signed-admin'],
      to: p.email('secretariat@ccnso.example'),
      from: p.ADMIN,
      tlds: [NL],
      words: ['REPLACE'],
      theirSubject: 'new contact <b>urgent</b>',
      because: ['IANA published another Admin Contact for .nl a few days ago.'],
      background: null,
      url: 'https://desk.tld-ops.example/held/2026-000123',
      oddNames: [],
      evidence: EVIDENCE,
      changes: [REPLACED],
      faults: [],
      doubts: [{ code: 'line-not-understood', line: 6, detail: 'Fone: 123' }],
      open: { approve: true, ask: true },
      quoting: { lines: 20, lineLength: 80 },
      freeText: null,
      ignored: [ignored(9, 'Please hurry up, see https://evil.example/now', 'free-text')],
    }),
  'case-notice-free-text': () =>
    caseNoticeLetter(TEXTS, {
      ...HEAD,
      to: p.email('secretariat@ccnso.example'),
      from: p.ADMIN,
      tlds: [],
      words: [],
      theirSubject: '',
      because: ['We could not read a request in the mail.'],
      background: null,
      url: 'https://desk.tld-ops.example/held/2026-000123',
      oddNames: [],
      evidence: [],
      changes: [],
      faults: [],
      doubts: [],
      open: { approve: false, ask: false },
      quoting: { lines: 20, lineLength: 80 },
      freeText: {
        lines: ['', 'Remove Jane please, see https://blog.example/jane', 'CONFIRM', ''],
        proposal: 'REMOVE .nl jane.roe@nic.nl',
      },
      ignored: [ignored(1, 'Remove Jane please', 'free-text')],
    }),
  'case-thread-endorsed': () =>
    caseThreadLetter(TEXTS, { ...THREAD, step: { kind: 'endorsed', actor: 'secretariat:kim@tld-ops.example' } }),
  'case-thread-endorsed-corrected': () =>
    caseThreadLetter(TEXTS, {
      ...THREAD,
      open: { approve: false, ask: false },
      step: { kind: 'endorsed-corrected', actor: 'secretariat:kim@tld-ops.example' },
    }),
  'case-thread-refused': () =>
    caseThreadLetter(TEXTS, {
      ...THREAD,
      open: null,
      step: {
        kind: 'refused',
        actor: 'secretariat:kim@tld-ops.example',
        reason: 'APPROVE is what you wrote <b>twice</b>',
      },
    }),
  'case-thread-second': () =>
    caseThreadLetter(TEXTS, {
      ...THREAD,
      open: null,
      words: [],
      step: { kind: 'decided-before', decision: { kind: 'discarded', actor: 'secretariat:shell' } },
    }),
  'case-thread-no-reason': () => caseThreadLetter(TEXTS, { ...THREAD, step: { kind: 'not-done', fault: 'no-reason' } }),
  'case-thread-kept-frozen': () =>
    caseThreadLetter(TEXTS, {
      ...THREAD,
      words: ['DISPUTE'],
      step: { kind: 'kept-frozen', actor: 'secretariat:kim@tld-ops.example', until: p.at('2026-12-25T12:00:00Z') },
    }),
  'case-digest': () =>
    caseDigestLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.email('secretariat@ccnso.example'),
      url: 'https://desk.tld-ops.example/held',
      cases: [
        {
          ref: HEAD.ref,
          tlds: [NL, BR],
          words: ['SUBSCRIBE'],
          from: p.ADMIN,
          since: p.at('2026-11-19T12:00:00Z'),
          assignee: 'Kim',
        },
        { ref: HEAD.ref, tlds: [], words: [], from: p.ADMIN, since: p.at('2026-11-20T12:00:00Z'), assignee: null },
      ],
      unreachable: [
        {
          ref: HEAD.ref,
          assignee: 'Kim',
          address: JANE.email,
          people: [
            {
              name: JANE.name,
              address: JANE.email,
              isPrimary: true,
              since: p.at('2026-11-12T12:00:00Z'),
              tlds: [NL, BR],
            },
          ],
          adminOf: [],
          since: p.at('2026-11-12T12:00:00Z'),
          status: '5.1.1',
          reason: '',
        },
      ],
    }),
  'case-corrected': () => caseCorrectedLetter(TEXTS, { ...WAITED, changes: [REPLACED] }),
  'case-refused-by-time': () => caseRefusedLetter(TEXTS, { ...WAITED, reason: '', by: 'time', template: null }),
  'case-refused': () =>
    caseRefusedLetter(TEXTS, {
      ...WAITED,
      reason: 'The Admin Contact told us by phone that Max Moe is not known there.',
      by: 'secretariat',
      template: null,
    }),
  'case-refused-by-authority': () =>
    caseRefusedLetter(TEXTS, {
      ...WAITED,
      theirSubject: '',
      reason: '',
      by: 'authority',
      template: null,
    }),
  'case-refused-by-change': () =>
    caseRefusedLetter(TEXTS, {
      ...WAITED,
      reason: '',
      by: 'change',
      template: p.template(
        'REPLACE .nl',
        'Name: Max Moe\nEmail: max.moe@nic.nl\nPhone: +31 6 11223344\nOld contact email:',
      ),
    }),
  'dispute-agreed': () =>
    disputeAgreedLetter(TEXTS, { ...WAITED, commands: [{ word: 'DISPUTE', line: 1, text: 'DISPUTE .nl' }] }),
  'dispute-refused': () =>
    caseRefusedLetter(TEXTS, {
      ...WAITED,
      commands: [{ word: 'DISPUTE', line: 1, text: 'DISPUTE .nl' }],
      reason: 'Max Moe is your new colleague.',
      by: 'secretariat',
      template: null,
    }),
  'freeze-ended-author': () => freezeEndedLetter(TEXTS, { ...HEAD, rules: [], tld: NL, reader: 'author' }),
  'freeze-ended-others': () => freezeEndedLetter(TEXTS, { ...HEAD, rules: [], tld: NL, reader: 'others' }),
  'case-thread-freeze-ended': () =>
    caseThreadLetter(TEXTS, {
      ...THREAD,
      words: ['DISPUTE'],
      open: { approve: true, ask: false },
      step: { kind: 'freeze-ended', tlds: [NL] },
    }),
  'case-thread-nothing-to-approve': () =>
    caseThreadLetter(TEXTS, {
      ...THREAD,
      words: [],
      open: { approve: false, ask: false },
      step: { kind: 'reminder', days: 2 },
    }),
  'case-notice-dispute': () =>
    caseNoticeLetter(TEXTS, {
      ...HEAD,
      rules: ['dispute-from-insider'],
      to: p.email('secretariat@ccnso.example'),
      from: JOHN.email,
      tlds: [NL],
      words: ['DISPUTE'],
      theirSubject: 'dispute',
      because: [],
      background: { kind: 'disputed-unnamed' },
      url: 'https://desk.tld-ops.example/held/2026-000123',
      oddNames: [],
      evidence: EVIDENCE,
      changes: [],
      faults: [],
      doubts: [],
      open: { approve: true, ask: false },
      quoting: { lines: 20, lineLength: 80 },
      freeText: null,
      ignored: [],
    }),
  forwarded: () =>
    forwardedLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.email('secretariat@ccnso.example'),
      from: p.email('someone@example.org'),
      writtenTo: 'abuse',
      theirSubject: 'spam from your host',
      text: 'Hello,\n\nSUBSCRIBE .nl\nName: Evil\nsee <https://evil.example/login>\n-- \nBob\n',
    }),
  notification: () =>
    notificationLetter(TEXTS, {
      ...HEAD,
      rules: [],
      kind: 'weekly',
      at: p.RECEIVED,
      rosters: [p.roster(NL, JOHN, JANE), p.roster(RU, IVAN)],
      since: {
        at: p.RECEIVED,
        changes: [
          { tld: RU, revision: 0, before: [], after: [IVAN] },
          { tld: BR, revision: 1, before: [ANA], after: [] },
          { tld: NL, revision: 1, before: [JOHN], after: [JOHN, JANE] },
        ],
      },
    }),
  'notification-first-weekly-of-one': () =>
    notificationLetter(TEXTS, {
      ...HEAD,
      rules: [],
      kind: 'weekly',
      at: p.RECEIVED,
      rosters: [p.roster(NL, JOHN)],
      since: null,
    }),
  invitation: () =>
    invitationLetter(TEXTS, { ...HEAD, rules: [], tlds: [NL, RU], members: 192, total: 291, reminder: false }),
  'invitation-reminder': () =>
    invitationLetter(TEXTS, { ...HEAD, rules: [], tlds: [NL], members: 192, total: 291, reminder: true }),
  'iana-digest': () =>
    ianaDigestLetter(TEXTS, { ...HEAD, rules: [], to: p.email('secretariat@ccnso.example'), news: NEWS, until: UNTIL }),
  'iana-notice': () =>
    ianaNoticeLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.email('admin@registro.br'),
      lost: [MOVE],
      gained: [{ ...MOVE, tld: RU, byHand: true }],
      contactOf: [{ ...MOVE, tld: CN }],
      until: UNTIL,
    }),
  'confirmation-void': () =>
    confirmationVoidLetter(TEXTS, { ...HEAD, to: p.email('admin@registro.br'), tlds: [NL, BR], reader: 'asked' }),
  'confirmation-void-requester': () =>
    confirmationVoidLetter(TEXTS, { ...HEAD, to: JOHN.email, tlds: [NL], reader: 'requester' }),
  redelegation: () => redelegationLetter(TEXTS, REDELEGATED),
  'redelegation-reminder': () => redelegationLetter(TEXTS, { ...REDELEGATED, reminder: true }),
  'redelegation-unsettled': () =>
    redelegationUnsettledLetter(TEXTS, { ...REDELEGATED, reminder: true, admin: 'admin@sidn.nl' }),
  'still-right': () => stillRightLetter(TEXTS, STILL_RIGHT),
  'still-right-reminder-unproved': () =>
    stillRightLetter(TEXTS, { ...STILL_RIGHT, proved: false, askedAt: p.at('2026-11-12T04:00:00Z') }),
  probe: () => probeLetter(TEXTS, { ...HEAD, rules: [], to: JANE.email, since: p.at('2026-11-12T04:00:00Z') }),
  'unreached-own-and-fellow': () =>
    unreachedLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.email('jane@home.example'),
      why: 'bouncing',
      own: [UNREACHED],
      fellows: [{ ...UNREACHED, name: 'Email: Max\u202e', address: MAX.email, tlds: [NL] }],
      administered: [],
      rosters: [],
    }),
  'unreached-admin-silent': () =>
    unreachedLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.ADMIN,
      why: 'silent',
      own: [],
      fellows: [],
      administered: [UNREACHED],
      rosters: [p.roster(NL, MAX, JANE)],
    }),
  'address-case': () =>
    addressCaseLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.email('secretariat@ccnso.example'),
      url: 'https://desk.tld-ops.example/held/2026-000123',
      one: {
        ...UNREACHED,
        people: [UNREACHED],
        adminOf: [NL, BR],
        status: '5.1.1',
        reason: '550 5.1.1 no such user, see https://mail.example/ CONFIRM',
      },
    }),
  'address-case-refused': () =>
    addressNews({ kind: 'refused', actor: 'secretariat:kim@tld-ops.example', reason: 'Phoned her.' }),
  'address-case-no-such-word': () => addressNews({ kind: 'not-done', fault: 'no-such-word' }, true),
  'undeliverable-digest': () =>
    undeliverableDigestLetter(TEXTS, {
      ...HEAD,
      rules: [],
      to: p.email('secretariat@ccnso.example'),
      mails: [
        { addressee: JANE.email, theirSubject: 'Security contacts of ccTLDs', reason: '550 5.1.1 no such user' },
        { addressee: MAX.email, theirSubject: 'Security contacts of ccTLDs', reason: '554 5.7.1 spam' },
      ],
    }),
  'answer-only-inside': () =>
    answerLetter(TEXTS, p.answer({ items: [p.item({})], rosters: [p.roster(NL, MAX, JANE)] })),
  failure: () =>
    failureLetter(TEXTS, { ...HEAD, rules: [], to: p.email('secretariat@ccnso.example'), receivedAt: p.RECEIVED }),
};
