import { describe, expect, test } from 'vitest';
import { commandsOf, doubtsOf, read } from './reading.ts';

const BLOCK = 'CONTACTS .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 99999999\nRole: primary';
const ANSWER = `This is the list as it is now.\n\n${BLOCK}\n\n-- \nTLD-OPS, reference 2026-000123`;
const ASKED = 'CONTACTS nl {John Doe|john@nic.nl|+31 6 99999999|#1}';
const SUBJECT = 'Re: [TLD-OPS 2026-000123] .nl STATUS: x';
const OUTLOOK =
  'Von: TLD-OPS <a@b.example>\nGesendet: Montag, 5. Januar 2026 10:00\nAn: Ann\nBetreff: [TLD-OPS 2026-000123] .nl';
const marked = (text: string): string => text.replaceAll(/^/gmu, '> ');

function filledIn(mail: string, subject = SUBJECT): readonly string[] {
  const request = read(mail, subject);
  expect(request.commands).toEqual([]);
  return commandsOf({ ...request, commands: request.filledIn });
}

describe('a quoted answer of ours may have been filled in; it is kept apart and never beyond doubt', () => {
  test.each([
    ['below marks', `Please see below.\n\n${marked(ANSWER)}`],
    ['below an attribution', `Filled in.\n\nOn Mon, 5 Jan 2026 at 10:00, TLD-OPS <a@b.nl> wrote:\n${marked(ANSWER)}`],
    ['below a header block', `${OUTLOOK}\n\n${ANSWER}`],
    ['below courtesy and a signature', `Hello,\n\nKind regards\nAnn\nTel: +31 1\n\n${OUTLOOK}\n\n${ANSWER}`],
    ['below words that point there', `I changed the number below, thank you.\n\n${OUTLOOK}\n\n${ANSWER}`],
    ['in another language', `Ich habe das Formular unten ausgefüllt.\n\n${OUTLOOK}\n\n${ANSWER}`],
  ])('%s', (_, mail) => {
    const request = read(mail, SUBJECT);
    expect(filledIn(mail)).toEqual([ASKED]);
    expect(doubtsOf({ ...request, commands: request.filledIn })).toEqual(['inside-our-copy']);
  });

  test.each([
    ['a name', 'SUBSCRIBE .nl\nName: John Doe\nEmail:\nPhone:', 'SUBSCRIBE nl {John Doe|-|-}'],
    ['an address', 'CONTACTS .nl\nName:\nEmail: john@nic.nl\nPhone:', 'CONTACTS nl {-|john@nic.nl|-}'],
    ['a number', 'REPLACE .nl jane@nic.nl\nName:\nPhone: +31 6 1', 'REPLACE nl -jane@nic.nl {-|-|+31 6 1}'],
    ['a second address', 'SUBSCRIBE .nl\nName:\nSecondary email: a@b.nl', 'SUBSCRIBE nl {-|-|-|2:a@b.nl}'],
    ['a slip of the pen', 'SUBSCRIBE .nl\nName:\nEmail: a@@b.nl', 'SUBSCRIBE nl {-|-|-|!email-malformed}'],
    ['whoever goes', 'REMOVE .nl jane@nic.nl', 'REMOVE nl -jane@nic.nl'],
    ['one’s own name', 'UPDATE\nName: John Doe\nPhone:', 'UPDATE {John Doe|-|-}'],
    ['one’s own address', 'UPDATE\nEmail: john@nic.nl\nPhone:', 'UPDATE {-|john@nic.nl|-}'],
    ['one’s own number', 'UPDATE\nEmail:\nPhone: +31 6 1', 'UPDATE {-|-|+31 6 1}'],
    ['no second address', 'UPDATE\nSecondary email: none\nPhone:', 'UPDATE {-|-|-|2:none}'],
  ])('%s', (_, block, asked) => {
    expect(filledIn(`See below\n\n${marked(block)}`)).toEqual([asked]);
  });

  test('the line, and what is not understood inside, are those of the mail', () => {
    const block = 'CONTACTS .nl\nWe have moved.\nName: John Doe';
    expect(read(`See below\n\n${marked(block)}`, SUBJECT).filledIn.map(({ doubts }) => doubts)).toEqual([
      [
        { code: 'line-not-understood', line: 4, detail: 'We have moved.' },
        { code: 'inside-our-copy', line: 3, detail: 'CONTACTS .nl' },
      ],
    ]);
  });

  test('the line is the one of the mail', () => {
    expect(read(`See below\n\n${marked(ANSWER)}`, SUBJECT).filledIn.map(({ line }) => line)).toEqual([5]);
  });
});

describe('everything else that is quoted stays quoted', () => {
  test.each([
    ['no reference of ours', `See below\n\n${marked(BLOCK)}`, 'Re: contacts'],
    ['a question above', `Who is John? We never named him.\n\n${marked(ANSWER)}`, SUBJECT],
    ['a form left blank', marked('SUBSCRIBE .nl\nName:\nEmail:\nPhone:\nRole: primary'), SUBJECT],
    ['quoted twice', marked(marked(ANSWER)), SUBJECT],
    ['REMOVE ALL', marked('REMOVE .nl ALL'), SUBJECT],
    ['only questions', marked('WHO .nl\nSTATUS'), SUBJECT],
    ['questions below a form left blank', marked('UPDATE\nName:\nPhone:\n\nWHO .nl'), SUBJECT],
    ['a REPLACE that names nobody who comes', marked('REPLACE .nl jane@nic.nl\nName:\nPhone:'), SUBJECT],
    ['only a rank', marked('SUBSCRIBE .nl\nRole: primary\nEmail: '), SUBJECT],
  ])('%s', (_, mail, subject) => {
    expect(filledIn(mail, subject)).toEqual([]);
  });

  test('a contact of one’s own above, without a command', () => {
    const request = read(`See below\nName: Jane Roe\n\n${marked(ANSWER)}`, SUBJECT);
    expect(request.commands).toEqual([]);
    expect(request.loose).toHaveLength(1);
    expect(request.filledIn).toEqual([]);
  });

  test('a request of one’s own below words that point there', () => {
    const request = read(`See below\n\nSTATUS .nl\n\n${marked(ANSWER)}`, SUBJECT);
    expect(commandsOf(request)).toEqual(['STATUS nl']);
    expect(request.filledIn).toEqual([]);
  });

  test('a request of one’s own above', () => {
    const request = read(`STATUS .nl\n\n${OUTLOOK}\n\n${ANSWER}`, SUBJECT);
    expect(commandsOf(request)).toEqual(['STATUS nl']);
    expect(request.filledIn).toEqual([]);
  });
});
