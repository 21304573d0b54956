import { describe, expect, test } from 'vitest';
import { JANE_LINES, JOHN, JOHN_LINES, testMails } from './mail-case.ts';
import { commandsOf, doubtsOf, read } from './reading.ts';

const REMOVE = 'REMOVE .nl jane@nic.nl';
const remove = ['REMOVE nl -jane@nic.nl'];
const john = [`SUBSCRIBE nl ${JOHN}`];
const disagree = { doubts: ['subject-and-body-disagree'] };

describe('an answer in the Subject is the first word of a mail that says nothing else', () => {
  testMails({
    'an empty body': { subject: 'CONFIRM', mail: '', asks: ['CONFIRM'] },
    'blank lines': { subject: 'CONFIRM', mail: '\n \n', asks: ['CONFIRM'] },
    'quoted text': { subject: 'CONFIRM', mail: '> Please answer CONFIRM or DENY.', asks: ['CONFIRM'] },
    'a signature': { subject: 'OK', mail: '\n-- \nJohn', asks: ['OK'] },
    words: { subject: 'CONFIRM', mail: 'Some words', asks: [], hints: ['CONFIRM'] },
    'OK above words': { subject: 'OK', mail: 'Some words', asks: [] },
    'a token and words': { subject: 'CONFIRM 0123456789abcdef', mail: 'Some words', asks: [], leftAside: ['CONFIRM'] },
    'a token and a field': {
      subject: 'CONFIRM 0123456789abcdef',
      mail: 'Name: John Doe',
      asks: [],
      loose: ['{John Doe|-|-}'],
      leftAside: ['CONFIRM'],
    },
    'another answer in the body': { subject: REMOVE, mail: 'CONFIRM', asks: ['CONFIRM'] },
  });
});

