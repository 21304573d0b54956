import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Finished, tldopsHere } from '../e2e/child-program.ts';

let world: Surroundings;

beforeAll(async () => {
  world = await startSurroundings({ iana: [], domains: {} });
});

afterAll(() => world.close());

function cli(...args: readonly string[]): Promise<Finished> {
  return tldopsHere([...args, '--config', world.settingsFile]);
}

async function json(...args: readonly string[]): Promise<unknown> {
  const finished = await cli(...args, '--json');
  expect(finished, args.join(' ')).toMatchObject({ status: 0, stderr: '' });
  return finished.json();
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(world.folder, name);
  await writeFile(path, content);
  return path;
}

const LINES = [
  '"Anna Visser, #1, .nl, +31 6 12345678" anna@nic.example, anna@home.example',
  '"Ben Bakker, #2, .nl, +31 6 87654321" ben@nic.example',
  '"Seán O’Brien, #3, .nl, +353 86 123 4567" sean@nic.example',
  '',
  '"Иван =Иванов, #1, .рф, +7 912 345 67 89" ivan@registry.example',
];

describe('what is exported can be imported', () => {
  test('as published lines, first as a dry run, then for good', async () => {
    const path = await file('lines.txt', `\ufeff${LINES.join('\r\n')}\r\n`);
    const shown = await cli('roster', 'import', path);
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.stdout).toMatch(/\+ #1 Anna Visser, anna@nic\.example, anna@home\.example/u);
    expect(shown.stdout).toContain('Nothing was changed yet. To do it: the same command with --apply.');
    expect(await json('roster', 'list')).toEqual([]);
    expect((await cli('roster', 'import', path, '--apply')).stdout).toContain('2 ccTLDs were changed');
    expect(await json('audit', 'nl')).toMatchObject([
      { kind: 'roster-imported', tld: 'nl', actor: 'shell', details: { file: 'lines.txt', before: [] } },
    ]);
    expect((await cli('roster', 'import', path, '--apply')).stdout).toContain('nothing to change');
  });

  test.each(['json', 'csv', 'text'])('from %s without a difference', async (format) => {
    const { stdout, status } = await cli('roster', 'export', '--format', format);
    expect(status).toBe(0);
    expect(await json('roster', 'import', await file(`export.${format}`, stdout))).toMatchObject({ changes: [] });
  });

  test('from a csv that a spreadsheet saved with semicolons, with a change', async () => {
    const { stdout } = await cli('roster', 'export', '--format', 'csv');
    expect(stdout).toContain(',tel:+31612345678,');
    const edited = stdout
      .replaceAll(',', ';')
      .replace('anna@home.example', '')
      .replace('Ben Bakker', '"Ben ""B."" Bakker"');
    const path = await file('edited.csv', edited);
    expect(await json('roster', 'import', path)).toMatchObject({
      changes: [
        {
          tld: 'nl',
          differences: [
            { kind: 'changed', after: { name: 'Anna Visser', secondaryEmail: null } },
            { kind: 'changed', after: { name: 'Ben "B." Bakker' } },
          ],
        },
      ],
    });
  });

  test('and keeps the dates of those who stay', async () => {
    const dates = async (): Promise<unknown> =>
      JSON.parse(JSON.stringify(await json('roster', 'show', 'nl')), (key, value) =>
        key === 'contacts' ? value[0] : value,
      );
    const before = await dates();
    await cli('roster', 'import', await file('one.txt', LINES[0] ?? ''), '--apply');
    expect(await dates()).toEqual({ ...Object(before), revision: 2 });
  });
});

