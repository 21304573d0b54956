import { LineCounter, isNode, parseDocument } from 'yaml';
import type { SettingsFault } from './settings.ts';

/** A settings file taken apart: plain values, and where each of them stands. */
export type SettingsDocument = {
  readonly root: { readonly [key: string]: unknown };
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
  if (problems.length > 0) {
    const faults = problems.map(({ code, message, pos }) => ({
      path: '',
      message: code === 'DUPLICATE_KEY' ? 'this key stands here a second time' : `is no YAML here: ${message}`,
      line: lines.linePos(pos[0]).line,
    }));
    return { ...NO_DOCUMENT, faults };
  }
  const root: unknown = document.toJS({ maxAliasCount: 20 });
  if (root === null || root === undefined) return NO_DOCUMENT;
  if (!isSection(root)) {
    return {
      ...NO_DOCUMENT,
      faults: [{ path: '', message: 'must be keys with values, as in "data_dir: ./data"', line: 1 }],
    };
  }
  return {
    root,
    lineOf: (path) => {
      const node = document.getIn(path, true);
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
    },
    faults: [],
  };
}

/** Keys with values, as YAML and JSON know them. */
export function isSection(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
