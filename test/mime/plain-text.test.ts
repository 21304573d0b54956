import { describe, expect, test } from 'vitest';
import { withoutClearSignature } from '../../src/mime/clear-signed.ts';
import { withoutWrittenLinks } from '../../src/mime/plain-links.ts';

describe('links that a program wrote out', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['an address', 'Email: [ mailto:a@nic.example | a@nic.example ]', 'Email: a@nic.example'],
    ['an address behind a name', '[ mailto:a@nic.example | Anna ]', 'Anna <a@nic.example>'],
    ['a page', '[ https://nic.example/ | nic.example ]', 'nic.example'],
    ['square brackets of the author', '[ see | below ]', '[ see | below ]'],
    ['a number', '+31 6 1 <callto:+3161>', '+31 6 1'],
    ['targets at the end', 'WHO [1] x [2]\n\nLinks:\n------\n[1] mailto:a@x.example\n', 'WHO x [2]\n\n'],
    [
      'a list of the author',
      'a [1]\n\nLinks:\n------\n[1] b\nmore words',
      'a [1]\n\nLinks:\n------\n[1] b\nmore words',
    ],
    ['numbers without a list', 'a [1]', 'a [1]'],
  ];
  test.each(texts)('%s', (_name, written, shown) => {
    expect(withoutWrittenLinks(written)).toBe(shown);
  });

  test('endless brackets take no time', () => {
    const text = `${'[ mailto:'.repeat(20_000)}\nLinks:\n------\n${'[1] a\n'.repeat(20_000)}`;
    expect(withoutWrittenLinks(text)).toContain('[ mailto:');
  });
});

describe('text with an OpenPGP signature around it', () => {
  const BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n';
  const END = '-----BEGIN PGP SIGNATURE-----\n\niQ\n=ab\n-----END PGP SIGNATURE-----';
  const texts: readonly (readonly [string, string, string])[] = [
    ['between its marks', `${BEGIN}WHO\n${END}\n`, 'WHO\n'],
    ['escaped hyphens', `${BEGIN}- -- \n- - a\n- b\n${END}`, '-- \n- a\nb'],
    ['with text around it', `a\n${BEGIN}WHO\n${END}\nb`, 'a\nWHO\nb'],
    ['quoted', `> ${BEGIN}`, `> ${BEGIN}`],
    ['without its end', `${BEGIN}WHO`, `${BEGIN}WHO`],
    ['without its beginning', `WHO\n${END}`, `WHO\n${END}`],
  ];
  test.each(texts)('%s', (_name, written, shown) => {
    expect(withoutClearSignature(written)).toBe(shown);
  });
});
