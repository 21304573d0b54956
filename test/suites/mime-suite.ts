import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GMAIL_HEADERS } from '../../src/demo/mail-signer.ts';
import { tldops } from '../e2e/child-program.ts';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import type { CaseResult, SuiteReport } from './report.ts';
import { raiseStronghold, type Stronghold, usualFields } from './stronghold.ts';

// Messages on which parsers have stumbled: each file of the folder, with CRLF line ends as SMTP wants them, once as it is, and
// once as written by the Admin Contact and signed. Each is taken or refused for good, none is put off, none meets a bug, and
// none changes the roster: none of them holds a command of ours.

const MAILS = /\.(?:eml|msg|raw|txt|mbox|mime)$/iu;
const OURS = new Set([
  ...GMAIL_HEADERS.filter((name) => name !== 'mime-version'),
  'sender',
  'reply-to',
  'dkim-signature',
]);

export async function runMimeSuite(folder: string): Promise<SuiteReport> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && MAILS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const stronghold = await raiseStronghold();
  const cases: CaseResult[] = [];
  const heard = new Map<string, number>();
  let slowest = 0;
  try {
    const { world, program } = stronghold;
    await world.playTo(program.smtp, { from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const before = await asked(stronghold, 'roster', 'list');
    for (const file of files) {
      const raw = (await readFile(file)).toString('latin1').replaceAll(/\r\n?|\n/gu, '\r\n');
      for (const [how, mail] of [
        ['as it is', { from: 'somebody@unproved.example', raw: Buffer.from(raw, 'latin1'), signed: false }],
        ['signed by the Admin Contact', { from: ADMIN_NL, raw: Buffer.from(byAdmin(raw), 'latin1') }],
      ] as const) {
        const began = performance.now();
        const reply = await world.playTo(program.smtp, { ...mail, text: '' }).catch((error: unknown) => String(error));
        slowest = Math.max(slowest, performance.now() - began);
        const kind = kindOf(reply);
        heard.set(kind, (heard.get(kind) ?? 0) + 1);
        const result = /^(?:250|55\d)/u.test(kind) ? 'as-expected' : 'deviation';
        cases.push({ name: `${file.slice(folder.length)} (${how})`, result, words: `heard ${reply}` });
      }
    }
    if ((await asked(stronghold, 'roster', 'list')) !== before) {
      cases.push({ name: 'the roster', result: 'deviation', words: 'is another one now' });
    }
    const failed = await asked(stronghold, 'failed', 'list');
    if (failed.trim() !== '[]') cases.push({ name: 'mail that met a bug', result: 'deviation', words: failed });
  } finally {
    await stronghold.close();
  }
  const words = [...heard].toSorted(([, a], [, b]) => b - a).map(([kind, count]) => `${count} × ${kind}`);
  const notes = [`slowest ${Math.round(slowest)} ms`, words.join(', ')];
  return { suite: `MIME, ${basename(folder)}, ${files.length} files`, cases, notes };
}

/** `550 5.6.0`, or `250 held`. */
function kindOf(reply: string): string {
  if (reply.startsWith('250')) return `250 ${reply.split(' ').at(-1) ?? ''}`;
  return /^\d{3} \d\.\d+\.\d+/u.exec(reply)?.[0] ?? reply;
}

/** The same message with another author: its structure and its body stay. */
function byAdmin(raw: string): string {
  const end = raw.indexOf('\r\n\r\n');
  const head = end < 0 ? raw : raw.slice(0, end);
  const kept = head.split(/\r\n(?![ \t])/u).filter((field) => {
    const name = /^([!-9;-~]+):/u.exec(field)?.[1]?.toLowerCase();
    return name !== undefined && !OURS.has(name);
  });
  const has = (name: string): boolean => kept.some((field) => field.toLowerCase().startsWith(`${name}:`));
  const own = usualFields('a message of a suite').filter((field) => !/^(?:MIME-Version|Content-Type):/u.test(field));
  const version = has('mime-version') ? [] : ['MIME-Version: 1.0'];
  return [`From: ${ADMIN_NL}`, ...own, ...version, ...kept].join('\r\n') + (end < 0 ? '\r\n\r\n' : raw.slice(end));
}

async function asked({ world }: Stronghold, ...command: readonly string[]): Promise<string> {
  return (await tldops([...command, '--json', '--config', world.settingsFile])).stdout;
}
