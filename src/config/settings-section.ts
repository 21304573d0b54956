import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../core/nearest.ts';
import { whyUnreadable } from '../core/unreadable.ts';
import { environmentName } from './settings-environment.ts';
import type { SettingsFault } from './settings.ts';
import type { Read } from './settings-values.ts';
import { type SettingsDocument, isSection } from './settings-yaml.ts';

/** What all sections of one reading share. */
export type SettingsSource = {
  readonly document: SettingsDocument;
  readonly env: { readonly [name: string]: string | undefined };
  /** Relative paths start here. */
  readonly folder: string;
  /** Grows as the sections are read. */
  readonly faults: SettingsFault[];
  /** Names of environment variables that were looked for; grows likewise. */
  readonly read: Set<string>;
};

type Path = readonly (string | number)[];

/**
 * Some keys of the settings. Each is taken by name with the reader of its value and its default, so the list of known
 * keys is what the program takes; {@link Section.close} reports all others. A fault is noted and reading goes on with the
 * default: the person sees every fault at once.
 */
export class Section {
  readonly #source: SettingsSource;
  readonly #path: Path;
  readonly #values: { readonly [key: string]: unknown };
  readonly #known = new Set<string>();

  constructor(source: SettingsSource, path: Path, values: unknown) {
    this.#source = source;
    this.#path = path;
    this.#values = isSection(values) ? values : {};
    if (!isSection(values) && values !== undefined && values !== null) this.fault([], 'must be keys with values');
  }

  /** A value with a default. The environment goes before the file. */
  take<T, const U>(key: string, read: Read<T>, usual: U): T | U {
    return this.#read(key, this.#written(key), read, usual);
  }

  /** A value without a default: null is a noted fault. */
  need<T>(key: string, read: Read<T>): T | null {
    const written = this.#written(key);
    if (written === undefined) this.fault([key], 'is missing, and has no default');
    return this.#read(key, written, read, null);
  }

  /** A value that may stand in a file of its own (`key_file`, `TLDOPS_…_FILE`), which holds nothing else. */
  secret<T, const U>(key: string, read: Read<T>, usual: U): T | U {
    const keyOfFile = `${key}_file`;
    const direct = this.#written(key);
    const file = this.#written(keyOfFile);
    if (this.#inFile(key) && this.#inFile(keyOfFile)) this.fault([keyOfFile], `must not stand beside "${key}"`);
    if (this.#environment(key) !== undefined && this.#environment(keyOfFile) !== undefined) {
      const nameOf = (one: string): string => environmentName([...this.#path, one]);
      this.fault([keyOfFile], `must not come from ${nameOf(keyOfFile)} where ${nameOf(key)} is set`);
    }
    const directWins = this.#environment(key) !== undefined || this.#environment(keyOfFile) === undefined;
    if (file === undefined || (direct !== undefined && directWins)) return this.#read(key, direct, read, usual);
    if (typeof file !== 'string') {
      this.fault([keyOfFile], 'must be a path');
      return usual;
    }
    const path = resolve(this.#source.folder, file);
    try {
      return this.#read(keyOfFile, readFileSync(path, 'utf8').trim(), read, usual);
    } catch (error) {
      this.fault([keyOfFile], `cannot be read: ${path} (${whyUnreadable(error)})`);
      return usual;
    }
  }

  /** Several values; one alone may stand without brackets. Commas part them in the environment. */
  list<T>(key: string, read: Read<T>): readonly T[] {
    this.#known.add(key);
    const written = this.#environment(key)?.split(',') ?? this.#written(key);
    if (written === undefined) return [];
    const items: readonly unknown[] = Array.isArray(written) ? written : [written];
    const taken: T[] = [];
    for (const [index, item] of items.entries()) {
      const reading = read(item);
      if (reading.ok) taken.push(reading.value);
      else this.fault([key, index], reading.message);
    }
    return taken;
  }

  section(key: string): Section {
    this.#known.add(key);
    return new Section(this.#source, [...this.#path, key], this.#values[key]);
  }

  /** A list of sections; empty is a noted fault. */
  sections(key: string): readonly Section[] {
    this.#known.add(key);
    const written: unknown = this.#values[key];
    const items: readonly unknown[] = Array.isArray(written) ? written : [];
    if (items.length === 0) this.fault([key], 'must be a list with at least one entry');
    return items.map((item, index) => new Section(this.#source, [...this.#path, key, index], item));
  }

  /** Notes each of these keys that is missing where another of them is given. */
  together(keys: readonly string[]): void {
    const missing = keys.filter((key) => this.#written(key) === undefined);
    if (missing.length === keys.length) return;
    for (const key of missing) this.fault([key], `is missing; ${keys.join(' and ')} are set together or not at all`);
  }

  /** Notes each key that nobody took, with the nearest name that there is. */
  close(): void {
    for (const key of Object.keys(this.#values)) {
      if (this.#known.has(key)) continue;
      const near =
        nearest(key, this.#known) ?? [...this.#known].find((name) => name.startsWith(key) || key.startsWith(name));
      const known = [...this.#known].join(', ');
      this.fault(
        [key],
        near === undefined ? `is unknown; known here: ${known}` : `is unknown; did you mean "${near}"?`,
      );
    }
  }

  fault(below: Path, message: string): void {
    const path = [...this.#path, ...below];
    this.#source.faults.push({ path: pathText(path), message, line: this.#source.document.lineOf(path) });
  }

  #written(key: string): unknown {
    this.#known.add(key);
    return this.#environment(key) ?? this.#values[key] ?? undefined;
  }

  #inFile(key: string): boolean {
    return (this.#values[key] ?? null) !== null;
  }

  #environment(key: string): string | undefined {
    const name = environmentName([...this.#path, key]);
    this.#source.read.add(name);
    const text = this.#source.env[name];
    return text === '' ? undefined : text;
  }

  #read<T, U>(key: string, written: unknown, read: Read<T>, usual: U): T | U {
    if (written === undefined) return usual;
    const reading = read(written);
    if (reading.ok) return reading.value;
    const name = environmentName([...this.#path, key]);
    const inEnvironment = this.#environment(key) !== undefined;
    this.fault([key], inEnvironment ? `${reading.message} (it comes from ${name})` : reading.message);
    return usual;
  }
}

function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
