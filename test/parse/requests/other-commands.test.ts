import { describe } from 'vitest';
import { JANE, JANE_LINES, JOHN, JOHN_LINES, testMails } from './mail-case.ts';

const MAX_LINES = 'Name: Max Moe\nEmail: max@nic.nl\nPhone: +31 6 11223344';
const MAX = '{Max Moe|max@nic.nl|+31 6 11223344}';

describe('REPLACE', () => {
  const asks = [`REPLACE nl -john@nic.nl ${MAX}`];
  testMails({
    'as documented': { mail: `REPLACE .nl john@nic.nl\n${MAX_LINES}`, asks },
    'address first': { mail: `REPLACE john@nic.nl .nl\n${MAX_LINES}`, asks },
    'with WITH': { mail: `REPLACE .nl john@nic.nl WITH\n${MAX_LINES}`, asks },
    'with BY and a colon': { mail: `Replace .nl john@nic.nl by:\n\n${MAX_LINES}`, asks },
    'WITH on its own line': { mail: `REPLACE .nl john@nic.nl\nWITH\n${MAX_LINES}`, asks },
    'the new address behind WITH': { mail: `REPLACE .nl john@nic.nl WITH max@nic.nl\n${MAX_LINES}`, asks },
    'the old address on the next line': { mail: `REPLACE .nl\njohn@nic.nl\n${MAX_LINES}`, asks },
    'Old: and New:': { mail: `REPLACE .nl\nOld: john@nic.nl\nNew:\n${MAX_LINES}`, asks },
    'Old contact: with its fields': {
      mail: `REPLACE .nl\nOld contact:\nName: John Doe\nEmail: john@nic.nl\n\nNew contact:\n${MAX_LINES}`,
      asks,
    },
    'two go, two come': {
      mail: `REPLACE .nl john@nic.nl, jane@nic.nl\n${MAX_LINES}\n\nName: Zoe\nEmail: zoe@nic.nl\nPhone: +31 6 1`,
      asks: [`REPLACE nl -john@nic.nl -jane@nic.nl ${MAX} {Zoe|zoe@nic.nl|+31 6 1}`],
    },
    'two addresses on the line': { mail: `REPLACE .nl john@nic.nl max@nic.nl\n${MAX_LINES}`, asks },
    'OLD and NEW as headings': {
      mail: `REPLACE .nl\nOLD\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n\nNEW\n${MAX_LINES}`,
      asks,
    },
    'Replaces: below': { mail: `REPLACE .nl\n${MAX_LINES}\nReplaces: john@nic.nl`, asks },
    'the newcomer on the line': {
      mail: 'REPLACE .nl john@nic.nl with Max Moe, max@nic.nl, +31 6 11223344',
      asks,
      doubts: ['label-guessed'],
    },
    'both without labels': {
      mail: 'REPLACE .nl\nOld:\nJohn Doe\njohn@nic.nl\n+31 6 12345678\n\nNew:\nMax Moe\nmax@nic.nl\n+31 6 11223344',
      asks,
      doubts: ['line-not-understood', 'label-guessed'],
    },
    'a roster line goes': {
      mail: `REPLACE .nl "John Doe, #1, .nl, +31 6 12345678" john@nic.nl\n${MAX_LINES}`,
      asks,
    },
    'nobody named': { mail: `REPLACE .nl\n${MAX_LINES}`, asks: [`REPLACE nl ${MAX}`] },
    'a roster line comes': {
      mail: 'REPLACE .nl john@nic.nl\n"Max Moe, #1, .nl, +31 6 11223344" max@nic.nl',
      asks: ['REPLACE nl -john@nic.nl {Max Moe|max@nic.nl|+31 6 11223344|#1|.nl}'],
    },
  });
});

