import { editDistance } from '../core/nearest.ts';

/** The word of the language that a slip of the pen meant, or null where nothing is near enough. */
export function nearestWord(written: string, words: readonly string[]): string | null {
  if (written.length < 4 || written.length > 40) return null;
  const allowed = written.length < 6 ? 1 : 2;
  let nearest: string | null = null;
  let least = allowed + 1;
  for (const word of words) {
    if (word.length < 4 || Math.abs(word.length - written.length) > allowed) continue;
    const distance = editDistance(written, word);
    if (distance < least) [nearest, least] = [word, distance];
  }
  return nearest;
}
