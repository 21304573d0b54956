import { describe, expect, test } from 'vitest';
import { accepts, type Judgement, leadingDecision } from '../../src/rules/judge.ts';
import { BR, email, heldCase, NL, ref } from '../support/plans.ts';
import { ADMIN_OF_TWO, type Given, judged, reviewToken } from './judged.ts';

// What a mail of several things comes to: what of it concerns which command, and which decision stands for the whole.

const STRANGER = 'somebody@else.example';
const HTML: Given['message'] = {
  reading: { text: '', source: 'html', doubts: ['html-only'], alternative: null, parts: ['text/html'] },
};

describe('of several commands, each has', () => {
  test('its own faults', () => {
    const { items } = judged({ text: 'REMOVE .nl ben@nic.nl\n\nREMOVE .nl zoe@nic.nl\n\nREMOVE .nl jane@nic.nl' });
    const own = [
      [{ code: 'not-there', tld: NL, line: 1, value: 'ben@nic.nl' }],
      [{ code: 'not-there', tld: NL, line: 3, value: 'zoe@nic.nl' }],
      [],
    ];
    expect(items.map(({ faults }) => faults)).toEqual(own);
    expect(items.map(({ told }) => told.faults)).toEqual(own);
  });

  test('its own doubts, beside those about the whole text', () => {
    const html = { code: 'html-only', line: 0, detail: '' };
    const left = { code: 'contacts-leaves-out', line: 1, detail: 'John Doe' };
    const national = { code: 'phone-national', line: 9, detail: '06 11111111 (+31 6 11111111)' };
    const { items } = judged({
      text: 'CONTACTS .nl\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n\nSUBSCRIBE .nl\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: 06 11111111\n\nSTATUS .nl',
      message: HTML,
    });
    expect(items.map(({ doubts }) => doubts)).toEqual([[html, left], [html, national], []]);
    expect(items.map(({ told }) => told.doubts)).toEqual([[html, left], [html, national], []]);
  });

  test('facts of what it does itself', () => {
    const { items } = judged({ text: 'STATUS .nl\n\nREMOVE .nl ALL' });
    expect(items.map(({ decisions }) => decisions[0]?.decision.facts)).toMatchObject([
      { request: 'status', effect: 'nothing', 'contacts-left': 'enough' },
      { request: 'roster-change', effect: 'changes', 'contacts-left': 'none' },
    ]);
  });
});

test('once it is confirmed, there are no other faults than those of now', () => {
  const given: Given = { text: 'REMOVE .nl jane@nic.nl', standing: { confirmation: 'given' } };
  expect(judged(given).items.map(({ faults, told }) => [faults, told.faults])).toEqual([[[], []]]);
});

test('a command about two ccTLDs is decided by the stricter of them', () => {
  const [item] = judged({ text: 'DISPUTE .nl .br' }).items;
  expect(item?.decisions.map(({ tld, decision }) => [tld, decision.verdict])).toEqual([
    [NL, 'accept'],
    [BR, 'refuse'],
  ]);
  expect(item?.verdict).toBe('refuse');
  expect(item?.decisive).toEqual(item?.decisions[1]?.decision.decisive);
});

describe('what leads', () => {
  const leading = (given: Given): readonly string[] => {
    const { verdict, decision } = leadingDecision(judged(given));
    return [verdict, decision.verdict, decision.facts.request];
  };

  test.each<[string, Given, readonly string[]]>([
    ['the only thing', { text: 'HELP' }, ['accept', 'accept', 'help']],
    ['the strictest of several questions', { text: 'STATUS .nl\nSTATUS .br' }, ['refuse', 'refuse', 'status']],
    ['the change, where there is one', { text: 'STATUS .nl\nREMOVE .nl ALL' }, ['hold', 'hold', 'roster-change']],
    [
      'the change, where a question is decided more strictly',
      { text: 'STATUS .br\nREMOVE .nl jane@nic.nl' },
      ['accept', 'accept', 'roster-change'],
    ],
    [
      'the change, where a question in front is decided alike',
      { text: 'WHO\n\nREMOVE .nl jane@nic.nl', from: STRANGER },
      ['refuse', 'refuse', 'roster-change'],
    ],
    [
      'of two changes, the stricter',
      { text: 'REMOVE .nl john@nic.nl\n\nREMOVE .nl zoe@nic.nl' },
      ['refuse', 'refuse', 'roster-change'],
    ],
    ['free text', { text: 'Dear all, how are you?', from: ADMIN_OF_TWO }, ['hold', 'hold', 'free-text']],
  ])('%s', (_, given, found) => {
    expect(leading(given)).toEqual(found);
  });

  test('there is always something to decide', () => {
    const nothing: Judgement = { ...judged({ text: 'HELP' }), items: [] };
    expect(() => leadingDecision(nothing)).toThrow('a mail without anything to decide');
  });
});

describe('a mail is accepted as', () => {
  const token = reviewToken({ held: heldCase({ ref: ref(9), tlds: [NL] }), reviewers: [email(STRANGER)] });
  const decides = (from: string): Judgement => judged({ text: 'APPROVE', from, world: { token } });

  test('the decision of a reviewer, and of nobody else', () => {
    expect(accepts(decides(STRANGER), 'review-decision')).toBe(true);
    expect(accepts(decides('jim@else.example'), 'review-decision')).toBe(false);
    expect(accepts(decides(STRANGER), 'case-note')).toBe(false);
  });

  test('what one of its commands asks', () => {
    const several = judged({ text: 'STATUS .br\n\nHELP' });
    expect([accepts(several, 'help'), accepts(several, 'status'), accepts(several, 'who')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
