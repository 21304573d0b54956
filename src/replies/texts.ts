import { CATALOGUE, type PlaceholderOf, type TextId } from './catalogue.ts';
import { readsAsCommand } from './layout.ts';
import { nearest } from '../core/nearest.ts';
import { remembered } from '../core/remembered.ts';
import { visible } from './plain-words.ts';

/** Every sentence that we write to people, complete and checked. Made by {@link parseTexts} only. */
export type Texts = { readonly sections: ReadonlyMap<string, string> };

/** `line` counts from 1; 0 where the whole file is meant. */
export type TextFault = { readonly file: string; readonly line: number; readonly message: string };

export type TextsReading =
  | { readonly ok: true; readonly texts: Texts }
  | { readonly ok: false; readonly faults: readonly TextFault[] };

type Section = { readonly file: string; readonly name: string; readonly line: number; readonly lines: string[] };

/** Names of the files that must be there, e.g. `answer.txt`. */
export const TEXT_FILES: readonly string[] = [...new Set(Object.keys(CATALOGUE).map((id) => `${fileOf(id)}.txt`))];

/**
 * Reads the text files.
 *
 * `[name]` on a line of its own begins a section; a line that begins with `# ` is a remark. Lines of a paragraph are joined
 * and wrapped again when a mail is written, so they may be broken anywhere; an empty line ends a paragraph. A line that
 * begins with `- ` is an item of a list, one that begins with `|` stays exactly as it is. `{name}` is filled in; which
 * names a section may use is a closed list. No paragraph may begin with a command word.
 * @param files content by file name (`answer.txt`), without a folder.
 */
export function parseTexts(files: ReadonlyMap<string, string>): TextsReading {
  const faults: TextFault[] = [];
  const sections = new Map<string, string>();
  for (const [file, content] of files) {
    if (!TEXT_FILES.includes(file)) {
      faults.push({ file, line: 0, message: `No text is kept in a file of this name.${suggestion(file, TEXT_FILES)}` });
      continue;
    }
    for (const section of sectionsOf(file, content, faults)) {
      const id = `${file.slice(0, -'.txt'.length)}.${section.name}`;
      if (sections.has(id)) faults.push(faultAt(section, 0, `The section [${section.name}] stands here twice.`));
      sections.set(id, checkedText(id, section, faults));
    }
  }
  for (const id of Object.keys(CATALOGUE)) {
    const file = `${fileOf(id)}.txt`;
    if (!files.has(file)) continue;
    if (!sections.has(id)) faults.push({ file, line: 0, message: `The section [${nameOf(id)}] is missing.` });
  }
  for (const file of TEXT_FILES) {
    if (!files.has(file)) faults.push({ file, line: 0, message: 'This file is missing.' });
  }
  return faults.length === 0 ? { ok: true, texts: { sections } } : { ok: false, faults };
}

/** One text with its placeholders filled in; every value becomes one line without anything invisible. */
export function say<Id extends TextId>(
  texts: Texts,
  id: Id,
  values: { readonly [Name in PlaceholderOf<Id>]: string | number },
): string {
  const section = texts.sections.get(id);
  if (section === undefined) throw new Error(`no text ${id}`);
  // A text names none but those of the closed list.
  const given: { readonly [name: string]: string | number | undefined } = values;
  const parts = wordsAndNames(section, () => section.split(/\{([a-z-]+)\}/u));
  if (parts.length === 1) return section;
  return parts.map((part, index) => (index % 2 === 0 ? part : visible(String(given[part] ?? '')))).join('');
}

// Words stand at even places, names of placeholders between them.
const wordsAndNames = remembered<readonly string[]>(2000);

function sectionsOf(file: string, content: string, faults: TextFault[]): readonly Section[] {
  const sections: Section[] = [];
  content.split(/\r?\n/u).forEach((written, index) => {
    const line = written.trimEnd();
    const heading = /^\[([^\]]*)\]$/u.exec(line)?.[1];
    const current = sections.at(-1);
    if (heading !== undefined) sections.push({ file, name: heading.trim(), line: index + 1, lines: [] });
    else if (current !== undefined) current.lines.push(line);
    else if (line !== '' && !isRemark(line)) {
      faults.push({ file, line: index + 1, message: 'This text stands before the first [section].' });
    }
  });
  return sections;
}

function checkedText(id: string, section: Section, faults: TextFault[]): string {
  const allowed = placeholdersOf(id);
  if (allowed === null) {
    const known = Object.keys(CATALOGUE)
      .filter((other) => fileOf(other) === fileOf(id))
      .map(nameOf);
    faults.push(faultAt(section, 0, `No text is named [${section.name}].${suggestion(section.name, known)}`));
    return '';
  }
  section.lines.forEach((line, index) => {
    if (isRemark(line)) return;
    for (const message of faultsOfLine(line, allowed)) faults.push(faultAt(section, index + 1, message));
  });
  const text = logicalLines(section.lines);
  if (text === '') faults.push(faultAt(section, 0, `The section [${section.name}] is empty.`));
  const bad = text.split('\n').find((line) => !line.startsWith('|') && readsAsCommand(line));
  if (bad !== undefined) {
    const message = `A paragraph must not begin with a command word or a field's name, or our mail could be taken for a command: "${bad.slice(0, 40)}". Begin with another word, or put "| " before it.`;
    faults.push(faultAt(section, 0, message));
  }
  return text;
}

function faultsOfLine(line: string, allowed: readonly string[]): readonly string[] {
  const messages: string[] = [];
  for (const [, name = ''] of line.matchAll(/\{([^{}]*)\}/gu)) {
    if (allowed.includes(name)) continue;
    const names =
      allowed.length === 0
        ? 'It has no placeholders.'
        : `It may use: ${allowed.map((each) => `{${each}}`).join(', ')}.`;
    messages.push(`This text has no placeholder {${name}}.${suggestion(name, allowed, '{', '}')} ${names}`);
  }
  if (/[{}]/u.test(line.replace(/\{[^{}]*\}/gu, '')))
    messages.push('A brace stands alone: a placeholder is written {name}.');
  if (visible(line) !== line.replace(/\s+/gu, ' ').trim()) messages.push('An invisible character stands in this line.');
  return messages;
}

function isRemark(line: string): boolean {
  return line === '#' || line.startsWith('# ');
}

/** Joins the lines of each paragraph and of each list item. */
function logicalLines(lines: readonly string[]): string {
  const joined: string[] = [];
  let open = false;
  for (const line of lines) {
    if (isRemark(line)) continue;
    const kept = line === '' || line.startsWith('|') || line.startsWith('- ');
    if (open && !kept) joined.push(`${joined.pop() ?? ''} ${line.trim()}`);
    else joined.push(kept ? line : line.trim());
    open = line !== '' && !line.startsWith('|');
  }
  return joined
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^\n+|\n+$/gu, '');
}

const PLACEHOLDERS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(CATALOGUE));

function placeholdersOf(id: string): readonly string[] | null {
  return PLACEHOLDERS.get(id) ?? null;
}

function suggestion(written: string, names: readonly string[], before = '', after = ''): string {
  const meant = nearest(written, names);
  return meant === null ? '' : ` Did you mean ${before}${meant}${after}?`;
}

function faultAt(section: Section, offset: number, message: string): TextFault {
  return { file: section.file, line: section.line + offset, message };
}

function fileOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}
