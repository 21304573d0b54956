import { dirname } from 'node:path';
import type { FileEvent } from './system-calls.ts';
import type { Random } from './seeded-random.ts';

type Change = Extract<FileEvent, { readonly kind: 'write' | 'truncate' }>;
/** A file apart from its name. */
type Node = { synced: Buffer; readonly unsynced: Change[] };
type NameChange = { readonly path: string; readonly node: Node | null };

/** What a power cut leaves: files by path. A folder is there where a file in it is. */
export type DiskState = ReadonlyMap<string, Buffer>;

/** A disk writes sectors whole, in any order. */
const SECTOR = 512;
const FOLDER: Node = { synced: Buffer.of(), unsynced: [] };

/**
 * A file system that promises as little as POSIX does: of a file, what was there at its last fsync; of a name, what was
 * there at the last fsync of its folder. Whatever came since may be on the disk or not, each sector and each name for itself.
 */
export type UnsyncedDisk = {
  apply(event: FileEvent): void;
  /** Nothing of what was not synced, all of it, only names, only contents, and then as chance will have it. */
  states(random: Random, byChance: number): readonly DiskState[];
};

export function unsyncedDisk(): UnsyncedDisk {
  const names = new Map<string, Node>();
  const syncedNames = new Map<string, Node>();
  let unsyncedNames: NameChange[] = [];

  function rename(path: string, node: Node | null): void {
    put(names, { path, node });
    unsyncedNames.push({ path, node });
  }

  function state(keepName: () => boolean, keepSector: () => boolean): DiskState {
    const left = new Map(syncedNames);
    for (const change of unsyncedNames) if (keepName()) put(left, change);
    const isThere = (path: string): boolean => !names.has(dirname(path)) || left.has(dirname(path));
    return new Map(
      [...left].flatMap(([path, node]) =>
        node === FOLDER || !isThere(path) ? [] : [[path, contentOf(node, keepSector)] as const],
      ),
    );
  }

  return {
    apply(event) {
      switch (event.kind) {
        case 'mkdir':
          return rename(event.path, FOLDER);
        case 'create':
          return names.has(event.path) ? undefined : rename(event.path, { synced: Buffer.of(), unsynced: [] });
        case 'unlink':
          return rename(event.path, null);
        case 'write':
        case 'truncate':
          return void names.get(event.path)?.unsynced.push(event);
        case 'sync': {
          const node = names.get(event.path);
          if (node !== undefined && node !== FOLDER) {
            node.synced = contentOf(node, () => true);
            node.unsynced.length = 0;
            return undefined;
          }
          const [inside, elsewhere] = [true, false].map((wanted) =>
            unsyncedNames.filter(({ path }) => (dirname(path) === event.path) === wanted),
          );
          for (const change of inside ?? []) put(syncedNames, change);
          unsyncedNames = elsewhere ?? [];
          return undefined;
        }
        case 'said':
          return undefined;
      }
    },
    states(random, byChance) {
      const [yes, no] = [() => true, () => false];
      const maybe = (): (() => boolean) => {
        const probability = random.upTo(1);
        return () => random.chance(probability);
      };
      return [
        state(no, no),
        state(yes, yes),
        state(yes, no),
        state(no, yes),
        ...Array.from({ length: byChance }, () => state(maybe(), maybe())),
      ];
    },
  };
}

function put(names: Map<string, Node>, { path, node }: NameChange): void {
  if (node === null) names.delete(path);
  else names.set(path, node);
}

function contentOf({ synced, unsynced }: Node, keepSector: () => boolean): Buffer {
  if (unsynced.length === 0) return synced;
  const ends = unsynced.map((change) => (change.kind === 'write' ? change.offset + change.data.length : change.length));
  const content = Buffer.alloc(Math.max(synced.length, ...ends));
  synced.copy(content);
  let length = synced.length;
  for (const change of unsynced) {
    if (change.kind === 'truncate') {
      if (!keepSector()) continue;
      content.fill(0, change.length);
      length = change.length;
      continue;
    }
    const { offset, data } = change;
    for (let from = 0, to = 0; from < data.length; from = to) {
      to = Math.min(data.length, from + SECTOR - ((offset + from) % SECTOR));
      if (!keepSector()) continue;
      data.copy(content, offset + from, from, to);
      length = Math.max(length, offset + to);
    }
  }
  return content.subarray(0, length);
}
