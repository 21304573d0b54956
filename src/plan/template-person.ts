import { type CcTldTable, findCcTld, type Tld } from '../core/cctld.ts';
import type { ContactDraft, DraftFault } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import { internationalPhone, readPhone } from '../core/phone.ts';
import { type Contact, hasAddress, type Rank } from '../core/roster.ts';
import { ROLES } from '../replies/contacts-block.ts';
import { visible } from '../replies/plain-words.ts';
import type { TemplateField } from '../replies/template-view.ts';
import { lookOfAddress, lookOfName, type RoleMailboxes } from '../rules/role-mailbox.ts';

export type PersonContext = {
  readonly table: CcTldTable;
  readonly mailboxes: RoleMailboxes;
  /** For which it is; where the reader has to say, `perhaps` are those it can be for. */
  readonly tlds: readonly Tld[];
  readonly perhaps: readonly Tld[];
  /** The entry that the draft is about, where the reader may see it: it stands in for what the draft leaves out. */
  readonly existing: Contact | null;
  /** What only seems to be a role, or could deceive, is left empty as well: a person would look at it first. */
  readonly strict: boolean;
  /** The people above, in the same command. */
  readonly above: readonly ContactDraft[];
  /** Ranks of those on the lists whom the mail does not name. */
  readonly heldRanks: readonly Rank[];
};

/** Every field of a contact: what was right stays, what was wrong or missing is left empty. */
export function personFields(draft: ContactDraft, context: PersonContext): readonly TemplateField[] {
  const { existing } = context;
  const email = usableAddress(draft.email, draft, context);
  const role = roleOf(draft, context);
  return [
    { label: 'Name', value: usableName(draft.name ?? existing?.name ?? null, context) },
    { label: 'Email', value: email },
    ...secondaryField(draft, context),
    { label: 'Phone', value: usablePhone(draft, context) },
    ...(role === null ? [] : [{ label: 'Role' as const, value: role }]),
  ];
}

/** Of an UPDATE only the fields that stood in it, good or bad. */
export function updateFields(
  draft: ContactDraft,
  context: PersonContext,
  needsAddress: boolean,
): readonly TemplateField[] {
  const spoilt = draft.email === null && isSpoilt(draft, 'email');
  const email = usableAddress(draft.email, draft, context);
  const fields: readonly TemplateField[] = [
    ...(draft.name === null ? [] : [{ label: 'Name' as const, value: usableName(draft.name, context) }]),
    ...(draft.email === null && !spoilt && !needsAddress ? [] : [{ label: 'Email' as const, value: email }]),
    ...secondaryField(draft, context),
    ...(draft.phone === null ? [] : [{ label: 'Phone' as const, value: usablePhone(draft, context) }]),
  ];
  return fields.some(({ label }) => label !== 'Email' || !needsAddress)
    ? fields
    : [...fields, { label: 'Phone', value: '' }];
}

/** An entry as it is, to be edited. */
export function entryFields(contact: Contact): readonly TemplateField[] {
  return [
    { label: 'Name', value: contact.name },
    { label: 'Email', value: contact.email },
    ...(contact.secondaryEmail === null ? [] : [{ label: 'Secondary email' as const, value: contact.secondaryEmail }]),
    { label: 'Phone', value: internationalPhone(contact.phone) },
  ];
}

/** The ccTLD that a roster line or a `ccTLD:` field names; null where it names none that we know. */
export function labelledTld(draft: ContactDraft, table: CcTldTable): Tld | null {
  return draft.label === null ? null : (findCcTld(table, draft.label)?.tld ?? null);
}

function usableName(name: string | null, { strict }: PersonContext): string {
  if (name === null || !/\p{L}/u.test(name)) return '';
  return strict && lookOfName(name) !== 'ordinary' ? '' : visible(name);
}

function usableAddress(address: EmailAddress | null, draft: ContactDraft, context: PersonContext): string {
  if (address === null) return '';
  const look = lookOfAddress(context.mailboxes, address);
  const known = context.existing !== null && hasAddress(context.existing, address);
  if (!known && (look === 'role' || (context.strict && look !== 'ordinary'))) return '';
  return context.above.some((other) => isTakenBy(other, address, draft, context)) ? '' : address;
}

/** The same entry twice is one person; the same address with other details is two. */
function isTakenBy(
  other: ContactDraft,
  address: EmailAddress,
  draft: ContactDraft,
  { strict }: PersonContext,
): boolean {
  const primary = other.email !== null && sameAddress(other.email, address);
  const secondary = other.secondaryEmail !== null && other.secondaryEmail !== 'none';
  const shared = strict && secondary && sameAddress(other.secondaryEmail, address);
  const differs = other.name !== draft.name || other.phone !== draft.phone;
  return differs && (primary ? strict || draft.email === address : shared);
}

function secondaryField(draft: ContactDraft, context: PersonContext): readonly TemplateField[] {
  const { secondaryEmail } = draft;
  if (secondaryEmail === 'none') return [{ label: 'Secondary email', value: 'none' }];
  if (secondaryEmail !== null)
    return [{ label: 'Secondary email', value: usableAddress(secondaryEmail, draft, context) }];
  // Two in one field are one for each.
  const two = draft.faults.some(({ code }) => code === 'several-addresses');
  return two || isSpoilt(draft, 'secondaryEmail') ? [{ label: 'Secondary email', value: '' }] : [];
}

/** It stood there and could not be read. */
function isSpoilt(draft: ContactDraft, field: 'email' | 'secondaryEmail'): boolean {
  const codes: readonly DraftFault['code'][] = ['email-malformed', 'utf8-address', 'several-addresses'];
  return draft.faults.some(({ code, line }) => codes.includes(code) && line === draft.lines[field]);
}

/** In international form, so that it is beyond doubt; empty where the ccTLDs' countries would read it differently. */
function usablePhone(draft: ContactDraft, { table, tlds, perhaps, existing }: PersonContext): string {
  const { phone } = draft;
  if (phone === null) return existing === null ? '' : internationalPhone(existing.phone);
  if (tlds.length === 0) {
    const reading = readPhone(phone, null);
    if (reading.ok) return internationalPhone(reading.phone);
    const national = perhaps.some((tld) => readPhone(phone, table.get(tld)?.iso ?? null).ok);
    return national ? visible(phone) : '';
  }
  const readings = new Set(
    tlds.map((tld) => {
      const reading = readPhone(phone, table.get(tld)?.iso ?? null);
      return reading.ok ? internationalPhone(reading.phone) : '';
    }),
  );
  const [only = '', ...others] = readings;
  return others.length === 0 ? only : '';
}

function roleOf(draft: ContactDraft, { above, heldRanks }: PersonContext): string | null {
  const { rank } = draft;
  if (rank === null) return draft.faults.some(({ code }) => code === 'rank-unknown') ? '' : null;
  const taken = heldRanks.includes(rank) || above.some((other) => other.rank === rank);
  return taken ? '' : ROLES[rank];
}
