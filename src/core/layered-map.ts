/** More new entries than these are pressed into the lowest layer: what is new costs little, and so does looking it up. */
const THICKEST = 64;
/** More new layers than these are pressed into one. */
const MOST_LAYERS = 8;

/** Several maps seen as one: what stands in a higher one hides what lower ones have under the same key. */
class LayeredMap<K, V extends Value> implements ReadonlyMap<K, V> {
  readonly lowest: ReadonlyMap<K, V>;
  /** The highest last. */
  readonly news: readonly ReadonlyMap<K, V>[];
  readonly size: number;

  constructor(lowest: ReadonlyMap<K, V>, news: readonly ReadonlyMap<K, V>[], size: number) {
    this.lowest = lowest;
    this.news = news;
    this.size = size;
  }

  get(key: K): V | undefined {
    for (let layer = this.news.length - 1; layer >= 0; layer -= 1) {
      const value = this.news[layer]?.get(key);
      if (value !== undefined) return value;
    }
    return this.lowest.get(key);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  entries(): MapIterator<[K, V]> {
    return pressed([this.lowest, ...this.news]).entries();
  }

  keys(): MapIterator<K> {
    return pressed([this.lowest, ...this.news]).keys();
  }

  values(): MapIterator<V> {
    return pressed([this.lowest, ...this.news]).values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
}

/** An entry without a value would look like none. */
type Value = object | string | number | boolean | null;

/**
 * The map with these entries set, as a map of its own; the old one stays as it is. Costs about as much as there is new,
 * not as much as there is.
 */
export function withEntries<K, V extends Value>(
  map: ReadonlyMap<K, V>,
  entries: Iterable<readonly [K, V]>,
): ReadonlyMap<K, V> {
  const { lowest, news } = layersOf(map);
  const top = new Map(entries);
  let size = map.size;
  for (const key of top.keys()) if (!map.has(key)) size += 1;
  const all = [...news, top];
  const thickness = all.reduce((sum, layer) => sum + layer.size, 0);
  if (all.length <= MOST_LAYERS && thickness <= THICKEST) return new LayeredMap(lowest, all, size);
  const one = pressed(all);
  return one.size > THICKEST ? pressed([lowest, one]) : new LayeredMap(lowest, [one], size);
}

/** What {@link withEntries} made of it, the highest of what is new last; a map that it did not make is all lowest. */
export function layersOf<K, V extends Value>(
  map: ReadonlyMap<K, V>,
): { readonly lowest: ReadonlyMap<K, V>; readonly news: readonly ReadonlyMap<K, V>[] } {
  return map instanceof LayeredMap ? map : { lowest: map, news: [] };
}

/** As if what stands in them had been set one after the other. */
function pressed<K, V>(layers: readonly ReadonlyMap<K, V>[]): Map<K, V> {
  const one = new Map<K, V>();
  for (const layer of layers) for (const [key, value] of layer) one.set(key, value);
  return one;
}
