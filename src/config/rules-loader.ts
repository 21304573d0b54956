import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, parseDigest } from '../core/message.ts';
import { nearest } from '../core/nearest.ts';
import { neverDeciding } from '../rules/prove.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { readCcTlds } from './cctlds-file.ts';
import { readLimits } from './limits-file.ts';
import { readRoleMailboxes } from './role-mailboxes-file.ts';
import { type PlacedRule, readOtherwise, readRuleFile } from './rule-file.ts';
import { linesNotInUtf8 } from './utf8-lines.ts';
import { readVocabulary } from './vocabulary-file.ts';
import { type FileFault, YamlSource } from './yaml-source.ts';

export type RulesReading =
  | { readonly ok: true; readonly book: RuleBook }
  | { readonly ok: false; readonly faults: readonly FileFault[] };

const NAMED = ['vocabulary.yaml', 'otherwise.yaml', 'limits.yaml', 'role-mailboxes.txt', 'cctlds.csv'] as const;
const BOOK_FILE = /^(\d\d-[a-z][a-z-]*)\.yaml$/u;

/**
 * Reads and checks the policy, all but its `texts/`. Books are the files `NN-name.yaml`, in the order of their names. All
 * faults come back at once, in the order of files and lines; file names are relative to the folder.
 */
export async function loadRules(dir: string): Promise<RulesReading> {
  const { contents, foreign } = await contentsOf(dir);
  const faults: FileFault[] = [...strayFiles(contents), ...foreign];
  for (const file of NAMED) {
    if (!contents.has(file)) faults.push({ file, line: 0, message: 'This file is missing or cannot be read.' });
  }
  const yaml = (file: string): YamlSource => new YamlSource(file, contents.get(file) ?? '');

  const vocabulary = yaml('vocabulary.yaml');
  const groups = readVocabulary(vocabulary);
  const files = [...contents.keys()]
    .filter((file) => BOOK_FILE.test(file))
    .map((file) => {
      const source = yaml(file);
      return { source, ...readRuleFile(source, file.replace(/\.yaml$/u, ''), groups) };
    });
  const otherwiseSource = yaml('otherwise.yaml');
  const otherwise = readOtherwise(otherwiseSource);
  const limitsSource = yaml('limits.yaml');
  const limits = readLimits(limitsSource);
  const mailboxes = readRoleMailboxes('role-mailboxes.txt', contents.get('role-mailboxes.txt') ?? '');
  const cctlds = readCcTlds('cctlds.csv', contents.get('cctlds.csv') ?? '');

  const placed = files.flatMap(({ source, placed: rules }) => rules.map((rule) => ({ ...rule, file: source.file })));
  if (files.length === 0)
    faults.push({ file: dir, line: 0, message: 'There is no book of rules (a file such as 10-origin.yaml).' });
  faults.push(
    ...[vocabulary, ...files.map(({ source }) => source), otherwiseSource, limitsSource].flatMap(
      // Of a file that is missing, that is the only fault.
      (source) => (contents.has(source.file) ? source.faults : []),
    ),
  );
  faults.push(...mailboxes.faults, ...cctlds.faults, ...sameIds(placed, otherwise?.id ?? null));
  // Only a book without other faults can be judged as a whole.
  if (faults.length === 0) faults.push(...idleRules(placed));
  const digest = digestOf(contents);
  if (faults.length > 0 || limits === null || otherwise === null || digest === null)
    return { ok: false, faults: inOrder(faults, contents) };
  const books = files.map(({ book }) => book);
  return {
    ok: true,
    book: {
      rules: books.flatMap(({ rules }) => rules),
      books,
      otherwise,
      limits,
      roleMailboxes: mailboxes.mailboxes,
      table: cctlds.table,
      digest,
    },
  };
}

/** One line for each fault, as compilers write them: `30-authority.yaml:12: …`. */
export function faultLine({ file, line, message }: FileFault): string {
  return line === 0 ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}

type FolderContents = {
  readonly contents: ReadonlyMap<string, string>;
  /** Of what people are to read, the lines in another charset. */
  readonly foreign: readonly FileFault[];
};

/** Every file of the folder and its subfolders, by its path within, sorted. */
async function contentsOf(dir: string): Promise<FolderContents> {
  const contents = new Map<string, string>();
  const foreign: FileFault[] = [];
  for (const path of await pathsIn(dir, '')) {
    try {
      const octets = await readFile(join(dir, path));
      contents.set(path, octets.toString('utf8').replace(/^\uFEFF/u, ''));
      if (/\.(?:ya?ml|csv|txt)$/iu.test(path)) {
        const message = 'Letters are lost here: the file is not in UTF-8. Save it as UTF-8.';
        foreign.push(...linesNotInUtf8(octets).map((line) => ({ file: path, line, message })));
      }
    } catch {
      // Reported as missing where it is needed.
    }
  }
  return { contents, foreign };
}

async function pathsIn(dir: string, under: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(dir, under), { withFileTypes: true });
    const visible = entries.filter(({ name }) => !name.startsWith('.')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const nested = visible
      .map(({ name }) => `${under}${name}`)
      .map(async (path, index) => (visible[index]?.isDirectory() === true ? pathsIn(dir, `${path}/`) : [path]));
    return (await Promise.all(nested)).flat();
  } catch {
    return [];
  }
}

/** A rule in a file that nobody reads would be a rule that nobody keeps. */
function strayFiles(contents: ReadonlyMap<string, string>): readonly FileFault[] {
  return [...contents.keys()]
    .filter(
      (file) =>
        !file.includes('/') &&
        /\.(?:ya?ml|csv)$/iu.test(file) &&
        !BOOK_FILE.test(file) &&
        !NAMED.some((name) => name === file),
    )
    .map((file) => {
      const near = nearest(file, NAMED);
      const ending = near === null ? 'Books of rules are called like 10-origin.yaml.' : `Did you mean "${near}"?`;
      return { file, line: 0, message: `Nothing reads a file of this name. ${ending}` };
    });
}

function sameIds(
  placed: readonly (PlacedRule & { readonly file: string })[],
  otherwise: string | null,
): readonly FileFault[] {
  const seen = new Map<string, string>(otherwise === null ? [] : [[otherwise, 'otherwise.yaml']]);
  const faults: FileFault[] = [];
  for (const { rule, line, file } of placed) {
    const before = seen.get(rule.id);
    if (before === undefined) seen.set(rule.id, `${file}:${line}`);
    else
      faults.push({
        file,
        line,
        message: `The id "${rule.id}" is taken already (${before}). Each rule needs its own.`,
      });
  }
  return faults;
}

function idleRules(placed: readonly (PlacedRule & { readonly file: string })[]): readonly FileFault[] {
  return neverDeciding(placed.map(({ rule }) => rule)).flatMap(({ rule, shadowedBy }) =>
    placed
      .filter((candidate) => candidate.rule === rule)
      .map(({ file, line }) => ({
        file,
        line,
        message: `The rule "${rule.id}" can never decide: in each of its cases a stricter rule applies as well (${shadowedBy.join(', ')}).`,
      })),
  );
}

function digestOf(contents: ReadonlyMap<string, string>): Digest | null {
  const hash = createHash('sha256');
  for (const [path, text] of contents) hash.update(`${path}\0${Buffer.byteLength(text)}\0`).update(text);
  return parseDigest(hash.digest('hex'));
}

function inOrder(faults: readonly FileFault[], contents: ReadonlyMap<string, string>): readonly FileFault[] {
  const order = [...contents.keys()];
  return faults.toSorted((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line);
}
