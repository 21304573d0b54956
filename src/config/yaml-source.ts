import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { nearest } from '../core/nearest.ts';
import { yamlProblemText } from './yaml-problem.ts';

/** Something in a file that must be mended; `line` is counted from 1, 0 where it concerns the whole file. */
export type FileFault = { readonly file: string; readonly line: number; readonly message: string };

/** A YAML map: its entries, and where it begins. */
export type YamlEntries = { readonly line: number; readonly values: ReadonlyMap<string, Node> };

/**
 * Reads one YAML 1.2 file strictly and by hand, so that every fault is told with its line, and all faults at once. What
 * is wrong is noted and read as null or left out.
 */
export class YamlSource {
  readonly file: string;
  readonly root: Node | null;
  readonly faults: FileFault[] = [];
  readonly #lines = new LineCounter();

  constructor(file: string, text: string) {
    this.file = file;
    const document = parseDocument(text, {
      lineCounter: this.#lines,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
    });
    for (const problem of [...document.errors, ...document.warnings]) {
      this.noteAt(this.#lines.linePos(problem.pos[0]).line, yamlProblemText(problem, 'This is not valid YAML'));
    }
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
          this.note(node, 'Write the text out: references (& and *) make a file hard to read.');
        }
      },
    });
    this.root = this.faults.length === 0 ? document.contents : null;
    if (this.root === null && this.faults.length === 0) this.noteAt(0, 'The file is empty.');
  }

  lineOf(node: Node): number {
    return node.range === null || node.range === undefined ? 0 : this.#lines.linePos(node.range[0]).line;
  }

  note(node: Node, message: string): void {
    this.noteAt(this.lineOf(node), message);
  }

  noteAt(line: number, message: string): void {
    this.faults.push({ file: this.file, line, message });
  }

  /** @param allowed the keys that may stand here; null for any. @param required those that must. */
  entries(
    node: Node | null,
    what: string,
    allowed: readonly string[] | null,
    required: readonly string[] = [],
  ): YamlEntries | null {
    if (node === null) return null;
    if (!isMap(node)) {
      this.note(node, `${what} must be "name: value" lines.`);
      return null;
    }
    const values = new Map<string, Node>();
    const line = this.lineOf(node);
    for (const { key, value } of node.items) {
      const place = isNode(key) ? key : node;
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : String(key);
      if (allowed !== null && !allowed.includes(name)) {
        this.note(place, `${what} has no "${name}".${hint(name, allowed)}`);
      } else if (isNode(value) && !(isScalar(value) && value.value === null)) {
        values.set(name, value);
      } else {
        this.note(place, `"${name}" of ${lowerFirst(what)} is empty.`);
      }
    }
    for (const name of required) {
      if (!node.has(name)) this.noteAt(line, `${what} needs "${name}".`);
    }
    return { line, values };
  }

  /** The elements of a list; a single value stands for a list of one. */
  elements(node: Node | null): readonly Node[] {
    if (node === null) return [];
    return isSeq(node) ? node.items.filter(isNode) : [node];
  }

  /** Text, trimmed and never empty; numbers, dates and the like as they are written. */
  text(node: Node | null | undefined, what: string): string | null {
    if (node === null || node === undefined) return null;
    if (!isScalar(node)) {
      this.note(node, `${what} must be a text.`);
      return null;
    }
    const text = (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))).trim();
    if (text === '') this.note(node, `${what} is empty.`);
    return text === '' ? null : text;
  }

  /** One of a closed list of words. */
  word<W extends string>(
    node: Node | null | undefined,
    what: string,
    isOne: (text: string) => text is W,
    all: readonly W[],
  ): W | null {
    const text = this.text(node, what);
    if (text === null || node === null || node === undefined) return null;
    if (isOne(text)) return text;
    this.note(node, `${what} cannot be "${text}".${hint(text, all)}`);
    return null;
  }
}

/** Ends a fault's message: the nearest right word, or all of them where they are few. */
export function hint(written: string, candidates: readonly string[]): string {
  const near = nearest(written, candidates);
  if (near !== null) return ` Did you mean "${near}"?`;
  return candidates.length > 0 && candidates.length <= 12 ? ` It may be: ${candidates.join(', ')}.` : '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
