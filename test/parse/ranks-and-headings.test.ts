import { describe, expect, test } from 'vitest';
import { isCount, isMistakenRank, readHeading, readRank } from '../../src/parse/ranks-and-headings.ts';

describe('ranks', () => {
  test.each([
    ['primary', 1],
    ['Primary contact', 1],
    ['Primary,contact', 1],
    ['#1', 1],
    ['# 2', 2],
    ['"2nd".', 2],
    ['(3)', 3],
    ['rank 3', 3],
    ['No. 2', 2],
    ['number 1', 1],
    ['Contact #2', 2],
    ['SSC1', 1],
    ['backup contact person', 2],
    ['Backup-SSC', 2],
    ['Backup -  SSC', 2],
    ['lead security and stability contact', 1],
    ['１', 1],
    ['основной', 1],
    ['次要', 2],
  ])('%s', (written, rank) => {
    expect(readRank(written)).toBe(rank);
  });

  test.each([
    '',
    'CISO',
    '4',
    '12',
    '#',
    'contact',
    'primary officer',
    'my primary',
    'primary, secondary',
    '1 2',
    'securityone',
  ])('%s is none', (written) => {
    expect(readRank(written)).toBeNull();
  });

  test.each([
    ['4', true],
    ['rank 12', true],
    ['primery', true],
    [' Secondry ', true],
    ['CISO', false],
    ['manager', false],
    ['', false],
  ])('%s is a slip of the pen: %s', (written, slip) => {
    expect(isMistakenRank(written)).toBe(slip);
  });

  test.each([
    ['Contact 1', true],
    ['2)', true],
    ['Name 1', true],
    ['Contact', false],
    ['#1', false],
    ['Primary contact 1', false],
    ['Backup 2', false],
  ])('%s only counts: %s', (written, count) => {
    expect(isCount(written)).toBe(count);
  });
});

describe('a line that only announces a contact', () => {
  test.each([
    ['Contact', null],
    ['Contacts:', null],
    ['New contact', null],
    ['New:', null],
    ['With', null],
    ['and', null],
    ['The contact details', null],
    ['*** Contact 1 ***', 1],
    ['--- [Contact #2] ---', 2],
    ['Contact (3)', 3],
    ['Contact no. 2', 2],
    ['Contact - primary', 1],
    ['SSC (secondary)', 2],
    ['Primary contact', 1],
    ['New secondary security contact:', 2],
    ['First person', 1],
    ['Primary', 1],
    ['Backup:', 2],
    ['tertiary', 3],
    ['1', 1],
    ['2)', 2],
    ['3 .', 3],
    [' #1', 1],
    ['# 2:', 2],
    ['Ｃｏｎｔａｃｔ　１', 1],
  ])('%s', (line, rank) => {
    expect(readHeading(line)).toBe(rank);
  });

  test.each([
    '',
    '4',
    '12',
    '1 2',
    '#',
    'x1',
    'Contact 4',
    'my contact',
    'contact us',
    'primary school',
    'newer',
    'not by',
    '- 1',
  ])('%s does not', (line) => {
    expect(readHeading(line)).toBeUndefined();
  });
});
