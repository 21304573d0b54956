import { describe, expect, test } from 'vitest';
import { unreadFiles } from '../../src/plan/unread-files.ts';
import { unreadFilesBlock } from '../../src/replies/ignored-lines.ts';
import { TEXTS } from '../replies/people.ts';

describe('files of a mail that its sender may have meant to send', () => {
  test.each([
    ['a text alone', ['text/plain'], 0],
    ['a document', ['text/plain', 'application/pdf'], 1],
    ['a table, a card and a mail', ['text/html', 'text/csv', 'text/vcard', 'message/rfc822'], 3],
    ['the pictures of a signature', ['text/plain', 'text/html', 'image/png', 'image/jpeg'], 0],
    [
      'what programs add',
      ['text/plain', 'application/pgp-signature', 'application/pgp-keys', 'application/ms-tnef'],
      0,
    ],
  ])('%s', (_, parts, count) => {
    expect(unreadFiles({ parts })).toBe(count);
  });
});

test('they are told by their number, and not at all where there are none', () => {
  expect(unreadFilesBlock(TEXTS, 0)).toBe('');
  expect(unreadFilesBlock(TEXTS, 1)).toMatch(/^We did not read the file that is attached/u);
  expect(unreadFilesBlock(TEXTS, 3)).toMatch(/^We did not read the 3 files that are attached/u);
});
