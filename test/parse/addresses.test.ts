import { describe, expect, test } from 'vitest';
import { bareAddress, onlyAddresses, readAddressValue } from '../../src/parse/addresses.ts';
import { table } from './requests/reading.ts';

describe('one address with nothing but decoration around it', () => {
  test.each([
    ['john@nic.nl'],
    ['<john@nic.nl>'],
    [' "john@nic.nl", '],
    ['(john@nic.nl).'],
    ['john@nic.nl!'],
    ['ｊｏｈｎ＠ｎｉｃ．ｎｌ'],
    ['n@ai', 'n@ai'],
  ])('%s', (written, address = 'john@nic.nl') => {
    expect(bareAddress(table, written)).toBe(address);
  });

  test.each(['john', 'john@nic', 'john@', '@nic.nl', 'x john@nic.nl', '!john@@nic.nl', 'jöhn@nic.nl', ''])(
    '%s is none',
    (written) => {
      expect(bareAddress(table, written)).toBeNull();
    },
  );
});

describe('what stands behind Email:', () => {
  const read = (written: string): string => {
    const value = readAddressValue(table, written);
    switch (value.kind) {
      case 'none':
        return 'none';
      case 'address':
        return `${value.address}${value.repaired ? ' (repaired)' : ''}`;
      case 'two-addresses':
        return value.addresses.join(' and ');
      case 'fault':
        return value.code;
    }
  };

  test.each(['', '  ', '---', '<>', '()'])('"%s" is nothing', (written) => {
    expect(read(written)).toBe('none');
  });

  test.each([
    'john@nic.nl',
    '  john@nic.nl  .',
    '<john@nic.nl>',
    'John Doe <john@nic.nl>',
    'John Doe < john@nic.nl >',
    'John Doe <john@nic.nl> (private)',
    'JOHN@nic.nl <john@nic.nl>',
    'john@nic.nl, john@nic.nl;',
    '["john@nic.nl"]',
    '(john@nic.nl)',
    'john@nic.nl ()',
    "'john@nic.nl'",
    '“john@nic.nl”',
    ': john@nic.nl |',
    'john@nic.nl<mailto:john@nic.nl>',
    '[John Doe](mailto:john@nic.nl)',
  ])('%s is one address', (written) => {
    expect(read(written)).toBe('john@nic.nl');
  });

  test.each([
    'john@nic.nl (private)',
    '(private) john@nic.nl',
    'john @ nic.nl',
    'john@ nic.nl',
    'john@nic .nl',
    'john at nic.nl',
    'john  AT  nic  Dot  nl',
    'john \tat\t nic \tdot\t nl',
    'john(at)nic(dot)nl',
    'john [at] nic [dot] nl',
    'john {at} nic {dot} nl',
    'john <at> nic <dot> nl',
    '"john ( at ) nic ( dot ) nl",',
  ])('%s is one address that was repaired', (written) => {
    expect(read(written)).toBe('john@nic.nl (repaired)');
  });

  test.each([
    ['john@nic.nl, john@oarc.net'],
    ['john@nic.nl john@oarc.net'],
    ['john@nic.nl / john@oarc.net'],
    ['john@nic.nl/john@oarc.net'],
    ['john@nic.nl and john@oarc.net'],
    ['john@nic.nl OR john@oarc.net (private)'],
    ['<john@nic.nl>; <john@oarc.net>.'],
    ['primary john@nic.nl & secondary john@oarc.net'],
    ['JOHN@nic.nl, john@oarc.net, john@nic.nl'],
    ['john@nic.nl и john@oarc.net'],
  ])('%s are two', (written) => {
    expect(read(written)).toBe('john@nic.nl and john@oarc.net');
  });

  test.each([
    ['three', 'john@nic.nl, john@oarc.net, jane@nic.nl'],
    ['two and words between them', 'john@nic.nl instead of john@oarc.net'],
    ['two and a name', 'John <john@nic.nl>, Jane <jane@nic.nl>'],
    ['a link that shows another one', '[john@nic.nl](mailto:eve@x.nl)'],
    ['two and a word that only begins like one between', 'john@nic.nl android john@oarc.net'],
  ])('%s are too many', (_, written) => {
    expect(read(written)).toBe('several-addresses');
  });

  test.each([
    'see below',
    'john',
    'john@nic',
    'john@nic.nl jane@',
    'john@@nic.nl',
    'work: john@nic.nl',
    'john@nic.nl is my address',
    'my address: john@nic.nl',
    'john@nic.nl (a) (b)',
    'x (private) john@nic.nl',
    'john@nic.nl (private) x',
    'John (john@nic.nl)',
    'format nic.nl',
    'john at nic dotted nl',
    'jöhn @nic.nl',
  ])('%s is no address', (written) => {
    expect(read(written)).toBe('email-malformed');
  });

  test.each(['jöhn@nic.nl', '<jöhn@nic.nl>', ' "王伟@nic.nl". '])('%s has letters outside ASCII', (written) => {
    expect(read(written)).toBe('utf8-address');
  });
});

describe('a line of nothing but addresses', () => {
  test.each([
    ['john@nic.nl', ['john@nic.nl']],
    ['<john@nic.nl>,', ['john@nic.nl']],
    ['john@nic.nl, jane@nic.nl', ['john@nic.nl', 'jane@nic.nl']],
    ['john@nic.nl; jane@nic.nl | max@nic.nl', ['john@nic.nl', 'jane@nic.nl', 'max@nic.nl']],
    ['john@nic.nl & jane@nic.nl', ['john@nic.nl', 'jane@nic.nl']],
    ['john@nic.nl AND jane@nic.nl - JOHN@nic.nl', ['john@nic.nl', 'jane@nic.nl']],
    ['john@nic.nl<mailto:john@nic.nl>', ['john@nic.nl']],
    ['＜ｊｏｈｎ＠ｎｉｃ．ｎｌ＞', ['john@nic.nl']],
  ])('%s', (text, addresses) => {
    expect(onlyAddresses(table, text)).toEqual(addresses);
  });

  test.each([
    '',
    'john',
    '.nl',
    'John <john@nic.nl>',
    'john@nic.nl or jane@nic.nl',
    'john@nic.nl john@',
    'john@nic',
    '12 john@nic.nl',
  ])('%s is none', (text) => {
    expect(onlyAddresses(table, text)).toBeNull();
  });
});
