import { expect, test } from 'vitest';
import type { Roster } from '../../src/core/roster.ts';
import { readRequest } from '../../src/parse/read-request.ts';
import { proposalIn } from '../../src/plan/proposal.ts';
import { contacts, email, mailRecord, NL, TABLE } from '../support/plans.ts';
import { quietWorld } from '../support/quiet-world.ts';

const roster: Roster = {
  tld: NL,
  revision: 1,
  frozenUntil: null,
  contacts: contacts({ name: 'Anna Visser', email: email('anna@nic.nl') }),
};
const world = quietWorld({ table: TABLE, rosters: new Map([[NL, roster]]) });
const [FIRST, LINE] = ['Anna Visser has left us.'.padEnd(1000, ' x'), 'xx'.padEnd(1000, ' x')];

test('lines of the list are taken as they were read, each one person with both addresses', () => {
  const lines = [
    '"John Doe, #1, .nl, +31 612345678" john.doe@nic.nl, john@soft.example',
    '"Jane Roe, #2, .nl, +31 612345679" jane.roe@nic.nl',
  ];
  const { message } = mailRecord();
  const reading = { ...message.reading, text: lines.join('\n') };
  const request = readRequest({ table: TABLE, subject: 'TLD-OPS contacts', text: reading.text });
  expect(proposalIn(world, { message: { ...message, reading }, request }, NL)).toEqual({
    block: `SUBSCRIBE .nl
Name: John Doe
Email: john.doe@nic.nl
Secondary email: john@soft.example
Phone: +31 612345678

Name: Jane Roe
Email: jane.roe@nic.nl
Phone: +31 612345679`,
    against: null,
  });
});

function proposed(...lines: readonly string[]) {
  const { message, request } = mailRecord();
  const reading = { ...message.reading, text: lines.join('\n') };
  return proposalIn(world, { message: { ...message, reading }, request }, NL);
}

test('a text that is read to its last word is proposed, blank lines at its end or not', () => {
  const lines = [FIRST, ...Array.from({ length: 19 }, () => LINE)];
  expect(proposed(...lines)).toEqual({ block: 'REMOVE .nl anna@nic.nl', against: null });
  expect(proposed(...lines, '', '')).toEqual({ block: 'REMOVE .nl anna@nic.nl', against: null });
});

test('a text with words behind what is read of it is not, wherever its blank lines stand', () => {
  const lines = [FIRST, ...Array.from({ length: 19 }, () => LINE)];
  expect(proposed(...lines, '', 'Or did she?')).toMatchObject({
    block: '',
    against: { line: 22, text: 'Or did she?' },
  });
});
