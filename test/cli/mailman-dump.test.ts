import { expect, test } from 'vitest';
import { isMailmanDump, readMailmanDump } from '../../src/cli/import/mailman-dump.ts';

test.each([
  ['"Doe, John" <john@nic.nl>', { address: 'john@nic.nl', display: 'Doe, John' }],
  ['John Doe<john@nic.nl>', { address: 'john@nic.nl', display: 'John Doe' }],
  ['<john@nic.nl>', { address: 'john@nic.nl', display: '' }],
  ['a <b@c.example> <john@nic.nl>', { address: 'john@nic.nl', display: 'a <b@c.example>' }],
  // A member chooses the own name: no line of it may look like another member's.
  [
    '=?utf-8?q?x=0A-_Jane_Roe_=3Cjane=40nic.nl=3E?= <m@nic.nl>',
    { address: 'm@nic.nl', display: 'x - Jane Roe <jane@nic.nl>' },
  ],
  ['=?utf-8?q?=1B[2J=E2=80=AEDoe?= <m@nic.nl>', { address: 'm@nic.nl', display: '[2J Doe' }],
])('%s', (line, member) => {
  expect(readMailmanDump(line)).toMatchObject({ members: [member], strange: [] });
});

test.each(['<john@nic.nl', 'john@@nic.nl', '<john@nic@nl>'])('%s is no member', (line) => {
  expect(readMailmanDump(line)).toMatchObject({
    members: [],
    strange: [{ place: 'line 1', words: expect.stringContaining(line) }],
  });
});

test('a name of a megabyte takes no longer to read than it takes to look at', () => {
  const most = 1_000_000;
  for (const piece of [' ', '<', 'a@', '<a@', '(', '\\', '" '])
    for (const line of [`a${piece.repeat(most / piece.length)}b`, `<${piece.repeat(most / piece.length)}`]) {
      const { members, strange } = readMailmanDump(line);
      expect([members.length, strange.length, isMailmanDump(line)]).toEqual([0, 1, false]);
    }
});
