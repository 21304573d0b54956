import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameCommands } from '../../src/parse/read-request.ts';
import { commandsOf, doubtsOf, read } from './requests/reading.ts';

const WORDS = [
  'SUBSCRIBE',
  'REMOVE',
  'REPLACE',
  'CONTACTS',
  'UPDATE',
  'WHO',
  '.nl',
  'nl',
  '.рф',
  'ALL',
  'me',
  'WITH',
  'Name:',
  'Email:',
  'Phone:',
  'Role:',
  'john@nic.nl',
  '+31 6 1',
  '>',
  '-- ',
  '--',
  '\n',
  '\n\n',
  '<',
  '>',
  '[',
  ']',
  '(',
  ')',
  'mailto:',
  '"',
  ',',
  '#1',
  '*',
  '\t',
  '\u200b',
  '\u202e',
  'On 5 Jan x wrote:',
  'From: a',
  'Sent: b',
  'To: c',
  'CHECK',
  'CONFIRM',
  '| a | b |',
] as const;

const anyMail = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })), { maxLength: 40 })
    .map((parts) => parts.join(' ')),
);

const letters = fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'.split('')), minLength: 2, maxLength: 8 });
const contact = fc.record({
  name: fc.tuple(letters, letters).map(([a, b]) => `${a} ${b}`),
  email: fc.tuple(letters, letters).map(([a, b]) => `${a}@${b}.nl`),
  secondary: fc.option(
    fc.tuple(letters, letters).map(([a, b]) => `${a}@${b}.org`),
    { nil: null },
  ),
  phone: fc.integer({ min: 10_000_000, max: 99_999_999 }).map((number) => `+31 6 ${number}`),
});
type Person = { name: string; email: string; secondary: string | null; phone: string };

const ROLES = ['primary', 'secondary', 'third'] as const;
const people = fc.uniqueArray(contact, { minLength: 1, maxLength: 3, selector: ({ email }) => email });

function lines(person: Person, role: string): string[] {
  return [
    `Name: ${person.name}`,
    `Email: ${person.email}`,
    ...(person.secondary === null ? [] : [`Secondary email: ${person.secondary}`]),
    `Phone: ${person.phone}`,
    `Role: ${role}`,
  ];
}

function block(persons: readonly Person[]): string {
  return `CONTACTS .nl\n${persons.map((person, index) => `${lines(person, ROLES[index] ?? '').join('\n')}\n\n`).join('')}`;
}

function expected(persons: readonly Person[]): string {
  const contacts = persons.map(
    ({ name, email, secondary, phone }, index) =>
      `{${name}|${email}|${phone}|${secondary === null ? '' : `2:${secondary}|`}#${index + 1}}`,
  );
  return `CONTACTS nl ${contacts.join(' ')}`;
}

describe('whatever the text is', () => {
  test('reading never throws', () => {
    fc.assert(
      fc.property(anyMail, anyMail, (text, subject) => void read(text, subject)),
      { numRuns: 400 },
    );
  });

  test('every line is at most once ignored, in order', () => {
    fc.assert(
      fc.property(anyMail, (text) => {
        const numbers = read(text).ignored.map(({ line }) => line);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  test('a wholly quoted text asks nothing', () => {
    fc.assert(
      fc.property(anyMail, (text) => {
        const quoted = text
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\n');
        expect(read(quoted).commands).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('quoted lines below change no command', () => {
    fc.assert(
      fc.property(anyMail, anyMail, (text, other) => {
        const quoted = other
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\n');
        expect(commandsOf(read(`${text}\n\n${quoted}`))).toEqual(commandsOf(read(text)));
      }),
      { numRuns: 300 },
    );
  });

  test('text behind the signature mark changes no command', () => {
    fc.assert(
      fc.property(people, anyMail, (persons, other) => {
        expect(commandsOf(read(`${block(persons)}-- \n${other}`))).toEqual([expected(persons)]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a block as our answers print it', () => {
  test('is read as it was meant, without doubt', () => {
    fc.assert(
      fc.property(people, (persons) => {
        const request = read(block(persons));
        expect(commandsOf(request)).toEqual([expected(persons)]);
        expect(doubtsOf(request)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('may be upper or lower case in word and labels', () => {
    fc.assert(
      fc.property(people, fc.boolean(), (persons, upper) => {
        const changed = block(persons).replaceAll(/^(?:CONTACTS|[\w ]+:)/gmu, (label) =>
          upper ? label.toUpperCase() : label.toLowerCase(),
        );
        expect(sameCommands(read(changed), read(block(persons)))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('may have its fields in any order', () => {
    fc.assert(
      fc.property(people, fc.infiniteStream(fc.nat(100)), (persons, chance) => {
        const shuffled = persons.map((person, index) =>
          lines(person, ROLES[index] ?? '')
            .map((line): [number, string] => [chance.next().value ?? 0, line])
            .toSorted(([a], [b]) => a - b)
            .map(([, line]) => line)
            .join('\n'),
        );
        expect(commandsOf(read(`CONTACTS .nl\n${shuffled.join('\n\n')}`))).toEqual([expected(persons)]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('limits', () => {
  test('fifty commands are read, the rest casts doubt', () => {
    const request = read('REMOVE .nl jane@nic.nl\n'.repeat(60));
    expect(request.commands).toHaveLength(50);
    expect(doubtsOf(request)).toContain('line-not-understood');
  });
  test('five thousand lines are read, the rest casts doubt', () => {
    const request = read(`REMOVE .nl jane@nic.nl\n${'x\n'.repeat(6000)}REMOVE .nl john@nic.nl`);
    expect(commandsOf(request)).toEqual(['REMOVE nl -jane@nic.nl']);
    expect(doubtsOf(request)).toEqual(['line-not-understood']);
  });
  test.each([
    ['brackets', '<mailto:'.repeat(250)],
    ['links', '[a](mailto:a@b.nl)'.repeat(100)],
    ['labels', 'Name: '.repeat(300)],
    ['addresses', 'a@b.nl '.repeat(280)],
    ['commas', `"${','.repeat(1900)}`],
    ['spaces', `Email:${' '.repeat(1900)}x`],
    ['dashes', '-'.repeat(1990)],
    ['CHECK', 'CHECK '.repeat(330)],
    ['stars', `SUBSCRIBE ${'*'.repeat(1900)}`],
    ['attribution', `On ${'1 '.repeat(900)}`],
  ])('a mail full of %s is read in proportion to its length', (_, line) => {
    expect(() => read(`SUBSCRIBE .nl\n${`${line}\n`.repeat(2000)}`)).not.toThrow();
  });
});
