import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallHost, smallHost } from './small-host.ts';

const MAIL = join(import.meta.dirname, '../../fixtures/clients/gmail.eml');
const LONG = 'x'.repeat(2001);

let host: SmallHost;

beforeAll(async () => {
  host = await smallHost();
});

afterAll(() => host.remove());

describe('a value that an option cannot have is wrong usage', () => {
  test.each<[readonly string[], string]>([
    [['explain', MAIL, '--ip', 'nonsense'], '--ip needs an IP address such as 192.0.2.25, not "nonsense".'],
    [['explain', MAIL, '--helo', 'two words'], '--helo needs a name such as mx.nic.example, or [192.0.2.25]'],
    [['explain', MAIL, '--helo', ''], 'not "".'],
    [['explain', MAIL, '--helo', '[192.0.2]'], 'not "[192.0.2]".'],
    [['explain', MAIL, '--mail-from', 'nonsense'], '--mail-from needs an address such as admin@nic.example, or <>'],
    [['explain', MAIL, '--mail-from', '<admin@>'], 'not "<admin@>".'],
    [['explain', MAIL, '--mail-from', 'a b@nic.example'], 'not "a b@nic.example".'],
    [['rules', 'try', MAIL, '--mail-from', '@nic.example'], '--mail-from needs an address'],
    [['stats', '--at', '2026-02-31'], '--at needs a date such as 2026-03-01'],
    [['stats', '--at', '2026-02-31T06:00Z'], 'not "2026-02-31T06:00Z".'],
    [['report', '--since', '2026-13-01'], '--since needs a date'],
    [['stats', '--since', '2026-03-01 06:00'], '--since needs a date'],
    [['notify', '--kind', 'monthly', '--at', '2026-06-31T06:00Z', '--dry-run'], '--at needs a date'],
    [['notify', '--kind', 'daily'], 'Allowed choices are monthly, weekly'],
    [
      ['iana', 'set', 'nl', '--email', 'admin@nic.example', '--reason', LONG],
      '--reason is longer than 500 characters.',
    ],
    [['held', 'note', '2026-000001', '--text', LONG], '--text is longer than 2000 characters.'],
    [['held', 'escalate', '2026-000001', '--question', LONG], '--question is longer than 2000 characters.'],
    [['held', 'approve', '2026-000001', '--digest', 'abc'], 'abc is no digest'],
    [['held', 'approve', '2026-000001', '--if-version', '0'], '0 is no version of a case'],
    [['roster', 'unreachable', '--works', 'nonsense'], '--works needs an e-mail address'],
    [['erase', 'nonsense'], 'nonsense is no e-mail address.'],
    [['backup', ''], 'The name of the file is empty.'],
    [['restore', ''], 'The name of the file is empty.'],
    [['explain', ''], 'The name of the file is empty.'],
    [['rules', 'try', ''], 'The name of the file is empty.'],
    [['roster', 'import', ''], 'The name of the file is empty.'],
    [['roster', 'diff', ''], 'The name of the file is empty.'],
    [['held', 'correct', '2026-000001', '--file', ''], 'The name of the file is empty.'],
  ])('%j', async (args, sentence) => {
    expect(await host.run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(sentence) });
  });
});

describe('the envelope of a saved mail', () => {
  test.each([[''], ['<>'], [' <> ']])('has no sender with --mail-from "%s", as a bounce', async (written) => {
    const { status, stdout } = await host.run('explain', MAIL, '--mail-from', written);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('It has no envelope sender') });
  });

  test.each([
    ['admin@nic.example'],
    ['<admin@nic.example>'],
    ['<prvs=1234=admin+x@nic.example>'],
    ['"a b"@nic.example'],
    ['info@münchen.example'],
  ])('takes %s as the sender', async (written) => {
    const { status, stderr, stdout } = await host.run('explain', MAIL, '--mail-from', written);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('It has no envelope sender');
  });

  test.each([['mx.nic.example'], ['WIN_SRV-1'], ['192.0.2.25'], ['[192.0.2.25]'], ['[IPv6:2001:db8::25]']])(
    'takes %s as what the server called itself',
    async (helo) => {
      expect(await host.run('explain', MAIL, '--ip', '192.0.2.25', '--helo', helo)).toMatchObject({
        status: 0,
        stderr: '',
      });
    },
  );
});

const ABOUT_A_CCTLD: readonly (readonly string[])[] = [
  ['roster', 'show'],
  ['iana', 'show'],
  ['iana', 'history'],
  ['iana', 'sync'],
  ['iana', 'set', '--email', 'a@nic.example', '--reason', 'x'],
  ['iana', 'set', '--remove'],
  ['invite', '--dry-run'],
  ['invite', '--list'],
  ['invite', '--decline'],
  ['audit'],
];

describe.each(ABOUT_A_CCTLD)('%s %s', (...command) => {
  test.each([['zz'], ['.ZZ'], ['.ęę']])(
    'ends with 1 for %s, which no policy knows, and says what to do',
    async (label) => {
      expect(await host.run(...command, label)).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /is no ccTLD that rules\/cctlds\.csv knows\. See whether .* is added there\.\n$/u,
        ),
      });
    },
  );

  test.each([['nonsense'], ['com'], ['n'], ['nic.nl'], ['xn--zzzzz9'], ['']])(
    'ends with 2 for "%s", which cannot be a ccTLD',
    async (label) => {
      expect(await host.run(...command, label)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/cannot be a ccTLD|is neither a ccTLD nor a reference/u),
      });
    },
  );
});

const ABOUT_A_REFERENCE: readonly (readonly string[])[] = [
  ['held', 'show'],
  ['held', 'approve'],
  ['held', 'correct', '--file', MAIL],
  ['held', 'refuse', '--reason', 'x'],
  ['held', 'ask-admin'],
  ['held', 'discard'],
  ['held', 'restore'],
  ['held', 'keep-frozen'],
  ['held', 'undo'],
  ['held', 'assign', '--to', 'Kim'],
  ['held', 'note', '--text', 'x'],
  ['failed', 'show'],
  ['failed', 'reprocess'],
  ['audit'],
];

test.each(ABOUT_A_REFERENCE)(
  '%s %s ends with 1 for an unknown reference, with 2 for what is none',
  async (...command) => {
    expect(await host.run(...command, '2026-999999')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('2026-999999'),
    });
    for (const written of ['5', '2026-12', '26-000012', 'ref-2026-000012'])
      expect(await host.run(...command, written)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('2026-000123'),
      });
  },
);

test('dates in a file to import that could be read in two ways are faults', async () => {
  const table = join(host.folder, 'dates.csv');
  const rows = ['nl,3/4/2026', 'fi,2026-02-31', 'se,2026-03-01 06:00'].map(
    (row) => `${row},Eve Adams,eve@nic.example,+31612345678`,
  );
  await writeFile(table, `tld,since,name,email,phone\n${rows.join('\n')}\n`);
  const { status, stderr } = await host.run('roster', 'import', table);
  expect(status).toBe(1);
  expect(stderr.match(/since: ".*" is no date like/gu)).toHaveLength(3);
});

test('an address that works already is told, with where the others are listed', async () => {
  expect(await host.run('roster', 'unreachable', '--works', 'john@nic.example')).toMatchObject({
    status: 1,
    stderr: 'No mail came back from john@nic.example. See: tldops roster unreachable\n',
  });
});