describe('export', () => {
  test('prints every other format inside one JSON document with --json', async () => {
    for (const format of ['text', 'csv', 'vcard', 'mailman']) {
      const { stdout } = await cli('roster', 'export', '--format', format);
      expect(await json('roster', 'export', '--format', format)).toEqual({ format, text: stdout });
    }
    expect(await json('roster', 'export')).toEqual(await json('roster', 'list'));
    expect(await json('roster', 'export', '--format', 'json')).toEqual(await json('roster', 'list'));
  });

  test('keeps the line ends of the format', async () => {
    const { stdout: cards } = await cli('roster', 'export', '--format', 'vcard');
    expect(cards).toMatch(/^BEGIN:VCARD\r\nVERSION:4\.0\r\n/u);
    const card = await file('contacts.vcf', cards);
    expect(await cli('roster', 'import', card)).toMatchObject({
      status: 1,
      stderr: `${card} holds cards, which cannot be imported: use json, csv, text or mailman.\n`,
    });
    expect((await cli('roster', 'export', '--format', 'csv')).stdout).toMatch(/^tld,.*\r\nnl,/u);
  });

  test('calls an unknown format wrong usage, and names the formats', async () => {
    expect(await cli('roster', 'export', '--format', 'xml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('text, csv, vcard, json, mailman'),
    });
  });
});

