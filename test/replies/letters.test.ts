import { describe, expect, test } from 'vitest';
import { LETTERS } from './representative-letters.ts';

describe('each letter reads as its receiver will read it', () => {
  test.each(Object.entries(LETTERS))('%s', async (name, write) => {
    const { subject, text } = write();
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});
