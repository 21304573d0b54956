/**
 * Remembers what a pure function made of its argument. What it makes should be no part of the argument, see {@link apart}.
 * @param most so many answers; then it forgets them all and begins anew.
 */
export function remembered<T>(most: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const made = make();
    known.set(apart(key), made);
    return made;
  };
}

/** A part of a mail's text would keep all of that text in memory: V8 stores it as a place in the whole. */
function apart(key: string): string {
  return ` ${key}`.slice(1);
}
