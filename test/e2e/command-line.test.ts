import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { type CommandOptions, type Finished, tldops, tldopsHere } from './child-program.ts';
import { type Inbox, inboxOf, refIn } from './inbox.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, DOMAINS, IANA, ianaRecord, KIM, subscribe } from './invented-people.ts';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);

let world: DemoWorld;
let inbox: Inbox;

beforeAll(async () => {
  world = await startDemoWorld({ iana: [...IANA, ianaRecord('xn--p1ai', 'admin@nic.example')], domains: DOMAINS });
  inbox = inboxOf(world.sink);
  await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});

afterAll(() => world.close());

function cli(...args: readonly string[]): Promise<Finished> {
  return tldopsHere([...args, '--config', world.settingsFile]);
}

/** The document that a command prints with `--json`; it must end well and say nothing else. */
async function json(...args: readonly string[]): Promise<unknown> {
  const finished = await cli(...args, '--json');
  expect(finished, args.join(' ')).toMatchObject({ status: 0, stderr: '' });
  return finished.json();
}

describe('the exit status of the process', () => {
  it.each([
    [0, ['roster', 'show', 'nl', '--json']],
    [1, ['roster', 'show', 'zz']],
    [2, ['roster', 'shw']],
    [3, ['roster', 'show', 'nl', '--config', '/nowhere/tldops.yaml']],
  ])('is %i', async (status, args) => {
    const finished = await tldops(['--config', world.settingsFile, ...args]);
    expect(finished.status).toBe(status);
    expect(finished.stdout === '').toBe(status !== 0);
    expect(finished.stderr === '').toBe(status === 0);
  });
});

describe('wrong usage', () => {
  it('ends with 2, prints nothing to stdout and tells what is wrong', async () => {
    const wrong = [
      ['rostr'],
      ['roster', 'shw'],
      ['roster', 'show'],
      ['roster', 'list', '--nonsense'],
      ['roster', 'export', '--format', 'xml'],
      ['held', 'approve', 'nonsense'],
      ['held', 'refuse', '2026-000001'],
      ['iana', 'set', 'nl', '--email', 'not an address', '--reason', 'x'],
      ['audit', 'nonsense'],
      ['explain'],
    ];
    const finished = await inTurn(wrong, (args) => cli(...args));
    for (const [index, { status, stdout, stderr }] of finished.entries()) {
      const args = wrong[index]?.join(' ');
      expect({ status, stdout }, args).toEqual({ status: 2, stdout: '' });
      expect(stderr, args).not.toMatch(/^\s*at /mu);
      expect(stderr.trim(), args).not.toBe('');
    }
    expect(finished[0]?.stderr).toContain('roster');
  });

  it('is answered by --help of every command, on stdout and with 0', async () => {
    const top = await tldopsHere(['--help']);
    const names = [...top.stdout.matchAll(/^ {2}([a-z]+) (?=.*\S)/gmu)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'help');
    expect(names).toEqual(
      expect.arrayContaining([
        'serve',
        'explain',
        'roster',
        'held',
        'iana',
        'audit',
        'outbox',
        'failed',
        'rules',
        'config',
      ]),
    );
    for (const help of await inTurn(names, (name) => tldopsHere([name, '--help']))) {
      expect(help).toMatchObject({ status: 0, stderr: '' });
      expect(help.stdout).toMatch(/^Usage: tldops /u);
    }
  });
});

