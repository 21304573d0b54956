import type { Tld } from '../core/cctld.ts';
import { missing, type Published, type PublishedReading, publishedRecord, unreadable } from './published.ts';

type Field = { readonly key: string; readonly value: string };
type Block = readonly Field[];

/**
 * Reads the answer of whois.iana.org: header lines behind `%`, then blocks of `key: value` parted by empty lines, the
 * last of which ends with `source: IANA`. Layouts before 2010 are refused.
 */
export function readWhoisRecord(tld: Tld, text: string): PublishedReading {
  if (text.trim() === '') return unreadable('the answer is empty');
  const lines = text.split(/\r?\n/u);
  const header = lines.filter((line) => line.startsWith('%')).join('\n');
  if (/returned 0 objects/u.test(header)) return missing('the server says that it has no such record');
  if (!/^% This query returned 1 object$/mu.test(header))
    return unreadable('the server did not answer with one record');
  const blocks = blocksOf(lines.filter((line) => !line.startsWith('%')));
  const all = blocks.flat();
  const last = all.at(-1);
  if (last?.key !== 'source' || last.value !== 'IANA') return unreadable('the answer ends in the middle');
  const label = valueOf(all, 'domain-ace') ?? valueOf(all, 'domain');
  if (label?.toLowerCase() !== tld) return unreadable('the answer is about another domain');
  const admin = blocks.find((block) => block[0]?.key === 'contact' && block[0].value === 'administrative');
  if (admin === undefined) return missing('the record has no administrative contact');
  const manager = blocks
    .filter((block) => block[0]?.key !== 'contact')
    .flatMap((block) => valuesOf(block, 'organisation'));
  if (manager.join(' ') === 'Not assigned') return missing('IANA lists it as not assigned');
  const status = statusOf(valueOf(all, 'status'));
  if (status === null) return unreadable('its status is neither ACTIVE nor INACTIVE');
  return publishedRecord(tld, status, manager.join(' '), valueOf(admin, 'name'), valuesOf(admin, 'e-mail'));
}

/** Records had no status line before 2011-07. */
function statusOf(written: string | null): Published['status'] | null {
  switch (written) {
    case 'ACTIVE':
    case null:
      return 'active';
    case 'INACTIVE':
      return 'retired';
    default:
      return null;
  }
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Field[][] = [[]];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (line.trim() === '') blocks.push([]);
    else if (colon > 0) {
      blocks.at(-1)?.push({ key: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() });
    }
  }
  return blocks.filter((block) => block.length > 0);
}

function valuesOf(block: Block, key: string): readonly string[] {
  return block.filter((field) => field.key === key && field.value !== '').map(({ value }) => value);
}

function valueOf(block: Block, key: string): string | null {
  return valuesOf(block, key)[0] ?? null;
}
