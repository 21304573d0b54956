import { describe, expect, test } from 'vitest';
import { JANE, JANE_LINES, JOHN, JOHN_LINES, type MailCase, testMails } from './mail-case.ts';
import { read } from './reading.ts';

const doubt = { doubts: ['line-not-understood'] };
const guessed = { doubts: ['label-guessed'] };
const subscribe = (lines: string, contacts: string, extra: Partial<MailCase> = {}): MailCase => ({
  mail: `SUBSCRIBE .nl\n${lines}`,
  asks: [`SUBSCRIBE nl${contacts === '' ? '' : ` ${contacts}`}`],
  ignored: [],
  ...extra,
});

describe('a line without a label', () => {
  testMails({
    'is the address of the contact above': subscribe(
      'Name: John Doe\njohn@nic.nl',
      '{John Doe|john@nic.nl|-}',
      guessed,
    ),
    'is none of two addresses': subscribe('Name: John Doe\njohn@nic.nl, j@oarc.net', '{John Doe|-|-}', {
      ignored: ['3 free-text'],
    }),
    'is no second number': subscribe(`${JOHN_LINES}\n+31 6 99999999`, JOHN, { ignored: ['5 free-text'] }),
    'is nobody’s number below a blank line': subscribe('Name: John Doe\n\n+31 6 99999999', '{John Doe|-|-}', {
      ignored: ['4 free-text'],
    }),
    'is nobody’s number above the contact': subscribe('+31 6 99999999', '', { ignored: ['2 free-text'] }),
    'is nobody’s number below a heading': subscribe('Contact 1\n+31 6 99999999', '', { ignored: ['3 free-text'] }),
    'is the number of the contact above, below a heading': subscribe(
      'Email: john@nic.nl\n\nContact details:\n+31 6 12345678',
      '{-|john@nic.nl|+31 6 12345678}',
      guessed,
    ),
    'is no address below other words': subscribe('Name: John Doe\nof the registry\njohn@nic.nl', '{John Doe|-|-}', {
      ignored: ['3 free-text', '4 free-text'],
    }),
    'is no contact below other words': subscribe('of the registry\nJohn Doe, john@nic.nl', '', {
      ignored: ['2 free-text', '3 free-text'],
    }),
    'continues one without labels': subscribe('\nJohn Doe, john@nic.nl\n+31 6 12345678', JOHN, {
      doubts: ['label-guessed', 'label-guessed'],
    }),
    'does not continue it below a blank line': subscribe(
      '\nJohn Doe, john@nic.nl\n\n+31 6 12345678',
      '{John Doe|john@nic.nl|-}',
      { ...guessed, ignored: ['5 free-text'] },
    ),
    'may hold hidden characters': subscribe('John D\u200boe, john@nic.nl', '{John Doe|john@nic.nl|-}', {
      doubts: ['removed-characters', 'label-guessed'],
    }),
    'says who goes, with name and address': {
      mail: 'REPLACE .nl\nJohn Doe, john@nic.nl\nMax Moe, max@nic.nl',
      asks: ['REPLACE nl -john@nic.nl {Max Moe|max@nic.nl|-}'],
      doubts: ['line-not-understood', 'label-guessed'],
    },
    'says who comes, with more than that': {
      mail: 'REPLACE .nl\nJohn Doe, john@nic.nl, +31 6 12345678\nMax Moe, max@nic.nl',
      asks: [`REPLACE nl ${JOHN} {Max Moe|max@nic.nl|-}`],
      doubts: ['label-guessed', 'label-guessed'],
    },
    'says who goes below Old:, with more than that': {
      mail: 'REPLACE .nl\nOld:\nJohn Doe, john@nic.nl, +31 6 12345678\nNew:\nMax Moe, max@nic.nl',
      asks: ['REPLACE nl -john@nic.nl {Max Moe|max@nic.nl|-}'],
      doubts: ['line-not-understood', 'label-guessed'],
    },
    'is the name above the fields of whoever goes': {
      mail: 'REPLACE .nl\nOld:\nJohn Doe\nEmail: john@nic.nl',
      asks: ['REPLACE nl -john@nic.nl'],
      ...guessed,
    },
    'says who comes, below a field': {
      mail: 'REPLACE .nl\nName: Max Moe\nmax@nic.nl',
      asks: ['REPLACE nl {Max Moe|max@nic.nl|-}'],
      ...guessed,
    },
    'says who goes below a REMOVE that does not': {
      mail: 'REMOVE .nl\nJohn Doe, john@nic.nl, +31 6 12345678\n+31 6 12345678',
      asks: ['REMOVE nl -john@nic.nl'],
      doubts: ['line-not-understood'],
      ignored: ['3 free-text'],
    },
    'says too much below a REMOVE that names somebody': {
      mail: 'REMOVE .nl jane@nic.nl\nJohn Doe, john@nic.nl, +31 6 12345678\n+31 6 12345678',
      asks: ['REMOVE nl -jane@nic.nl'],
      ignored: ['2 free-text', '3 free-text'],
    },
    'is somebody else’s in an UPDATE': {
      mail: 'UPDATE\nJohn Doe, john@nic.nl',
      asks: ['UPDATE {-|-|-}'],
      ignored: ['2 free-text'],
    },
  });
});

