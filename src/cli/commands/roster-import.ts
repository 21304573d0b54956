import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type CcTldTable, findCcTld, type Tld } from '../../core/cctld.ts';
import { addressKey, parseEmailAddress } from '../../core/email-address.ts';
import { type Instant, parseInstant } from '../../core/instant.ts';
import { readPhone } from '../../core/phone.ts';
import { addressesOf, type Contact, emptyRoster, type Roster } from '../../core/roster.ts';
import {
  changeOf,
  changesData,
  type ContactDifference,
  differences,
  type RosterChange,
} from '../../core/roster-change.ts';
import { NOTHING } from '../../plan/plan-parts.ts';
import { CommandFailure } from '../exit.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

const IMPORTED = z.array(
  z.object({
    tld: z.string(),
    contacts: z
      .array(
        z.object({
          rank: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
          name: z.string().trim().min(1).max(200),
          email: z.string(),
          secondaryEmail: z.string().nullish(),
          phone: z.string(),
          since: z.string().optional(),
          confirmedAt: z.string().optional(),
        }),
      )
      .max(3),
  }),
);

type ImportedContact = z.infer<typeof IMPORTED>[number]['contacts'][number];

/** Shows what the file would change and, with `apply`, changes it: the listed ccTLDs become as the file says, others stay. */
export async function rosterImport(workplace: Workplace, output: Output, file: string, apply: boolean): Promise<void> {
  const { store, house, clock } = workplace;
  const now = clock();
  const wanted = await readImport(file, house.book.table, now);
  const rosters = new Map((await store.rosters()).map((roster) => [roster.tld, roster]));
  const changes = wanted
    .map(({ tld, contacts }) => changeOf(rosters.get(tld) ?? emptyRoster(tld), keptDates(contacts, rosters.get(tld))))
    .filter(changesData);
  if (apply && changes.length > 0) {
    const ref = await store.nextReference(now);
    const { outcome } = await store.commit({
      ...NOTHING,
      ref,
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
  const json = changes.map((change) => ({ tld: change.tld, differences: differences(change) }));
  output.result({ applied: apply, changes: json }, importText(changes, apply));
}

async function readImport(
  file: string,
  table: CcTldTable,
  now: Instant,
): Promise<readonly { readonly tld: Tld; readonly contacts: readonly Contact[] }[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CommandFailure(1, `${file} cannot be read.`, { cause });
  });
  const parsed = IMPORTED.safeParse(jsonOf(text, file));
  if (!parsed.success) {
    throw new CommandFailure(
      1,
      parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n'),
    );
  }
  const faults: string[] = [];
  const rosters = parsed.data.map((entry, at) => {
    const cctld = findCcTld(table, entry.tld);
    if (cctld === null) faults.push(`${file}: entry ${at + 1}: ${entry.tld} is no ccTLD`);
    const contacts = entry.contacts.map((contact, index) => importedContact(contact, index, cctld?.iso ?? null, now));
    for (const contact of contacts)
      if (!contact.ok) faults.push(`${file}: entry ${at + 1} (${entry.tld}): ${contact.fault}`);
    const people = contacts.flatMap((contact) => (contact.ok ? [contact.contact] : []));
    for (const address of repeated(people.flatMap(addressesOf).map(addressKey)))
      faults.push(`${file}: entry ${at + 1} (${entry.tld}): ${address} stands there twice`);
    return { cctld, contacts: people };
  });
  for (const tld of repeated(rosters.flatMap(({ cctld }) => (cctld === null ? [] : [cctld.tld]))))
    faults.push(`${file}: .${tld} has more than one entry`);
  if (faults.length > 0) throw new CommandFailure(1, faults.join('\n'));
  return rosters.flatMap(({ cctld, contacts }) => (cctld === null ? [] : [{ tld: cctld.tld, contacts }]));
}

/** Each value that stands there more than once. */
function repeated<T>(values: readonly T[]): ReadonlySet<T> {
  return new Set(values.filter((value, index) => values.indexOf(value) !== index));
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandFailure(1, `${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

type Imported = { readonly ok: true; readonly contact: Contact } | { readonly ok: false; readonly fault: string };

function importedContact(entry: ImportedContact, index: number, iso: string | null, now: Instant): Imported {
  const email = parseEmailAddress(entry.email);
  const secondary = typeof entry.secondaryEmail === 'string' ? parseEmailAddress(entry.secondaryEmail) : null;
  const phone = readPhone(entry.phone, iso);
  if (!email.ok) return { ok: false, fault: `${entry.email}: no e-mail address (${email.fault})` };
  if (secondary !== null && !secondary.ok)
    return { ok: false, fault: `${entry.secondaryEmail ?? ''}: no e-mail address (${secondary.fault})` };
  if (!phone.ok) return { ok: false, fault: `${entry.phone}: ${phone.fault}` };
  const since = parseInstant(entry.since ?? '') ?? now;
  return {
    ok: true,
    contact: {
      rank: index === 0 ? 1 : index === 1 ? 2 : 3,
      name: entry.name.normalize('NFC'),
      email: email.address,
      secondaryEmail: secondary === null ? null : secondary.address,
      phone: phone.phone,
      since,
      confirmedAt: parseInstant(entry.confirmedAt ?? '') ?? since,
    },
  };
}

/** Who stays keeps the older date of entry. */
function keptDates(contacts: readonly Contact[], roster: Roster | undefined): readonly Contact[] {
  return contacts.map((contact) => {
    const before = roster?.contacts.find(({ email }) => email === contact.email);
    return before === undefined || before.since > contact.since ? contact : { ...contact, since: before.since };
  });
}

function importText(changes: readonly RosterChange[], applied: boolean): string {
  if (changes.length === 0) return 'Nothing would change.';
  const lines = changes.flatMap((change) => [
    `.${change.tld}`,
    ...differences(change).map((difference) => `  ${differenceText(difference)}`),
  ]);
  return [
    ...lines,
    '',
    applied ? `Applied to ${changes.length} ccTLDs.` : 'Nothing was changed yet: run it again with --apply.',
  ].join('\n');
}

function differenceText(difference: ContactDifference): string {
  switch (difference.kind) {
    case 'added':
      return `+ #${difference.after.rank} ${difference.after.name} <${difference.after.email}>`;
    case 'removed':
      return `- #${difference.before.rank} ${difference.before.name} <${difference.before.email}>`;
    case 'changed':
      return `~ #${difference.after.rank} ${difference.before.name} <${difference.before.email}> -> ${difference.after.name} <${difference.after.email}>`;
    case 'reconfirmed':
      return `= #${difference.after.rank} ${difference.after.name}`;
  }
}
