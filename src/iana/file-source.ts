import { open } from 'node:fs/promises';
import { type CcTldTable, type Tld, dotted } from '../core/cctld.ts';
import { sameAddress } from '../core/email-address.ts';
import type { IanaObservation } from '../core/iana.ts';
import { type Instant, instantOf } from '../core/instant.ts';
import { readEntry } from './file-entry.ts';
import type { IanaLook, IanaSource } from './source.ts';

export type FileSourceSettings = {
  readonly file: string;
  readonly table: CcTldTable;
  readonly now: () => Instant;
};

// The whole root zone is some 400 KB in this form.
const LARGEST = 16 * 1024 * 1024;

/** `iana.file`: a JSON list of what IANA publishes, kept up to date by somebody else. */
export function ianaFileSource(settings: FileSourceSettings): IanaSource {
  return { kind: 'file', look: (signal) => look(settings, signal) };
}

async function look({ file, table, now }: FileSourceSettings, signal?: AbortSignal): Promise<IanaLook> {
  let content: { readonly text: string; readonly time: Instant };
  try {
    content = await contentOf(file, signal);
  } catch (error) {
    return { ok: false, reason: `${file} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}` };
  }
  let entries: unknown;
  try {
    entries = JSON.parse(content.text.replace(/^\uFEFF/u, ''));
  } catch {
    return { ok: false, reason: content.text.trim() === '' ? `${file} is empty` : `${file} is no JSON` };
  }
  if (!Array.isArray(entries)) return { ok: false, reason: `${file} is no JSON list` };
  return observed(table, entries, content.time, now());
}

/** File and time of one and the same version, however it is replaced meanwhile. */
async function contentOf(
  file: string,
  signal?: AbortSignal,
): Promise<{ readonly text: string; readonly time: Instant }> {
  const handle = await open(file, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    if (size > LARGEST) throw new RangeError(`larger than ${LARGEST} octets`);
    const octets = await handle.readFile({ signal });
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets),
      time: instantOf(Math.trunc(mtimeMs)),
    };
  } finally {
    await handle.close();
  }
}

function observed(table: CcTldTable, entries: readonly unknown[], fileTime: Instant, now: Instant): IanaLook {
  const found = new Map<Tld, IanaObservation>();
  const contradicted = new Set<Tld>();
  const warnings: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const reading = readEntry(table, entry, fileTime, now);
    if (!reading.ok) {
      warnings.push(`entry ${index}: ${reading.fault}; skipped`);
      continue;
    }
    const { observation } = reading;
    const first = found.get(observation.tld);
    if (first === undefined) {
      found.set(observation.tld, observation);
    } else if (sameAddress(first.adminEmail, observation.adminEmail) && first.status === observation.status) {
      warnings.push(`entry ${index}: ${dotted(table, observation.tld)} stands here a second time; skipped`);
    } else {
      warnings.push(`entry ${index}: ${dotted(table, observation.tld)} stands here twice and differs; none is taken`);
      contradicted.add(observation.tld);
    }
  }
  const observations = [...found.values()].filter(({ tld }) => !contradicted.has(tld));
  if (entries.length > 0 && found.size === 0) return { ok: false, reason: `no entry is usable; ${warnings[0] ?? ''}` };
  return { ok: true, observations, warnings };
}
