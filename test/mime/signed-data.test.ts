import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedContent } from '../../src/mime/signed-data.ts';

function signatureOf(file: string): Buffer {
  const mail = readFileSync(new URL(`../../fixtures/clients/${file}`, import.meta.url), 'latin1');
  return Buffer.from(mail.slice(mail.indexOf('\n\n')), 'base64');
}

const FILES = ['smime-opaque-der.eml', 'smime-opaque-ber.eml'];

describe('the text inside an S/MIME signature', () => {
  test.each(FILES)('%s', (file) => {
    expect(signedContent(signatureOf(file))?.toString()).toContain('SUBSCRIBE .nl\r\nName: John Doe');
  });

  test('what is encrypted stays closed', () => {
    expect(signedContent(signatureOf('smime-encrypted.eml'))).toBeNull();
  });

  test.each(FILES)('%s cut off anywhere never throws', (file) => {
    const whole = signatureOf(file);
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => signedContent(whole.subarray(0, length))).not.toThrow();
    }
  });

  test('octets of any kind never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(() => signedContent(Buffer.from(octets))).not.toThrow();
      }),
    );
  });

  test('lengths that never end are given up', () => {
    expect(signedContent(Buffer.from('3080'.repeat(100_000), 'hex'))).toBeNull();
  });
});
