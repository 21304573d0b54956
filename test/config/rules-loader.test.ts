import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { faultLine, loadRules } from '../../src/config/rules-loader.ts';
import { decide } from '../../src/rules/decide.ts';
import { answersTo, FACT_NAMES, type Facts, isFacts } from '../../src/rules/vocabulary.ts';
import { RULES_DIR, shippedRules } from '../rules/shipped-rules.ts';

const home = mkdtempSync(join(tmpdir(), 'tldops-rules-'));
const dir = join(home, 'rules');

beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  cpSync(RULES_DIR, dir, { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true }));

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change in ${file}`);
  writeFileSync(path, changed);
}

function lineOf(file: string, text: string): number {
  return (
    readFileSync(join(dir, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

async function faults(): Promise<readonly string[]> {
  const reading = await loadRules(dir);
  return reading.ok ? [] : reading.faults.map(faultLine);
}

/** Facts with the first answer of each, but for these. */
function facts(changes: Partial<Facts>): Facts {
  const all = { ...Object.fromEntries(FACT_NAMES.map((fact) => [fact, answersTo(fact)[0] ?? ''])), ...changes };
  if (!isFacts(all)) throw new Error('not facts');
  return all;
}

describe('the shipped policy', () => {
  test('is read without a fault, book by book', async () => {
    const book = await shippedRules();
    expect(book.books.map(({ name }) => name)).toEqual(['10-origin', '20-proof', '30-authority', '40-caution']);
    expect(book.rules).toEqual(book.books.flatMap(({ rules }) => rules));
    expect(book.otherwise).toMatchObject({ id: 'no-rule', verdict: 'hold' });
  });

  test('has a digest that any change of any file changes', async () => {
    const before = (await shippedRules()).digest;
    edit('limits.yaml', 'quoted-lines: 20', 'quoted-lines: 19');
    const reading = await loadRules(dir);
    expect(reading.ok && reading.book.digest).toMatch(/^[0-9a-f]{64}$/u);
    expect(reading.ok && reading.book.digest).not.toBe(before);
  });

  test('opens groups to the answers they stand for', async () => {
    const help = (await shippedRules()).rules.find(({ id }) => id === 'help');
    expect(help?.when.proof).toEqual(['signed', 'aligned']);
  });
});

test('a verdict that is flipped in a file changes what is decided', async () => {
  const asked = facts({ request: 'roster-change', proof: 'aligned', sender: 'admin', 'contacts-left': 'enough' });
  expect(decide(await shippedRules(), asked).verdict).toBe('confirm');
  const path = join(dir, '30-authority.yaml');
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf('- id: admin-aligned');
  writeFileSync(path, text.slice(0, at) + text.slice(at).replace('verdict: confirm\n    by: admin', 'verdict: hold'));
  const reading = await loadRules(dir);
  expect(reading.ok && decide(reading.book, asked).verdict).toBe('hold');
});

describe('a fault in a rule is told with file and line', () => {
  test.each([
    [
      'a mistyped fact',
      '20-proof.yaml',
      '      proof: unknown\n',
      '      proff: unknown\n',
      '"when" has no "proff". Did you mean "proof"?',
      'proff',
    ],
    [
      'a mistyped answer',
      '20-proof.yaml',
      'proof: failed-reject',
      'proof: failed-rejekt',
      '"proof" has no answer "failed-rejekt". Did you mean "failed-reject"?',
      'failed-rejekt',
    ],
    [
      'a mistyped group',
      '30-authority.yaml',
      'proof: proved',
      'proof: prooved',
      '"proof" has no answer "prooved". Did you mean "proved"?',
      'prooved',
    ],
    [
      'a mistyped key',
      '30-authority.yaml',
      'verdict: accept',
      'verdikt: accept',
      'A rule has no "verdikt". Did you mean "verdict"?',
      'verdikt',
    ],
    [
      'a mistyped verdict',
      '30-authority.yaml',
      'verdict: confirm',
      'verdict: confrim',
      'A verdict cannot be "confrim". Did you mean "confirm"?',
      'confrim',
    ],
    [
      'a mistyped confirmer',
      '30-authority.yaml',
      'by: new-address',
      'by: new-adress',
      'A confirmer cannot be "new-adress". Did you mean "new-address"?',
      'new-adress',
    ],
    [
      'an answer twice',
      '30-authority.yaml',
      'sender: [contact, member]',
      'sender: [contact, contact]',
      '"contact" stands twice in the answers to "sender".',
      '[contact, contact]',
    ],
    [
      'every answer',
      '30-authority.yaml',
      'contacts-left: one',
      'contacts-left: [none, one, enough]',
      'These are all the answers that "contacts-left" has. Leave the line out.',
      '[none, one, enough]',
    ],
    [
      'a wrong code',
      '20-proof.yaml',
      'smtp: 451 4.4.3',
      'smtp: 550 5.7.26',
      '"smtp" of a rule that says defer cannot be "550 5.7.26".',
      'smtp: 550 5.7.26',
    ],
    ['a reference', '30-authority.yaml', 'by: registered', 'by: &r registered', 'Write the text out', '&r registered'],
    ['a brace', '20-proof.yaml', 'tell: The DNS of', 'tell: The DNS {name} of', 'no braces', 'The DNS {name}'],
  ])('%s', async (_, file, from, to, message, mark) => {
    edit(file, from, to);
    const [fault] = (await faults()).filter((line) => line.includes(message));
    expect(fault).toContain(`${file}:${lineOf(file, mark)}: `);
  });

  test.each([
    ['without example', /    examples:\n      - A mail server reports[^\n]*\n/u, '', 'A rule needs "examples".'],
    ['without reason', /    why: A bounce[^\n]*\n/u, '', 'A rule needs "why".'],
    ['without verdict', /    verdict: discard\n/u, '', 'A rule needs "verdict".'],
    [
      'that tells without being heard',
      /    verdict: discard\n/u,
      '    verdict: discard\n    tell: Hello.\n',
      'tells the sender nothing (verdict discard)',
    ],
    ['called like no rule', 'id: bounce', 'id: none', 'needs another id: "none"'],
    ['with a strange id', 'id: bounce', 'id: Bounce!', 'needs an id of small letters, digits and single hyphens'],
  ])('a rule %s', async (_, from, to, message) => {
    edit('10-origin.yaml', from, to);
    const found = await faults();
    expect(found.join('\n')).toContain(message);
    expect(found.every((line) => /^10-origin\.yaml:\d+: /u.test(line))).toBe(true);
  });

  test('an id that is taken', async () => {
    edit('40-caution.yaml', 'id: frozen\n', 'id: help\n');
    const before = lineOf('30-authority.yaml', 'id: help');
    expect(await faults()).toEqual([
      `40-caution.yaml:${lineOf('40-caution.yaml', 'id: help')}: The id "help" is taken already (30-authority.yaml:${before}). Each rule needs its own.`,
    ]);
  });

  test('a rule that can never decide, with the rules that overrule it', async () => {
    const path = join(dir, '30-authority.yaml');
    const idle = `  - id: idle
    title: Idle
    why: To be found.
    when:
      origin: bounce
      request: help
    verdict: accept
    examples:
      - None.
