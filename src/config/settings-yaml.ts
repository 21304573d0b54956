import { type Document, LineCounter, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { SettingsFault } from './settings.ts';
import { yamlProblemText } from './yaml-problem.ts';

/** A settings file taken apart: plain values, and where each of them stands. */
export type SettingsDocument = {
  /** Null: with these faults nobody can tell what it says. */
  readonly root: { readonly [key: string]: unknown } | null;
  /** Line of the value at that path, counted from 1; null where there is none. */
  readonly lineOf: (path: readonly (string | number)[]) => number | null;
  readonly faults: readonly SettingsFault[];
};

export const NO_DOCUMENT: SettingsDocument = { root: {}, lineOf: () => null, faults: [] };

/** Reads YAML 1.2 with its core schema: `no` is a text, a key may stand once, and nothing has a tag. */
export function parseSettingsYaml(text: string): SettingsDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings];
  const faults = problems.map((problem) => ({
    path: '',
    message: yamlProblemText(problem, 'is no YAML here'),
    line: lines.linePos(problem.pos[0]).line,
  }));
  if (problems.some(({ code }) => code !== 'DUPLICATE_KEY')) return { ...NO_DOCUMENT, root: null, faults };
  withoutRepeatedKeys(document);
  const root: unknown = document.toJS({ maxAliasCount: 20 });
  if (root === null || root === undefined) return NO_DOCUMENT;
  if (!isSection(root)) {
    return {
      ...NO_DOCUMENT,
      root: null,
      faults: [{ path: '', message: 'must be keys with values, as in "data_dir: ./data"', line: 1 }],
    };
  }
  return {
    root,
    lineOf: (path) => {
      const node = document.getIn(path, true);
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
    },
    faults,
  };
}

/** The first one counts, for its value and for its line. */
function withoutRepeatedKeys(document: Document): void {
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      map.items = map.items.filter(({ key }) => {
        const name = isScalar(key) ? key.value : key;
        const isFirst = !seen.has(name);
        seen.add(name);
        return isFirst;
      });
    },
  });
}

/** Keys with values, as YAML and JSON know them. */
export function isSection(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
