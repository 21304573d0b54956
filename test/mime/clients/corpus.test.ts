import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { inspectRaw } from '../../../src/parse/raw-gate.ts';
import { understand } from '../../../src/reading/understand.ts';
import { commandsOf, doubtsOf } from '../../parse/requests/reading.ts';
import { onTheWire } from '../octets.ts';
import { TABLE } from './cctlds.ts';

const FOLDER = new URL('../../../fixtures/clients/', import.meta.url);

const expectation = z.strictObject({
  about: z.string(),
  /** The commands, as `commandsOf` writes them. */
  asks: z.array(z.string()),
  /** Of the mail, then of its commands, each once. */
  doubts: z.array(z.string()).default([]),
  /** Lines, without marks of quotation, that must be listed as ignored. */
  ignores: z.array(z.string()).default([]),
});
const MAILS = z.record(z.string(), expectation).parse(parse(readFileSync(new URL('expected.yaml', FOLDER), 'utf8')));

describe('a mail of each kind asks what its author asked, and nothing else', () => {
  test.each(Object.entries(MAILS))('%s', async (file, { asks, doubts, ignores }) => {
    const raw = onTheWire(readFileSync(new URL(file, FOLDER), 'latin1'));
    expect(inspectRaw(raw)).toMatchObject({ ok: true });
    const outcome = await understand(raw, TABLE);
    if (!outcome.ok) throw new Error(outcome.fault);
    const { reading, request } = outcome;
    const found = [...new Set([...reading.doubts, ...doubtsOf(request)])];
    expect({ asks: commandsOf(request), doubts: found }).toEqual({ asks, doubts });
    expect(request.ignored.map(({ text }) => text.replace(/^[\s>]+/u, ''))).toEqual(expect.arrayContaining(ignores));
  });

  test('every mail has its expectation', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.eml'));
    expect(files.toSorted()).toEqual(Object.keys(MAILS).toSorted());
  });
});