describe('a wrong configuration', () => {
  it.each([
    [
      'a mistyped key',
      (text: string) => text.replace('smtp: { listen:', 'smtp: { lisen:'),
      /smtp\.lisen\b.*\blisten\b/u,
    ],
    ['a mistyped section', (text: string) => text.replace('outbound:', 'outbond:'), /outbond.*outbound/u],
    ['a missing key', (text: string) => text.replace(/^hostname:.*$/mu, ''), /hostname/u],
    ['a value of the wrong kind', (text: string) => text.replace('timeout: 15s', 'timeout: soon'), /dns\.timeout/u],
    ['no YAML', () => 'a: [', /tldops|yaml/iu],
  ])('(%s) ends with 3, and names the path', async (name, change, expected) => {
    const file = join(world.folder, `${name.replaceAll(' ', '-')}.yaml`);
    await writeFile(file, change(await readFile(world.settingsFile, 'utf8')));
    for (const command of [['config', 'check'], ['serve']]) {
      const { status, stdout, stderr } = await tldopsHere([...command, '--config', file]);
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toMatch(expected);
    }
  });

  it('(a file that is not there) ends with 3', async () => {
    expect(await tldops(['roster', 'list', '--config', join(world.folder, 'nowhere.yaml')])).toMatchObject({
      status: 3,
      stdout: '',
    });
  });

  it('(a rule with a mistyped fact) ends with 3, and names file, line and the nearest fact', async () => {
    const settingsFile = await ownRules('mistyped', (text) => text.replace('proof: proved', 'prof: proved'));
    for (const command of [
      ['rules', 'check'],
      ['roster', 'list'],
    ]) {
      const { status, stdout, stderr } = await tldopsHere([...command, '--config', settingsFile]);
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toMatch(/30-authority\.yaml:\d+: .*\bprof\b.*\bproof\b/u);
    }
  });

  it('is looked for in --config, then ./tldops.yaml, then $TLDOPS_CONFIG', async () => {
    const elsewhere = join(world.folder, 'elsewhere');
    await mkdir(elsewhere);
    const show = async (args: readonly string[], options: CommandOptions): Promise<unknown> => {
      const finished = await tldops([...args, 'config', 'check', '--json'], options);
      expect(finished.stderr).toBe('');
      return finished.json();
    };
    const env = { TLDOPS_CONFIG: world.settingsFile };
    expect(await show([], { cwd: elsewhere, env })).toMatchObject({ file: world.settingsFile });
    await cp(world.settingsFile, join(elsewhere, 'tldops.yaml'));
    await cp(join(world.folder, 'dkim.pem'), join(elsewhere, 'dkim.pem'));
    await cp(join(world.folder, 'iana.json'), join(elsewhere, 'iana.json'));
    expect(await show([], { cwd: elsewhere, env })).toMatchObject({ file: expect.stringContaining('elsewhere') });
    expect(await show(['--config', world.settingsFile], { cwd: elsewhere, env })).toMatchObject({
      file: world.settingsFile,
    });
  });
});

describe('what is known', () => {
  it('prints the documented JSON for every reading command', async () => {
    const contact = {
      rank: 1,
      name: 'Anna Visser',
      email: 'anna.visser@nic.example',
      secondaryEmail: null,
      phone: '+31612345678',
      since: MOMENT,
      confirmedAt: MOMENT,
    };
    const [list, shown, empty, unicode, show, history, held, outbox, failed, config] = await inTurn(
      [
        ['roster', 'list'],
        ['roster', 'show', '.NL'],
        ['roster', 'show', 'fi'],
        ['roster', 'show', '.РФ'],
        ['iana', 'show', 'nl'],
        ['iana', 'history', 'nl'],
        ['held', 'list'],
        ['outbox', 'list'],
        ['failed', 'list'],
        ['config', 'show'],
      ],
      (args) => json(...args),
    );
    expect(list).toEqual([{ tld: 'nl', revision: 1, contacts: [contact, expect.objectContaining({ rank: 2 })] }]);
    expect(shown).toEqual({ tld: 'nl', revision: 1, contacts: [contact, expect.objectContaining({ rank: 2 })] });
    expect(empty).toEqual({ tld: 'fi', revision: 0, contacts: [] });
    expect(unicode).toMatchObject({ tld: 'xn--p1ai', contacts: [] });
    expect(show).toMatchObject({
      tld: 'nl',
      adminEmail: ADMIN_NL,
      manager: 'Registry of .nl (invented)',
      asOf: MOMENT,
      changedAt: null,
      source: 'file',
    });
    for (const documents of [history, held, outbox, failed]) expect(documents).toEqual(expect.any(Array));
    expect(JSON.stringify(config)).not.toContain('PRIVATE KEY');
  });

  it('ends with 1 for what does not exist', async () => {
    const unknown = [
      ['roster', 'show', 'zz'],
      ['iana', 'show', 'zz'],
      ['held', 'show', '2026-999999'],
      ['held', 'approve', '2026-999999'],
      ['explain', join(world.folder, 'nothing.eml')],
      ['roster', 'import', join(world.folder, 'nothing.json')],
    ];
    for (const failed of await inTurn(unknown, (args) => cli(...args, '--json'))) {
      expect(failed.status).toBe(1);
      expect(failed.json()).toEqual({ error: failed.stderr.trimEnd() });
    }
  });
});

