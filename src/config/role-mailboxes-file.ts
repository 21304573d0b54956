import type { RoleMailboxes } from '../rules/role-mailbox.ts';
import { nearest } from '../core/nearest.ts';
import type { FileFault } from './yaml-source.ts';

const SECTIONS = ['refused', 'suspicious'] as const;

/** Reads `role-mailboxes.txt`: `[refused]` and `[suspicious]`, then one local part a line; `#` begins a remark. */
export function readRoleMailboxes(
  file: string,
  text: string,
): { readonly mailboxes: RoleMailboxes; readonly faults: readonly FileFault[] } {
  const mailboxes = { refused: new Set<string>(), suspicious: new Set<string>() };
  const lineOfEntry = new Map<string, number>();
  const faults: FileFault[] = [];
  let section: (typeof SECTIONS)[number] | null = null;
  for (const [index, written] of text.split(/\r?\n/u).entries()) {
    const line = index + 1;
    const note = (message: string): number => faults.push({ file, line, message });
    const entry = written.replace(/#.*$/u, '').trim().toLowerCase();
    if (entry === '') continue;
    if (entry.startsWith('[')) {
      section = SECTIONS.find((name) => entry === `[${name}]`) ?? null;
      if (section === null)
        note(`There is no section ${entry}. Did you mean "[${nearest(entry.slice(1, -1), SECTIONS) ?? 'refused'}]"?`);
      continue;
    }
    const before = lineOfEntry.get(entry);
    if (!/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/u.test(entry))
      note(`"${entry}" is not a local part: what stands before the @, without blanks.`);
    else if (before !== undefined) note(`"${entry}" stands in line ${before} already.`);
    else if (section !== null) mailboxes[section].add(entry);
    else if (lineOfEntry.size === 0) note('The first line must be the section "[refused]" or "[suspicious]".');
    lineOfEntry.set(entry, before ?? line);
  }
  if (faults.length === 0 && mailboxes.refused.size === 0)
    faults.push({ file, line: 0, message: 'The section [refused] is empty.' });
  return { mailboxes, faults };
}
