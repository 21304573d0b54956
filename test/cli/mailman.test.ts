import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

let world: Surroundings | null = null;

beforeEach(async () => {
  await world?.close();
  world = await startSurroundings({ iana: [], domains: {} });
});
afterAll(() => world?.close());

function cli(...args: readonly string[]): Promise<Finished> {
  return tldopsHere([...args, '--config', world?.settingsFile ?? '']);
}

async function file(name: string, lines: readonly string[]): Promise<string> {
  const path = join(world?.folder ?? '', name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

const json = async (...args: readonly string[]): Promise<unknown> => (await cli(...args, '--json')).json();

/** `mailman members` of Mailman 3: quoted where there are commas, encoded (RFC 2047) where there are other letters. */
const MAILMAN_3 = [
  '"John Doe, #1, .nl, +31 612345678" <john.doe@nic.nl>',
  '"John Doe, #1, .nl, +31 6 1234 5678" <john@oarc.net>',
  '"Roe, Jane, #2, .nl, +31 687654321" <jane.roe@nic.nl>',
  '=?utf-8?b?0JjQstCw0L0g0J/QtdGC0YDQvtCyLCAjMSwgLtGA0YQsICs3IDQ5NSAxMjMtNDUtNjc=?= <ivan@cctld.example>',
  '=?utf-8?q?Zo=C3=AB_M=C3=BCller=2C_=231=2C_=2Ech=2C_=232=2C_=2Eli=2C_+41_44_668_18_00?= <zoe@nic.ch>',
];

test('a member dump of Mailman 3 is understood: second addresses, encoded names, several ccTLDs', async () => {
  const path = await file('members.txt', MAILMAN_3);
  const shown = await cli('roster', 'import', path);
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toContain('Understood: 5 contacts of 4 ccTLDs.');
  expect(await json('roster', 'list')).toEqual([]);
  expect(await cli('roster', 'import', path, '--apply')).toMatchObject({ status: 0 });
  expect(await json('roster', 'list')).toMatchObject([
    { tld: 'ch', contacts: [{ name: 'Zoë Müller', rank: 1, email: 'zoe@nic.ch', phone: '+41446681800' }] },
    { tld: 'li', contacts: [{ name: 'Zoë Müller' }] },
    {
      tld: 'nl',
      contacts: [
        { rank: 1, name: 'John Doe', email: 'john.doe@nic.nl', secondaryEmail: 'john@oarc.net', phone: '+31612345678' },
        { rank: 2, name: 'Roe, Jane', email: 'jane.roe@nic.nl', secondaryEmail: null },
      ],
    },
    { tld: 'xn--p1ai', contacts: [{ name: 'Иван Петров', phone: '+74951234567' }] },
  ]);
});

test('so are the dumps of Mailman 2, and lines as published between them', async () => {
  const path = await file('who.txt', [
    'Non-digest (regular) members:',
    '  john.doe@nic.nl (John Doe, #1, .nl, +31 612345678)',
    'Digest members:',
    '  ana@registro.br (Ana Silva, #1, .br, +55 11 5509 3500)',
    '"Jane Roe, #2, .nl, +31 687654321" jane.roe@nic.nl, jane@oarc.net',
    'Kiri Parata, #1, .nz, +64 21 123 4567 <kiri@nic.nz>',
  ]);
  expect(await cli('roster', 'import', path, '--apply')).toMatchObject({ status: 0, stderr: '' });
  expect(await json('roster', 'list')).toMatchObject([
    { tld: 'br', contacts: [{ name: 'Ana Silva' }] },
    { tld: 'nl', contacts: [{ name: 'John Doe' }, { name: 'Jane Roe', secondaryEmail: 'jane@oarc.net' }] },
    { tld: 'nz', contacts: [{ name: 'Kiri Parata' }] },
  ]);
});

test('what is doubtful is told with its reason and left as it is, what is clean is done', async () => {
  const path = await file('doubts.txt', [
    '"John Doe, #1, .nl, +31 612345678" <john.doe@nic.nl>',
    // Two memberships, neither of them inside .br.
    '"Ana Silva, #1, .br, +55 11 5509 3500" <ana@one.example>',
    '"Ana Silva, #1, .br, +55 11 5509 3500" <ana@two.example>',
    // Mailman 2 prints ? for letters that its terminal lacks.
    '"Zo? M?ller, #1, .ch, +41 44 668 18 00" <zoe@nic.ch>',
    '"Kiri Parata, #1, .nz" <kiri@nic.nz>',
    '"Ole Olsen, #1, .no, +47 22 12 34 56, on leave" <ole@norid.no>',
    'secretariat@icann.example',
    'peer@nic.fi',
    '"Fin Virtanen, #1, .fi, +358 40 1234567" <fin@nic.fi>',
    'this is no member',
  ]);
  const { status, stdout, stderr } = await cli('roster', 'import', path, '--apply');
  expect({ status, done: stdout.includes('one ccTLD was changed') }).toEqual({ status: 1, done: true });
  for (const words of [
    'line 2 (ana@one.example): which of ana@one.example and ana@two.example is the primary address of Ana Silva?',
    'line 4 (zoe@nic.ch): letters of "Zo? M?ller" seem to be lost',
    'line 5.phone: is missing',
    'line 6 (ole@norid.no): "on leave" stands behind the name',
    'line 7 (secretariat@icann.example): no ccTLD such as .nl stands in the name',
    'line 8 (peer@nic.fi): no ccTLD such as .nl stands in the name',
    'line 10: there is no address of a member in: this is no member',
    'Left as they are, until that is mended: .br .ch .fi .no .nz',
  ])
    expect(stderr).toContain(words);
  expect(await json('roster', 'list')).toMatchObject([{ tld: 'nl' }]);
});

test('the list at its host can follow: what is written is read again, and the difference is told', async () => {
  await cli('roster', 'import', await file('members.txt', MAILMAN_3), '--apply');
  const { stdout } = await cli('roster', 'export', '--format', 'mailman');
  expect(stdout.split('\n')).toContain('"John Doe, #1, .nl, +31 6 12345678, john@oarc.net" <john.doe@nic.nl>');
  const written = await file('export.txt', [stdout]);
  expect(await json('roster', 'import', written)).toMatchObject({ changes: [], faults: [], warnings: [] });
  expect(await json('roster', 'diff', written)).toEqual({
    add: [],
    remove: [],
    rename: [],
    secondAddresses: [],
    same: 4,
    strange: [],
  });
  const stale = await file('stale.txt', [
    ...MAILMAN_3.slice(0, 2),
    '"Jane Roe, #2, .nl, +31 687654321" <Jane.Roe@NIC.nl>',
    MAILMAN_3[3] ?? '',
    '"Old Hand, #2, .fi, +358 40 1234567" <old@nic.fi>',
  ]);
  const told = await cli('roster', 'diff', stale);
  expect(told.status).toBe(0);
  expect(told.stdout.split('\n')).toEqual([
    '+ Zoë Müller, #1, .ch, #1, .li, +41 44 668 18 00 <zoe@nic.ch>',
    '- Old Hand, #2, .fi, +358 40 1234567 <old@nic.fi>',
    '~ Jane.Roe@NIC.nl',
    '    there: Jane Roe, #2, .nl, +31 687654321',
    '    here:  Roe, Jane, #2, .nl, +31 6 87654321',
    '',
    '2 members as here, 1 to add (+), 1 to remove (-), 1 to rename (~).',
    'Second addresses that are members as well, and get every mail twice: john@oarc.net',
    '',
  ]);
  expect(await cli('roster', 'diff', await file('empty.txt', ['nobody']))).toMatchObject({ status: 1 });
});
