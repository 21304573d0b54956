import { describe, expect, test } from 'vitest';
import { ownText, readablePart } from '../../src/parse/own-text.ts';

/** Of each line, whose it is; `own` where it may be part of the request. */
const whose = (...lines: readonly string[]): readonly string[] =>
  ownText(lines.join('\n')).map(({ why, closing }) => `${why ?? 'own'}${closing ? ' (closing)' : ''}`);

const HOSTILE = 'REMOVE .nl john@nic.nl';

describe('how much of a text is read', () => {
  test.each([
    ['nothing', '', ''],
    ['250,000 characters without an end of line', 'x'.repeat(250_000)],
    ['250,000 characters', `a\n${'b'.repeat(249_998)}`],
    ['one more: whole lines only', `a\n${'b'.repeat(249_999)}`, 'a\n'],
    ['an end of line behind 250,000 characters', `${'b'.repeat(250_000)}\nc`, `${'b'.repeat(250_000)}\n`],
    ['one line that is too long', 'x'.repeat(250_001), ''],
    ['5,000 lines', 'x\n'.repeat(4_999)],
    ['5,001 lines', 'x\n'.repeat(5_000), `${'x\n'.repeat(4_999)}x`],
  ])('%s', (_, text, part = text) => {
    expect(readablePart(text)).toBe(part);
  });
});

describe('a line', () => {
  test('has its number, what was written and what it says', () => {
    expect(ownText('  N\u200bame: \u00a0John \n\nKind regards,')).toEqual([
      {
        line: 1,
        raw: '  N\u200bame: \u00a0John ',
        text: '  Name:  John ',
        removed: true,
        why: null,
        closing: false,
      },
      { line: 2, raw: '', text: '', removed: false, why: null, closing: false },
      { line: 3, raw: 'Kind regards,', text: 'Kind regards,', removed: false, why: 'courtesy', closing: true },
    ]);
  });

  test('is read to the length that a person writes', () => {
    const [whole, cut] = ownText(`${'x'.repeat(1_000)}\n${'y'.repeat(1_001)}`);
    expect(whole?.text).toBe('x'.repeat(1_000));
    expect(cut?.text).toBe('y'.repeat(1_000));
    expect(cut?.raw).toHaveLength(1_001);
  });
});

describe('quoted lines', () => {
  test.each(['> x', '>x', '  > x', '>> x', 'JD> x', 'jwd> x', '› x', '» x'])('%s', (line) => {
    expect(whose('Hello all', line, HOSTILE)).toEqual(['courtesy', 'quoted', 'own']);
  });
  test.each(['john> x', 'J D> x', 'x > y', '1> x'])('%s is none', (line) => {
    expect(whose(line)).toEqual(['own']);
  });
});

describe('signatures, courtesy, disclaimers', () => {
  test.each([
    ['a signature', ['-- ', 'John', '', 'Kind regards', HOSTILE], 'signature signature signature signature signature'],
    ['the line of a phone', ['Sent from my iPhone', HOSTILE], 'signature own'],
    ['a quote in a signature', ['--', '> x', 'y'], 'signature quoted signature'],
    [
      'a mail forwarded below a signature',
      ['--', 'John', 'Begin forwarded message:', 'x'],
      'signature signature forwarded forwarded',
    ],
    ['dashes and words', ['-- John', '---'], 'own own'],
    [
      'a disclaimer to the next blank line',
      ['Disclaimer', 'If you', 'may not', '', HOSTILE],
      'disclaimer disclaimer disclaimer own own',
    ],
    [
      'a banner of the mail gateway',
      ['[EXTERNAL] This mail', 'is from outside.', '', HOSTILE],
      'disclaimer disclaimer own own',
    ],
    ['a banner alone', ['[EXT]', '', '[External sender]'], 'disclaimer own disclaimer'],
    [
      'courtesy inside a disclaimer',
      ['Disclaimer', 'Thank you', '', 'Thank you'],
      'disclaimer disclaimer own courtesy (closing)',
    ],
    ['courtesy inside a signature', ['--', 'Regards', 'Dear all'], 'signature signature signature'],
    ['greeting and closing', ['Dear all,', 'Regards'], 'courtesy courtesy (closing)'],
  ])('%s', (_, lines, expected) => {
    expect(whose(...lines).join(' ')).toBe(expected);
  });

  test.each([
    ['Thanks:'],
    ['Regards, John'],
    ['Regards a b c d e f g h'],
    ['Regards  a  b  c  d  e  f  g  h'],
    [`Thanks ${'x'.repeat(83)}`],
  ])('%s closes a letter', (line) => {
    expect(whose(line)).toEqual(['courtesy (closing)']);
  });

  test.each([['Hello:'], ['Dear a b c d e f g'], [`Hello ${'x'.repeat(84)}`]])('%s greets', (line) => {
    expect(whose(line)).toEqual(['courtesy']);
  });

  test.each([
    ['Thanks: john'],
    ['Thanks:john'],
    ['Thanks john@nic.nl'],
    ['Thanks = john'],
    ['Regards a b c d e f g h i'],
    ['Dear a b c d e f g h'],
    [`Thanks ${'x'.repeat(84)}`],
    ['Regardsless'],
    ['No thanks'],
  ])('%s is no courtesy', (line) => {
    expect(whose(line)).toEqual(['own']);
  });
});

