import { z } from 'zod';
import { unreadNames, unreadNameText } from './unread-names.ts';
import type { ImportFault, WrittenContact, WrittenFile, WrittenRoster } from './written-roster.ts';

const optional = z.string().nullish();
const CONTACT = z.object({
  rank: z.union([z.number(), z.string()]).nullish(),
  name: z.string(),
  email: z.string(),
  secondaryEmail: optional,
  phone: z.string(),
  since: optional,
  confirmedAt: optional,
});
const READ = Object.keys(CONTACT.shape);
const ROSTER = z.object({ tld: z.string(), contacts: z.array(z.unknown()) });
const FILE = z.array(z.unknown());

/** What `roster list --json` prints. */
export function writtenJson(text: string): WrittenFile {
  const faults: ImportFault[] = [];
  const warnings = new Map<string, string>();
  const file = read(FILE, jsonOf(text, faults), '', faults, { about: null });
  const rosters = (file ?? []).flatMap((value, index): WrittenRoster[] => {
    const place = `[${index}]`;
    const roster = read(ROSTER, value, place, faults, { about: labelOf(value) });
    if (roster === null) return [];
    const contacts = roster.contacts.flatMap((entry, at) => {
      const where = `${place}.contacts[${at}]`;
      for (const one of unreadNames(filledKeys(entry), READ)) {
        const words = unreadNameText(one, READ);
        if (one.meant !== null) faults.push({ place: where, words, about: roster.tld });
        // Most likely every contact has it: told where it stands first.
        else if (!warnings.has(one.name)) warnings.set(one.name, `${where}: ${words}`);
      }
      return contactAt(where, entry, faults, roster.tld);
    });
    return [{ place, tld: roster.tld, contacts }];
  });
  return { rosters, faults, warnings: [...warnings.values()] };
}

function filledKeys(entry: unknown): readonly string[] {
  const keys = z.record(z.string(), z.unknown()).safeParse(entry);
  return keys.success ? Object.keys(keys.data).filter((key) => (keys.data[key] ?? '') !== '') : [];
}

function contactAt(place: string, value: unknown, faults: ImportFault[], tld: string): readonly WrittenContact[] {
  const found = read(CONTACT, value, place, faults, { about: tld });
  if (found === null) return [];
  const { rank, name, email, secondaryEmail, phone, since, confirmedAt } = found;
  return [
    {
      place,
      rank: String(rank ?? ''),
      name,
      email,
      secondaryEmail: secondaryEmail ?? '',
      phone,
      since: since ?? '',
      confirmedAt: confirmedAt ?? '',
    },
  ];
}

function jsonOf(text: string, faults: ImportFault[]): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    faults.push({ place: null, words: `is not JSON: ${why}`, about: null });
    return [];
  }
}

function read<T>(
  shape: z.ZodType<T>,
  value: unknown,
  place: string,
  faults: ImportFault[],
  scope: Pick<ImportFault, 'about'>,
): T | null {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    const at = [place, ...path.map(String)].filter((part) => part !== '').join('.');
    faults.push({ place: at === '' ? null : at, words: message, ...scope });
  }
  return null;
}

function labelOf(value: unknown): string | null {
  const named = z.object({ tld: z.string() }).safeParse(value);
  return named.success ? named.data.tld : null;
}
