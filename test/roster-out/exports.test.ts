import { describe, expect, test } from 'vitest';
import type { EmailAddress } from '../../src/core/email-address.ts';
import type { Instant } from '../../src/core/instant.ts';
import { phoneBookCsv, rosterCsv } from '../../src/roster-out/roster-csv.ts';
import { mailmanList } from '../../src/roster-out/roster-mailman.ts';
import { rosterText } from '../../src/roster-out/roster-text.ts';
import { rosterVcards } from '../../src/roster-out/roster-vcard.ts';
import { vcardLine } from '../../src/roster-out/vcard-line.ts';
import { contact, roster, ROSTERS, TABLE } from './people.ts';

const MADE = '2026-04-01T06:00:00.000Z' as Instant;

test('text is the published line, by region, ccTLD and rank, with a blank line between regions', () => {
  expect(rosterText(TABLE, ROSTERS).split('\n')).toEqual([
    `"Ada Obi, #1, .ng, +31 6 12345678" john@nic.example`,
    '',
    `"John Doe, #1, .nl, +31 6 12345678" john@nic.example, john@oarc.example`,
    `"Jane Roe, #2, .nl, +31 6 12345678" jane@nic.example`,
    `"Анна Иванова, #1, .рф, +31 6 12345678" anna@nic.example`,
    '',
    `"Rosa 'La Paz' Quispe, Ing., #1, .bo, +31 6 12345678" rosa@nic.example`,
    '',
  ]);
});

describe('csv', () => {
  test('has a header and CRLF, and quotes what needs it', () => {
    const rows = rosterCsv(TABLE, ROSTERS).split('\r\n');
    expect(rows[0]).toBe('tld,ulabel,country,region,rank,name,email,secondary_email,phone,since,confirmed_at');
    expect(rows[2]).toBe(
      'nl,nl,Netherlands,EU,1,John Doe,john@nic.example,john@oarc.example,tel:+31612345678,2025-03-01T00:00:00.000Z,2026-03-01T12:30:00.000Z',
    );
    expect(rows[5]).toContain('bo,bo,"Bolivia, Plurinational State of",LAC,1,"Rosa ""La Paz"" Quispe, Ing.",');
    expect(rows.at(-1)).toBe('');
    expect(phoneBookCsv(TABLE, ROSTERS).split('\r\n')[2]).toBe(
      'nl,nl,Netherlands,EU,1,John Doe,john@nic.example,john@oarc.example,tel:+31612345678',
    );
    expect(rosterCsv(TABLE, ROSTERS).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  test.each(['=1+1', '+31', '-2', '@SUM(A1)', '\tx', '\rx', '＝1+1', '＠x'])('makes no formula of %j', (name) => {
    const [, row = ''] = rosterCsv(TABLE, [
      roster('nl', contact(1, name, `${name.replace(/[^=+-]/gu, '')}x@nic.example`)),
    ]).split('\r\n');
    const cells = row.split(',').map((cell) => cell.replaceAll('"', ''));
    expect(cells).toContain(`'${name}`);
    expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/u.test(cell))).toEqual([]);
  });
});

describe('vcard', () => {
  const cards = rosterVcards(TABLE, ROSTERS, MADE).split('END:VCARD\r\n');

  test('tells who, for which ccTLD, and how to reach them', () => {
    expect(cards[1]?.split('\r\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:4.0',
      'CATEGORIES:TLD-OPS',
      'REV:20260401T060000Z',
      'ORG:.nl (Netherlands)',
      'TITLE:TLD-OPS contact #1',
      'FN:John Doe',
      'N:John Doe;;;;',
      'UID;VALUE=text:tldops .nl john@nic.example',
      'EMAIL;PREF=1:john@nic.example',
      'EMAIL;PREF=2:john@oarc.example',
      'TEL;VALUE=uri:tel:+31612345678',
      '',
    ]);
  });

  test('escapes what separates values', () => {
    expect(cards[4]).toContain('\r\nFN:Rosa "La Paz" Quispe\\, Ing.\r\n');
    expect(cards[4]).toContain('\r\nORG:.bo (Bolivia\\, Plurinational State of)\r\n');
    const hostile = rosterVcards(TABLE, [roster('nl', contact(1, 'Eve\nTEL:+1;x\\y', 'eve@nic.example'))], MADE);
    expect(hostile).toContain('\r\nFN:Eve\\nTEL:+1\\;x\\\\y\r\n');
  });

  test('has an UID that stays with the person and the ccTLD, whatever else changes', () => {
    const uid = (text: string): string => /^UID.*$/mu.exec(text)?.[0] ?? '';
    const one = rosterVcards(TABLE, [roster('nl', contact(1, 'John Doe', 'John@nic.example'))], MADE);
    const later = rosterVcards(TABLE, [roster('nl', contact(3, 'Johnny Doe', 'john@NIC.example'))], MADE);
    const elsewhere = rosterVcards(TABLE, [roster('ng', contact(1, 'John Doe', 'john@nic.example'))], MADE);
    expect(uid(one)).toBe(uid(later));
    expect(uid(one)).not.toBe(uid(elsewhere));
  });

  test('can be 3.0 for older address books', () => {
    const card = rosterVcards(TABLE, ROSTERS.slice(1, 2), MADE, '3.0');
    for (const line of [
      'VERSION:3.0',
      'UID:tldops .nl john@nic.example',
      'TEL;TYPE=voice:+31612345678',
      'EMAIL;TYPE=internet,pref:john@nic.example',
    ])
      expect(card).toContain(`\r\n${line}\r\n`);
  });

  test('folds at 75 octets, never inside a character', () => {
    const value = `${'x'.repeat(68)}рф🏔️${'ж'.repeat(80)}`;
    const folded = vcardLine('FN', value);
    const lines = folded.slice(0, -2).split('\r\n');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.slice(1).every((line) => line.startsWith(' '))).toBe(true);
    expect(folded).not.toContain('\ufffd');
    expect(folded.replaceAll('\r\n ', '')).toBe(`FN:${value}\r\n`);
  });
});

test('mailman gets each person once, with the entry packed into a name that a parser reads as one', () => {
  const more = roster(
    'ng',
    contact(1, 'Ada Obi', 'JOHN@nic.example'),
    contact(2, 'Zoë O’Neill', 'zoe@nic.example', { secondaryEmail: 'z@home.example' as EmailAddress }),
  );
  const alsoThere = roster('bo', contact(1, 'Zoë O’Neill', 'zoe@nic.example'));
  expect(mailmanList(TABLE, [...ROSTERS.slice(0, 2), more, alsoThere]).split('\n')).toEqual([
    '"Анна Иванова, #1, .рф, +31 6 12345678" <anna@nic.example>',
    '"Jane Roe, #2, .nl, +31 6 12345678" <jane@nic.example>',
    '"Ada Obi, #1, .ng, #1, .nl, +31 6 12345678" <JOHN@nic.example>',
    '"Zoë O’Neill, #2, .ng, #1, .bo, +31 6 12345678, z@home.example" <zoe@nic.example>',
    '',
  ]);
  expect(mailmanList(TABLE, ROSTERS.slice(2, 3))).toBe(
    '"Rosa \\"La Paz\\" Quispe, Ing., #1, .bo, +31 6 12345678" <rosa@nic.example>\n',
  );
});
