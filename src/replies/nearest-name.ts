/** The name with the fewest slips of the pen from what was written; null where none is near (more than a third differs). */
export function nearestName(written: string, names: Iterable<string>): string | null {
  let best: { readonly name: string; readonly slips: number } | null = null;
  for (const name of names) {
    const slips = editDistance(written.toLowerCase(), name.toLowerCase());
    if (best === null || slips < best.slips) best = { name, slips };
  }
  return best !== null && best.slips <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : null;
}

/** Letters left out, added, mistaken or swapped with their neighbour (optimal string alignment), in code units. */
function editDistance(one: string, other: string): number {
  let beforeThat: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const mistaken = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const bySwap = swapped ? (beforeThat[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, mistaken, bySwap));
    }
    beforeThat = previous;
    previous = current;
  }
  return previous[other.length] ?? 0;
}