describe('where a heading begins a contact', () => {
  testMails({
    'twice, the second one counts': subscribe(`Contacts:\nPrimary contact:\n${JOHN_LINES}`, JOHN.replace('}', '|#1}')),
    'in the midst of one without a name, it does not': subscribe(
      'Email: john@nic.nl\nContact details:\nName: John Doe',
      '{John Doe|john@nic.nl|-}',
    ),
    'above a form that was partly left blank': subscribe(
      'Primary contact:\n\nName:\nEmail: john@nic.nl',
      '{-|john@nic.nl|-|#1}',
    ),
  });
});

describe('where a field begins another contact', () => {
  testMails({
    'not a name left blank': subscribe(`${JOHN_LINES}\nName:\nRole: primary`, JOHN.replace('}', '|#1}')),
    'a name left blank below a blank line': subscribe(`${JOHN_LINES}\n\nName:\nRole: primary`, JOHN),
    'not another field left blank below a blank line': subscribe(
      `${JOHN_LINES}\n\nSecondary email:\nRole: primary`,
      JOHN.replace('}', '|#1}'),
    ),
    'not the first name below an address': subscribe(
      'Email: john@nic.nl\n\nName:\nRole: primary',
      '{-|john@nic.nl|-|#1}',
    ),
    'a first name': {
      ...subscribe('First name: John\nFirst name: Jane', '{John|-|-} {Jane|-|-}'),
      doubts: ['value-repaired', 'value-repaired'],
    },
    'a first name behind a whole contact': subscribe(
      `${JOHN_LINES}\nFirst name: Jane\nLast name: Roe\nEmail: jane@nic.nl\nPhone: +31 6 87654321`,
      `${JOHN} ${JANE}`,
    ),
    'not a last name below the first name at the end of a contact': subscribe(
      [
        'Email: john@nic.nl\nPhone: +31 6 12345678\nFirst name: John\nLast name: Doe',
        'Email: jane@nic.nl\nPhone: +31 6 87654321\nLast name: Roe\nFirst name: Jane',
      ].join('\n'),
      `${JOHN} ${JANE}`,
    ),
    'not a name below the first name': {
      ...subscribe('First name: John\nName: Doe\nEmail: john@nic.nl', '{John Doe|john@nic.nl|-}'),
      doubts: ['value-repaired'],
    },
    'a name below the first name and a blank line': {
      ...subscribe('First name: John\n\nName: Jane Roe\nEmail: jane@nic.nl', '{John|-|-} {Jane Roe|jane@nic.nl|-}'),
      doubts: ['value-repaired'],
    },
    'not a rank of half a contact': subscribe(
      'Name: John Doe\nRole: primary\nRole: secondary\nName: Jane Roe',
      '{John Doe|-|-|#1|!field-twice} {Jane Roe|-|-}',
    ),
    'not a number, which is said twice': subscribe(
      `${JOHN_LINES}\nRole: primary\nPhone: +31 6 87654321\nName: Jane Roe`,
      '{John Doe|john@nic.nl|+31 6 12345678|#1|!field-twice} {Jane Roe|-|-}',
    ),
    'another number below a blank line': subscribe(
      `${JOHN_LINES}\n\nPhone: +31 6 87654321`,
      `${JOHN} {-|-|+31 6 87654321}`,
    ),
    'not the same number below a blank line': subscribe(`${JOHN_LINES}\n\nPhone: +31 6 12345678`, JOHN),
    'not the same address below a blank line': subscribe(
      `${JOHN_LINES}\n\nEmail: john@nic.nl\nSecondary email: j@oarc.net`,
      JOHN.replace('}', '|2:j@oarc.net}'),
    ),
    'several on one line below a blank line': subscribe(
      `${JOHN_LINES}\n\nName: Jane Roe, Email: jane@nic.nl, Phone: +31 6 87654321`,
      `${JOHN} ${JANE}`,
    ),
    'a second address, where a second name follows': subscribe(
      'Name: John Doe\nEmail: john@nic.nl\nEmail: jane@nic.nl\nName: Jane Roe',
      '{John Doe|john@nic.nl|-} {Jane Roe|jane@nic.nl|-}',
    ),
    'a second address, where a second number follows': subscribe(
      'Phone: +31 6 1\nName: John Doe\nEmail: john@nic.nl\nEmail: jane@nic.nl\nPhone: +31 6 2',
      '{John Doe|john@nic.nl|+31 6 1} {-|jane@nic.nl|+31 6 2}',
    ),
    'not a second address, where the first number follows': subscribe(
      'Name: John Doe\nEmail: john@nic.nl\nEmail: j@oarc.net\nPhone: +31 6 12345678',
      JOHN.replace('}', '|2:j@oarc.net}'),
      { doubts: ['second-address'] },
    ),
  });
});

