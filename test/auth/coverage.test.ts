import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/auth/coverage.ts';
import type { Signature } from '../../src/auth/signatures.ts';
import { HOUR, MINUTE, epochMs } from '../../src/core/instant.ts';
import type { EmailAddress } from '../../src/core/email-address.ts';
import { address, ADMIN_MAILBOX, compose, FRESHNESS, type Mail, NOW, prepend, structureOf } from './mail-world.ts';

// A verified signature of the From domain, and what it leaves open; whether it verifies is for others.

const ALL = ['from', 'to', 'subject', 'date', 'message-id', 'content-type', 'content-transfer-encoding'];
const COMPLETE: Signature = {
  domain: 'nic.example',
  outcome: { verified: true },
  hash: '',
  covers: new Set(ALL),
  partOfBody: false,
  testing: false,
  irregular: false,
  signedAt: null,
};
const without = (...names: string[]): Partial<Signature> => ({
  covers: new Set(ALL.filter((name) => !names.includes(name))),
});

type Given = {
  readonly mail?: Mail;
  readonly onTop?: string;
  readonly signature?: Partial<Signature>;
  readonly ours?: readonly EmailAddress[];
};

function coverage({ mail = {}, onTop, signature = {}, ours = [ADMIN_MAILBOX] }: Given) {
  const raw = onTop === undefined ? compose(mail) : prepend(onTop, compose(mail));
  return coverageOf({ ...COMPLETE, ...signature }, raw, structureOf(raw), ours, NOW, FRESHNESS);
}

function gaps(given: Given): readonly string[] {
  return coverage(given).gaps.map(({ about, result, words }) => `${about} ${result}: ${words}`);
}

const at = (ms: number): Given => ({ signature: { signedAt: epochMs(NOW) + ms } });
const written = (date: string | null): Given => ({ mail: { fields: { Date: date } } });

describe('a signature that covers all that we rely on', () => {
  const cases: readonly [about: string, given: Given][] = [
    ['leaves nothing open', {}],
    ['need not cover a Content-Type that speaks for itself', { signature: without('content-type') }],
    ['need not cover an encoding that changes nothing', { signature: without('content-transfer-encoding') }],
    [
      'need not cover the To where it covers the Content-Type',
      { signature: without('to'), mail: { fields: { To: 'x@nic.br' } } },
    ],
    ['may cover an encoding', { mail: { fields: { 'Content-Transfer-Encoding': 'base64' } } }],
    ['may cover any Content-Type', { mail: { fields: { 'Content-Type': 'text/html' } } }],
    ['is as old as it may be', at(-72 * HOUR)],
    ['is as far ahead as it may be', at(HOUR)],
    ['of a mail that is as old as it may be', written('Wed, 18 Nov 2026 12:00:00 +0000')],
    ['of a mail that is as far ahead as it may be', written('Sat, 21 Nov 2026 13:00:00 +0000')],
    [
      'to a plus-address of ours, in any case',
      { mail: { fields: { To: 'x@nic.br, TLD-OPS-Admin+abc@TLD-OPS.example' } } },
    ],
    ['to one of several mailboxes of ours', { ours: [address('other@tld-ops.example'), ADMIN_MAILBOX] }],
    ['to a mailbox of ours that has a plus itself', { ours: [address('tld-ops-admin+x@tld-ops.example')] }],
    ['where To stands once, and a Sender twice', { onTop: 'Sender: a@b.example\r\nSender: c@d.example' }],
  ];
  it.each(cases)('%s', (_, given) => {
    expect(gaps(given)).toEqual([]);
  });
});

