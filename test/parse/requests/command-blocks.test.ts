import { describe, expect, test } from 'vitest';
import { JANE, JANE_LINES, JOHN, JOHN_LINES, type MailCase, testMails } from './mail-case.ts';
import { read } from './reading.ts';

const ROSTER_LINE = '"Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl';
const ON_ROSTER = '{Jane Roe|jane@nic.nl|+31 6 87654321|#2|.nl}';
const doubt = { doubts: ['line-not-understood'] };
const subscribe = (lines: string, contacts: string, extra: Partial<MailCase> = {}): MailCase => ({
  mail: `SUBSCRIBE .nl\n${lines}`,
  asks: [`SUBSCRIBE nl${contacts === '' ? '' : ` ${contacts}`}`],
  ignored: [],
  ...extra,
});

describe('questions take no contacts', () => {
  testMails({
    'fields below HELP': {
      mail: 'HELP\nName: John Doe\nCC: x',
      asks: ['HELP'],
      ignored: ['2 free-text', '3 free-text'],
    },
    'a heading below WHO': { mail: 'WHO .nl\nPrimary contact', asks: ['WHO nl'], ignored: ['2 free-text'] },
    'a roster line below STATUS': { mail: `STATUS .nl\n${ROSTER_LINE}`, asks: ['STATUS nl'], ignored: ['2 free-text'] },
    'but the ccTLD as a field': { mail: 'STATUS\nccTLD: .nl', asks: ['STATUS nl'], ignored: [] },
    'but the ccTLD among other fields': { mail: 'STATUS\nName: John, ccTLD: .nl', asks: ['STATUS nl'], ignored: [] },
    'and no ccTLD goes over to the next command': {
      mail: 'STATUS .nl\nREMOVE me\n\nSUBSCRIBE .br\n\nREMOVE ALL',
      asks: ['STATUS nl', 'REMOVE ME', 'SUBSCRIBE br', 'REMOVE ALL'],
    },
  });
});

describe('ccTLDs on lines of their own', () => {
  const none = { asks: ['SUBSCRIBE'] };
  testMails({
    'directly below': { mail: 'SUBSCRIBE\n.nl\n\n.br', asks: ['SUBSCRIBE nl br'], ignored: [] },
    'above the command': { mail: '.nl\nSUBSCRIBE', ...none, ignored: ['1 free-text'] },
    'behind a closing': { mail: 'SUBSCRIBE\nRegards\n.nl', ...none, ignored: ['2 courtesy', '3 signature'] },
    'behind other words': { mail: 'SUBSCRIBE\nfor us\n.nl', ...none, ignored: ['2 free-text', '3 free-text'] },
    'behind a contact': {
      mail: 'SUBSCRIBE\nName: John Doe\n.nl',
      asks: ['SUBSCRIBE {John Doe|-|-}'],
      ignored: ['3 free-text'],
    },
  });
});

