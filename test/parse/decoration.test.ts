import { describe, expect, test } from 'vitest';
import {
  cleanedValue,
  isRule,
  trimmedToken,
  trimmedValue,
  withoutBullet,
  withoutLinks,
  withoutMarkdown,
} from '../../src/parse/decoration.ts';

describe('what mail programs wrap around words is taken off', () => {
  test.each([
    '- ',
    '– ',
    '• ',
    '  * ',
    '+ ',
    '→ ',
    '1. ',
    '12) ',
    'a) ',
    '(1) ',
    '[12] ',
    '## ',
    '・',
    '■ ',
    '①',
    '✓ ',
    '▶',
  ])('the bullet %s', (bullet) => {
    expect(withoutBullet(`${bullet}Name: John Doe`)).toBe('Name: John Doe');
  });

  test.each(['-Name', '+31 6 12345678', '123. Name', 'i) Name', '#1 John', '## 1', '(123) Name', '#Name', 'x - Name'])(
    '%s begins with no bullet',
    (text) => {
      expect(withoutBullet(text)).toBe(text);
    },
  );

  test.each([
    ['**Name:** John', 'Name: John'],
    ['*Name*: John', 'Name: John'],
    ['*Phone: *+31 6', 'Phone: +31 6'],
    ['_Name:_ John', 'Name: John'],
    ['__Name__: John', 'Name: John'],
    ['_john.doe_ x', 'john.doe x'],
    ['`john@nic.nl`', 'john@nic.nl'],
    ['```john@nic.nl```', 'john@nic.nl'],
    ['john*doe@nic.nl', 'john*doe@nic.nl'],
    ['john_doe@nic.nl', 'john_doe@nic.nl'],
    ['_doe@nic_.nl', 'doe@nic_.nl'],
    ['john._doe@nic.nl', 'john._doe@nic.nl'],
    ['john_.doe@nic.nl', 'john_.doe@nic.nl'],
    ['___Name', '___Name'],
  ])('the markdown of %s', (written, plain) => {
    expect(withoutMarkdown(written)).toBe(plain);
  });
});

describe('a link is what it shows', () => {
  test.each([
    ['no link at all', 'John <john@nic.nl>'],
    ['a bracket only', '[john@nic.nl]'],
    ['a web page', '[nic.nl](https://nic.nl/x)', 'nic.nl'],
    ['a page in angle brackets', '[here]( <http://nic.nl> )', 'here'],
    ['a number', '[+31 6 12345678](tel:+31612345678)', '+31 6 12345678'],
    ['the address shown', '[john@nic.nl](mailto:john@nic.nl)', 'john@nic.nl'],
    ['the address shown in capitals', '[John@NIC.nl](mailto:john@nic.nl)', 'John@NIC.nl'],
    ['the address meant in capitals', '[john@nic.nl](mailto:John@NIC.nl)', 'john@nic.nl'],
    ['an address behind a name', '[John Doe](mailto:john@nic.nl)', 'John Doe <john@nic.nl>'],
    ['another address than shown', '[john@nic.nl](mailto:eve@x.nl)', 'john@nic.nl <eve@x.nl>'],
    ['an address without mailto', '[John Doe](john@nic.nl)', 'John Doe <john@nic.nl>'],
    ['two of them', '[a@x.nl](mailto:a@x.nl), [b@x.nl](mailto:b@x.nl)', 'a@x.nl, b@x.nl'],
    ['a page behind the domain', 'john@nic.nl<http://nic.nl/>', 'john@nic.nl'],
    ['a page in wide brackets', 'john@nic.nl < https://nic.nl/ >', 'john@nic.nl '],
    ['a number behind itself', '+31 6 12345678<tel:+31612345678>', '+31 6 12345678'],
    ['in capitals', 'JOHN@NIC.NL<MAILTO:JOHN@NIC.NL>', 'JOHN@NIC.NL '],
    ['behind its address', 'john@nic.nl<mailto:john@nic.nl>', 'john@nic.nl '],
    ['behind its address in capitals', 'John@NIC.nl<mailto:john@nic.nl>', 'John@NIC.nl '],
    ['behind its address, in capitals itself', 'john@nic.nl<mailto:John@NIC.nl>', 'john@nic.nl '],
    ['between its address and a word', 'john@nic.nl<mailto:john@nic.nl>and more', 'john@nic.nl and more'],
    ['with a subject', 'john@nic.nl <mailto:john@nic.nl?subject=a&b>', 'john@nic.nl  '],
    ['in square brackets', 'john@nic.nl [mailto:john@nic.nl]', 'john@nic.nl  '],
    ['in round brackets', '“john@nic.nl” ( mailto:john@nic.nl )', '“john@nic.nl”  '],
    ['behind another address', 'john@nic.nl<mailto:eve@x.nl>', 'john@nic.nl <eve@x.nl>'],
    ['behind a longer address', 'john@nic.nl.nl<mailto:john@nic.nl>', 'john@nic.nl.nl <john@nic.nl>'],
    ['alone in brackets', '<mailto:john@nic.nl>', ' <john@nic.nl>'],
    ['alone', 'mailto:john@nic.nl', 'john@nic.nl'],
    ['alone, twice', 'mailto:john@nic.nl Mailto:jane@nic.nl', 'john@nic.nl jane@nic.nl'],
  ])('%s', (_, written, plain = written) => {
    expect(withoutLinks(written)).toBe(plain);
  });
});