describe('a signature leaves open', () => {
  const CHANGED = 'so somebody on the way could have changed it.';
  const cases: readonly [about: string, given: Given, gap: string][] = [
    [
      'who stands behind a test key',
      { signature: { testing: true } },
      'coverage test-key: Its domain says that it only tests this key.',
    ],
    [
      'what the standard says of it',
      { signature: { irregular: true } },
      'coverage irregular: It is not written as the standard demands.',
    ],
    [
      'the end of the text',
      { signature: { partOfBody: true } },
      'coverage part-of-body: It covers only the beginning of the text, so lines could have been added.',
    ],
    ['the From', { signature: without('from') }, `coverage field-not-covered: It does not cover the From, ${CHANGED}`],
    [
      'the Subject',
      { signature: without('subject') },
      `coverage field-not-covered: It does not cover the Subject, ${CHANGED}`,
    ],
    ['the Date', { signature: without('date') }, `coverage field-not-covered: It does not cover the Date, ${CHANGED}`],
    [
      'the Message-ID',
      { signature: without('message-id') },
      `coverage field-not-covered: It does not cover the Message-ID, ${CHANGED}`,
    ],
    [
      'whom it is to and what it is',
      { signature: without('to', 'content-type') },
      'coverage field-not-covered: It covers neither To nor Content-Type.',
    ],
    [
      'for whom it was',
      { mail: { fields: { To: 'x@nic.br' } } },
      'coverage other-recipient: The To that it covers does not name this mailbox, so it may be a mail to others.',
    ],
    [
      'for whom a mail without To was',
      { mail: { fields: { To: null } } },
      'coverage other-recipient: The To that it covers does not name this mailbox, so it may be a mail to others.',
    ],
    [
      'that the mailbox is of another domain',
      { mail: { fields: { To: 'tld-ops-admin@evil.example' } } },
      'coverage other-recipient: The To that it covers does not name this mailbox, so it may be a mail to others.',
    ],
    [
      'what a Content-Type makes of it',
      { signature: without('content-type'), mail: { fields: { 'Content-Type': 'text/html' } } },
      'coverage content-type-open: It does not cover the Content-Type, and with another the text would read differently.',
    ],
    [
      'what an encoding makes of it',
      { signature: without('content-transfer-encoding'), mail: { fields: { 'Content-Transfer-Encoding': 'base64' } } },
      'coverage encoding-open: It does not cover the Content-Transfer-Encoding, and with another the text would read differently.',
    ],
    ['when it was written', written(null), 'freshness no-date: The mail has no Date that can be read.'],
    [
      'why it comes so late',
      written('Wed, 18 Nov 2026 11:59:59 +0000'),
      'freshness too-old: The mail was written more than 72 hours ago.',
    ],
    [
      'why it comes from the future',
      written('Sat, 21 Nov 2026 13:00:01 +0000'),
      'freshness in-the-future: The mail was written more than an hour in the future.',
    ],
    ['why it was signed long ago', at(-72 * HOUR - 1), 'freshness too-old: It was signed more than 72 hours ago.'],
    [
      'why it was signed in the future',
      at(HOUR + 1),
      'freshness in-the-future: It was signed more than an hour in the future.',
    ],
  ];
  it.each(cases)('%s', (_, given, gap) => {
    expect(gaps(given)).toEqual([gap]);
  });

  it.each(['From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Content-Type', 'Reply-To', 'MIME-Version'])(
    'which %s counts of two',
    (name) => {
      const field = `${name}: tld-ops-admin@tld-ops.example`;
      const twice = `${field}\r\n${field}`;
      const mail: Mail = { fields: { [name]: null } };
      const found = coverage({ onTop: twice, mail }).gaps.filter(({ result }) => result === 'repeated-field');
      expect(found).toEqual([
        {
          about: 'coverage',
          result: 'repeated-field',
          words: `The mail has more than one ${name}, and readers may take either.`,
        },
      ]);
    },
  );
});

it('needs SPF where the To is not covered', () => {
  expect(coverage({}).needsSenderPolicy).toBe(false);
  expect(coverage({ signature: without('to') }).needsSenderPolicy).toBe(true);
});

it('says limits in hours, as they are', () => {
  const raw = compose();
  const limits = { pastMs: 90 * MINUTE, aheadMs: HOUR };
  const signature = { ...COMPLETE, signedAt: epochMs(NOW) - 2 * HOUR };
  const { gaps: found } = coverageOf(signature, raw, structureOf(raw), [ADMIN_MAILBOX], NOW, limits);
  expect(found.map(({ words }) => words)).toEqual(['It was signed more than 1.5 hours ago.']);
});