describe('roster import', () => {
  it('shows the difference, applies it with --apply only, and takes what roster list prints', async () => {
    const file = join(world.folder, 'import.json');
    const wanted = [
      {
        tld: '.BR',
        contacts: [
          {
            rank: 1,
            name: 'Clara Souza',
            email: 'clara@registry.example',
            secondaryEmail: null,
            phone: '+5511912345678',
            since: '2020-01-02T03:04:05.000Z',
            confirmedAt: '2021-01-02T03:04:05.000Z',
          },
          {
            name: 'Davi Lima',
            email: 'davi@registry.example',
            secondaryEmail: 'davi@elsewhere.example',
            phone: '+5511987654321',
          },
        ],
      },
    ];
    await writeFile(file, JSON.stringify(wanted));
    const difference = {
      applied: false,
      changes: [{ tld: 'br', differences: [{ kind: 'added' }, { kind: 'added' }] }],
    };
    expect(await json('roster', 'import', file)).toMatchObject(difference);
    expect(await json('roster', 'show', 'br')).toMatchObject({ revision: 0, contacts: [] });
    expect(await json('roster', 'import', file, '--apply')).toMatchObject({ ...difference, applied: true });
    expect(await json('roster', 'show', 'br')).toMatchObject({
      revision: 1,
      contacts: [
        { name: 'Clara Souza', since: '2020-01-02T03:04:05.000Z', confirmedAt: '2021-01-02T03:04:05.000Z' },
        { rank: 2, secondaryEmail: 'davi@elsewhere.example' },
      ],
    });
    const before = await json('roster', 'list');
    await writeFile(file, JSON.stringify(before));
    expect(await json('roster', 'import', file, '--apply')).toMatchObject({ changes: [] });
    expect(await json('roster', 'list')).toEqual(before);
    // Imported addresses count as proved: roster data may go there.
    expect(await world.play({ from: 'clara@registry.example', text: 'WHO .nl' })).toMatch(/ info$/u);
    expect((await inbox.next('clara@registry.example', 'info')).text).toContain('anna.visser@nic.example');
  });

  it('takes nothing of a file with a fault, and names every fault', async () => {
    const file = join(world.folder, 'faulty.json');
    const contact = {
      rank: 1,
      name: 'Eve Adams',
      email: 'eve@nic.example',
      secondaryEmail: null,
      phone: '+31612345678',
    };
    await writeFile(
      file,
      JSON.stringify([
        { tld: 'fi', contacts: [contact] },
        { tld: 'zz', contacts: [] },
        { tld: 'nl', contacts: [{ ...contact, phone: '12' }] },
        { tld: 'nl', contacts: [{ ...contact, email: 'no address' }] },
      ]),
    );
    const failed = await cli('roster', 'import', file, '--apply', '--json');
    expect(failed.status).toBe(1);
    for (const fault of ['zz', '12', 'no address']) expect(failed.stderr).toContain(fault);
    expect(failed.json()).toMatchObject({
      error: failed.stderr.trimEnd(),
      faults: [
        { file, path: '[1]', tld: 'zz', message: 'zz is no ccTLD' },
        { path: '[2].contacts[0].phone', tld: 'nl' },
        { path: '[3].contacts[0].email', tld: 'nl' },
        { path: null, tld: 'nl', message: '.nl has more than one entry' },
      ],
    });
    expect(await json('roster', 'show', 'fi')).toMatchObject({ contacts: [] });
    expect(await json('roster', 'show', 'nl')).toMatchObject({ revision: 1 });
  });

  it('refuses a file that names one ccTLD or one person of it twice', async () => {
    const file = join(world.folder, 'twice.json');
    const contact = {
      rank: 1,
      name: 'Eve Adams',
      email: 'eve@nic.example',
      secondaryEmail: null,
      phone: '+31612345678',
    };
    for (const twice of [
      [
        { tld: 'fi', contacts: [contact] },
        { tld: '.FI', contacts: [] },
      ],
      [{ tld: 'fi', contacts: [contact, { ...contact, rank: 2 }] }],
    ]) {
      await writeFile(file, JSON.stringify(twice));
      expect(await cli('roster', 'import', file, '--apply')).toMatchObject({ status: 1, stdout: '' });
    }
    expect(await json('roster', 'show', 'fi')).toMatchObject({ contacts: [] });
  });
});