test.each([
  [' "John Doe", ', 'John Doe'],
  ['«John Doe»;', 'John Doe'],
  ['「王伟」', '王伟'],
  [', John Doe.', ', John Doe.'],
  ['John "Jack" Doe', 'John "Jack" Doe'],
  ['', ''],
])('the value %s without what stands around it', (written, value) => {
  expect(trimmedValue(written)).toBe(value);
});

test.each([
  ['(.nl),', '.nl'],
  ['<john@nic.nl>;', 'john@nic.nl'],
  ['“{[.рф]}”!', '.рф'],
  ['.nl.', '.nl.'],
  ['nl?', 'nl'],
  ['a(b)c', 'a(b)c'],
])('the word %s without what stands around it', (written, word) => {
  expect(trimmedToken(written)).toBe(word);
});

describe('a line that only separates', () => {
  test.each(['', '  ', '-----', '=====', '* * *', '_____', '~~~', '|---|', '···', '++', '+ +', '+-', '-+', '-'])(
    '%s does',
    (text) => {
      expect(isRule(text)).toBe(true);
    },
  );

  test.each(['+', ' + ', '\t+', '-- x', 'x --', '>', '- 1 -'])('%s does not', (text) => {
    expect(isRule(text)).toBe(false);
  });
});

describe('what stands behind a label', () => {
  test.each([
    ['  John   Doe ', 'John Doe'],
    ['John\tDoe', 'John Doe'],
    ['**John Doe**', 'John Doe'],
    ['"John Doe",', 'John Doe'],
    ['John Doe.', 'John Doe.'],
    ['John Doe .', 'John Doe'],
    ['John Doe .;.', 'John Doe'],
    ['John .Doe , Jr', 'John .Doe , Jr'],
    ['[John Doe]', 'John Doe'],
    ['<john@nic.nl>', 'john@nic.nl'],
    ['{John Doe}', 'John Doe'],
    ['[ "John Doe" ]', 'John Doe'],
    ['(John Doe)', '(John Doe)'],
    ['[John] Doe', '[John] Doe'],
    ['John [Doe]', 'John [Doe]'],
    ['[John] [Doe]', '[John] [Doe]'],
    ['{John} {Doe}', '{John} {Doe}'],
    ['<a> <b>', '<a> <b>'],
    ['[John}', '[John}'],
    ['[]', '[]'],
    ['{}', '{}'],
  ])('%s', (written, value) => {
    expect(cleanedValue(written)).toBe(value);
  });
});
