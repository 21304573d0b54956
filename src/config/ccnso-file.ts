import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CcTldTable, findCcTld, type Tld } from '../core/cctld.ts';
import { type FileFault, hint } from './yaml-source.ts';

export type CcnsoReading = {
  readonly members: ReadonlyMap<Tld, 'member' | 'non-member'>;
  readonly faults: readonly FileFault[];
};

const FILE = 'ccnso-members.txt';
const STANDINGS = ['member', 'non-member'] as const;

/** Reads `ccnso-members.txt` of a rules folder. Without the file nothing is known of any ccTLD. */
export async function loadCcnso(rulesDir: string, table: CcTldTable): Promise<CcnsoReading> {
  try {
    return readCcnso((await readFile(join(rulesDir, FILE), 'utf8')).replace(/^\uFEFF/u, ''), table);
  } catch {
    return { members: new Map(), faults: [] };
  }
}

function readCcnso(text: string, table: CcTldTable): CcnsoReading {
  const members = new Map<Tld, 'member' | 'non-member'>();
  const faults: FileFault[] = [];
  for (const [index, written] of text.split(/\r?\n/u).entries()) {
    const note = (message: string): number => faults.push({ file: FILE, line: index + 1, message });
    const [label = '', word = '', ...more] = written.replace(/#.*$/u, '').trim().split(/\s+/u);
    if (label === '') continue;
    const cctld = findCcTld(table, label);
    const standing = STANDINGS.find((one) => one === word);
    if (cctld === null) note(`"${label}" is no ccTLD that cctlds.csv knows.`);
    else if (standing === undefined) note(`Behind "${label}" stands "member" or "non-member".${hint(word, STANDINGS)}`);
    else if (more.length > 0) note('A remark needs a # in front of it.');
    else if (members.has(cctld.tld)) note(`"${label}" stands here twice.`);
    else members.set(cctld.tld, standing);
  }
  return { members, faults };
}
