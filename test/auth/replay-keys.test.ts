import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { replayKeysOf } from '../../src/auth/replay-keys.ts';
import type { Signature } from '../../src/auth/signatures.ts';
import { address, compose, type Mail, prepend, structureOf } from './mail-world.ts';

const signature = (hash: string, verified: boolean): Signature => ({
  domain: 'nic.example',
  outcome: verified ? { verified } : { verified, why: 'not-valid' },
  hash,
  covers: new Set(),
  partOfBody: false,
  testing: false,
  irregular: false,
  signedAt: null,
});

function keysOf(
  mail: Mail,
  signatures: readonly Signature[] = [],
  author = 'admin@nic.example',
  onTop = '',
): readonly string[] {
  const raw = onTop === '' ? compose(mail) : prepend(onTop, compose(mail));
  return replayKeysOf(address(author), raw, structureOf(raw), signatures);
}

describe('a mail is known again', () => {
  it('by each signature that verified, once, and by what it is', () => {
    const keys = keysOf({}, [signature('a', true), signature('b', false), signature('c', true), signature('a', true)]);
    expect(keys).toEqual(['dkim:a', 'dkim:c', expect.stringMatching(/^mail:[0-9a-f]{64}$/u)]);
  });

  const NO_ID = { 'Message-ID': null };
  it.each<[about: string, Mail, author: string, onTop: string]>([
    ['whatever its other fields say', { fields: { Subject: 'Another' } }, 'admin@nic.example', 'X-Note: again'],
    ['however its author is spelt', {}, 'Admin@NIC.example', ''],
    ['whatever its Date, where it has a Message-ID', { fields: { Date: 'yesterday' } }, 'admin@nic.example', ''],
  ])('%s', (_, mail, author, onTop) => {
    expect(keysOf(mail, [], author, onTop)).toEqual(keysOf({}));
  });

  it.each<[about: string, Mail, Mail, author: string]>([
    ['another author', {}, {}, 'other@nic.example'],
    ['another Message-ID', {}, { fields: { 'Message-ID': '<2@nic.example>' } }, 'admin@nic.example'],
    ['another text', {}, { body: 'HELP\r\n' }, 'admin@nic.example'],
    ['another Date, without a Message-ID', { fields: NO_ID }, { fields: { ...NO_ID, Date: 'x' } }, 'admin@nic.example'],
    [
      'a Date as Message-ID',
      { fields: { ...NO_ID, Date: 'x' } },
      { fields: { 'Message-ID': 'x' } },
      'admin@nic.example',
    ],
  ])('but not with %s', (_, mail, other, author) => {
    expect(keysOf(other, [], author)).not.toEqual(keysOf(mail));
  });

  // What was stored by an older version has to be found by a newer one.
  it.each<[about: string, Mail, key: string]>([
    ['a Message-ID', { fields: { 'Message-ID': '<1@nic.example>' }, body: 'HELP\r\n' }, 'id <1@nic.example>'],
    ['a Date', { fields: { ...NO_ID, Date: 'x' }, body: 'HELP\r\n' }, 'date x'],
  ])('by the same key in every version: with %s', (_, mail, name) => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const key = sha256(['admin@nic.example', name, sha256('HELP\r\n')].join('\n'));
    expect(keysOf(mail, [], 'Admin@nic.example')).toEqual([`mail:${key}`]);
  });

  it('with neither Message-ID nor Date', () => {
    const bare = { fields: { ...NO_ID, Date: null } };
    expect(keysOf(bare)).toEqual(keysOf(bare));
    expect(keysOf(bare)).not.toEqual(keysOf({ fields: { ...NO_ID, Date: 'x' } }));
    // A command may stand in the Subject, and Cc may be what the answer asked for.
    for (const field of ['To', 'Cc', 'Subject'])
      expect(keysOf({ fields: { ...bare.fields, [field]: 'REMOVE .nl jane@nic.nl' } })).not.toEqual(keysOf(bare));
  });
});