describe('a file with faults', () => {
  const contact = { name: 'Eve Adams', email: 'eve@nic.example', phone: '+31612345678' };

  test('tells them all with their places, and nothing of it is imported', async () => {
    const path = await file(
      'faults.json',
      JSON.stringify([
        { tld: 'fi', contacts: [{ ...contact, name: '  ', phone: '12', email: 'eve' }] },
        { tld: 'zz', contacts: [] },
        { tld: 'an', contacts: [contact] },
        { tld: 'br', contacts: [{ ...contact, secondaryEmail: 'EVE@nic.example', since: 'yesterday', rank: 7 }] },
        {
          tld: 'se',
          contacts: [1, 2, 3, 4].map((number) => ({ ...contact, email: `eve${number}@nic.example`, rank: 1 })),
        },
        { tld: 'no', contacts: [{ name: 5 }] },
        { contacts: [] },
        { tld: '.FI', contacts: [{ ...contact, name: 'Eve\u202eAdams' }] },
      ]),
    );
    const { status, stdout, stderr } = await cli('roster', 'import', path, '--apply');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    for (const words of [
      '[0].contacts[0].name:',
      '[0].contacts[0].email: "eve" is no e-mail address: it has no @',
      '[0].contacts[0].phone: "12" ',
      '[1]: zz is no ccTLD',
      '[2] (an): this ccTLD is retired',
      '[3] (br): eve@nic.example stands there twice',
      '[3].contacts[0].since: "yesterday" is no date',
      '[3].contacts[0].rank: 7',
      '[4] (se): 4 contacts; at most 3 are allowed',
      '[4] (se): rank 1 is given twice',
      '[5].contacts[0].name: ',
      '[5].contacts[0].email: ',
      '[6].tld: ',
      '[7].contacts[0].name:',
      '.fi has more than one entry',
    ])
      expect(stderr).toContain(`${path}: ${words}`);
    expect(await json('roster', 'show', 'br')).toMatchObject({ contacts: [] });
  });

  test.each([
    ['csv', 'tld,name,email\nnl,Eve,eve@nic.example\n', 'line 1: there is no column phone'],
    ['csv', 'tld,name,email,phone\nnl,"Eve,eve@nic.example,+31612345678\n', 'line 2: a quotation mark is not closed'],
    ['csv', 'tld,name,email,phone\n\nnl,Eve,eve@nic.example,12\n', 'line 3.phone: "12"'],
    ['txt', `${LINES[0] ?? ''}\nDear all,\n`, 'line 2: this is no line like'],
    ['json', '[{"tld": ', 'is not JSON'],
    ['json', '{"tld": "nl"}', 'expected array'],
  ])('of %s is told: %j', async (ending, content, words) => {
    const path = await file(`faulty.${ending}`, content);
    const { status, stderr } = await cli('roster', 'import', path);
    expect({ status, said: stderr.includes(words) }, stderr).toEqual({ status: 1, said: true });
  });

  test.each([
    [
      'csv',
      'tld,name,email,phone\nse,Eve,eve@nic.example,12\ndk,Eve,eve@nic.example,+31612345678,more\nis,Eve,eve@nic.example,+31612345678\n',
    ],
    [
      'txt',
      '"Eve, #1, .is, +31612345678" eve@nic.example\n"Eve, #1, .se" eve@nic.dk\n"Eve, #1, .dk, 12345" eve@nic.example\n',
    ],
    [
      'json',
      JSON.stringify(
        ['se', 'dk', 'is'].map((tld) => ({ tld, contacts: [{ ...contact, rank: tld === 'is' ? 1 : 9 }] })),
      ),
    ],
  ])('of %s leaves its ccTLDs as they are, and what is clean is done', async (ending, content) => {
    const path = await file(`partly.${ending}`, content);
    const shown = await cli('roster', 'import', path, '--json');
    expect(shown).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Left as they are, until that is mended: .dk .se'),
    });
    expect(shown.json()).toMatchObject({ understood: [{ tld: 'is', contacts: 1 }], leftOut: ['dk', 'se'] });
    expect(await cli('roster', 'import', path, '--apply')).toMatchObject({ status: 1 });
    expect(await json('roster', 'show', 'is')).toMatchObject({ contacts: [{ email: 'eve@nic.example' }] });
    for (const tld of ['se', 'dk']) expect(await json('roster', 'show', tld)).toMatchObject({ contacts: [] });
    await cli('roster', 'import', await file('none.json', '[{"tld":"is","contacts":[]}]'), '--apply');
  });

  test.each([
    ['csv', 'tld,name,email,phone\nse,Zoë Öberg,zoe@nic.example,+31612345678\nis,Eve,eve@nic.example,+31612345678\n'],
    ['txt', '"Zoë Öberg, #1, .se, +31612345678" zoe@nic.example\n"Eve, #1, .is, +31612345678" eve@nic.example\n'],
    [
      'json',
      JSON.stringify([
        { tld: 'se', contacts: [{ ...contact, name: 'Zoë Öberg' }] },
        { tld: 'is', contacts: [contact] },
      ]),
    ],
  ])('of %s with letters of another charset puts nobody on the list without them', async (ending, content) => {
    const path = await file(`windows.${ending}`, Buffer.from(content, 'latin1'));
    const { status, stderr } = await cli('roster', 'import', path);
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('save it as UTF-8') });
    expect(stderr).toContain('Left as they are, until that is mended: .se');
    const wide = await file(`wide.${ending}`, Buffer.from(`\ufeff${content}`, 'utf16le'));
    expect(await cli('roster', 'import', wide)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('save it as UTF-8'),
    });
  });

  test.each(['since', 'confirmedAt'])(
    'of which %s is in the future is told; a clock that is ahead is none',
    async (field) => {
      const on = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
      const rosters = [
        { tld: 'se', contacts: [{ ...contact, [field]: on(400) }] },
        { tld: 'is', contacts: [{ ...contact, [field]: on(0.5) }] },
      ];
      const path = await file('future.json', JSON.stringify(rosters));
      const shown = await cli('roster', 'import', path, '--json');
      expect(shown).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(
          new RegExp(`\\[0\\]\\.contacts\\[0\\]\\.${field}: "[^"]+" is in the future`, 'u'),
        ),
      });
      expect(shown.json()).toMatchObject({ understood: [{ tld: 'is' }], leftOut: ['se'] });
    },
  );

  test('of lines that ran into one leaves everything as it is: each ccTLD in it may lack somebody', async () => {
    const both = '"Eve, #1, .se, +31612345678" eve@nic.example "Bo, #2, .is, +31612345678" bo@nic.example';
    const path = await file('glued.txt', `${both}\n"Eve, #1, .is, +31612345678" eve@nic.example\n`);
    const { status, stderr } = await cli('roster', 'import', path, '--apply');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('Nothing was imported.') });
    expect(await json('roster', 'show', 'is')).toMatchObject({ contacts: [] });
  });

  test('is no file with oddities: those are told, and it is done', async () => {
    const path = await file(
      'odd.json',
      JSON.stringify([{ tld: 'fi', contacts: [{ ...contact, email: 'noc@nic.example' }] }]),
    );
    expect(await json('roster', 'import', path)).toMatchObject({
      warnings: [expect.stringContaining('noc@nic.example looks like the address of a role')],
    });
  });

  test.each([
    ['secondary', 'secondary_email'],
    ['secondaryEmail', 'secondary_email'],
    ['E-mail 2', 'secondary_email'],
    ['ranks', 'rank'],
    ['confirmed', 'confirmed_at'],
  ])('a column %s is told: nothing reads it, and %s is meant', async (column, meant) => {
    const row = 'nl,Eve,eve@nic.example,+31612345678';
    const path = await file('columns.csv', `tld,name,email,phone,${column}\n${row},1\n`);
    expect(await cli('roster', 'import', path)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        `line 1: the column "${column.toLowerCase()}" is not read; did you mean "${meant}"? Else take it out`,
      ),
    });
    const empty = await file('empty-column.csv', `tld,name,email,phone,${column}\n${row},\n`);
    expect(await json('roster', 'import', empty)).toMatchObject({ warnings: [] });
  });

  test('a column that nobody could take for another is told, and does no harm; so is a key of JSON', async () => {
    const table = 'tld,name,email,phone,country,Notes\nfi,Eve,eve@nic.example,+358401234567,Finland,on leave\n';
    const words =
      '"notes" is not read; what is read: tld, name, email, phone, rank, secondary_email, since, confirmed_at';
    const path = await file('notes.csv', table);
    expect(await json('roster', 'import', path)).toMatchObject({ warnings: [`line 1: the column ${words}`] });
    expect((await cli('roster', 'import', path)).stdout).toContain(`Please look at this: line 1: the column ${words}.`);
    const keys = [{ tld: 'fi', contacts: [{ ...contact, notes: 'on leave' }] }];
    expect(await json('roster', 'import', await file('notes.json', JSON.stringify(keys)))).toMatchObject({
      warnings: [expect.stringContaining('[0].contacts[0]: "notes" is not read')],
    });
    const slip = [{ tld: 'fi', contacts: [{ ...contact, secondary_email: 'eve@home.example' }] }];
    expect(await cli('roster', 'import', await file('slip.json', JSON.stringify(slip)))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('[0].contacts[0]: "secondary_email" is not read; did you mean "secondaryEmail"?'),
    });
  });

  test('two columns of one name are told', async () => {
    const path = await file(
      'twice.csv',
      'tld,name,email,email,phone\nfi,Eve,a@nic.example,b@nic.example,+31612345678\n',
    );
    expect(await cli('roster', 'import', path)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('line 1: two columns are email'),
    });
  });

  test('ranks of the file count, and close up', async () => {
    const people = [
      { ...contact, rank: 3 },
      { ...contact, name: 'Adam Adams', email: 'adam@nic.example', rank: 1 },
    ];
    const path = await file('ranks.json', JSON.stringify([{ tld: 'fi', contacts: people }]));
    await cli('roster', 'import', path, '--apply');
    expect(await json('roster', 'show', 'fi')).toMatchObject({
      contacts: [
        { rank: 1, name: 'Adam Adams' },
        { rank: 2, name: 'Eve Adams' },
      ],
    });
  });
});

test('the export of what was imported is what a spreadsheet may open', async () => {
  const path = join(world.folder, 'out.csv');
  const { stdout } = await cli('roster', 'export', '--format', 'csv');
  await writeFile(path, stdout);
  expect((await readFile(path, 'utf8')).split(/[\r\n,;]+/u).filter((cell) => /^"?[=+\-@]/u.test(cell))).toEqual([]);
});