describe('whether the Subject commands', () => {
  testMails({
    'a roster line below words': {
      subject: 'SUBSCRIBE .nl',
      mail: 'Here she is.\n"Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl',
      asks: ['SUBSCRIBE nl {Jane Roe|jane@nic.nl|+31 6 87654321|#2|.nl}'],
      ignored: ['1 free-text'],
    },
    'a question that is answered above words': { subject: 'Re: list of March', mail: 'My number changed.', asks: [] },
    'a question that is answered above nothing': { subject: 'Re: WHO .nl', mail: 'Thanks', asks: ['WHO nl'] },
    'an address below words': { subject: 'REMOVE .nl', mail: 'She left:\njane@nic.nl', asks: remove },
    'words, and fields behind a closing': {
      subject: REMOVE,
      mail: 'She left us.\n\nRegards\nJohn\nTel: +31 20 1234567',
      asks: [],
      leftAside: ['REMOVE'],
    },
    'fields behind a closing only': { subject: REMOVE, mail: 'Regards\nJohn\nTel: +31 20 1234567', asks: remove },
    'words behind a closing': { subject: REMOVE, mail: 'Regards\nJohn, who works here', asks: remove },
    'another ccTLD alone': { subject: 'SUBSCRIBE .nl', mail: '.br', asks: [], leftAside: ['SUBSCRIBE'] },
    'what is nearly another command': {
      subject: REMOVE,
      mail: 'Contacts have moved to .nl',
      asks: [],
      leftAside: ['REMOVE'],
      hints: ['CONTACTS'],
    },
    'another command with a slip of the pen': {
      subject: 'SUBSCRIBE .nl',
      mail: `${JOHN_LINES}\n\nREMVOE .nl jane@nic.nl`,
      asks: [],
      loose: [JOHN],
      leftAside: ['SUBSCRIBE'],
      hints: ['REMOVE'],
    },
    'a question beside a slip of the pen': {
      subject: 'WHO .nl',
      mail: 'REMVOE .nl jane@nic.nl',
      asks: [],
      leftAside: ['WHO'],
      hints: ['REMOVE'],
    },
    'STATUS above words': { subject: 'STATUS .nl', mail: 'I would like to know.', asks: ['STATUS nl'] },
    'HELP above words': { subject: 'HELP', mail: 'I would like to know.', asks: ['HELP'] },
    'a slip of the pen': { subject: 'SUBSRIBE .nl', mail: '', asks: [], hints: ['SUBSCRIBE'] },
    'a slip of the pen above words': { subject: 'SUBSRIBE .nl', mail: 'Some words', asks: [], hints: ['SUBSCRIBE'] },
    'a slip of the pen above a command': { subject: 'SUBSRIBE .nl', mail: 'WHO .br', asks: ['WHO br'] },
    'a change above a question': { subject: REMOVE, mail: 'WHO .br', asks: ['WHO br'], leftAside: ['REMOVE'] },
    'everybody above a question': {
      subject: 'REMOVE ALL',
      mail: 'STATUS .nl',
      asks: ['STATUS nl'],
      leftAside: ['REMOVE'],
    },
    'another word for it, behind a tag': {
      subject: '[EXT] unsubscribe .nl jane@nic.nl',
      mail: 'WHO .br',
      asks: ['WHO br'],
      leftAside: ['REMOVE'],
    },
    'a word with an ending': { subject: 'REMOVES .nl jane@nic.nl', mail: '', asks: [], hints: ['REMOVE'] },
    'a word with an ending above a question': { subject: 'REMOVES .nl', mail: 'WHO .br', asks: ['WHO br'] },
    'a person without a ccTLD above questions': {
      subject: 'REMOVE jane@nic.nl',
      mail: 'WHO .br\nHELP',
      asks: ['WHO br', 'HELP'],
      leftAside: ['REMOVE'],
    },
    'a change that names nothing above a question': { subject: 'SUBSCRIBE', mail: 'WHO .br', asks: ['WHO br'] },
    'contacts above a question': { subject: 'Contacts of .nl', mail: 'WHO .nl', asks: ['WHO nl'] },
    'declared contacts above a question': { subject: 'CONTACTS .nl', mail: 'STATUS .nl', asks: ['STATUS nl'] },
    'the change of an answered mail above a question': { subject: `Re: ${REMOVE}`, mail: 'WHO .br', asks: ['WHO br'] },
    'a question above another': { subject: 'STATUS .nl', mail: 'WHO .br', asks: ['WHO br'] },
    'a change above a question and an answer': {
      subject: REMOVE,
      mail: 'WHO .br\nDENY 0123456789abcdef',
      asks: ['WHO br', 'DENY 0123456789abcdef'],
    },
    'a dry run': { subject: `CHECK ${REMOVE}`, mail: 'Hello', asks: remove, dryRun: true },
    'a dry run above the command': { subject: `CHECK ${REMOVE}`, mail: REMOVE, asks: remove, dryRun: true },
    'no dry run': { subject: REMOVE, mail: REMOVE, asks: remove },
    CHECK: { subject: 'check', mail: '', asks: [], dryRun: true },
  });

  test('it is looked for behind ten prefixes and in a thousand characters', () => {
    const status = (ahead: string): readonly string[] => commandsOf(read('', `${ahead}STATUS .nl`));
    expect(status('Re: [EXT] '.repeat(5))).toEqual(['STATUS nl']);
    expect(status(`${'Re: [EXT] '.repeat(5)}Fwd: `)).toEqual([]);
    expect(status(`[${'x'.repeat(78)}] ${' '.repeat(909)}`)).toEqual(['STATUS nl']);
    expect(status(`[${'x'.repeat(78)}] ${' '.repeat(913)}`)).toEqual(['STATUS']);
    expect(status(`[${'x'.repeat(81)}] `)).toEqual([]);
  });

  test('its hint stands on line 0, cut to one line', () => {
    const subject = `SUBSRIBE .nl ${'x'.repeat(300)}`;
    expect(read('', subject).hints).toEqual([
      { line: 0, text: `SUBSRIBE .nl ${'x'.repeat(186)}…`, nearest: 'SUBSCRIBE' },
    ]);
    expect(read('Some words', REMOVE).hints).toEqual([{ line: 0, text: REMOVE, nearest: 'REMOVE', leftAside: true }]);
  });

  test('its command is kept to be offered where nothing else is asked, but for one that answers another mail', () => {
    expect(read('Some words', REMOVE).inSubject?.command).toMatchObject({ word: 'REMOVE' });
    expect(read('Some words', `Re: ${REMOVE}`).inSubject).toBeUndefined();
    expect(read('WHO', REMOVE).inSubject).toBeUndefined();
    expect(read('', REMOVE).inSubject).toBeUndefined();
  });

  test('the words above its fields stand above the command', () => {
    const request = read(`We ask for this:\n${JOHN_LINES}\nSome words\n\n${JANE_LINES}`, 'SUBSCRIBE .nl');
    expect(request.commands[0]?.doubts).toEqual([{ code: 'line-not-understood', line: 5, detail: 'Some words' }]);
    expect(request.ignored).toEqual([
      { line: 1, text: 'We ask for this:', why: 'free-text' },
      { line: 5, text: 'Some words', why: 'not-understood' },
    ]);
  });
});