`;
    writeFileSync(path, `${readFileSync(path, 'utf8')}${idle}`);
    const [fault, ...others] = await faults();
    expect(others).toEqual([]);
    expect(fault).toContain(
      `30-authority.yaml:${lineOf('30-authority.yaml', 'id: idle')}: The rule "idle" can never decide`,
    );
    expect(fault).toContain('bounce');
  });

  test('a text for the mail server that is too long or not ASCII', async () => {
    edit('20-proof.yaml', 'The DNS of the sender', 'Das DNS für den Absender');
    expect((await faults()).join()).toContain('"tell" may have 400 ASCII characters at most');
  });
});

test('a file that was not saved as UTF-8 is told with its line: its letters would be missing in our mails', async () => {
  const path = join(dir, 'texts', 'en', 'welcome.txt');
  const line = lineOf(join('texts', 'en', 'welcome.txt'), 'Welcome');
  writeFileSync(
    path,
    Buffer.from(readFileSync(path, 'utf8').replace('Welcome', 'Soyez la bienvenue à Genève'), 'latin1'),
  );
  expect((await faults())[0]).toBe(
    `texts/en/welcome.txt:${line}: Letters are lost here: the file is not in UTF-8. Save it as UTF-8.`,
  );
});

test('all faults of all files are told at once', async () => {
  edit('10-origin.yaml', 'origin: bounce', 'origin: bounze');
  edit('20-proof.yaml', 'verdict: defer', 'verdict: differ');
  edit('limits.yaml', /freeze-for: .*/u, 'freeze-for: two weeks');
  edit('role-mailboxes.txt', '[suspicious]', '[suspicous]');
  edit('cctlds.csv', ',LAC,', ',LAK,');
  const files = (await faults()).map((line) => line.slice(0, line.indexOf(':')));
  expect(new Set(files)).toEqual(
    new Set(['10-origin.yaml', '20-proof.yaml', 'cctlds.csv', 'limits.yaml', 'role-mailboxes.txt']),
  );
});

describe('the vocabulary must say what the program knows', () => {
  test.each([
    ['an unknown fact', '  pace:\n', '  paze:\n', 'The list of facts has no "paze". Did you mean "pace"?'],
    [
      'an unknown answer',
      '      over-limit: Yes, see changes',
      '      over-the-limit: Yes, see changes',
      'The fact "pace" has no "over-the-limit".',
    ],
    ['a missing answer', /      late: [^\n]*\n/u, '', 'The fact "token" needs "late".'],
    ['a missing verdict', /  hold: [^\n]*\n/u, '', 'The list of verdicts needs "hold".'],
    [
      'a group named like an answer',
      'proved: [signed, aligned]',
      'signed: [signed, aligned]',
      'a group needs another name',
    ],
  ])('%s', async (_, from, to, message) => {
    edit('vocabulary.yaml', from, to);
    expect((await faults()).join('\n')).toContain(message);
  });
});

describe('limits', () => {
  test.each([
    [
      'a mistyped name',
      'token-tries: 5',
      'token-trys: 5',
      'The list of limits has no "token-trys". Did you mean "token-tries"?',
    ],
    ['a missing one', /changes-per-day: 5\n/u, '', 'The list of limits needs "changes-per-day".'],
    [
      'a time without unit',
      'deferrals-for: 4 hours',
      'deferrals-for: 4',
      '"deferrals-for" must be a number and a unit, such as 30 minutes, 4 hours, 7 days.',
    ],
    ['a number with a unit', 'contacts-most: 3', 'contacts-most: 3 people', '"contacts-most" must be a whole number.'],
    ['a number out of range', 'contacts-most: 3', 'contacts-most: 4', '"contacts-most" must be from 1 to 3.'],
    [
      'a time out of range',
      'deferrals-for: 4 hours',
      'deferrals-for: 6 days',
      '"deferrals-for" must be from 1 minute to 5 days.',
    ],
    [
      'a reminder after the end',
      'confirmation-reminder-after: 3 days',
      'confirmation-reminder-after: 8 days',
      '"confirmation-reminder-after" must not be more than "confirmation-expires-after".',
    ],
    ['a key twice', 'token-tries: 5', 'token-tries: 5\ntoken-tries: 6', 'this key stands here a second time'],
  ])('%s is refused', async (_, from, to, message) => {
    edit('limits.yaml', from, to);
    expect((await faults()).join('\n')).toMatch(
      new RegExp(`^limits\\.yaml:\\d+: .*${message.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)}`, 'mu'),
    );
  });
});

describe('the tables', () => {
  test.each([
    [
      'a row without its region',
      'nl,nl,Netherlands,NL,EUR,active',
      'nl,nl,Netherlands,NL,EU,active',
      'There is no region "EU". Did you mean "EUR"?',
    ],
    ['a wrong U-label', 'xn--p1ai,рф', 'xn--p1ai,рy', '"рy" is not the U-label of "xn--p1ai".'],
    [
      'a label twice',
      'nl,nl,Netherlands,NL,EUR,active',
      'nl,nl,Netherlands,NL,EUR,active\nnl,nl,Netherlands,NL,EUR,active',
      '"nl" stands in line',
    ],
    ['a missing field', 'nl,nl,Netherlands,NL,EUR,active', 'nl,nl,Netherlands,NL,EUR', 'A line needs six fields'],
    ['another header', 'tld,ulabel', 'label,ulabel', 'The first line must be'],
  ])('ccTLDs: %s', async (_, from, to, message) => {
    edit('cctlds.csv', from, to);
    expect((await faults()).join('\n')).toContain(message);
  });

  test('ccTLDs: a name with a comma stands in quotes', async () => {
    const table = (await shippedRules()).table;
    expect(table.get('bq')?.name).toBe('Bonaire, Sint Eustatius and Saba');
  });

  test.each([
    ['an address', '\nnoc\n', '\nnoc@nic\n', '"noc@nic" is not a local part'],
    ['an entry twice', '\nnoc\n', '\nnoc\nnoc\n', '"noc" stands in line'],
  ])('role mailboxes: %s', async (_, from, to, message) => {
    edit('role-mailboxes.txt', from, to);
    expect((await faults()).join('\n')).toContain(message);
  });
});

describe('the folder', () => {
  test('a missing file is told', async () => {
    rmSync(join(dir, 'cctlds.csv'));
    expect(await faults()).toContain('cctlds.csv: This file is missing or cannot be read.');
  });

  test('a file that nobody reads is told', async () => {
    cpSync(join(dir, 'limits.yaml'), join(dir, 'limit.yaml'));
    expect(await faults()).toEqual(['limit.yaml: Nothing reads a file of this name. Did you mean "limits.yaml"?']);
  });

  test('a folder that is not there is told', async () => {
    rmSync(dir, { recursive: true });
    expect((await faults()).join('\n')).toContain('There is no book of rules');
  });

  test('broken YAML is told with its line', async () => {
    edit('20-proof.yaml', '  - id: failed-reject\n', '  - id: "failed-reject\n');
    expect((await faults()).join('\n')).toMatch(/^20-proof\.yaml:\d+: This is not valid YAML/mu);
  });
});
