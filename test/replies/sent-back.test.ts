import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/core/command.ts';
import { readRequest } from '../../src/parse/read-request.ts';
import { contactsBlock } from '../../src/replies/contacts-block.ts';
import { templateBlock } from '../../src/replies/template-block.ts';
import * as p from './people.ts';
import { LETTERS } from './representative-letters.ts';

function commandsIn(text: string): readonly Command[] {
  return readRequest({ table: p.TABLE, subject: '', text }).commands.map((located) => located.command);
}

/** Words of the editable block that a letter ends with. */
function printedWords(text: string): readonly string[] {
  return [...text.matchAll(/^(CONTACTS|SUBSCRIBE|REPLACE|REMOVE|UPDATE|STATUS|WHO|DISPUTE)\b/gmu)].map(
    (match) => match[1] ?? '',
  );
}

describe('our own mail, sent back', () => {
  test.each(Object.entries(LETTERS))('%s unquoted holds the commands of its last block and no other', (_, write) => {
    const { text } = write();
    expect(commandsIn(text).map((command) => command.word)).toEqual(printedWords(text));
  });

  test.each(Object.entries(LETTERS))('%s quoted holds no command', (_, write) => {
    const quoted = write()
      .text.split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    expect(commandsIn(quoted)).toEqual([]);
  });

  test.each(Object.entries(LETTERS))('an answer above %s, unquoted, is read as itself', (_, write) => {
    expect(commandsIn(`CONFIRM\n\n${write().text}`)[0]?.word).toBe('CONFIRM');
  });
});

test('no letter of ours, sent back unquoted, is a dry run or casts doubt on its block', () => {
  for (const [name, write] of Object.entries(LETTERS)) {
    const { dryRun, commands } = readRequest({ table: p.TABLE, subject: '', text: write().text });
    expect({ name, dryRun, doubts: commands.flatMap((located) => located.doubts) }).toEqual({
      name,
      dryRun: false,
      doubts: [],
    });
  }
});

test('a CONTACTS block is read as exactly the people that it lists', () => {
  for (const roster of [p.roster(p.NL, p.JOHN, p.JANE), p.roster(p.RU, p.IVAN, p.LI), p.roster(p.BR, p.ANA)]) {
    const [command] = commandsIn(contactsBlock(p.TABLE, roster));
    expect(command).toMatchObject({
      word: 'CONTACTS',
      tlds: [{ known: true, tld: roster.tld }],
      contacts: roster.contacts.map(({ name, email, secondaryEmail, rank }) => ({
        name,
        email,
        secondaryEmail,
        rank,
        faults: [],
      })),
    });
  }
});

describe('a template', () => {
  const block = templateBlock(p.template('SUBSCRIBE .nl', 'Name: Max Moe\nEmail:\nPhone:\nRole: primary'));

  test('sent back as it is misses what it missed, and invents nothing', () => {
    const [command] = commandsIn(block);
    expect(command).toMatchObject({ word: 'SUBSCRIBE', contacts: [{ name: 'Max Moe', email: null, phone: null }] });
  });

  test('completed is read in full', () => {
    const completed = block.replace('Email:', 'Email: max.moe@nic.nl').replace('Phone:', 'Phone: +31 6 11223344');
    expect(commandsIn(completed)).toMatchObject([
      {
        word: 'SUBSCRIBE',
        tlds: [{ known: true, tld: p.NL }],
        contacts: [{ name: 'Max Moe', email: 'max.moe@nic.nl', phone: '+31 6 11223344', rank: 1, faults: [] }],
      },
    ]);
  });
});
