import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import type { FileEvent } from './system-calls.ts';
import { unsyncedDisk } from './unsynced-disk.ts';

const write = (path: string, offset: number, text: string): FileEvent => ({
  kind: 'write',
  path,
  offset,
  data: Buffer.from(text),
});

function statesAfter(events: readonly FileEvent[], byChance = 50): readonly string[] {
  const disk = unsyncedDisk();
  for (const event of events) disk.apply(event);
  const states = disk.states(seededRandom(3), byChance);
  const shown = states.map((state) => [...state].map(([path, content]) => `${path}=${content.toString()}`).join(' '));
  return [...new Set(shown)].toSorted();
}

const FILE: readonly FileEvent[] = [
  { kind: 'mkdir', path: '/d' },
  { kind: 'sync', path: '/' },
  { kind: 'create', path: '/d/f' },
  write('/d/f', 0, 'old'),
];

describe('a disk that keeps what was synced', () => {
  it('may have anything of a file whose name was not synced', () => {
    expect(statesAfter(FILE)).toEqual(['', '/d/f=', '/d/f=old']);
    expect(statesAfter([...FILE, { kind: 'sync', path: '/d/f' }])).toEqual(['', '/d/f=old']);
    expect(statesAfter([...FILE, { kind: 'sync', path: '/d' }])).toEqual(['/d/f=', '/d/f=old']);
  });

  it('has both for sure when both were synced', () => {
    const synced: readonly FileEvent[] = [...FILE, { kind: 'sync', path: '/d/f' }, { kind: 'sync', path: '/d' }];
    expect(statesAfter(synced)).toEqual(['/d/f=old']);
    expect(statesAfter([...synced, write('/d/f', 2, 'der')])).toEqual(['/d/f=old', '/d/f=older']);
    expect(statesAfter([...synced, { kind: 'unlink', path: '/d/f' }])).toEqual(['', '/d/f=old']);
    expect(statesAfter([...synced, { kind: 'truncate', path: '/d/f', length: 1 }])).toEqual(['/d/f=o', '/d/f=old']);
  });

  it('has nothing of a folder whose own name was not synced', () => {
    const inside: readonly FileEvent[] = [
      { kind: 'mkdir', path: '/d' },
      { kind: 'create', path: '/d/f' },
      write('/d/f', 0, 'x'),
      { kind: 'sync', path: '/d/f' },
      { kind: 'sync', path: '/d' },
    ];
    expect(statesAfter(inside)).toEqual(['', '/d/f=x']);
  });

  it('writes sectors in any order, and tears what is longer', () => {
    const [a, b] = ['a'.repeat(512), 'b'.repeat(512)];
    const start: readonly FileEvent[] = [
      ...FILE,
      { kind: 'sync', path: '/d' },
      { kind: 'truncate', path: '/d/f', length: 0 },
    ];
    const states = statesAfter([...start, { kind: 'sync', path: '/d/f' }, write('/d/f', 0, a + b)]);
    const nothing = '\0'.repeat(512);
    expect(states).toEqual(['/d/f=', `/d/f=${nothing}${b}`, `/d/f=${a}`, `/d/f=${a}${b}`].toSorted());
  });
});
