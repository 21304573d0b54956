import { basename } from 'node:path';
import { type CcTldTable, dotted, findCcTld } from '../../core/cctld.ts';
import type { Instant } from '../../core/instant.ts';
import { addressesOf, type Contact, emptyRoster, type Roster } from '../../core/roster.ts';
import { changeOf, changesData, differences, type JudgedChange } from '../../core/roster-change.ts';
import { NOTHING } from '../../plan/plan-parts.ts';
import { changeBlocks } from '../../replies/change-lines.ts';
import { counted } from '../counted.ts';
import { CommandFailure, type Fault } from '../exit.ts';
import { givenText } from '../given-file.ts';
import { checkedRosters, type Checked, type ImportedRoster } from '../import/checked-rosters.ts';
import { isMailmanDump } from '../import/mailman-dump.ts';
import { writtenCsv } from '../import/written-csv.ts';
import { writtenJson } from '../import/written-json.ts';
import { writtenLines } from '../import/written-lines.ts';
import { writtenMailman } from '../import/written-mailman.ts';
import { type ImportFault, importFaultText, type WrittenFile } from '../import/written-roster.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

/**
 * Shows what the file would change and, with `apply`, changes it: the ccTLDs in it become as the file says, others stay, and so do
 * those with a fault or a doubt. Nothing is taken of a file with a fault that may be about any ccTLD.
 */
export async function rosterImport(workplace: Workplace, output: Output, file: string, apply: boolean): Promise<void> {
  const { store, house, clock } = workplace;
  const now = clock();
  const { rosters: wanted, warnings, faults, leftOut } = await readImport(workplace, file, now);
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
      understood: wanted.map(({ tld, contacts }) => ({ tld, contacts: contacts.length })),
      changes: changes.map((change) => ({ tld: change.tld, differences: differences(change) })),
      warnings: told,
      leftOut,
      faults: faults.map((one) => faultOf(file, one)),
    },
    importText(workplace, { wanted, changes, told }, apply),
  );
  if (faults.length > 0) throw new CommandFailure(1, faultText(workplace, file, faults, leftOut));
}

async function applied(
  { store }: Workplace,
  file: string,
  changes: readonly JudgedChange[],
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

type Understood = Checked & {
  /** ccTLDs of which nothing is taken. */
  readonly leftOut: readonly string[];
};

/** Throws {@link CommandFailure} where nothing of the file can be used. */
async function readImport(workplace: Workplace, file: string, now: Instant): Promise<Understood> {
  const { book } = workplace.house;
  const text = await givenText(file);
  if (/^\s*BEGIN:VCARD/iu.test(text)) {
    throw new CommandFailure(1, `${file} holds cards, which cannot be imported: use json, csv, text or mailman.`);
  }
  if (text.includes('\0'))
    throw new CommandFailure(1, `${file} is no text in UTF-8, but perhaps in UTF-16: save it as UTF-8.`);
  const written = writtenIn(text, book.table);
  const checked = checkedRosters({ ...book, now }, written.rosters);
  const faults = [...written.faults, ...checked.faults];
  const faulty = new Set(faults.flatMap(({ about }) => (about === null ? [] : [labelFor(book.table, about)])));
  const rosters = checked.rosters.filter(({ tld }) => !faulty.has(tld));
  const leftOut = [...faulty].filter((label) => label !== '').toSorted();
  const isPartly = written.partly === true || faults.every(({ about }) => about !== null && isKnown(book.table, about));
  if (faults.length > 0 && (!isPartly || rosters.length === 0)) {
    throw new CommandFailure(1, [...toldOnce(file, faults), 'Nothing was imported.'].join('\n'), {
      faults: faults.map((one) => faultOf(file, one)),
    });
  }
  const warnings = [...(written.warnings ?? []), ...checked.warnings];
  return { rosters, faults, warnings, leftOut };
}

function isKnown(table: CcTldTable, written: string): boolean {
  return findCcTld(table, written) !== null;
}

function labelFor(table: CcTldTable, written: string): string {
  return findCcTld(table, written)?.tld ?? written;
}

/** JSON begins with a bracket, a table with its header; all else is what a mailing list prints, or lines as published. */
function writtenIn(text: string, table: CcTldTable): WrittenFile {
  const first = text.trimStart();
  if (/^[[{]/u.test(first)) return writtenJson(text);
  if (/^"?tld"?\s*[,;]/iu.test(first)) return writtenCsv(first);
  return isMailmanDump(text) ? writtenMailman(table, text) : writtenLines(table, text);
}

/** Where the file says nothing of a date, the contact keeps its own; who stays keeps the older date of entry. */
function changeTo(roster: Roster, { contacts }: ImportedRoster, now: Instant): JudgedChange {
  const after = contacts.map((imported): Contact => {
    const before = roster.contacts.find(({ email }) => email === imported.email);
    const given = imported.since ?? before?.since ?? now;
    const since = before !== undefined && before.since < given ? before.since : given;
    return { ...imported, since, confirmedAt: imported.confirmedAt ?? before?.confirmedAt ?? since };
  });
  return changeOf(roster, after);
}

function importText(
  { house }: Workplace,
  {
    wanted,
    changes,
    told,
  }: {
    readonly wanted: readonly ImportedRoster[];
    readonly changes: readonly JudgedChange[];
    readonly told: readonly string[];
  },
  isApplied: boolean,
): string {
  const people = wanted.reduce((sum, { contacts }) => sum + contacts.length, 0);
  const understood = `Understood: ${counted(people, 'contact')} of ${counted(wanted.length, 'ccTLD')}.`;
  const noted = told.map((warning) => `Please look at this: ${warning}.`);
  if (changes.length === 0)
    return [understood, ...noted, 'The roster is as the file says already: nothing to change.'].join('\n');
  const blocks = changeBlocks(house.texts, house.book.table, changes);
  const end = isApplied
    ? `Done: ${changes.length === 1 ? 'one ccTLD was' : `${changes.length} ccTLDs were`} changed. Nobody was written to.`
    : 'Nothing was changed yet. To do it: the same command with --apply.';
  return [blocks, '', understood, ...noted, '', end].join('\n');
}

function faultOf(file: string, { place, words, about }: ImportFault): Fault {
  const line = /^line (\d+)/u.exec(place ?? '')?.[1];
  return { file, line: line === undefined ? null : Number(line), path: place, tld: about, message: words };
}

/** What is left as it is, and why. */
function faultText(
  { house }: Workplace,
  file: string,
  faults: readonly ImportFault[],
  leftOut: readonly string[],
): string {
  const names = leftOut.map((label) => {
    const cctld = findCcTld(house.book.table, label);
    return cctld === null ? label : dotted(house.book.table, cctld.tld);
  });
  const end =
    names.length === 0 ? 'These lines were left out.' : `Left as they are, until that is mended: ${names.join(' ')}`;
  return [...toldOnce(file, faults), end].join('\n');
}

/** A line that names several ccTLDs has the same fault for each. */
function toldOnce(file: string, faults: readonly ImportFault[]): readonly string[] {
  return [...new Set(faults.map((one) => `${file}: ${importFaultText(one)}`))];
}
