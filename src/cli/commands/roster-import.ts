import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type CcTldTable, dotted } from '../../core/cctld.ts';
import type { Instant } from '../../core/instant.ts';
import { addressesOf, type Contact, emptyRoster, type Roster } from '../../core/roster.ts';
import { changeOf, changesData, differences, type RosterChange } from '../../core/roster-change.ts';
import { whyUnreadable } from '../../core/unreadable.ts';
import { NOTHING } from '../../plan/plan-parts.ts';
import { changeBlocks } from '../../replies/change-lines.ts';
import { CommandFailure } from '../exit.ts';
import { checkedRosters, type Checked, type ImportedRoster } from '../import/checked-rosters.ts';
import { writtenCsv } from '../import/written-csv.ts';
import { writtenJson } from '../import/written-json.ts';
import { writtenLines } from '../import/written-lines.ts';
import type { WrittenFile } from '../import/written-roster.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

/** Shows what the file would change and, with `apply`, changes it: the listed ccTLDs become as the file says, others stay. */
export async function rosterImport(workplace: Workplace, output: Output, file: string, apply: boolean): Promise<void> {
  const { store, house, clock } = workplace;
  const now = clock();
  const { rosters: wanted, warnings } = await readImport(workplace, file);
  const rosters = new Map((await store.rosters()).map((roster) => [roster.tld, roster]));
  const changes = wanted
    .map((imported) => changeTo(rosters.get(imported.tld) ?? emptyRoster(imported.tld), imported, now))
    .filter(changesData);
  const frozen = changes.flatMap(({ tld }) => {
    const until = rosters.get(tld)?.frozenUntil ?? null;
    return until === null || until < now
      ? []
      : [`${dotted(house.book.table, tld)} is frozen by a dispute until ${until}`];
  });
  if (apply && changes.length > 0) await applied(workplace, basename(file), changes, now);
  const told = [...warnings, ...frozen];
  output.result(
    {
      applied: apply,
      changes: changes.map((change) => ({ tld: change.tld, differences: differences(change) })),
      warnings: told,
    },
    importText(changeBlocks(house.texts, house.book.table, changes), changes.length, told, apply),
  );
}

async function applied(
  { store }: Workplace,
  file: string,
  changes: readonly RosterChange[],
  now: Instant,
): Promise<void> {
  const { outcome } = await store.commit({
    ...NOTHING,
    ref: await store.nextReference(now),
    at: now,
    mail: null,
    changes,
    provedAddresses: changes.flatMap(({ after }) => after.flatMap(addressesOf)),
    audit: changes.map(({ tld, before, after }) => ({
      kind: 'roster-imported',
      tld,
      actor: 'shell',
      details: { file, before: before.map(({ email }) => email), after: after.map(({ email }) => email) },
    })),
  });
  if (outcome !== 'committed')
    throw new CommandFailure(1, 'The roster changed at this very moment; nothing was imported. Please run it again.');
}

async function readImport({ house }: Workplace, file: string): Promise<Checked> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CommandFailure(1, `${file} cannot be read: ${whyUnreadable(cause)}.`, { cause });
  });
  const written = writtenIn(text.replace(/^\ufeff/u, ''), house.book.table);
  const checked = checkedRosters(house.book, written.rosters);
  const faults = [...written.faults, ...checked.faults];
  if (faults.length === 0) return checked;
  const lines = faults.map((fault) => `${file}: ${fault}`);
  throw new CommandFailure(1, [...lines, 'Nothing was imported.'].join('\n'));
}

/** JSON begins with a bracket, a table with its header; all else should be lines as published. */
function writtenIn(text: string, table: CcTldTable): WrittenFile {
  const first = text.trimStart();
  if (/^[[{]/u.test(first)) return writtenJson(text);
  return /^"?tld"?\s*[,;]/iu.test(first) ? writtenCsv(first) : writtenLines(table, text);
}

/** Where the file says nothing of a date, the contact keeps its own; who stays keeps the older date of entry. */
function changeTo(roster: Roster, { contacts }: ImportedRoster, now: Instant): RosterChange {
  const after = contacts.map((imported): Contact => {
    const before = roster.contacts.find(({ email }) => email === imported.email);
    const given = imported.since ?? before?.since ?? now;
    const since = before !== undefined && before.since < given ? before.since : given;
    return { ...imported, since, confirmedAt: imported.confirmedAt ?? before?.confirmedAt ?? since };
  });
  return changeOf(roster, after);
}

function importText(blocks: string, ccTlds: number, warnings: readonly string[], isApplied: boolean): string {
  const noted = warnings.map((warning) => `Please look at this: ${warning}.`);
  if (ccTlds === 0) return [...noted, 'The roster is as the file says already: nothing to change.'].join('\n');
  const end = isApplied
    ? `Done: ${ccTlds === 1 ? 'one ccTLD was' : `${ccTlds} ccTLDs were`} changed. Nobody was written to.`
    : 'Nothing was changed yet. To do it: the same command with --apply.';
  return [blocks, '', ...(noted.length === 0 ? [] : [...noted, '']), end].join('\n');
}
