import type { ContactDraft } from '../core/command.ts';
import { type Contact, hasAddress } from '../core/roster.ts';
import { lineOf } from './draft-contact.ts';

const UPDATED = ['name', 'email', 'secondaryEmail', 'phone', 'rank'] as const;

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
  return {
    line: first.line,
    lines: { ...first.lines, ...second.lines },
    name: second.name ?? first.name,
    email: second.email ?? first.email,
    secondaryEmail: second.secondaryEmail ?? first.secondaryEmail,
    phone: second.phone ?? first.phone,
    rank: second.rank ?? first.rank,
    label: second.label ?? first.label,
    faults: [...first.faults, ...second.faults, ...faults],
  };
}