describe('explain', () => {
  it('tells proof, relation, verdict, rules, facts and answers of a saved mail, and changes nothing', async () => {
    const file = join(world.folder, 'mail.eml');
    await writeFile(file, await world.compose({ from: ADMIN_BR, text: 'Hello\n\nSTATUS .br\n\n> WHO' }));
    const before = await json('audit');
    const envelope = ['--ip', '127.0.0.1', '--helo', 'mx.registry.example', '--mail-from', ADMIN_BR];
    const explained = await json('explain', file, ...envelope);
    expect(explained).toMatchObject({
      proof: 'signed',
      relation: 'admin',
      verdict: 'accept',
      rules: expect.arrayContaining(['status']),
      facts: expect.objectContaining({ proof: 'signed', sender: 'admin', request: 'status' }),
      commands: [expect.objectContaining({ line: 3 })],
      ignored: expect.arrayContaining([expect.objectContaining({ why: 'quoted' })]),
      changes: [],
      replies: [
        expect.objectContaining({ to: ADMIN_BR, subject: expect.stringContaining('STATUS'), text: expect.any(String) }),
      ],
    });
    const tried = await json('rules', 'try', file);
    expect(tried).toMatchObject({ relation: 'admin', commands: [expect.objectContaining({ line: 3 })] });
    expect(await json('audit')).toEqual(before);
    expect((await cli('explain', file, ...envelope)).stdout).toContain('signed');
  });

  it('tells of a mail that came before', async () => {
    const file = join(world.folder, 'again.eml');
    await writeFile(file, await world.compose({ from: ADMIN_BR, text: 'STATUS .br' }));
    expect(await json('explain', file)).toMatchObject({ seenBefore: null });
    const raw = await readFile(file, 'utf8');
    const ref = refIn(await world.play({ from: ADMIN_BR, text: '', raw, signed: false }));
    expect(await json('explain', file)).toMatchObject({ seenBefore: ref });
    expect((await cli('explain', file)).stdout).toContain(`This very mail came before, as ${ref}`);
  });

  it('tells of a mail that is refused at once', async () => {
    const file = join(world.folder, 'broken.eml');
    await writeFile(file, 'From: a@nic.example\r\nFrom: b@nic.example\r\nSubject: x\r\n\r\nHELP\r\n');
    expect(await json('explain', file)).toMatchObject({ verdict: 'refuse', commands: [], changes: [], replies: [] });
  });
});