describe('a signature without a mark', () => {
  const signature = 'Ann of the registry\nTel: +31 26 3525500';
  testMails({
    'below a contact': subscribe(`${JOHN_LINES}\n\n${signature}`, JOHN, { ignored: ['6 signature', '7 signature'] }),
    'below a contact with headings': subscribe(`Contacts:\nContact 1:\n${JOHN_LINES}\n\n${signature}`, JOHN, {
      ignored: ['8 signature', '9 signature'],
    }),
    'with an address, which may be a contact': subscribe(`${JOHN_LINES}\n\n${signature}\nEmail: ann@nic.nl`, JOHN, {
      ...doubt,
      ignored: ['6 signature', '7 signature', '8 signature'],
    }),
    'below two contacts': subscribe(`${JOHN_LINES}\n\n${JANE_LINES}\n\n${signature}`, `${JOHN} ${JANE}`, {
      ignored: ['10 signature', '11 signature'],
    }),
    'is the number that the contact above lacks': subscribe(
      `${JOHN_LINES}\n\nName: Jane Roe\nEmail: jane@nic.nl\n\n${signature}`,
      `${JOHN} {Jane Roe|jane@nic.nl|+31 26 3525500}`,
      { ...doubt, ignored: ['9 not-understood'] },
    ),
    'is a contact below half a contact': subscribe(
      `${JANE_LINES}\n\nName: John Doe\nPhone: +31 6 12345678\n\n${signature}`,
      `${JANE} {John Doe|-|+31 6 12345678} {-|-|+31 26 3525500}`,
      { ...doubt, ignored: ['9 not-understood'] },
    ),
    'is a contact where it is the only one': subscribe(signature, '{-|-|+31 26 3525500}', {
      ...doubt,
      ignored: ['2 not-understood'],
    }),
    'with an address is no signature in a whole list': {
      mail: `CONTACTS .nl\n${JOHN_LINES}\n\nAnn of the registry\nEmail: ann@nic.nl`,
      asks: [`CONTACTS nl ${JOHN} {-|ann@nic.nl|-}`],
      ...doubt,
      ignored: ['6 not-understood'],
    },
    'without an address is one below a whole list': {
      mail: `CONTACTS .nl\n${JOHN_LINES}\n\n${signature}`,
      asks: [`CONTACTS nl ${JOHN}`],
      ignored: ['6 signature', '7 signature'],
    },
  });

  test('with an address, its first line is told', () => {
    const request = read(`SUBSCRIBE .nl\n${JOHN_LINES}\n\n${signature}\nEmail: ann@nic.nl`);
    expect(request.commands[0]?.doubts).toEqual([
      { code: 'line-not-understood', line: 7, detail: 'Tel: +31 26 3525500' },
    ]);
  });
});