describe('the field for the ccTLD', () => {
  testMails({
    'names several': { mail: 'SUBSCRIBE\nccTLD: .nl, .br & .nl', asks: ['SUBSCRIBE nl br'], ignored: [] },
    'below other words': { mail: 'SUBSCRIBE\nfor us\nccTLD: .nl', asks: ['SUBSCRIBE nl'], ...doubt },
    'says what cannot be read': subscribe('ccTLD: the others', '', { ...doubt, ignored: ['2 not-understood'] }),
    'left blank': subscribe('ccTLD:', ''),
    'says the same in another order': {
      mail: 'SUBSCRIBE .nl .br\nccTLD: .br and .nl',
      asks: ['SUBSCRIBE nl br'],
      ignored: [],
    },
    'names one of two': {
      mail: `SUBSCRIBE .nl .br\n${JOHN_LINES}\nccTLD: .nl`,
      asks: ['SUBSCRIBE nl br {John Doe|john@nic.nl|+31 6 12345678|.nl}'],
      ...doubt,
      ignored: [],
    },
    'names more than the command': subscribe('ccTLD: .nl .br', '', { ...doubt, ignored: ['2 not-understood'] }),
    'names another one for a contact': subscribe(
      `${JOHN_LINES}\nccTLD: .br`,
      '{John Doe|john@nic.nl|+31 6 12345678|.br}',
    ),
    'names another one for the next contact': subscribe(
      `${JOHN_LINES}\n\nccTLD: .br\nName: Jane Roe`,
      `${JOHN} {Jane Roe|-|-|.br}`,
    ),
    'names another one for half a contact': subscribe(
      'Name: John Doe\n\nccTLD: .br\nEmail: john@nic.nl',
      '{John Doe|john@nic.nl|-|.br}',
    ),
    'names another one below REMOVE': {
      mail: 'REMOVE .nl jane@nic.nl\nccTLD: .br',
      asks: ['REMOVE nl -jane@nic.nl'],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'without a command': { mail: 'Name: John Doe\nccTLD: .nl', asks: [], loose: ['{John Doe|-|-|.nl}'] },
  });
});

describe('roster lines', () => {
  testMails({
    'behind a closing': subscribe(`Regards\n${ROSTER_LINE}`, ON_ROSTER, { ignored: ['2 courtesy'] }),
    'behind a closing below a contact': subscribe(`${JOHN_LINES}\nRegards\n${ROSTER_LINE}`, `${JOHN} ${ON_ROSTER}`, {
      ...doubt,
      ignored: ['5 courtesy'],
    }),
    'behind a closing of an UPDATE that says nothing': {
      mail: `UPDATE\nRegards\n${ROSTER_LINE}`,
      asks: ['UPDATE {-|-|-}'],
      ignored: ['2 courtesy', '3 signature'],
    },
    'of whoever goes, below other words': {
      mail: `REMOVE .nl\nHe has left us.\n${ROSTER_LINE}`,
      asks: ['REMOVE nl -jane@nic.nl'],
      ...doubt,
      ignored: ['2 not-understood'],
    },
    'behind a closing of an UPDATE': {
      mail: `UPDATE\nPhone: +31 6 1\nRegards\n${ROSTER_LINE}`,
      asks: ['UPDATE {-|-|+31 6 1}'],
      ignored: ['3 courtesy', '4 signature'],
    },
    'below other words': subscribe(`for us\n${ROSTER_LINE}`, ON_ROSTER, { ...doubt, ignored: ['2 not-understood'] }),
    'below a heading': subscribe(`Primary contact:\n${ROSTER_LINE}`, ON_ROSTER),
    'with hidden characters': subscribe(ROSTER_LINE.replace('Roe', 'R\u200boe'), ON_ROSTER, {
      doubts: ['removed-characters'],
    }),
    'with a second address below': subscribe(
      `\n${ROSTER_LINE}\nSecondary email: jane@oarc.net`,
      '{Jane Roe|jane@nic.nl|+31 6 87654321|2:jane@oarc.net|#2|.nl}',
    ),
    'with another number below': subscribe(`\n${ROSTER_LINE}\nPhone: +31 6 9`, ON_ROSTER, doubt),
    'in an UPDATE': { mail: `UPDATE\n${ROSTER_LINE}`, asks: [`UPDATE ${ON_ROSTER}`], ignored: [] },
    'in an UPDATE that says something already': {
      mail: `UPDATE\nPhone: +31 6 1\n${ROSTER_LINE}`,
      asks: ['UPDATE {-|-|+31 6 1}'],
      ...doubt,
      ignored: ['3 not-understood'],
    },
    'of whoever comes, below REPLACE that names nobody': {
      mail: `REPLACE .nl\n${ROSTER_LINE}`,
      asks: [`REPLACE nl ${ON_ROSTER}`],
    },
    'of whoever comes, behind REPLACE that names somebody': {
      mail: `REPLACE .nl john@nic.nl ${ROSTER_LINE}`,
      asks: [`REPLACE nl -john@nic.nl ${ON_ROSTER}`],
    },
  });
});

describe('behind a closing courtesy', () => {
  testMails({
    'a name opens the command again': subscribe(
      'Regards\nEmail: jane@nic.nl, Name: Jane Roe',
      '{Jane Roe|jane@nic.nl|-}',
      {
        ignored: ['2 courtesy'],
      },
    ),
    'a name opens it with doubt below a contact': subscribe(
      `${JOHN_LINES}\nRegards\nPhone: +31 6 87654321, Name: Jane Roe`,
      `${JOHN} {Jane Roe|-|+31 6 87654321}`,
      { ...doubt, ignored: ['5 courtesy'] },
    ),
    'a name left blank does not': subscribe(`${JOHN_LINES}\nRegards\nName:\nEmail: jane@nic.nl`, JOHN, {
      ignored: ['5 courtesy', '6 signature', '7 signature'],
    }),
    'everything else is a signature': subscribe(
      `${JOHN_LINES}\nRegards\nPhon: +31 6 1\nContact 2\nTel: +31 20 1\njane@nic.nl\n.br`,
      JOHN,
      {
        hints: ['Phone'],
        ignored: [5, 6, 7, 8, 9, 10].map((line) => `${line} ${line === 5 ? 'courtesy' : 'signature'}`),
      },
    ),
    'a name below REMOVE is one': {
      mail: `REMOVE .nl jane@nic.nl\nRegards\nName: John Doe\nEmail: john@nic.nl`,
      asks: ['REMOVE nl -jane@nic.nl'],
      ignored: ['2 courtesy', '3 signature', '4 signature'],
    },
    'a name below UPDATE is one': {
      mail: 'UPDATE\nPhone: +31 6 1\nRegards\nName: John Doe',
      asks: ['UPDATE {-|-|+31 6 1}'],
      ignored: ['3 courtesy', '4 signature'],
    },
  });
});

describe('words between the lines', () => {
  testMails({
    'above a further contact': subscribe(`${JOHN_LINES}\n\nand besides\nName: Jane Roe`, `${JOHN} {Jane Roe|-|-}`, {
      ...doubt,
      ignored: ['6 not-understood'],
    }),
    'above two headings': subscribe(`for us\nContacts:\nContact 1:\n${JOHN_LINES}`, JOHN, {
      ...doubt,
      ignored: ['2 not-understood'],
    }),
    'above a field left blank': subscribe('Name: John Doe\nof the registry\nPhone:', '{John Doe|-|-}', {
      ignored: ['3 free-text'],
    }),
    'above contacts without a command': {
      mail: `For us:\n\n${JOHN_LINES}\nPhon: +31 6 1`,
      asks: [],
      loose: [JOHN],
      hints: ['Phone'],
      ignored: ['1 free-text', '6 free-text'],
    },
  });
});

describe('the version of the list', () => {
  const version = (lines: string, asked: string, extra: Partial<MailCase> = {}): MailCase => ({
    mail: `CONTACTS .nl\n${lines}`,
    asks: [asked],
    ...extra,
  });
  testMails({
    'twice the same': version('Version of this list: 12\nVersion of this list: 12', 'CONTACTS nl v12'),
    'two versions': version('Version of this list: 12\nVersion of this list: 13', 'CONTACTS nl v12', doubt),
    'a word behind it': version('Version of this list: 12x', 'CONTACTS nl', doubt),
    'a word in front of it': version('Version of this list: v12', 'CONTACTS nl', doubt),
    'too many digits': version('Version of this list: 1234567890', 'CONTACTS nl', doubt),
    'not understood below another command': subscribe('Version of this list: x', ''),
  });
});

describe('UPDATE is about one person', () => {
  testMails({
    'who has one number': {
      mail: 'UPDATE\nPhone: +31 6 1\n\nPhone: +31 6 2',
      asks: ['UPDATE {-|-|+31 6 1|!field-twice}'],
    },
    'who has one name': {
      mail: `UPDATE\n${JOHN_LINES}\n\n${JANE_LINES}`,
      asks: ['UPDATE {John Doe|john@nic.nl|+31 6 12345678|!field-twice|!field-twice|!field-twice}'],
    },
  });

  test('the address behind it and the one below it are told', () => {
    expect(read('UPDATE john@nic.nl\nEmail: new@nic.nl').commands[0]?.doubts).toEqual([
      { code: 'line-not-understood', line: 1, detail: 'john@nic.nl' },
    ]);
  });
});

describe('who comes', () => {
  testMails({
    'is counted, not ranked, in a REPLACE': {
      mail: `REPLACE .nl john@nic.nl\nContact 1:\n${JANE_LINES}`,
      asks: [`REPLACE nl -john@nic.nl ${JANE}`],
    },
    'is ranked by a number sign': {
      mail: `REPLACE .nl john@nic.nl\nContact #1:\nName: Jane Roe`,
      asks: ['REPLACE nl -john@nic.nl {Jane Roe|-|-|#1}'],
    },
  });
});