describe('rules', () => {
  it('check proves every law of the shipped policy; show prints every rule', async () => {
    const checked = await json('rules', 'check');
    expect(checked).toMatchObject({
      ok: true,
      laws: expect.arrayContaining([expect.objectContaining({ holds: true })]),
    });
    expect(await json('rules', 'show')).toMatchObject({ books: expect.any(Array) });
  });

  it('decide: a verdict that is changed in a copy changes what happens, without code', async () => {
    const file = join(world.folder, 'copied.eml');
    const mail = { from: 'colleague@elsewhere.example', cc: ADMIN_BR, text: subscribe('br', ANNA) };
    await writeFile(file, await world.compose(mail));
    expect(await json('explain', file, '--ip', '127.0.0.1')).toMatchObject({
      verdict: 'confirm',
      rules: ['other-copies-admin'],
    });
    const settingsFile = await ownRules('stricter', (text) =>
      text.replace(
        /(- id: other-copies-admin\n[\s\S]*?review: )\[none, asked-admin\]\n( {4}verdict: )confirm\n {4}by: admin/u,
        '$1none\n$2hold',
      ),
    );
    const [explained, checked] = await Promise.all([
      tldopsHere(['explain', file, '--ip', '127.0.0.1', '--json', '--config', settingsFile]),
      tldopsHere(['rules', 'check', '--config', settingsFile]),
    ]);
    expect(explained).toMatchObject({ status: 0, stderr: '' });
    expect(explained.json()).toMatchObject({ verdict: 'hold', rules: ['other-copies-admin'] });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
  });

  it('that break a law are found, with 1', async () => {
    const settingsFile = await ownRules('lawless', (text) =>
      text.replace(
        /(- id: admin-aligned\n[\s\S]*?verdict: )confirm\n {4}by: admin\n {4}tell: >-\n(?: {6}.*\n)+/u,
        '$1accept\n',
      ),
    );
    const { status, stderr, stdout } = await tldopsHere(['rules', 'check', '--json', '--config', settingsFile]);
    expect(status).toBe(1);
    expect(stderr).not.toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
  });
});

describe('the held queue', () => {
  async function heldMail(tld: string, admin: string): Promise<string> {
    const text = `SUBSCRIBE .${tld}\nName: Support Team\nEmail: anna.visser@nic.example\nPhone: +31 6 12345678`;
    const reply = await world.play({ from: admin, text });
    expect(reply).toMatch(/ held$/u);
    await inbox.next(KIM, 'notice');
    await inbox.next(admin, 'held');
    return refIn(reply);
  }

  it('is listed with the documented fields, and shown with what would change', async () => {
    const ref = await heldMail('fi', 'manager@plain.example');
    expect(await json('held', 'list')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ref,
          state: 'open',
          kind: 'hold',
          from: 'manager@plain.example',
          tlds: ['fi'],
          commands: ['SUBSCRIBE'],
          rules: expect.arrayContaining(['looks-like-a-role']),
          receivedAt: MOMENT,
        }),
      ]),
    );
    expect(await json('held', 'show', ref)).toMatchObject({ ref, changes: [{ tld: 'fi' }] });
    expect((await cli('held', 'show', ref)).stdout).toContain('Support Team');

    expect(await json('held', 'approve', ref)).toMatchObject({ ref, state: 'approved' });
    expect(await json('roster', 'show', 'fi')).toMatchObject({ revision: 1, contacts: [{ name: 'Support Team' }] });
    await inbox.next('manager@plain.example', 'applied');
    await decidedOnce(ref, 'approved');
  });

  it('refuses with a reason that the sender reads', async () => {
    const ref = await heldMail('br', ADMIN_BR);
    expect(await json('held', 'refuse', ref, '--reason', 'Please name a person, not a team.')).toMatchObject({
      state: 'refused',
    });
    const told = await inbox.next(ADMIN_BR, 'refused');
    expect(told.text).toContain('Please name a person, not a team.');
    await decidedOnce(ref, 'refused');
  });

  it('discards without a word', async () => {
    const ref = await heldMail('br', ADMIN_BR);
    const waiting = () => world.service.workplace.store.outboxWaiting();
    await expect.poll(waiting).toEqual([]);
    const sent = world.sink.mails.length;
    expect(await json('held', 'discard', ref)).toMatchObject({ state: 'discarded' });
    await decidedOnce(ref, 'discarded');
    await expect.poll(waiting).toEqual([]);
    // The Secretariat hears what became of the case, the sender nothing.
    const told = world.sink.mails.slice(sent).flatMap(({ envelope }) => envelope.to);
    expect(told.filter((to) => to !== 'kim@tld-ops.example')).toEqual([]);
  });

  /** Whoever comes second hears so, with 1, and nothing changes. */
  async function decidedOnce(ref: string, state: string): Promise<void> {
    const before = await json('audit', ref);
    const later = [['approve'], ['refuse', '--reason', 'x'], ['discard'], ['ask-admin']];
    for (const failed of await inTurn(later, ([word = '', ...more]) => cli('held', word, ref, ...more, '--json'))) {
      expect(failed.status).toBe(1);
      expect(failed.json()).toEqual({ error: failed.stderr.trimEnd() });
      expect(failed.stderr).toContain('decided');
    }
    expect(await json('audit', ref)).toEqual(before);
    expect((await cli('held', 'list')).stdout).not.toContain(ref);
    expect(await json('held', 'list')).toEqual(expect.arrayContaining([expect.objectContaining({ ref, state })]));
  }
});

