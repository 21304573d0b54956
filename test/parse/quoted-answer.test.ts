import { describe, expect, test } from 'vitest';
import { lineUnits } from '../../src/parse/line-units.ts';
import { ownText } from '../../src/parse/own-text.ts';
import { pointsBelow, quotedAnswer } from '../../src/parse/quoted-answer.ts';
import { table } from './requests/reading.ts';

const SUBJECT = 'Re: [TLD-OPS 2026-000123] .nl';

describe('the answer of ours that a mail quotes', () => {
  const found = (lines: readonly string[], subject = SUBJECT): string | null =>
    quotedAnswer(ownText(lines.join('\n')), subject);

  test.each([
    [
      'from its first block on',
      ['x', '> Hello', '> CONTACTS .nl', '> Name: John'],
      ['', '', 'CONTACTS .nl', 'Name: John'],
    ],
    ['own lines between left out', ['>UPDATE', 'Name: Eve', '  > Phone: 1'], ['UPDATE', '', 'Phone: 1']],
    ['what it quotes itself left out', ['> REMOVE .nl', '> > Name: Eve', '>> x', '> y'], ['REMOVE .nl', '', '', 'y']],
    ['other marks', ['» SUBSCRIBE .nl', '›  Name: John'], ['SUBSCRIBE .nl', ' Name: John']],
    ['bold', ['> *REPLACE .nl*', '> _x_'], ['*REPLACE .nl*', '_x_']],
    ['below a head', ['-----Original Message-----', 'Subject: x', 'CONTACTS .nl', 'x'], ['', '', 'CONTACTS .nl', 'x']],
    ['a signature left out', ['> UPDATE', '-- ', 'John'], ['UPDATE', '', '']],
  ])('%s', (_, lines, expected) => {
    expect(found(lines)).toBe(expected.join('\n'));
  });

  test.each([
    ['no block', ['> Hello', '> Name: John']],
    ['a block of one’s own', ['CONTACTS .nl', '> Hello']],
    ['a block that we quoted', ['> > CONTACTS .nl']],
    ['a word in small letters', ['> contacts .nl']],
    ['a label', ['> CONTACTS: x']],
    ['a longer word', ['> UPDATED x']],
    ['a word within the line', ['> x UPDATE']],
    ['nothing', ['']],
  ])('none: %s', (_, lines) => {
    expect(found(lines)).toBeNull();
  });

  test.each([
    ['in the Subject', '[TLD-OPS 2026-000123]', '> x'],
    ['in the footer', 'x', '> TLD-OPS, reference 2026-000123'],
    ['wrapped with spaces', 'x', '> tld-ops  Reference  2026-000123 x'],
  ])('our reference %s', (_, subject, line) => {
    expect(found(['> UPDATE', line], subject)).toBe(`UPDATE\n${line.slice(2)}`);
  });

  test.each([
    ['nowhere', 'x', '> x'],
    ['another number', 'TLD-OPS 2026-123', '> TLD-OPS, 26-000123'],
    ['in one’s own words', 'x', 'TLD-OPS 2026-000123'],
  ])('without our reference: %s', (_, subject, line) => {
    expect(found(['> UPDATE', line], subject)).toBeNull();
  });
});

describe('what stands above points below', () => {
  const points = (...lines: readonly string[]): boolean => pointsBelow(lineUnits(table, ownText(lines.join('\n'))));

  test.each([
    ['nothing', ['']],
    ['quoted lines only', ['> Who is John?']],
    ['courtesy', ['Dear all,', '', 'Kind regards,']],
    ['a name', ['John Doe']],
    ['two names', ['John Doe', 'Jane Roe']],
    ['words that point', ['I filled it in below.']],
    ['words that point, and others', ['Here it is.', 'See below!', 'It was hard.']],
    ['whatever follows a closing', ['John Doe', 'Regards', 'Who is that?', 'SIDN']],
    ['whatever follows a closing on top', ['Thanks', 'some words']],
    ['in German', ['Siehe unten']],
    ['in Russian', ['Смотрите ниже']],
    ['in Japanese', ['以下の通り']],
  ])('%s', (_, lines) => {
    expect(points(...lines)).toBe(true);
  });

  test.each([
    ['other words', ['Who is that?']],
    ['a name and other words', ['John Doe', 'who is that?']],
    ['a field that points', ['Name: see below']],
    ['a command', ['STATUS .nl']],
    ['a field', ['Name: John Doe']],
    ['words that point only behind a closing', ['who is that?', 'Regards', 'see below']],
    ['part of a word', ['It was fulfilled.']],
  ])('not %s', (_, lines) => {
    expect(points(...lines)).toBe(false);
  });
});
