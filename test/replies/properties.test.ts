import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIT_FAULTS, FORM_FAULTS } from '../../src/core/fault.ts';
import { answerLetter } from '../../src/replies/answer-letter.ts';
import type { ConfirmationOutcome, ItemOutcome } from '../../src/replies/answer-view.ts';
import { CATALOGUE } from '../../src/replies/catalogue.ts';
import { WIDTH, columns, readsAsCommand } from '../../src/replies/layout.ts';
import type { Letter } from '../../src/replies/letter.ts';
import { repeated, visible } from '../../src/replies/plain-words.ts';
import * as p from './people.ts';
import { LETTERS } from './representative-letters.ts';

const OUTCOMES: { readonly [O in ItemOutcome]: true } = {
  applied: true,
  unchanged: true,
  confirm: true,
  held: true,
  refused: true,
  info: true,
  'would-apply': true,
};
const CONFIRMATIONS: { readonly [O in ConfirmationOutcome]: true } = {
  confirmed: true,
  'partly-confirmed': true,
  denied: true,
  'already-confirmed': true,
  'already-denied': true,
  'too-late': true,
  'roster-changed': true,
  'admin-changed': true,
  held: true,
  closed: true,
};

/** The lines that are meant to be read as commands: the last block of a CONTACTS list or a template. */
function editable(lines: readonly string[]): ReadonlySet<number> {
  const start = lines.findIndex((line) => /^(?:CONTACTS|SUBSCRIBE|REPLACE|REMOVE|UPDATE|STATUS)\b/u.test(line));
  const end = lines.indexOf('-- ');
  return start < 0 ? new Set() : new Set(Array.from({ length: end - start }, (_, offset) => start + offset));
}

/** Lines of a letter that break a law of its form. */
function badLines({ text }: Letter): readonly string[] {
  const lines = text.split('\n');
  const commands = editable(lines);
  return lines.filter((line, index) => {
    if (commands.has(index)) return false;
    const rosterLine = /^(?:\| )?"[^"]*, #[123], \.[^"]*" \S+@/u.test(line);
    const address = /\S+@\S+/u.test(line) && line.trim().split(' ').length <= 2;
    return (
      (columns(line) > WIDTH && !rosterLine && !address) ||
      readsAsCommand(line) ||
      /[^\P{Cc}\n]|\p{Bidi_Control}/u.test(line)
    );
  });
}

describe('the form of every letter', () => {
  test.each(Object.entries(LETTERS))('%s is narrow, and only its last block is a command', (_, write) => {
    expect(badLines(write())).toEqual([]);
  });

  test.each(Object.entries(LETTERS))(
    '%s has a Subject of one line and at most 250 characters, and a footer',
    (_, write) => {
      const { subject, text } = write();
      expect(subject).toMatch(/^\[TLD-OPS 2026-000123\] \S/u);
      expect([...subject].length).toBeLessThanOrEqual(250);
      expect(subject).not.toMatch(/[\r\n]/u);
      expect(text.split('\n-- \n')).toHaveLength(2);
      expect(text).not.toMatch(/\{[a-z-]+\}/u);
    },
  );

  test('whatever the sender wrote, no line of ours becomes a command, markup or a link', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 220 }),
      fc.string({
        unit: fc.constantFrom('SUBSCRIBE .nl', ' ', 'Email: ', 'x', '\n', '> ', '"', 'http://e.example', '\u202e'),
        maxLength: 20,
      }),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, (subject, line, value) => {
        const letter = answerLetter(
          p.TEXTS,
          p.answer({
            result: 'refused',
            theirSubject: subject,
            items: [
              p.item({
                text: line,
                outcome: 'refused',
                faults: [{ code: 'email-malformed', tld: p.NL, line: 2, value }],
                doubts: [{ code: 'value-repaired', line: 3, detail: value }],
                drafts: [p.draft({ name: value, phone: line })],
              }),
            ],
            hints: [{ line: 4, text: value, nearest: null }],
            ignored: [{ line: 5, text: line, why: 'free-text' }],
          }),
        );
        expect(badLines(letter).filter((bad) => !bad.includes('@'))).toEqual([]);
        expect(`${letter.subject}${letter.text}`).not.toMatch(/https?:|<|\u202e/iu);
        expect([...letter.subject].length).toBeLessThanOrEqual(250);
      }),
      { numRuns: 200 },
    );
  });

  test('making words visible or harmless twice is the same as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(visible(text))).toBe(visible(text));
        expect([...repeated(text, 80)].length).toBeLessThanOrEqual(80);
      }),
    );
  });

  test('a Subject with more ccTLDs than fit says how many more there are', () => {
    const tlds = Array.from({ length: 90 }, (_, index) => p.tld(`t${index}`));
    const { subject } = answerLetter(p.TEXTS, p.answer({ items: [p.item({ tlds })] }));
    expect(subject).toMatch(/ and \d+ more SUBSCRIBE applied/u);
    expect(subject.length).toBeLessThanOrEqual(250);
  });

  test('forty ccTLDs all stand in the Subject', () => {
    const tlds = Array.from({ length: 40 }, (_, index) => p.tld(`t${index}`));
    const { subject } = answerLetter(p.TEXTS, p.answer({ items: [p.item({ tlds })] }));
    for (const label of tlds) expect(subject).toContain(`.${label} `);
  });
});