describe('iana set', () => {
  it('stands until the source agrees, is seen by the running server, and is on record', async () => {
    const set = await json(
      'iana',
      'set',
      'se',
      '--email',
      'new-boss@nic.example',
      '--reason',
      'IANA is late; phoned the registry',
    );
    expect(set).toMatchObject({ tld: 'se', adminEmail: 'new-boss@nic.example', source: 'manual', changedAt: MOMENT });
    expect(await json('iana', 'show', 'se')).toMatchObject({ adminEmail: 'new-boss@nic.example', source: 'manual' });
    const history = await json('iana', 'history', 'se');
    expect(JSON.stringify(history)).toContain('boss@unproved.example');
    expect(JSON.stringify(history)).toContain('phoned the registry');
    expect(await world.play({ from: 'new-boss@nic.example', text: subscribe('se', ANNA) })).toMatch(/ held$/u);
    expect(JSON.stringify(await json('audit', 'se'))).toContain('iana-changed');
  });
});

describe('audit verify', () => {
  it('finds what was changed behind the program’s back', async () => {
    const copy = join(world.folder, 'tampered');
    await mkdir(join(copy, 'data'), { recursive: true });
    for (const file of ['tldops.yaml', 'dkim.pem', 'iana.json']) await cp(join(world.folder, file), join(copy, file));
    const source = new Database(join(world.folder, 'data', 'tldops.sqlite'));
    await source.backup(join(copy, 'data', 'tldops.sqlite'));
    source.close();
    const verify = (): Promise<Finished> =>
      tldopsHere(['audit', 'verify', '--json', '--config', join(copy, 'tldops.yaml')]);
    expect(await verify()).toMatchObject({ status: 0, stderr: '' });
    const database = new Database(join(copy, 'data', 'tldops.sqlite'));
    database.exec('drop trigger audit_keeps_what_was');
    database.exec(`update audit set actor = 'somebody@nic.example' where seq = 2`);
    database.close();
    const { status, stdout, stderr } = await verify();
    expect(status).toBe(1);
    expect(stderr).toContain('2');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, brokenAt: 2 });
  });
});

let copies = 0;

/** Settings with a copy of the policy in which one file is changed. */
async function ownRules(name: string, change: (text: string) => string): Promise<string> {
  copies += 1;
  const rules = join(world.folder, `rules-${copies}-${name}`);
  await cp(RULES, rules, { recursive: true });
  const file = join(rules, '30-authority.yaml');
  const before = await readFile(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('the policy was not changed');
  await writeFile(file, after);
  const settingsFile = join(world.folder, `${name}.yaml`);
  const settings = await readFile(world.settingsFile, 'utf8');
  await writeFile(settingsFile, settings.replace(/^rules_dir:.*$/mu, `rules_dir: ${rules}`));
  return settingsFile;
}

/** One after the other. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