describe('REMOVE', () => {
  testMails({
    'addresses on the next lines': {
      mail: 'REMOVE .nl\njohn@nic.nl\njane@nic.nl',
      asks: ['REMOVE nl -john@nic.nl -jane@nic.nl'],
    },
    'bulleted addresses': {
      mail: 'REMOVE .nl:\n- john@nic.nl\n- <jane@nic.nl>',
      asks: ['REMOVE nl -john@nic.nl -jane@nic.nl'],
    },
    'an Email field': { mail: 'REMOVE .nl\nEmail: jane@nic.nl', asks: ['REMOVE nl -jane@nic.nl'] },
    'a contact block': { mail: `REMOVE .nl\n${JANE_LINES}\nRole: secondary`, asks: ['REMOVE nl -jane@nic.nl'] },
    'a roster line': {
      mail: 'REMOVE .nl\n"Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl, jane@oarc.net',
      asks: ['REMOVE nl -jane@nic.nl'],
    },
    'a roster line behind the word': {
      mail: 'REMOVE .nl "Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl, jane@oarc.net',
      asks: ['REMOVE nl -jane@nic.nl'],
    },
    'a roster line of another ccTLD': {
      mail: 'REMOVE .nl\n"Jane Roe, #2, .br, +31 6 87654321" jane@nic.nl',
      asks: ['REMOVE nl'],
      doubts: ['line-not-understood'],
    },
    'a name alone': { mail: 'REMOVE .nl\nName: Jane Roe', asks: ['REMOVE nl'], doubts: ['line-not-understood'] },
    'a malformed address': {
      mail: 'REMOVE .nl\nEmail: jane@@nic.nl',
      asks: ['REMOVE nl'],
      doubts: ['line-not-understood'],
    },
    'signature with an address behind a closing': {
      mail: 'REMOVE .nl jane@nic.nl\n\nBest regards,\nJohn Doe\nEmail: john@nic.nl\nPhone: +31 20 1234567',
      asks: ['REMOVE nl -jane@nic.nl'],
    },
    'signature with an address without closing': {
      mail: 'REMOVE .nl jane@nic.nl\n\nJohn Doe\nSIDN\nEmail: john@nic.nl',
      asks: ['REMOVE nl -jane@nic.nl'],
      doubts: ['line-not-understood'],
    },
    'a bare address below a blank line': {
      mail: 'REMOVE .nl jane@nic.nl\n\njohn@nic.nl',
      asks: ['REMOVE nl -jane@nic.nl'],
      doubts: ['line-not-understood'],
    },
    'a name with its address below a blank line': {
      mail: 'REMOVE .nl jane@nic.nl\n\nJohn Doe <john@nic.nl>',
      asks: ['REMOVE nl -jane@nic.nl'],
      doubts: ['line-not-understood'],
    },
    'names with their addresses': {
      mail: 'REMOVE .nl\nJohn Doe <john@nic.nl>\nJane Roe, jane@nic.nl',
      asks: ['REMOVE nl -john@nic.nl -jane@nic.nl'],
      doubts: ['line-not-understood', 'line-not-understood'],
    },
    'signature with a bare address': {
      mail: 'REMOVE .nl jane@nic.nl\n\nThanks\njohn@nic.nl',
      asks: ['REMOVE nl -jane@nic.nl'],
    },
    'from the list in prose': { mail: 'Remove me from the list', asks: ['REMOVE ME'], doubts: ['line-not-understood'] },
    'a remark': {
      mail: 'REMOVE .nl jane@nic.nl (left the company)',
      asks: ['REMOVE nl -jane@nic.nl'],
      doubts: ['line-not-understood'],
    },
  });
});

