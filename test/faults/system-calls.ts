import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process did to a folder, and what it said to a client, in the order in which it did. */
export type FileEvent =
  | { readonly kind: 'mkdir' | 'create' | 'unlink' | 'sync'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  /** `250 2.0.0 REF …` was handed to the socket. */
  | { readonly kind: 'said'; readonly ref: string };

/** Whether this machine has strace, and lets it look at processes. */
export function canTrace(): boolean {
  return spawnSync('strace', ['-f', '-D', '-e', 'trace=none', 'true']).status === 0;
}

const CALLS =
  'openat,pwrite64,write,writev,sendmsg,sendto,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat';

/** The command that starts a process and writes down its system calls, in a file for each thread, in that folder. */
export function tracingTo(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  // -D: the process that is started is the program, not strace.
  const output = ['-o', join(folder, 'calls')];
  return [
    'strace',
    '-D',
    '-ff',
    '-q',
    '-ttt',
    '-T',
    '--seccomp-bpf',
    '-y',
    '-xx',
    '-s',
    '33554432',
    '-e',
    `trace=${CALLS}`,
    '-e',
    'signal=none',
    ...output,
  ];
}

/**
 * What all threads did: one writes the database, another one answers clients.
 * @param below whatever is elsewhere does not count.
 */
export function eventsOf(folder: string, below: string): readonly FileEvent[] {
  const events: FileEvent[] = [];
  const known = new Set<string>();
  for (const { call } of callsIn(folder)) {
    const event = eventIn(call, below);
    if (event === null || (event.kind === 'create' && known.has(event.path))) continue;
    if (event.kind === 'create') known.add(event.path);
    if (event.kind === 'unlink') known.delete(event.path);
    events.push(event);
  }
  return events;
}

/** In the order in which they took effect: what is said may be heard from the beginning of the call, a sync counts from its end. */
function callsIn(folder: string): readonly { readonly at: number; readonly call: string }[] {
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'latin1').split('\n'));
  return lines
    .flatMap((line) => {
      const [, began, call = '', took = '0'] = /^([\d.]+) (.*?)(?: <([\d.]+)>)?$/u.exec(line) ?? [];
      if (began === undefined) return [];
      return [{ at: Number(began) + (/^f(?:data)?sync/u.test(call) ? Number(took) : 0), call }];
    })
    .toSorted((one, other) => one.at - other.at);
}

function eventIn(call: string, below: string): FileEvent | null {
  const [, name = '', written = '', returned = ''] = /^(\w+)\((.*)\)\s+= (-?\d+)/u.exec(call) ?? [];
  if (name === '' || Number(returned) < 0) return null;
  const strings = [...written.matchAll(/"((?:\\x[0-9a-f]{2})*)"/gu)].map(([, hex = '']) => octets(hex));
  const descriptor = octets(/^\d+<((?:\\x[0-9a-f]{2}|[^>])*)>/u.exec(written)?.[1] ?? '').toString();
  const named = strings[0]?.toString() ?? '';
  const inside = (path: string): boolean => path === below || path.startsWith(`${below}/`);
  const [first = 0, second = 0] = [...written.matchAll(/, (\d+)(?=,|$)/gu)].map(([, number]) => Number(number));
  switch (name) {
    case 'openat':
      return written.includes('O_CREAT') && inside(named) ? { kind: 'create', path: named } : null;
    case 'mkdir':
    case 'mkdirat':
      return inside(named) ? { kind: 'mkdir', path: named } : null;
    case 'unlink':
      return inside(named) ? { kind: 'unlink', path: named } : null;
    case 'fsync':
    case 'fdatasync':
      return inside(descriptor) ? { kind: 'sync', path: descriptor } : null;
    case 'ftruncate':
      return inside(descriptor) ? { kind: 'truncate', path: descriptor, length: first } : null;
    case 'pwrite64':
      return inside(descriptor)
        ? {
            kind: 'write',
            path: descriptor,
            offset: second,
            data: (strings[0] ?? Buffer.of()).subarray(0, Number(returned)),
          }
        : null;
    default: {
      if (inside(descriptor) || (!name.startsWith('write') && inside(named))) {
        throw new Error(`${name} on a file of the database: the model does not know what it does`);
      }
      const ref = /^250 2\.0\.0 (\d{4}-\d{6,9}) /u.exec(Buffer.concat(strings).toString())?.[1];
      return ref === undefined ? null : { kind: 'said', ref };
    }
  }
}

function octets(hex: string): Buffer {
  return hex.startsWith('\\x') ? Buffer.from(hex.replaceAll('\\x', ''), 'hex') : Buffer.from(hex, 'latin1');
}
