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

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? a.length;
}
