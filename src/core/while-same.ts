/** Remembers the last thing that was made, until it is to be made from something else. What it is made from is compared by identity. */
export function whileSame<T>(): (from: readonly unknown[], make: () => T) => T {
  let last: { readonly from: readonly unknown[]; readonly made: T } | null = null;
  return (from, make) => {
    const isSame = last?.from.length === from.length && last.from.every((one, index) => Object.is(one, from[index]));
    if (last === null || !isSame) last = { from, made: make() };
    return last.made;
  };
}
