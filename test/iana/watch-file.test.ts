import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FileWatch, watchFile } from '../../src/iana/watch-file.ts';

let folder: string;
let file: string;
let calls: number;
let errors: unknown[];
let watch: FileWatch;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  file = join(folder, 'iana.json');
  calls = 0;
  errors = [];
  writeFileSync(file, '[]');
  watch = await watchFile(
    file,
    async () => {
      calls += 1;
      if (calls === 3) throw new Error('there is no such file');
    },
    (error) => errors.push(error),
    5,
  );
});
afterEach(() => {
  watch.stop();
  rmSync(folder, { recursive: true });
});

const PATIENCE = { timeout: 20_000 };

function replace(content: string): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

test('writing in place, replacing, going and coming back are noticed, once each, and a failure ends nothing', async () => {
  writeFileSync(file, '[1]');
  await vi.waitUntil(() => calls === 1, PATIENCE);
  replace('[2]');
  await vi.waitUntil(() => calls === 2, PATIENCE);
  rmSync(file);
  await vi.waitUntil(() => calls === 3, PATIENCE);
  await watch.look();
  expect(calls).toBe(3);
  replace('[3]');
  await vi.waitUntil(() => calls === 4, PATIENCE);
  expect(errors).toEqual([new Error('there is no such file')]);
});

test('the same content written anew counts, since its time says how fresh it is', async () => {
  utimesSync(file, new Date(0), new Date(0));
  await watch.look();
  expect(calls).toBe(1);
  await watch.look();
  expect(calls).toBe(1);
});
