import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Inputs that did something that no other did, or broke something once; they are tried first, and varied. */
export function corpusOf(name: string): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync(fileOf(name), 'utf8')));
}

export function keepCorpus(name: string, inputs: readonly string[]): void {
  writeFileSync(fileOf(name), `${JSON.stringify(inputs, null, 2)}\n`);
}

function fileOf(name: string): URL {
  return new URL(`corpus/${name}.json`, import.meta.url);
}
