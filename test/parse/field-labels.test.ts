import { describe, expect, test } from 'vitest';
import { ALL_LABELS, isName, labelKey, readLabelText } from '../../src/parse/field-labels.ts';

/** The field that a label names, with its rank; a label of another language has a question mark. */
function named(label: string): string | null {
  const found = readLabelText(label);
  return found === null
    ? null
    : `${found.field}${found.rank === null ? '' : ` #${found.rank}`}${found.foreign ? '?' : ''}`;
}

describe('what a label names', () => {
  test.each([
    ['Name', 'name'],
    ['FULL NAME', 'name'],
    ['My name', 'name'],
    ['Our email', 'email'],
    ['the phone', 'phone'],
    ['"Name"', 'name'],
    ['E-mail', 'email'],
    ['E‑Mail_Address', 'email'],
    ['Ｅｍａｉｌ', 'email'],
    ['Tel.', 'phone'],
    ['ccTLD(s)', 'cctld'],
    ['#', 'rank'],
    ['Old', 'replaced'],
    ['Version of this list', 'list-version'],
    ['First name', 'first-name'],
    ['Surname', 'last-name'],
    ['Contact number', 'phone'],
    ['New number', 'phone'],
    ['Neue Telefonnummer', 'phone?'],
    ['Telefon neu', 'phone?'],
    ['Telefon (neu)', 'phone?'],
    ['Meine neue Nummer', 'phone?'],
    ['Neue E-Mail', 'email?'],
    ['Nouveau numéro', 'phone?'],
    ['Nuevo teléfono', 'phone?'],
    ['Nieuw nummer', 'phone?'],
    ['Новый телефон', 'phone?'],
    ['新しい電話番号', 'phone?'],
    ['Nummer', null],
    ['Alte Telefonnummer', null],
    ['Neue Faxnummer', null],
  ])('%s', (label, field) => {
    expect(named(label)).toBe(field);
  });

  test.each([
    ['Email (primary)', 'email'],
    ['Mail (main)', 'email'],
    ['E-mail address(secondary)', 'secondary-email'],
    ['Email (backup)', 'secondary-email'],
    ['Email (other)', 'email'],
    ['Email (primary) x', null],
    ['x Email (secondary)', null],
    ['Phone (mobile)', 'phone'],
    ['Phone (24 hours)', 'phone'],
    ['(the) phone', 'phone'],
    ['Name (as written) (in full)', 'name'],
    [`Phone (${'x'.repeat(31)})`, null],
    ['Work phone', 'phone'],
    ['Official business email', 'email'],
    ['24/7 phone', 'phone'],
    ['Phone number', 'phone'],
    ['Phone numbers', 'phone'],
    ['Mobile no.', 'phone'],
    ['Name of the contact person', 'name'],
    ['Direct phone of SSC', 'phone'],
    ['Phone/Mobile', 'phone'],
    ['Phone / Mobile', 'phone'],
    ['Tel or cell or mobile', 'phone'],
    ['Phone/Email', null],
    ['Phone/Fax', null],
    ['Fax/Phone', null],
    ['Workphone', null],
    ['phone work', null],
  ])('%s, with words that say what kind it is', (label, field) => {
    expect(named(label)).toBe(field);
  });

  test.each([
    ['Primary contact name', 'name #1'],
    ['Secondary contact email', 'email #2'],
    ['Third SSC phone', 'phone #3'],
    ['Backup contact’s name', 'name #2'],
    ['New contact name', 'name'],
    ["SSC's phone", 'phone'],
    ['Contact phone', 'phone'],
    ['Contacts phone', null],
    ['Contact 2 name', 'name #2'],
    ['SSC #1 e-mail', 'email #1'],
    ['Primary contact 3 name', 'name #3'],
    ['Contact 4 name', null],
    ['Primary contact hobby', null],
    ['Our contact name', 'name'],
    ['a contact name', null],
    ['Name 1', 'name #1'],
    ['First name2', 'first-name #2'],
    ['Last name #3', 'last-name #3'],
    ['Phone 2', 'phone'],
    ['Email 3', 'email'],
    ['Email 2', 'secondary-email'],
    ['Name 4', null],
    ['Name 12', null],
    ['4 phone 2', null],
    ['Hobby 1', null],
    ['Primary name', 'name #1'],
    ['Tertiary full name', 'name #3'],
    ['Secondary phone', 'phone'],
    ['Secondary role', null],
    ['Tertiary email', null],
    ['a secondary name', null],
    ['Second name', null],
  ])('%s, with words that say whose it is', (label, field) => {
    expect(named(label)).toBe(field);
  });

  test.each([
    ['Téléphone', 'phone?'],
    ['E-Mail-Adresse', 'email?'],
    ['氏名', 'name?'],
    ['Vorname', 'first-name?'],
    ['Rolle', 'rank?'],
    ['', null],
    ['Hobby', null],
    ['Names of all', null],
    ['constructor', null],
  ])('%s, in another language or none', (label, field) => {
    expect(named(label)).toBe(field);
  });

  test('a name is a name in any of its parts', () => {
    const fields = ['name', 'first-name', 'last-name', 'email', 'phone', 'rank'] as const;
    expect(fields.filter(isName)).toEqual(['name', 'first-name', 'last-name']);
  });

  test('what a slip of the pen can have meant has no digits', () => {
    expect(ALL_LABELS).toContain('secondary email');
    expect(ALL_LABELS.filter((label) => /\d|^person$/u.test(label))).toEqual([]);
  });
});

test.each([
  ['  E-Mail   Address ', 'email address'],
  ['e–mail', 'email'],
  ['Name_of-Contact', 'name of contact'],
  ['Tel.No.', 'telno'],
  ['“Contact’s” name', 'contacts name'],
  ['Phone (International format)', 'phone'],
  ['Phone (INTERNATIONAL) (optional)', 'phone'],
  ['Phone (fax)', 'phone (fax)'],
  ['ＮＡＭＥ', 'name'],
])('the label %s is compared as %s', (label, key) => {
  expect(labelKey(label)).toBe(key);
});