describe('Subject and body say the same', () => {
  testMails({
    'where the Subject names no ccTLD': { subject: 'SUBSCRIBE', mail: `SUBSCRIBE .nl\n${JOHN_LINES}`, asks: john },
    'where the body names more': {
      subject: 'SUBSCRIBE .nl',
      mail: `SUBSCRIBE .nl .br\n${JOHN_LINES}`,
      asks: [`SUBSCRIBE nl br ${JOHN}`],
    },
    'where the body asks for more': {
      subject: REMOVE,
      mail: `${REMOVE}\n\nSUBSCRIBE .br\n${JOHN_LINES}`,
      asks: [...remove, `SUBSCRIBE br ${JOHN}`],
    },
    'about the newcomer': { subject: 'SUBSCRIBE .nl john@nic.nl', mail: `SUBSCRIBE .nl\n${JOHN_LINES}`, asks: john },
    'about both of a REPLACE': {
      subject: 'REPLACE .nl jane@nic.nl by john@nic.nl',
      mail: `REPLACE .nl jane@nic.nl\n${JOHN_LINES}`,
      asks: [`REPLACE nl -jane@nic.nl ${JOHN}`],
    },
    'about the address of an UPDATE': {
      subject: 'UPDATE .nl jane@nic.nl',
      mail: 'UPDATE .nl\nEmail: jane@nic.nl',
      asks: ['UPDATE nl {-|jane@nic.nl|-}'],
    },
    'about everybody': {
      subject: 'REMOVE .nl ALL',
      mail: `REMOVE .nl ALL\n${REMOVE}`,
      asks: ['REMOVE nl ALL', ...remove],
    },
    'the ccTLD that only the Subject names': { subject: 'REMOVE .nl', mail: 'REMOVE jane@nic.nl', asks: remove },
    'but it is filled in below the same word only': {
      subject: 'REMOVE .nl',
      mail: `${REMOVE}\n\nSUBSCRIBE\n${JOHN_LINES}`,
      asks: [...remove, `SUBSCRIBE ${JOHN}`],
    },
    'but a question is not filled in': { subject: 'WHO .nl', mail: 'WHO', asks: ['WHO'] },
  });
});

describe('Subject and body disagree', () => {
  testMails({
    'about the word, where only the Subject names the ccTLD': {
      subject: 'REMOVE .nl',
      mail: `SUBSCRIBE\n${JOHN_LINES}`,
      asks: [`SUBSCRIBE ${JOHN}`],
      ...disagree,
    },
    'about the word': { subject: 'REMOVE .nl', mail: `SUBSCRIBE .nl\n${JOHN_LINES}`, asks: john, ...disagree },
    'about what happens to which ccTLD': {
      subject: 'REMOVE .nl',
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nREMOVE .br jane@nic.nl`,
      asks: [...john, 'REMOVE br -jane@nic.nl'],
      doubts: ['subject-and-body-disagree', 'subject-and-body-disagree'],
    },
    'about the newcomer': {
      subject: 'SUBSCRIBE .nl jane@nic.nl',
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}`,
      asks: john,
      ...disagree,
    },
    'about the newcomer, whose address the body leaves out': {
      subject: 'SUBSCRIBE .nl jane@nic.nl',
      mail: 'SUBSCRIBE .nl\nName: Jane Roe',
      asks: ['SUBSCRIBE nl {Jane Roe|-|-}'],
      ...disagree,
    },
    'about who goes': {
      subject: 'REPLACE .nl max@nic.nl',
      mail: `REPLACE .nl jane@nic.nl\n${JOHN_LINES}`,
      asks: [`REPLACE nl -jane@nic.nl ${JOHN}`],
      ...disagree,
    },
    'about whose entry it is': {
      subject: 'UPDATE .nl jane@nic.nl',
      mail: 'UPDATE .nl\nPhone: +31 6 12345678',
      asks: ['UPDATE nl {-|-|+31 6 12345678}'],
      ...disagree,
    },
  });

  test('which casts no doubt on a question beside the change', () => {
    const request = read(`WHO .nl\n${REMOVE}`, 'REMOVE .nl max@nic.nl');
    expect(commandsOf(request)).toEqual(['WHO nl', ...remove]);
    expect(request.commands.map(({ doubts }) => doubts)).toEqual([
      [],
      [{ code: 'subject-and-body-disagree', line: 0, detail: '' }],
    ]);
    expect(doubtsOf(read('WHO .nl', REMOVE))).toEqual([]);
  });
});

describe('ccTLDs that are mentioned', () => {
  test.each<[where: string, text: string, subject: string, mentioned: readonly string[]]>([
    ['in a courtesy', 'Dear colleagues of .nl,\n\nRegards', '', ['nl']],
    ['in the Subject of a command', '', 'STATUS .nl', ['nl']],
    ['in a Subject that speaks of us', '', 'About TLD-OPS 2026 and .pl', ['pl']],
    ['but not in the Subject of our own answer', 'hello', 'Re: [TLD-OPS  2026-000123] .nl STATUS', []],
    ['but not in quoted text or a signature', '> .fr\n-- \n.se', '', []],
  ])('%s', (_, text, subject, mentioned) => {
    expect(read(text, subject).mentioned).toEqual(mentioned);
  });
});
