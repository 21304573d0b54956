import { remembered } from '../core/remembered.ts';

/** Columns of a line of prose. Roster lines, addresses and links may be longer: cut in two they would not work. */
export const WIDTH = 72;

const COMMAND_WORD =
  'subscribe|add|join|contacts|replace|remove|unsubscribe|delete|update|who|list|status|help|check|confirm|deny|dispute|ok';
const FIELD_LABEL =
  '(?:(?:full|first|last|given|family|contact|new|your)[ -]?)?name|forename|surname|person|(?:[a-z2]+[ -])?e?-?mail(?: address)?|(?:[a-z]+ )?(?:phone|telephone|mobile|tel|cell)(?: number)?|gsm|role|rank|position|order|priority|cctlds?|tlds?|domain|old(?: [a-z]+)?|replaces|replacing|#';
const READS_AS_COMMAND = new RegExp(
  `^[^\\p{L}\\p{N}#|>.]*(?:(?:${COMMAND_WORD})(?![\\p{L}\\p{N}])|(?:${FIELD_LABEL})\\s*[:：=])`,
  'iu',
);
const ONLY_ASCII = /^[\x00-\x7f]*$/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/u;

/**
 * True for a line that could be taken for a command or a field when our own mail comes back unquoted. Stricter than the
 * parser: any command word at the start counts, whatever follows; only lines behind `|` or `>` are always safe.
 */
export function readsAsCommand(line: string): boolean {
  return READS_AS_COMMAND.test(line);
}

/** Width on a terminal: East Asian characters and emoji take two columns, combining marks none. */
export function columns(text: string): number {
  if (ONLY_ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/**
 * Breaks one logical line at spaces so that no line begins like a command (a word of the line before is taken along,
 * or the line is put behind `| `).
 * @param first what stands before the first line; `rest` before all others.
 */
export function wrapped(text: string, first = '', rest = first): readonly string[] {
  return withMargins(first, newMargins)(rest, newLines)(text, () => broken(text, first, rest));
}

// Most paragraphs of most letters are the same ones. Margins are few, all of them written in this program.
const newLines = () => remembered<readonly string[]>(2000);
const newMargins = () => remembered<ReturnType<typeof newLines>>(100);
const withMargins = remembered<ReturnType<typeof newMargins>>(100);

function broken(text: string, first: string, rest: string): readonly string[] {
  const room = WIDTH - Math.max(columns(first), columns(rest), INERT.length);
  return linesWithin(text, room).map((content, index) => {
    const shown = `${index === 0 ? first : rest}${content}`;
    return readsAsCommand(shown) ? `${INERT}${content}` : shown;
  });
}

const WORDS_APART = /^[^ ]+(?: [^ ]+)*$/u;

function linesWithin(text: string, room: number): readonly string[] {
  if (columns(text) <= room && WORDS_APART.test(text)) return [text];
  const words = text
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => piecesOf(word, room));
  const lines: string[] = [];
  let line: string[] = [];
  let width = 0;
  words.forEach((word, index) => {
    const more = columns(word);
    if (line.length > 0 && width + 1 + more > room) {
      const kept = lengthToKeep(line, words.slice(index, index + 3), room);
      lines.push(line.slice(0, kept).join(' '));
      line = line.slice(kept);
      width = columns(line.join(' '));
    }
    width += more + (line.length === 0 ? 0 : 1);
    line.push(word);
  });
  if (line.length > 0) lines.push(line.join(' '));
  return lines;
}

/**
 * Lays out a text of `rules/texts`: paragraphs are wrapped, `- ` items hang, `|` lines stay as they are.
 * Blank lines between paragraphs are kept.
 */
export function prose(text: string): string {
  return laidOut(text, () => text.split('\n').flatMap(proseLines).join('\n'));
}

const laidOut = remembered<string>(2000);

function proseLines(line: string): readonly string[] {
  if (line === '') return [''];
  if (line.startsWith('|')) return [line];
  return line.startsWith('- ') ? wrapped(line.slice(2), '- ', '  ') : wrapped(line);
}

/** A list of sentences, each with a dash. */
export function bullets(sentences: readonly string[]): string {
  return sentences.flatMap((sentence) => wrapped(sentence, '- ', '  ')).join('\n');
}

/** Lines that must never be read as commands, each behind `| `; broken where too long, empty ones kept. */
export function inertLines(lines: readonly string[]): string {
  return lines.flatMap((line) => (line === '' ? [INERT.trimEnd()] : wrapped(line, INERT))).join('\n');
}

/** Like {@link inertLines}, unbroken: for roster lines. */
export function inertWholeLines(lines: readonly string[]): string {
  return lines.map((line) => `${INERT}${line}`).join('\n');
}

/** A heading right above its block; nothing where the block is empty. */
export function headed(heading: string, block: string): string {
  return block === '' ? '' : `${prose(heading)}\n${block}`;
}

/** Blocks with an empty line between them; empty ones vanish. */
export function stacked(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

const INERT = '| ';
const UNBREAKABLE = /^[(<"]?(?:https:\/\/|[^\s@]{1,64}@[a-z0-9.-]+[)>".,:;]*$)/iu;

/** How many words of a full line stay on it, so that the next line does not begin like a command. */
function lengthToKeep(line: readonly string[], next: readonly string[], room: number): number {
  for (let kept = line.length; kept > 0 && kept > line.length - 4; kept -= 1) {
    const start = [...line.slice(kept), ...next].join(' ');
    if (!readsAsCommand(start) && columns([...line.slice(kept), ...next.slice(0, 1)].join(' ')) <= room) return kept;
  }
  return line.length;
}

/** A word without a place to break it, in pieces; addresses and links stay whole. */
function piecesOf(word: string, room: number): readonly string[] {
  if (columns(word) <= room || UNBREAKABLE.test(word)) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (columns(piece + character) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
