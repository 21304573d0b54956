import { describe, expect, test } from 'vitest';
import { sameCommands } from '../../src/parse/read-request.ts';
import { doubtsOf, read } from './requests/reading.ts';

const same = (text: string, other: string): boolean => sameCommands(read(text), read(other));
const subscribe = (name: string): string => `SUBSCRIBE .nl\nName: ${name}\nEmail: john@nic.nl\nPhone: +31 6 12345678`;

describe('two texts of one mail ask for the same', () => {
  test.each([
    ['on other lines', subscribe('John Doe'), `Hello\n\n${subscribe('John Doe').replaceAll('\n', '\n\n')}`],
    ['beside other words', 'REMOVE .nl jane@nic.nl', 'REMOVE .nl jane@nic.nl\n\nShe left.'],
    ['with another apostrophe', subscribe("John O'Neil"), subscribe('John O’Neil')],
    ['with a prime', subscribe("John O'Neil"), subscribe('John O′Neil')],
    ['with other quotation marks', subscribe('John "Jack" Doe'), subscribe('John “Jack” Doe')],
    ['with another hyphen', subscribe('John Doe-Roe'), subscribe('John Doe–Roe')],
    ['with a minus', subscribe('John Doe-Roe'), subscribe('John Doe−Roe')],
    ['with an ellipsis', subscribe('Jo... Doe'), subscribe('Jo… Doe')],
    ['with a fault that is written otherwise', 'UPDATE\nEmail: jane@@nic.nl', 'UPDATE\nEmail: jane@@@nic.nl'],
    ['nothing', 'Hello', 'Good morning'],
  ])('%s', (_, text, other) => {
    expect(same(text, other)).toBe(true);
  });

  test.each([
    ['another person', subscribe('John Doe'), subscribe('Jane Doe')],
    ['another name of the same length', subscribe('Max Moe'), subscribe('Zoe Moe')],
    ['another ccTLD', 'STATUS .nl', 'STATUS .br'],
    ['another command', 'STATUS .nl', 'WHO .nl'],
    ['nothing', 'STATUS .nl', 'Hello'],
    ['more', 'STATUS .nl', 'STATUS .nl\nHELP'],
    ['a dry run', 'REMOVE .nl jane@nic.nl', 'CHECK REMOVE .nl jane@nic.nl'],
    ['another fault', 'UPDATE\nEmail: jane@@nic.nl', 'UPDATE\nEmail: jane@nic.nl max@nic.nl max2@nic.nl'],
    ['everybody', 'REMOVE .nl jane@nic.nl', 'REMOVE .nl ALL'],
  ])('or not: the other asks for %s', (_, text, other) => {
    expect(same(text, other)).toBe(false);
  });
});

describe('a text that is too long', () => {
  const filler = `${'x'.repeat(999)}\n`;

  test('is read to its last whole line, and the rest casts doubt', () => {
    const request = read(`REMOVE .nl jane@nic.nl\n${filler.repeat(260)}REMOVE .nl john@nic.nl`);
    expect(request.commands).toHaveLength(1);
    expect(request.commands[0]?.doubts).toEqual([
      { code: 'line-not-understood', line: 251, detail: 'too long to be read whole' },
    ]);
  });

  test('casts none where only blank lines are beyond', () => {
    expect(doubtsOf(read(`REMOVE .nl jane@nic.nl\n${'\n'.repeat(6000)}`))).toEqual([]);
    expect(doubtsOf(read(`REMOVE .nl jane@nic.nl\n${' \n'.repeat(2000)}`))).toEqual([]);
  });

  test('casts none on a question', () => {
    expect(doubtsOf(read(`WHO .nl\n${filler.repeat(260)}`))).toEqual([]);
  });
});