describe('there is a sentence for everything that can happen', () => {
  test.each([...FORM_FAULTS, ...FIT_FAULTS])('fault %s', (code) => {
    const { text } = answerLetter(
      p.TEXTS,
      p.answer({
        result: 'refused',
        items: [p.item({ outcome: 'refused', faults: [{ code, tld: p.NL, line: 0, value: '' }] })],
      }),
    );
    expect(text).toMatch(/Not done: please correct one thing\.[^]*\n- \S.{20}/u);
    expect(badLines({ subject: '', text })).toEqual([]);
  });

  test.each(Object.keys(CATALOGUE).filter((id) => id.startsWith('doubts.')))('%s', (id) => {
    expect(p.TEXTS.sections.get(id)).toMatch(/\w{3}.*\.$/u);
  });

  test.each(Object.keys(OUTCOMES))('outcome %s', (outcome) => {
    const write = (): Letter =>
      answerLetter(p.TEXTS, p.answer({ items: [p.item({ outcome: outcome as ItemOutcome })] }));
    expect(badLines(write())).toEqual([]);
  });

  test.each(Object.keys(CONFIRMATIONS))('confirmation %s', (outcome) => {
    const info = { kind: 'confirmation', outcome: outcome as ConfirmationOutcome, ref: p.HEAD.ref } as const;
    const letter = answerLetter(
      p.TEXTS,
      p.answer({ result: 'info', items: [p.item({ word: 'CONFIRM', text: 'CONFIRM', outcome: 'info', info })] }),
    );
    expect(letter.text).toMatch(/^\S.+\.\n/u);
    expect(letter.text).toMatch(/request\s2026-000123/u);
    expect(badLines(letter)).toEqual([]);
  });
});

describe('who must not learn what', () => {
  test('the words behind CONFIRM never come back: they may be a secret', () => {
    expect(LETTERS['answer-confirmed']?.().text).not.toContain('0123456789abcdef');
  });

  test.each([
    'request-new-address',
    'welcome',
    'welcome-address',
    'notice-asked-old-address',
    'notice-removed',
    'farewell',
  ])('%s holds no phone number of the list and no other person', (name) => {
    const text = LETTERS[name]?.().text ?? '';
    expect(text).not.toMatch(/\+31 6 (?!12345678\n\nYou do not know)/u);
    expect(text).not.toMatch(/Max Moe|max\.moe/u);
  });

  test('the Admin Contact reads no words of a stranger', () => {
    for (const name of ['request-admin-doubtful', 'request-impossible']) {
      expect(LETTERS[name]?.().text).not.toMatch(/evil|click|call/u);
    }
  });

  test('the refusal of WHO is the same whoever asks about whom', () => {
    const refusal = (text: string): string =>
      answerLetter(
        p.TEXTS,
        p.answer({ result: 'refused', items: [p.item({ word: 'WHO', text, tlds: [], outcome: 'refused' })] }),
      ).text.replace(text, '');
    expect(refusal('WHO .nl')).toBe(refusal('WHO john'));
  });

  test('a confirmation request with faults asks nothing', () => {
    const { text } = LETTERS['request-impossible']?.() ?? { text: '' };
    expect(text).not.toMatch(/CONFIRM|DENY/u);
  });
});

test('HELP fits in 60 lines', () => {
  const text = LETTERS['answer-help']?.().text ?? '';
  const body = text.slice(text.indexOf('Two kinds'), text.indexOf('\n-- \n'));
  expect(body.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
