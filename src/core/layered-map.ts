/** Layers thicker than this are pressed into one: what is new costs little, and so does looking it up. */
const THICKEST = 64;

/** Two maps seen as one: what stands in the upper one hides what the lower one has under the same key. */
class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly lower: ReadonlyMap<K, V>;
  readonly upper: ReadonlyMap<K, V>;
  readonly size: number;

  constructor(lower: ReadonlyMap<K, V>, upper: ReadonlyMap<K, V>) {
    this.lower = lower;
    this.upper = upper;
    let added = 0;
    for (const key of upper.keys()) if (!lower.has(key)) added += 1;
    this.size = lower.size + added;
  }

  get(key: K): V | undefined {
    return this.upper.has(key) ? this.upper.get(key) : this.lower.get(key);
  }

  has(key: K): boolean {
    return this.upper.has(key) || this.lower.has(key);
  }

  /** In the order of a `Map` in which the values of the upper one were set after those of the lower one. */
  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.lower) yield [key, this.upper.has(key) ? (this.upper.get(key) ?? value) : value];
    for (const [key, value] of this.upper) if (!this.lower.has(key)) yield [key, value];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
}

/**
 * The map with these entries set, as a map of its own; the old one stays as it is. Costs about as much as there is new,
 * not as much as there is.
 */
export function withEntries<K, V>(map: ReadonlyMap<K, V>, entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> {
  const { lower, upper: before } = layersOf(map);
  const upper = copyWith(before, entries);
  return upper.size > THICKEST ? copyWith(lower, upper) : new LayeredMap(lower, upper);
}

/** Without an array for each entry, which a spread would make. */
function copyWith<K, V>(map: ReadonlyMap<K, V>, entries: Iterable<readonly [K, V]>): Map<K, V> {
  const copy = new Map<K, V>();
  for (const [key, value] of map) copy.set(key, value);
  for (const [key, value] of entries) copy.set(key, value);
  return copy;
}

/** What {@link withEntries} made of it; a map that it did not make is all lower. */
export function layersOf<K, V>(
  map: ReadonlyMap<K, V>,
): {
  readonly lower: ReadonlyMap<K, V>;
  readonly upper: ReadonlyMap<K, V>;
} {
  return map instanceof LayeredMap ? map : { lower: map, upper: new Map() };
}
