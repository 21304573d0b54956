import type { ContactDraft } from '../core/command.ts';
import { type Contact, hasAddress } from '../core/roster.ts';
import { lineOf } from './draft-contact.ts';

/** What an UPDATE may change. */
export const UPDATED = ['name', 'email', 'secondaryEmail', 'phone', 'rank'] as const;

/** Two UPDATEs of one entry are one, in which a field may stand once. */
export function updatesTogether(first: ContactDraft, second: ContactDraft, existing: Contact): ContactDraft {
  const faults = UPDATED.flatMap((field) => {
    const [one, other] = [first[field], second[field]];
    if (one === null || other === null || one === other) return [];
    // An Admin Contact may name somebody by this address and by that.
    if (
      field === 'email' &&
      [first.email, second.email].every((email) => email !== null && hasAddress(existing, email))
    )
      return [];
    return [{ code: 'field-twice' as const, line: lineOf(second, field), value: String(other).slice(0, 80) }];
  });
  return { ...filledFrom(second, first), line: first.line, faults: [...first.faults, ...second.faults, ...faults] };
}

/** The draft, and of the other one what it lacks. */
export function filledFrom(draft: ContactDraft, other: ContactDraft): ContactDraft {
  return {
    line: draft.line,
    lines: { ...other.lines, ...draft.lines },
    name: draft.name ?? other.name,
    email: draft.email ?? other.email,
    secondaryEmail: draft.secondaryEmail ?? other.secondaryEmail,
    phone: draft.phone ?? other.phone,
    rank: draft.rank ?? other.rank,
    label: draft.label ?? other.label,
    faults: [...draft.faults, ...other.faults],
  };
}
