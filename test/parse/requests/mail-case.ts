import { expect, test } from 'vitest';
import { commandsOf, contactInShort, doubtsOf, read } from './reading.ts';

/** One small mail and what it asks; doubts and everything else must be as listed, or absent. */
export type MailCase = {
  readonly mail: string;
  readonly subject?: string;
  readonly asks: readonly string[];
  readonly doubts?: readonly string[];
  readonly loose?: readonly string[];
  readonly hints?: readonly (string | null)[];
  /** Of the hints: a command of the Subject that was left aside. */
  readonly leftAside?: readonly string[];
  readonly dryRun?: boolean;
  /** `line why`; checked where given. */
  readonly ignored?: readonly string[];
};

export function testMails(cases: Readonly<Record<string, MailCase>>): void {
  test.each(Object.entries(cases))('%s', (_, expected) => {
    const request = read(expected.mail, expected.subject);
    expect({
      asks: commandsOf(request),
      doubts: doubtsOf(request),
      loose: request.loose.map(contactInShort),
      hints: request.hints.flatMap(({ nearest, leftAside }) => (leftAside === true ? [] : [nearest])),
      leftAside: request.hints.flatMap(({ nearest, leftAside }) => (leftAside === true ? [nearest] : [])),
      dryRun: request.dryRun,
    }).toEqual({
      asks: expected.asks,
      doubts: expected.doubts ?? [],
      loose: expected.loose ?? [],
      hints: expected.hints ?? [],
      leftAside: expected.leftAside ?? [],
      dryRun: expected.dryRun ?? false,
    });
    if (expected.ignored !== undefined) {
      expect(request.ignored.map(({ line, why }) => `${line} ${why}`)).toEqual(expected.ignored);
    }
  });
}

export const JOHN_LINES = 'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678';
export const JANE_LINES = 'Name: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 87654321';
export const JOHN = '{John Doe|john@nic.nl|+31 6 12345678}';
export const JANE = '{Jane Roe|jane@nic.nl|+31 6 87654321}';
