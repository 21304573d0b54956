import { describe, expect, test } from 'vitest';
import { ContactBlock } from '../../src/parse/contact-block.ts';
import { BLANK_PERSON } from '../../src/core/command.ts';
import { JOHN, type Read, readContact } from './contact-lines.ts';
import { table } from './requests/reading.ts';

const ROSTER_LINE = '"John Doe, #1, .nl, +31 6 12345678"';

describe('how much of a contact is there', () => {
  const state = ({ block }: Read): unknown => ({
    empty: block.isEmpty,
    blank: block.isBlankForm,
    name: block.hasName,
    email: block.hasEmail,
    second: block.takesSecondAddress,
    complete: block.isComplete,
  });
  const none = { empty: false, blank: false, name: false, email: false, second: false, complete: false };
  test.each<[lines: readonly string[], found: object]>([
    [[], { ...none, empty: true, blank: true }],
    [['Name:'], { ...none, empty: true, blank: true }],
    [['Role: primary'], { ...none, blank: true }],
    [['Role: primry'], none],
    [['Name: John'], { ...none, name: true }],
    [['First name: John'], { ...none, name: true }],
    [['Last name: Doe'], { ...none, name: true }],
    [['Email: john@nic.nl'], { ...none, email: true }],
    [['Email: a@@b.nl'], { ...none, email: true }],
    [['Name: John', 'Email: a@@b.nl'], { ...none, name: true, email: true }],
    [['Name: John', 'Email: a@b.nl'], { ...none, name: true, email: true, second: true }],
    [['Name: John', 'Secondary email: none', 'Email: a@b.nl'], { ...none, name: true, email: true }],
    [['Name: John', 'Phone: 06 12345678'], { ...none, name: true }],
    [['Email: a@b.nl', 'Phone: 06 12345678'], { ...none, email: true }],
    [JOHN, { ...none, name: true, email: true, complete: true }],
    [[ROSTER_LINE], { ...none, name: true }],
    [[`${ROSTER_LINE} john@nic.nl`], { ...none, name: true, email: true, complete: true }],
  ])('%j', (lines, found) => {
    expect(state(readContact(...lines))).toEqual(found);
  });

  test('a value may stand there already, in other letters or without what is around it', () => {
    const { block } = readContact('Name: "John  Doe"', 'Email: john@nic.nl or j@oarc.net');
    expect(block.repeats('name', 'JOHN DOE')).toBe(true);
    expect(block.repeats('email', '<john@nic.nl>')).toBe(true);
    expect(block.repeats('secondary-email', 'j@oarc.net')).toBe(true);
    expect(block.repeats('email', 'j@oarc.net')).toBe(false);
    expect(block.repeats('phone', '')).toBe(false);
    expect(readContact('Email: "John" <john@nic.nl>').block.repeats('email', 'john@nic.nl')).toBe(true);
    expect(readContact('First name: John').block.has('name')).toBe(true);
    expect(readContact('First name: John').block.repeats('name', 'John')).toBe(false);
  });

  test('a preset address is the address', () => {
    const { block } = readContact(...JOHN);
    const preset = new ContactBlock(table, 2);
    preset.presetEmail(block.draft(false).email ?? fail(), 7);
    expect(preset.hasEmail).toBe(true);
    expect(preset.repeats('email', 'john@nic.nl')).toBe(true);
    expect(preset.draft(false)).toEqual({
      ...BLANK_PERSON,
      line: 7,
      lines: { email: 7 },
      email: 'john@nic.nl',
      rank: 2,
    });
  });
});

function fail(): never {
  throw new Error('no address');
}
