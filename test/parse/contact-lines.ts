import { ContactBlock, type ValueDoubt } from '../../src/parse/contact-block.ts';
import { readFieldLine } from '../../src/parse/field-line.ts';
import { readRosterLine } from '../../src/parse/roster-line.ts';
import { table } from './requests/reading.ts';

export type Read = { readonly block: ContactBlock; readonly doubts: readonly ValueDoubt[] };

/** Each line is a field or a roster line of the one contact. */
export function readContact(...lines: readonly string[]): Read {
  const block = new ContactBlock(table, null);
  const doubts = lines.map((text, index) => {
    const roster = readRosterLine(table, text);
    if (roster !== null) block.takeRosterLine(roster, index + 1, text);
    const [field] = roster === null ? (readFieldLine(table, text) ?? []) : [];
    const name = field?.field;
    if (field === undefined || name === undefined || name === 'replaced' || name === 'list-version') return null;
    return block.take({ ...field, field: name }, index + 1);
  });
  return { block, doubts };
}

export const JOHN = ['Name: John Doe', 'Email: john@nic.nl', 'Phone: +31 6 12345678'] as const;