describe('below the head of a mail that is answered or forwarded', () => {
  const forwarded = (...head: readonly string[]): void => {
    expect(whose(...head, HOSTILE, '', '> x').slice(-3)).toEqual(['forwarded', 'forwarded', 'quoted']);
  };
  const own = (...head: readonly string[]): void => {
    expect(whose(...head, HOSTILE)).toEqual([...head.map(() => 'own'), 'own']);
  };

  test('nothing is the author’s own', () => {
    forwarded('-----Original Message-----');
    forwarded('---- On Tue, 03 Mar 2026 09:15:00 +0100 Eve <eve@x.nl> wrote ----');
    forwarded('Eve ---03.03.2026 09:15:00---Dear Anna');
    expect(whose('Begin forwarded message:', 'On 5 January 2026 Jane wrote:', '> x', 'y', 'Thanks')).toEqual([
      'forwarded',
      'forwarded',
      'quoted',
      'forwarded',
      'forwarded',
    ]);
  });

  test('the fields of Outlook: who, and two more within the next five lines', () => {
    forwarded('From: Jane', 'To: x', 'Subject: y');
    forwarded('From: Jane', '', 'To: x', '', '', 'Subject: y', '');
    forwarded('*From:* Jane', 'Organisation', 'Desk', 'Room', '*To:* x', '*Cc:* y');
    own('From: Jane', 'Organisation', 'Desk', 'Room', '*To:* x', 'Floor', '*Cc:* y');
    own('From: Jane', 'Subject: y', 'x');
    own('To: x', 'From: Jane', 'Subject: y');
    own('To: x', 'Subject: y', 'Cc: z');
  });

  test('fields in any language: who with an address, and a date', () => {
    forwarded('Xyz: Eve <eve@x.nl>', 'Abc: 3 March 2026', 'Def: Jane', 'Ghi: q');
    forwarded('Xyz: Eve <eve@x.nl>', 'Abc: 09:15', 'Def: Jane', 'Ghi: q');
    forwarded('*Xyz:* Eve <eve@x.nl>', '*Abc:* A', '*Def:* Jane', '*Ghi:* 2026');
    forwarded('Xyz: Eve <eve@x.nl>', 'B: b', 'C: c', 'D: d', 'E: e', 'F: f', 'G: 2026');
    own('Xyz: Eve <eve@x.nl>', 'B: b', 'C: c', 'D: d', 'E: e', 'F: f', 'G: g', 'H: 2026');
    own('Xyz: Eve <eve@x.nl>', 'Abc: 3 March 2026', 'Def: Jane');
    own('Xyz: Eve <eve@x.nl> 2026', 'Abc: A', 'Def: Jane', 'Ghi: q');
    own('Xyz: Eve <eve@x.nl> 2026', 'Abc: 12345', 'Def: Jane', 'Ghi: q');
    own('Xyz: Eve', 'Abc: 3 March 2026', 'Def: Jane <jane@nic.nl>', 'Ghi: q');
    own('Xyz: Eve', 'Abc: 09:15', 'Def: 2026', 'Ghi: q');
  });

  test('fields in any language: who without an address, and a date with its time', () => {
    forwarded('Xyz: Eve', 'Abc: 3.3.2026 09:15', 'Def: Jane', 'Ghi: q');
    own('Xyz: Eve', 'Abc: 3.3.2026 09:15', 'Def: Jane');
    own('Xyz: Eve 3.3.2026 09:15', 'Abc: A', 'Def: Jane', 'Ghi: q');
  });

  test('fields in any language: below a line that is drawn', () => {
    const line = '_'.repeat(10);
    const fields = ['Xyz: Eve', 'Abc: 3 March 2026', 'Def: Jane'];
    forwarded(line, ...fields);
    forwarded(line, '', ...fields);
    forwarded('x', line, 'Xyz: Eve', 'Abc: A', 'Def: 09:15');
    own(line, '', '', ...fields);
    own(line, 'x', ...fields);
    own(`x${line}`, ...fields);
    own(`${line}x`, ...fields);
    own('_'.repeat(9), ...fields);
    own('x', '', ...fields);
    own(...fields);
    own(line, ...fields.slice(0, 2));
    own(line, 'Xyz: Eve', 'Abc: A', 'Def: Jane');
    own(line, 'Xyz: Eve 2026', 'Abc: A', 'Def: Jane');
  });

  test('fields of ours and commands are no such head', () => {
    own('Name: Jane <jane@nic.nl>', 'Phone: 2026 10:15', 'Email: jane@nic.nl', 'Role: primary');
    own('Xyz: Eve <eve@x.nl>', 'Abc: 3.3.2026 09:15', 'Def: Jane', 'Email: jane@nic.nl');
    own('Xyz: Eve <eve@x.nl>', 'Abc: 3.3.2026 09:15', 'Def: Jane', 'Subscribe: .nl');
    own('Xyz: Eve <eve@x.nl>', 'Abc: 3.3.2026 09:15', 'Def: Jane', 'Ghi');
  });
});
