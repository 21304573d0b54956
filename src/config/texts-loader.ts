import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TEXT_FILES, type TextsReading, parseTexts } from '../replies/texts.ts';

/**
 * Reads `texts/en/*.txt` of a rules folder. A folder or file that cannot be read counts as missing, so every fault comes
 * back in one list; file names in it are relative to the rules folder.
 */
export async function loadTexts(rulesDir: string): Promise<TextsReading> {
  const folder = join(rulesDir, 'texts', 'en');
  const present = await textFilesIn(folder);
  const files = new Map<string, string>();
  for (const file of new Set([...TEXT_FILES, ...present])) {
    const content = await contentOf(join(folder, file));
    if (content !== null) files.set(file, content);
  }
  const reading = parseTexts(files);
  if (reading.ok) return reading;
  return { ok: false, faults: reading.faults.map((fault) => ({ ...fault, file: join('texts', 'en', fault.file) })) };
}

async function textFilesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.txt')).toSorted();
  } catch {
    return [];
  }
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/u, '');
  } catch {
    return null;
  }
}
