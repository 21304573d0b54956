import { describe, expect, test } from 'vitest';
import { JANE, JANE_LINES, JOHN, JOHN_LINES, testMails } from './requests/mail-case.ts';
import { commandsOf, doubtsOf, read } from './requests/reading.ts';

const TOKEN = '0123456789abcdef';
const REMOVE = 'REMOVE .nl jane@nic.nl';
const remove = 'REMOVE nl -jane@nic.nl';
const contacts = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `Name: Ann Roe\nEmail: ann${from + index}@nic.nl\n\n`).join('');

describe('each command stands where it was written', () => {
  testMails({
    'an answer below a change': { mail: `${REMOVE}\nCONFIRM ${TOKEN}`, asks: [remove, `CONFIRM ${TOKEN}`] },
    'a field below an answer belongs to no command': {
      mail: `SUBSCRIBE .nl\nDENY ${TOKEN}\n${JOHN_LINES}`,
      asks: ['SUBSCRIBE nl', `DENY ${TOKEN}`],
      loose: [JOHN],
    },
    'a word alone below a change is a command': {
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nREMOVE me`,
      asks: [`SUBSCRIBE nl ${JOHN}`, 'REMOVE ME'],
    },
    'CONTACTS alone below a change is a heading': {
      mail: `SUBSCRIBE .nl\nCONTACTS\n${JOHN_LINES}`,
      asks: [`SUBSCRIBE nl ${JOHN}`],
    },
    'CONTACTS with a contact is a command': {
      mail: `${REMOVE}\nCONTACTS Name: John Doe`,
      asks: [remove, 'CONTACTS {John Doe|-|-}'],
    },
    'CONTACTS below a question is a command': { mail: 'WHO .nl\nCONTACTS', asks: ['WHO nl', 'CONTACTS'] },
    'the ccTLD above is that of the command below it': {
      mail: `ccTLD: .nl\n\n${JOHN_LINES}\n\nSUBSCRIBE\n${JANE_LINES}`,
      asks: [`SUBSCRIBE ${JANE}`],
      loose: [JOHN],
    },
    'a label with a slip of the pen below a question': {
      mail: 'WHO .nl\nPhon: +31 6 1',
      asks: ['WHO nl'],
      hints: ['Phone'],
      ignored: ['2 free-text'],
    },
    'a command with a slip of the pen': {
      mail: `WHO .br\nREMVOE .nl jane@nic.nl\n${REMOVE}`,
      asks: ['WHO br', remove],
      doubts: ['line-not-understood'],
      hints: ['REMOVE'],
      ignored: ['2 not-understood'],
    },
  });

  test('an answer is what it says and nothing else', () => {
    const answer = (text: string): unknown => read(text).commands[0];
    const located = { line: 1, doubts: [] };
    expect(answer('DENY .nl')).toEqual({ ...located, text: 'DENY .nl', command: { word: 'DENY', token: null } });
    expect(answer('CONFIRM')).toEqual({ ...located, text: 'CONFIRM', command: { word: 'CONFIRM', token: null } });
    expect(answer('OK')).toEqual({ ...located, text: 'OK', command: { word: 'OK' } });
    expect(answer('DISPUTE')).toEqual({
      ...located,
      text: 'DISPUTE',
      command: { word: 'DISPUTE', token: null, tlds: [] },
    });
  });

  test('the Subject of a reply is doubted, where it changes something', () => {
    const doubts = (subject: string): unknown => read('', subject).commands.map((located) => located.doubts);
    expect(doubts(`Re: ${REMOVE}`)).toEqual([[{ code: 'subject-of-a-reply', line: 0, detail: '' }]]);
    expect(doubts('Re: WHO .nl')).toEqual([[]]);
    expect(doubts('Re: CONFIRM')).toEqual([[]]);
  });

  test('its hidden characters are a doubt on line 0', () => {
    expect(read('', 'REMOVE .nl ja\u200bne@nic.nl').commands[0]?.doubts).toEqual([
      { code: 'removed-characters', line: 0, detail: REMOVE },
    ]);
  });
});

describe('who writes CONFIRM and DENY has not confirmed', () => {
  testMails({
    'DENY below': { mail: `CONFIRM ${TOKEN}\nDENY`, asks: [] },
    'DENY below a question': { mail: 'WHO .nl\nDENY', asks: ['WHO nl'] },
    'CONFIRM twice': { mail: `CONFIRM ${TOKEN}\nCONFIRM`, asks: [`CONFIRM ${TOKEN}`] },
    'something else with a slip of the pen': { mail: 'CONFIRM\nREMVOE', asks: ['CONFIRM'], hints: ['REMOVE'] },
  });
});

describe('contacts without a command', () => {
  testMails({
    'with an address only': { mail: 'Email: john@nic.nl', asks: [], loose: ['{-|john@nic.nl|-}'] },
    'with a name only': { mail: 'Name: John Doe', asks: [], loose: ['{John Doe|-|-}'] },
    'with a number only are none': { mail: 'Phone: +31 6 12345678', asks: [], loose: [] },
    'with an address only below an answer are a signature': {
      mail: 'CONFIRM\n\nEmail: john@nic.nl',
      asks: ['CONFIRM'],
      loose: [],
    },
    'with a name below an answer': { mail: 'OK\n\nName: John Doe', asks: ['OK'], loose: ['{John Doe|-|-}'] },
    'with an address only below a change and a slip of the pen': {
      mail: 'WHO .nl\nREMVOE .nl jane@nic.nl\n\nEmail: john@nic.nl',
      asks: ['WHO nl'],
      loose: [],
      hints: ['REMOVE'],
    },
  });
});

describe('limits', () => {
  test('fifty commands', () => {
    expect(doubtsOf(read(`${REMOVE}\n`.repeat(50)))).toEqual([]);
    const request = read(`${REMOVE}\n`.repeat(52));
    expect(request.commands).toHaveLength(50);
    expect(request.commands[0]?.doubts).toEqual([
      { code: 'line-not-understood', line: 51, detail: 'commands beyond the first 50' },
      { code: 'line-not-understood', line: 52, detail: 'commands beyond the first 50' },
    ]);
  });

  test('fifty answers', () => {
    expect(commandsOf(read(`DENY ${TOKEN}\n`.repeat(60)))).toHaveLength(50);
  });

  test('ten half-said commands are told', () => {
    const request = read(`${REMOVE}\n${'REMVOE .nl john@nic.nl\n'.repeat(11)}`);
    expect(request.commands[0]?.doubts.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('fifty hints', () => {
    expect(read('Phon: +31 6 1\n'.repeat(50)).hints).toHaveLength(50);
    expect(read('Phon: +31 6 1\n'.repeat(51)).hints).toHaveLength(50);
  });

  test('a hundred contacts', () => {
    const doubts = (text: string): unknown => read(text).commands.map((located) => located.doubts);
    const beyond = (line: number): unknown => ({
      code: 'line-not-understood',
      line,
      detail: 'contacts beyond the first 100',
    });
    expect(doubts(`SUBSCRIBE .nl\n${contacts(100)}`)).toEqual([[]]);
    expect(doubts(`SUBSCRIBE .nl\n${contacts(101)}`)).toEqual([[beyond(303)]]);
    expect(doubts(`SUBSCRIBE .nl\n${contacts(60)}\nSUBSCRIBE .br\n${contacts(40, 60)}`)).toEqual([[], []]);
    expect(doubts(`SUBSCRIBE .nl\n${contacts(60)}\nSUBSCRIBE .br\n${contacts(41, 60)}`)).toEqual([[], [beyond(305)]]);
    expect(
      doubts(`SUBSCRIBE .nl\n${contacts(101).trimEnd()}\n"Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl`),
    ).toEqual([[beyond(303), beyond(304)]]);
    const guessed = read(`SUBSCRIBE .nl\n${'Ann Roe, ann@nic.nl\n'.repeat(120)}`);
    expect(commandsOf(guessed)[0]?.match(/\{/gu)).toHaveLength(101);
  });
});
