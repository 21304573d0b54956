import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { EVENT_NAMES } from '../../src/ops/event-table.ts';
import { eventsPage } from '../../src/ops/events-page.ts';

const PROJECT = dirname(dirname(import.meta.dirname));

// `npm run docs` writes it anew.
test('docs/events.md is what the closed list of events says', async () => {
  await expect(eventsPage()).toMatchFileSnapshot(join(PROJECT, 'docs/events.md'));
});

test('each event of the list is logged somewhere, under that name', async () => {
  const sources: string[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: PROJECT }))
    if (!/\/(?:events|event-table)\.ts$/u.test(file)) sources.push(await readFile(join(PROJECT, file), 'utf8'));
  const text = sources.join('\n');
  expect(EVENT_NAMES.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
});
