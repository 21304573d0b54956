import type { CcTld } from '../core/cctld.ts';
import type { ContactDraft, Doubt, DraftField } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Fault, FaultCode } from '../core/fault.ts';
import { internationalPhone, readPhone } from '../core/phone.ts';
import { addressesOf, type Contact, hasAddress } from '../core/roster.ts';
import { lookOfAddress, lookOfName, type RoleMailboxes } from './role-mailbox.ts';
import type { Facts } from './vocabulary.ts';

export type ContactDetails = Pick<Contact, 'name' | 'email' | 'secondaryEmail' | 'phone'>;

/** A draft made whole with what the roster already knows of the person, or the reasons why it cannot be. */
export type DraftedContact = {
  /** Null where a fault stands in the way. */
  readonly details: ContactDetails | null;
  readonly faults: readonly Fault[];
  readonly doubts: readonly Doubt[];
  readonly look: Facts['look'];
};

export type DraftContext = {
  readonly cctld: CcTld;
  readonly mailboxes: RoleMailboxes;
  /** A missing `Secondary email` empties it (CONTACTS declares the whole entry); otherwise it stays. */
  readonly declarative: boolean;
};

/**
 * What a contact would be after this draft.
 * @param existing the entry on the roster that the draft is about; its data stand in for what the draft leaves out.
 */
export function draftedContact(draft: ContactDraft, existing: Contact | null, context: DraftContext): DraftedContact {
  const tld = context.cctld.tld;
  const fault = (code: FaultCode, value = '', line = draft.line): Fault => ({ code, tld, line, value });
  const faults: Fault[] = draft.faults.map(({ code, line, value }) => fault(code, value, line));
  const emailSpoilt = draft.faults.some(({ code }) => code !== 'rank-unknown');

  const name = draft.name ?? existing?.name ?? null;
  const email = asOnRoster(draft.email, existing) ?? existing?.email ?? null;
  const phone = phoneOf(draft, existing, context);
  if (name === null || !/\p{L}/u.test(name)) faults.push(fault('name-missing', name ?? '', lineOf(draft, 'name')));
  if (email === null && !emailSpoilt) faults.push(fault('email-missing'));
  if (phone.fault !== null) faults.push(fault(phone.fault, draft.phone ?? '', lineOf(draft, 'phone')));

  const secondaryEmail = secondaryOf(draft, existing, email, context.declarative);
  const addresses = [email, secondaryEmail].filter((address) => address !== null);
  const looks: Facts['look'][] = [];
  for (const address of addresses) {
    if (existing !== null && hasAddress(existing, address)) continue;
    const look = lookOfAddress(context.mailboxes, address);
    if (look === 'role') faults.push(fault('role-address', address, lineOfAddress(draft, address)));
    else looks.push(look);
  }
  if (name !== null && name !== existing?.name) looks.push(lookOfName(name));

  const complete = faults.length === 0 && name !== null && email !== null && phone.phone !== null;
  return {
    details: complete ? { name, email, secondaryEmail, phone: phone.phone } : null,
    faults,
    doubts: phone.doubts,
    look: oddestOf(looks),
  };
}

/** The one that most needs a person to look at it. */
export function oddestOf(looks: readonly Facts['look'][]): Facts['look'] {
  if (looks.includes('odd-characters')) return 'odd-characters';
  return looks.includes('like-a-role') ? 'like-a-role' : 'ordinary';
}

function phoneOf(
  draft: ContactDraft,
  existing: Contact | null,
  { cctld }: DraftContext,
): { readonly phone: Contact['phone'] | null; readonly fault: FaultCode | null; readonly doubts: readonly Doubt[] } {
  if (draft.phone === null) {
    return existing === null
      ? { phone: null, fault: 'phone-missing', doubts: [] }
      : { phone: existing.phone, fault: null, doubts: [] };
  }
  const reading = readPhone(draft.phone, cctld.iso);
  if (!reading.ok) return { phone: null, fault: reading.fault, doubts: [] };
  // What the roster holds already was understood before.
  if (reading.phone === existing?.phone) return { phone: reading.phone, fault: null, doubts: [] };
  const doubts: Doubt[] = [];
  const line = lineOf(draft, 'phone');
  const detail = `${draft.phone.slice(0, 40)} (${internationalPhone(reading.phone)})`;
  if (reading.national) doubts.push({ code: 'phone-national', line, detail });
  if (!reading.valid) doubts.push({ code: 'phone-not-valid', line, detail });
  return { phone: reading.phone, fault: null, doubts };
}

function secondaryOf(
  draft: ContactDraft,
  existing: Contact | null,
  primary: EmailAddress | null,
  declarative: boolean,
): EmailAddress | null {
  const kept = declarative ? null : (existing?.secondaryEmail ?? null);
  const wanted = draft.secondaryEmail === 'none' ? null : (asOnRoster(draft.secondaryEmail, existing) ?? kept);
  // One address twice helps nobody.
  return wanted !== null && primary !== null && sameAddress(wanted, primary) ? null : wanted;
}

/** The spelling that the roster has, where the mail names the same mailbox in other letters. */
function asOnRoster(written: EmailAddress | null, existing: Contact | null): EmailAddress | null {
  if (written === null || existing === null) return written;
  return addressesOf(existing).find((address) => sameAddress(address, written)) ?? written;
}

/** Where a field stands; where it is missing, the contact's first line. */
export function lineOf(draft: ContactDraft, field: DraftField): number {
  return draft.lines[field] ?? draft.line;
}

function lineOfAddress(draft: ContactDraft, address: EmailAddress): number {
  return lineOf(draft, draft.secondaryEmail === address ? 'secondaryEmail' : 'email');
}
