import { type CcTldTable, type Tld, dotted } from '../core/cctld.ts';
import type { ContactDraft } from '../core/command.ts';
import { addressKey, type EmailAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import { internationalPhone, readPhone } from '../core/phone.ts';
import { ROLES } from './contacts-block.ts';
import { visible } from './plain-words.ts';
import type { TemplateView } from './views.ts';

const BLANK_PRIMARY: readonly string[] = ['Name:', 'Email:', 'Phone:', 'Role: primary'];
const BLANK_SECONDARY: readonly string[] = ['Name:', 'Email:', 'Phone:', 'Role: secondary'];

/**
 * The command to mend and send back: what was right stays, what was wrong or missing is left empty. An empty field is a
 * fault of its own, so a template that nobody completed is answered as such and never becomes data.
 * @param faults what was found; an address or phone number named by one of them is left out.
 */
export function templateBlock(table: CcTldTable, template: TemplateView, faults: readonly Fault[]): string {
  const head = [template.word, ...template.tlds.map((tld) => dotted(table, tld)), ...template.replaced].join(' ');
  const people = fieldsOf(table, template, faults).map((fields) => fields.join('\n'));
  return people.length === 0 ? head : `${head}\n${people.join('\n\n')}`;
}

/** One list of fields for each person. */
function fieldsOf(table: CcTldTable, template: TemplateView, faults: readonly Fault[]): readonly (readonly string[])[] {
  switch (template.word) {
    case 'REMOVE':
    case 'STATUS':
      return [];
    case 'UPDATE':
      return [updatedFields(table, template, faults)];
    case 'REPLACE':
      return template.contacts.length === 0 ? [BLANK_PRIMARY.slice(0, 3)] : peopleOf(table, template, faults);
    case 'SUBSCRIBE':
    case 'CONTACTS':
      return template.contacts.length === 0 ? [BLANK_PRIMARY, BLANK_SECONDARY] : peopleOf(table, template, faults);
  }
}

function peopleOf(table: CcTldTable, template: TemplateView, faults: readonly Fault[]): readonly (readonly string[])[] {
  const taken = new Set<string>();
  return template.contacts.map((draft) => {
    const email = free(draft.email, taken, faults);
    const secondary = draft.secondaryEmail === 'none' ? null : free(draft.secondaryEmail, taken, faults);
    return [
      `Name: ${visible(draft.name ?? '')}`,
      `Email: ${email ?? ''}`,
      ...(secondary !== null || lostSecondary(draft) ? [`Secondary email: ${secondary ?? ''}`] : []),
      `Phone: ${usablePhone(table, template.tlds[0] ?? null, draft, faults)}`,
      ...roleLine(draft),
    ].map((line) => line.trimEnd());
  });
}

function updatedFields(table: CcTldTable, template: TemplateView, faults: readonly Fault[]): readonly string[] {
  const draft = template.contacts[0];
  const taken = new Set<string>();
  if (draft === undefined) return ['Phone:'];
  const email = free(draft.email, taken, faults);
  const secondary = draft.secondaryEmail === 'none' ? 'none' : free(draft.secondaryEmail, taken, faults);
  const fields = [
    ...(draft.name === null ? [] : [`Name: ${visible(draft.name)}`]),
    ...(email === null && draft.email === null && !badAddress(draft) ? [] : [`Email: ${email ?? ''}`]),
    ...(secondary === null && draft.secondaryEmail === null ? [] : [`Secondary email: ${secondary ?? ''}`]),
    ...(draft.phone === null ? [] : [`Phone: ${usablePhone(table, template.tlds[0] ?? null, draft, faults)}`]),
  ].map((line) => line.trimEnd());
  return fields.length === 0 ? ['Phone:'] : fields;
}

/** An address that no fault names and nobody above has. */
function free(address: EmailAddress | null, taken: Set<string>, faults: readonly Fault[]): EmailAddress | null {
  if (address === null) return null;
  const key = addressKey(address);
  const named = faults.some((fault) => fault.code === 'role-address' && fault.value.toLowerCase() === key);
  if (named || taken.has(key)) return null;
  taken.add(key);
  return address;
}

function usablePhone(table: CcTldTable, tld: Tld | null, draft: ContactDraft, faults: readonly Fault[]): string {
  const { phone } = draft;
  if (phone === null || faults.some(({ code, value }) => code.startsWith('phone-') && value === phone)) return '';
  const reading = readPhone(phone, tld === null ? null : (table.get(tld)?.iso ?? null));
  if (reading.ok) return internationalPhone(reading.phone);
  return tld === null && reading.fault === 'phone-without-country' ? visible(phone) : '';
}

function roleLine(draft: ContactDraft): readonly string[] {
  if (draft.rank !== null) return [`Role: ${ROLES[draft.rank]}`];
  return draft.faults.some((fault) => fault.code === 'rank-unknown') ? ['Role:'] : [];
}

/** The primary address could be read, so a bad one must have been the secondary. */
function lostSecondary(draft: ContactDraft): boolean {
  return draft.email !== null && draft.secondaryEmail === null && badAddress(draft);
}

function badAddress(draft: ContactDraft): boolean {
  return draft.faults.some((fault) => fault.code === 'email-malformed' || fault.code === 'utf8-address');
}
