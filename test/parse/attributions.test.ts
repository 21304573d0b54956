import { describe, expect, test } from 'vitest';
import { ownText } from '../../src/parse/own-text.ts';

/** Of each line, whose it is; `own` where it may be part of the request. */
const whose = (...lines: readonly string[]): readonly string[] =>
  ownText(lines.join('\n')).map(({ why }) => why ?? 'own');

describe('an attribution and what it stands above', () => {
  const marked = (...attribution: readonly string[]): void => {
    const quoted = attribution.map(() => 'quoted');
    expect(whose('x', ...attribution, '> x', 'y')).toEqual(['own', ...quoted, 'quoted', 'own']);
    expect(whose('x', ...attribution, 'x', '> y', 'z')).toEqual(['own', ...quoted, 'quoted', 'quoted', 'quoted']);
  };
  const none = (...lines: readonly string[]): void => {
    expect(whose(...lines, 'x')).toEqual([...lines.map(() => 'own'), 'own']);
  };

  test('on one line or wrapped into up to four', () => {
    marked('On Mon, 5 Jan 2026 at 10:00, Jane <j@x.nl> wrote:');
    marked('On 5 Jan, Jane wrote:');
    marked('On Monday, Jane (j@x.nl) wrote:');
    marked('On Mon, 5 Jan 2026 at 10:00, Jane', '<j@x.nl> wrote:');
    marked('On Mon, 5 Jan 2026', 'at 10:00,', 'Jane', '<j@x.nl> wrote：');
    none('On Mon, 5 Jan 2026', 'at 10:00,', 'Jane', 'Roe', '<j@x.nl> wrote:');
    marked('On 5 January 2026,', 'Sent from my iPhone, Jane <j@x.nl> wrote:');
  });

  test('in a language that nobody thought of: address, year and time', () => {
    marked('Xyz 3. 3. 2026 09:15 Eve <eve@x.nl> def:');
    marked('Xyz Eve <eve@x.nl>', '3. 3. 2026 09.15 def:');
    marked('Xyz Eve <eve@x.nl> 3. 3. 2026', '09:15:');
    marked('Xyz 3. 3. 2026', 'Eve <eve@x.nl>', '09:15:');
    none('Xyz 3. 3. 2026 09:15 Eve def:');
    none('Xyz 3. 3. 26 09:15 Eve <eve@x.nl> def:');
    none('Xyz 3. 3. 2026 Eve <eve@x.nl> def:');
    none('Xyz 3. 3. 2026 09:15 Eve <eve@x.nl>');
    expect(whose('Jane, floor 5', '<j@x.nl> 5. 1. 2026 10:00:', 'x')).toEqual(['own', 'quoted', 'quoted']);
  });

  test('none of it is missing', () => {
    none('On this, Jane wrote:');
    none('On 5 January 2026 at 10:00 Jane wrote');
    none('On 5 January 2026 we met:');
    none('Yesterday Jane wrote: 5');
    none('On Mon, 5 Jan 2026 at 10:00,', '', 'Jane <j@x.nl> wrote:');
    none('On Mon, 5 Jan 2026 at 10:00, Jane');
    none(`On 5 January 2026 ${'x'.repeat(400)} wrote:`);
    expect(whose('On 5 January 2026,', '> Jane <j@x.nl> wrote:', 'x')).toEqual(['own', 'quoted', 'own']);
  });

  test('quote marks may begin after some blank lines', () => {
    const attribution = 'On 5 Jan, Jane wrote:';
    expect(whose(attribution, '', '', '', '> x', 'y')).toEqual(['quoted', 'own', 'own', 'own', 'quoted', 'own']);
    expect(whose(attribution, '', '', '', '', '> x', 'y').at(-1)).toBe('quoted');
    expect(whose(attribution)).toEqual(['quoted']);
    expect(whose(attribution, 'x', '-----Original Message-----', '--')).toEqual([
      'quoted',
      'quoted',
      'quoted',
      'quoted',
    ]);
  });

  test('an attribution that sounds like a disclaimer ends at itself', () => {
    expect(
      whose(
        'On 5 Jan, Jane wrote:',
        '> x',
        'y',
        '',
        'This e-mail of 2026, confidential, at 10:00 by j@x.nl:',
        '> x',
        'y',
      ),
    ).toEqual(['quoted', 'quoted', 'own', 'own', 'quoted', 'quoted', 'own']);
  });
});
