import { describe, expect, test } from 'vitest';
import { JANE, JANE_LINES, type MailCase, testMails } from './mail-case.ts';
import { commandsOf, read } from './reading.ts';

const ROSTER_LINE = '"Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl';
const jane = ['REMOVE nl -jane@nic.nl'];
const both = ['REMOVE nl -jane@nic.nl -john@nic.nl'];
const remove = (lines: string, extra: Partial<MailCase> = {}): MailCase => ({
  mail: `REMOVE .nl\n${lines}`,
  asks: jane,
  ignored: [],
  ...extra,
});
const doubt = { doubts: ['line-not-understood'] };

describe('REMOVE ALL and REMOVE me name nobody else', () => {
  testMails({
    'an address below ALL': { mail: 'REMOVE .nl ALL\njane@nic.nl', asks: ['REMOVE nl ALL'], ignored: ['2 free-text'] },
    'an address below me': { mail: 'REMOVE me\njane@nic.nl', asks: ['REMOVE ME'], ignored: ['2 free-text'] },
    'a field below ALL': {
      mail: 'REMOVE .nl ALL\nEmail: jane@nic.nl',
      asks: ['REMOVE nl ALL'],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'a field below me': {
      mail: 'REMOVE .nl me\nEmail: jane@nic.nl',
      asks: ['REMOVE nl ME'],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'a roster line below ALL': {
      mail: `REMOVE .nl ALL\n${ROSTER_LINE}`,
      asks: ['REMOVE nl ALL'],
      ...doubt,
      ignored: ['2 not-understood'],
    },
  });
});

describe('who goes, on lines of their own', () => {
  testMails({
    'below a blank line': remove('\njane@nic.nl'),
    'with a name below a blank line': remove('\nJane Roe <jane@nic.nl>', doubt),
    'with a name below somebody who is named': {
      mail: 'REMOVE .nl jane@nic.nl\nJohn Doe <john@nic.nl>',
      asks: both,
      ...doubt,
    },
    'below other words': remove('She has left us.\njane@nic.nl', { ...doubt, ignored: ['2 not-understood'] }),
    'with hidden characters': remove('ja\u200bne@nic.nl', { doubts: ['removed-characters'] }),
    'in a field': remove('Email: jane@nic.nl'),
    'in two fields': remove('Email: jane@nic.nl\nEmail: john@nic.nl', { asks: both }),
    'in a field below other words': remove('She has left us.\nEmail: jane@nic.nl', {
      ...doubt,
      ignored: ['2 not-understood'],
    }),
    'in a field with a value to repair': remove('Email: jane at nic.nl', { doubts: ['value-repaired'] }),
    'in fields left blank': remove('Name:\nEmail:', { asks: ['REMOVE nl'] }),
    'in two fields with words between, which is a signature': remove(
      'Email: jane@nic.nl\nOur registry\nEmail: john@nic.nl',
      { ...doubt, ignored: ['3 free-text', '4 signature'] },
    ),
    'with a number, without labels': remove('Jane Roe\njane@nic.nl\n+31 6 87654321', doubt),
    'with a number, without labels, one below the other': remove(
      '\nJane Roe\njane@nic.nl\n+31 6 87654321\n\nJohn Doe\njohn@nic.nl\n+31 6 12345678',
      { asks: both, doubts: ['line-not-understood', 'line-not-understood'] },
    ),
    'above the sender’s name, address and number': remove('jane@nic.nl\n\nAdam Admin\nadmin@nic.nl\n+31 20 1234567', {
      ignored: ['4 free-text'],
    }),
    'with a name above the sender’s name, address and number': remove(
      'Jane Roe\njane@nic.nl\n\nAdam Admin\nadmin@nic.nl\n+31 20 1234567',
      { ...doubt, ignored: ['5 free-text'] },
    ),
    'in fields above the sender’s name, address and number': remove(
      'Name: Jane Roe\nEmail: jane@nic.nl\n\nAdam Admin\nadmin@nic.nl\n+31 20 1234567',
      { ignored: ['5 free-text'] },
    ),
    'in a line of the list above the sender’s name, address and number': remove(
      `${ROSTER_LINE}\n\nAdam Admin\nadmin@nic.nl\n+31 20 1234567`,
      { ignored: ['4 free-text'] },
    ),
    'with first and last name': remove('First name: Jane\nLast name: Roe\nEmail: jane@nic.nl'),
    'in a roster line of one of two ccTLDs': {
      mail: `REMOVE .br .nl\n${ROSTER_LINE}`,
      asks: ['REMOVE br nl -jane@nic.nl'],
    },
    'in a roster line, without a ccTLD': { mail: `REMOVE\n${ROSTER_LINE}`, asks: ['REMOVE -jane@nic.nl'] },
    'in a roster line whose ccTLD cannot be read': remove('"Jane Roe, #2, .x_y, +31 6 87654321" jane@nic.nl', {
      asks: ['REMOVE nl'],
      ...doubt,
      ignored: ['2 not-understood'],
    }),
    'in a roster line that was cut': remove('"Jane Roe, #2, .nl, +31 6 87654321"', {
      asks: ['REMOVE nl'],
      ...doubt,
      ignored: ['2 not-understood'],
    }),
  });

  test.each([
    ['Name: Jane Roe\nEmail:', 'REMOVE nl'],
    ['First name: Jane\nEmail:', 'REMOVE nl'],
    ['Last name: Roe', 'REMOVE nl'],
    ['Name: John Doe\nName: Jane Roe\nEmail: jane@nic.nl', 'REMOVE nl -jane@nic.nl'],
    ['Name: John Doe\nFirst name: Jane\nLast name: Roe\nEmail: jane@nic.nl', 'REMOVE nl -jane@nic.nl'],
  ])('a name without an address is one whom nobody finds: %j', (lines, asked) => {
    const request = read(`REMOVE .nl\n${lines}`);
    expect(commandsOf(request)).toEqual([asked]);
    expect(request.commands.map(({ doubts }) => doubts)).toEqual([
      [{ code: 'line-not-understood', line: 1, detail: 'name without address' }],
    ]);
  });
});

describe('who goes and who comes', () => {
  const asks = [`REPLACE nl -john@nic.nl ${JANE}`];
  testMails({
    'one line names who goes, the next one nobody': {
      mail: 'REPLACE .nl\njohn@nic.nl\njane@nic.nl',
      asks: ['REPLACE nl -john@nic.nl'],
      ignored: ['3 free-text'],
    },
    'behind the word stands who goes, below it nobody': {
      mail: 'REPLACE .nl john@nic.nl\njane@nic.nl',
      asks: ['REPLACE nl -john@nic.nl'],
      ignored: ['2 free-text'],
    },
    'Old: without New:': { mail: `REPLACE .nl\nOld: john@nic.nl\n${JANE_LINES}`, asks, ignored: [] },
    'Old: below other words': {
      mail: 'REPLACE .nl\nHe has left us.\nOld: john@nic.nl',
      asks: ['REPLACE nl -john@nic.nl'],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'Old: with a value to repair': {
      mail: `REPLACE .nl\nOld: john at nic.nl\n${JANE_LINES}`,
      asks,
      doubts: ['value-repaired'],
    },
    'Old: with nobody': { mail: `REPLACE .nl\nOld: him\n${JANE_LINES}`, asks: [`REPLACE nl ${JANE}`], ...doubt },
    'Old: with fields left blank': {
      mail: `REPLACE .nl\nOld:\nName: John Doe\nEmail:\nNew:\n${JANE_LINES}`,
      asks: [`REPLACE nl ${JANE}`],
      ignored: [],
    },
    'Old: where nobody can be replaced': {
      mail: `SUBSCRIBE .nl\nOld email: john@nic.nl\n${JANE_LINES}`,
      asks: [`SUBSCRIBE nl ${JANE}`],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'one newcomer of two is named on the line': {
      mail: `REPLACE .nl john@nic.nl jane@nic.nl\n${JANE_LINES}\n\nName: Zoe\nEmail: zoe@nic.nl`,
      asks: [`REPLACE nl -john@nic.nl ${JANE} {Zoe|zoe@nic.nl|-}`],
    },
    'details of who goes, and then of who comes': {
      mail: `REPLACE .nl john@nic.nl\nName: John Doe\nEmail: john@nic.nl\n\nwith:\n\n${JANE_LINES}`,
      asks: [`REPLACE nl -john@nic.nl ${JANE}`],
      ...doubt,
    },
    'the same person goes and comes': {
      mail: `REPLACE .nl jane@nic.nl\n${JANE_LINES}`,
      asks: [`REPLACE nl -jane@nic.nl ${JANE}`],
    },
    'a word that names nobody who goes': {
      mail: `SUBSCRIBE .nl\njohn@nic.nl\n${JANE_LINES}`,
      asks: [`SUBSCRIBE nl ${JANE}`],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'an UPDATE, whose address below is the new one': {
      mail: 'UPDATE\njane@nic.nl',
      asks: ['UPDATE {-|jane@nic.nl|-}'],
      doubts: ['label-guessed'],
    },
  });
});
