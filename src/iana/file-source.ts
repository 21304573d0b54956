import { open } from 'node:fs/promises';
import { type CcTldTable, type Tld, dotted } from '../core/cctld.ts';
import { sameAddress } from '../core/email-address.ts';
import type { IanaObservation } from '../core/iana.ts';
import { type Instant, instantOf } from '../core/instant.ts';
import { whyUnreadable } from '../core/unreadable.ts';
import { readEntry } from './file-entry.ts';
import type { IanaAnswer, IanaSource } from './source.ts';

export type FileSourceSettings = {
  readonly file: string;
  readonly table: CcTldTable;
  readonly now: () => Instant;
};

// The whole root zone is some 400 KB in this form.
const LARGEST = 16 * 1024 * 1024;

/** `iana.file`: a JSON list of what IANA publishes, kept up to date by somebody else. */
export function ianaFileSource(settings: FileSourceSettings): IanaSource {
  return {
    kind: 'file',
    async *look(tlds, signal) {
      const wanted = new Set(tlds);
      for (const answer of await answersOf(settings, signal)) {
        if (answer.kind !== 'record' || wanted.has(answer.observation.tld)) yield answer;
      }
    },
  };
}

async function answersOf(
  { file, table, now }: FileSourceSettings,
  signal: AbortSignal,
): Promise<readonly IanaAnswer[]> {
  let content: { readonly text: string; readonly time: Instant };
  try {
    content = await contentOf(file, signal);
  } catch (error) {
    return ended(`${file} cannot be read: ${whyUnreadable(error)}`);
  }
  let entries: unknown;
  try {
    entries = JSON.parse(content.text.replace(/^\uFEFF/u, ''));
  } catch {
    return ended(content.text.trim() === '' ? `${file} is empty` : `${file} is no JSON`);
  }
  if (!Array.isArray(entries)) return ended(`${file} is no JSON list`);
  // Whoever writes it has failed: that IANA dropped every ccTLD at once is no news to tell the Secretariat.
  if (entries.length === 0) return ended(`${file} names no ccTLD`);
  return observed(table, entries, content.time, now());
}

function ended(reason: string): readonly IanaAnswer[] {
  return [{ kind: 'ended', reason }];
}

/** File and time of one and the same version, however it is replaced meanwhile. */
async function contentOf(
  file: string,
  signal: AbortSignal,
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

function observed(
  table: CcTldTable,
  entries: readonly unknown[],
  fileTime: Instant,
  now: Instant,
): readonly IanaAnswer[] {
  const found = new Map<Tld, IanaObservation>();
  const contradicted = new Set<Tld>();
  const faults: IanaAnswer[] = [];
  for (const [index, entry] of entries.entries()) {
    const reading = readEntry(table, entry, fileTime, now);
    if (!reading.ok) {
      faults.push(skipped(reading.tld, `entry ${index}: ${reading.fault}; skipped`));
      continue;
    }
    const { observation } = reading;
    const { tld } = observation;
    const first = found.get(tld);
    if (first === undefined) {
      found.set(tld, observation);
    } else if (sameAddress(first.adminEmail, observation.adminEmail) && first.status === observation.status) {
      faults.push(skipped(null, `entry ${index}: ${dotted(table, tld)} stands here a second time; skipped`));
    } else {
      faults.push(skipped(tld, `entry ${index}: ${dotted(table, tld)} stands here twice and differs; none is taken`));
      contradicted.add(tld);
    }
  }
  const observations = [...found.values()].filter(({ tld }) => !contradicted.has(tld));
  if (found.size === 0) return ended(`no entry is usable; ${textOf(faults[0])}`);
  return [...observations.map((observation) => ({ kind: 'record' as const, observation })), ...faults];
}

/** @param tld which ccTLD was meant, where that much is clear. */
function skipped(tld: Tld | null, text: string): IanaAnswer {
  return tld === null ? { kind: 'warning', text } : { kind: 'failed', tld, reason: text, missing: false };
}

function textOf(answer: IanaAnswer | undefined): string {
  if (answer?.kind === 'warning') return answer.text;
  return answer?.kind === 'failed' ? answer.reason : '';
}