describe('UPDATE, CONTACTS and several commands', () => {
  testMails({
    phone: { mail: 'UPDATE\nPhone: +31 6 1', asks: ['UPDATE {-|-|+31 6 1}'] },
    'all fields': {
      mail: `UPDATE\n${JOHN_LINES}\nSecondary email: john@oarc.net`,
      asks: ['UPDATE {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    },
    'signature phone behind a closing': {
      mail: 'UPDATE\nPhone: +31 6 1\n\nCheers\nJohn\nPhone: +31 20 1',
      asks: ['UPDATE {-|-|+31 6 1}'],
    },
    'signature address without closing is doubtful': {
      mail: 'UPDATE\nPhone: +31 6 1\n\nJohn Doe\nEmail: john@sidn.nl',
      asks: ['UPDATE {-|john@sidn.nl|+31 6 1}'],
      doubts: ['line-not-understood'],
    },
    'whose entry it is': {
      mail: 'UPDATE .nl john@nic.nl\nPhone: +31 6 1',
      asks: ['UPDATE nl {-|john@nic.nl|+31 6 1}'],
    },
    'whose entry it is, and another address': {
      mail: 'UPDATE john@nic.nl\nEmail: new@nic.nl',
      asks: ['UPDATE {-|new@nic.nl|-}'],
      doubts: ['line-not-understood'],
    },
    'a bare number': {
      mail: 'UPDATE\n+31 6 12345678',
      asks: ['UPDATE {-|-|+31 6 12345678}'],
      doubts: ['label-guessed'],
    },
    'a bare number in a signature': {
      mail: 'UPDATE\nEmail: new@nic.nl\n\n+31 26 3525500',
      asks: ['UPDATE {-|new@nic.nl|-}'],
    },
    'phone twice': { mail: 'UPDATE\nPhone: +31 6 1\nPhone: +31 6 2', asks: ['UPDATE {-|-|+31 6 1|!field-twice}'] },
    'CONTACTS with roster lines': {
      mail: 'CONTACTS .nl\n"John Doe, #1, .nl, +31 123456789" john.doe@nic.nl, john@oarc.net\n"Jane Roe, #2, .nl, +31 987654321" jane@nic.nl',
      asks: [
        'CONTACTS nl {John Doe|john.doe@nic.nl|+31 123456789|2:john@oarc.net|#1|.nl} {Jane Roe|jane@nic.nl|+31 987654321|#2|.nl}',
      ],
    },
    'CONTACTS with the version of our text': {
      mail: `CONTACTS .nl\n${JOHN_LINES}\n\nVersion of this list: 12`,
      asks: [`CONTACTS nl ${JOHN} v12`],
    },
    'CONTACTS with somebody added below the version': {
      mail: `CONTACTS .nl\n${JOHN_LINES}\n\nVersion of this list: 12\n\n${JANE_LINES}`,
      asks: [`CONTACTS nl ${JOHN} ${JANE} v12`],
    },
    'CONTACTS with a version that is none': {
      mail: `CONTACTS .nl\n${JOHN_LINES}\n\nVersion of this list: the new one`,
      asks: [`CONTACTS nl ${JOHN}`],
      doubts: ['line-not-understood'],
    },
    'a version left over below another command': {
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nVersion of this list: 12`,
      asks: [`SUBSCRIBE nl ${JOHN}`],
    },
    'CONTACTS with nothing': { mail: 'CONTACTS .nl\n', asks: ['CONTACTS nl'] },
    'Contacts: alone is a heading': { mail: `Contacts:\n${JOHN_LINES}`, asks: [], loose: [JOHN] },
    'three commands': {
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nREMOVE .nl jane@nic.nl\n\nWHO .br`,
      asks: [`SUBSCRIBE nl ${JOHN}`, 'REMOVE nl -jane@nic.nl', 'WHO br'],
    },
    'two ccTLDs, two blocks': {
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nSUBSCRIBE .br\n${JANE_LINES}`,
      asks: [`SUBSCRIBE nl ${JOHN}`, `SUBSCRIBE br ${JANE}`],
    },
    'WHO with a signature': { mail: 'WHO .nl\n\nJohn Doe\nPhone: +31 20 1\nEmail: john@nic.nl', asks: ['WHO nl'] },
    'fields without a command': { mail: JOHN_LINES, asks: [], loose: [JOHN] },
    'roster lines without a command': {
      mail: '"John Doe, #1, .nl, +31 123456789" john.doe@nic.nl',
      asks: [],
      loose: ['{John Doe|john.doe@nic.nl|+31 123456789|#1|.nl}'],
    },
    'a roster line with an apostrophe and a comma in the name': {
      mail: '"Seán O’Brien, Jr., #1, .nl, +31 123456789" sean@nic.nl, sean@oarc.net',
      asks: [],
      loose: ['{Seán O’Brien, Jr.|sean@nic.nl|+31 123456789|2:sean@oarc.net|#1|.nl}'],
    },
  });
});

describe('CHECK', () => {
  const asks = ['REMOVE nl -jane@nic.nl'];
  testMails({
    'in front': { mail: 'CHECK REMOVE .nl jane@nic.nl', asks, dryRun: true },
    'in front with a colon': { mail: 'Check: REMOVE .nl jane@nic.nl', asks, dryRun: true },
    above: { mail: 'CHECK\nREMOVE .nl jane@nic.nl', asks, dryRun: true },
    below: { mail: 'REMOVE .nl jane@nic.nl\n\ncheck.', asks, dryRun: true },
    behind: { mail: 'REMOVE .nl jane@nic.nl CHECK', asks, dryRun: true },
    'as a remark': { mail: 'REMOVE .nl jane@nic.nl (check only)', asks, dryRun: true },
    'with its remark': { mail: 'CHECK (dry run)\nREMOVE .nl jane@nic.nl', asks, dryRun: true },
    'in the Subject': { mail: 'REMOVE .nl jane@nic.nl', subject: 'CHECK', asks, dryRun: true },
    'within a block': { mail: `SUBSCRIBE .nl\nCHECK\n${JOHN_LINES}`, asks: [`SUBSCRIBE nl ${JOHN}`], dryRun: true },
    quoted: { mail: '> CHECK\nREMOVE .nl jane@nic.nl', asks },
    'in prose': { mail: 'Check whether this works\n\nREMOVE .nl jane@nic.nl', asks },
  });
});
