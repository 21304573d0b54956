import type { CcTldTable } from '../core/cctld.ts';
import type { ContactDraft, Doubt, DraftFault, DraftField } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { readAddressValue } from './addresses.ts';
import { cleanedValue, trimmedToken } from './decoration.ts';
import { type FieldName, isName, labelKey, type NameField } from './field-labels.ts';
import { isMistakenRank } from './ranks-and-headings.ts';
import type { Field } from './field-line.ts';
import { nameValue } from './name-value.ts';
import { isOfNew } from './new-words.ts';
import { phoneValue } from './phone-value.ts';
import { excerpt, withoutLigatures } from './plain-line.ts';
import { ranksIn } from './rank-value.ts';
import type { RosterLine } from './roster-line.ts';
import { type WholeName, wholeName } from './whole-name.ts';

/** Why a value is not beyond doubt; null where it is. */
export type ValueDoubt = Doubt['code'] | null;

/** A field of the contact itself. */
type ContactField = Omit<Field, 'doubt' | 'field'> & {
  readonly field: Exclude<FieldName, 'replaced' | 'list-version'>;
};

const NOTHING =
  /^[(<[]?(?:none|no|nil|no longer|same(?: as (?:above|primary|email))?|remove[d]?|delete[d]?|nothing|n\.?\/?a\.?|not applicable|empty|[-–—.]+)[)>\].]?$/iu;

/** Stands for a name that nobody knows yet. */
const NOBODY_YET =
  /^(?:tb[acd]|n\/a|n\.a\.|none|unknown|vacant|to be (?:announced|appointed|confirmed|decided|defined|determined|named)|not (?:applicable|available|known|yet(?: known)?)|x{2,}|[?？]+)$/iu;

const DRAFTED: { readonly [F in FieldName]?: DraftField } = {
  name: 'name',
  'first-name': 'name',
  'last-name': 'name',
  email: 'email',
  'secondary-email': 'secondaryEmail',
  phone: 'phone',
  rank: 'rank',
};

/** One contact while its lines are read. */
export class ContactBlock {
  readonly #table: CcTldTable;
  readonly #values = new Map<FieldName, string>();
  readonly #lines: { [F in DraftField]?: number } = {};
  #phoneLabel: string | null = null;
  #emailLabel = '';
  /** The field that was taken last. */
  #latest: FieldName | null = null;
  /** `Secondary name:` began it. */
  #second = false;
  readonly #faults: DraftFault[] = [];
  #line: number | null = null;
  #email: EmailAddress | null = null;
  #secondary: EmailAddress | 'none' | null = null;
  #rank: Rank | null;
  #label: string | null = null;

  constructor(table: CcTldTable, rank: Rank | null) {
    this.#table = table;
    this.#rank = rank;
  }

  get isEmpty(): boolean {
    return this.#line === null;
  }

  /** Nothing of a form was filled in but the role that it came with. */
  get isBlankForm(): boolean {
    return [...this.#values.keys()].every((field) => field === 'rank') && this.#faults.length === 0;
  }

  /** A name and nothing else yet, as a Subject may hold. */
  get isOnlyName(): boolean {
    return [...this.#values.keys()].every(isName) && this.#faults.length === 0;
  }

  /** The name, where its fields may have been meant to make another one; null otherwise. */
  get piecedName(): string | null {
    const whole = this.#name();
    return whole?.pieced === true ? whole.name : null;
  }

  /** `Name:` below it may say the rest of the name. */
  get lacksNamePart(): boolean {
    return (
      this.isOnlyName && !this.#values.has('name') && this.#values.has('first-name') !== this.#values.has('last-name')
    );
  }

  /** The other part of the name stands there, and this one is still to come. */
  lacks(field: NameField): boolean {
    const other = field === 'first-name' ? 'last-name' : field === 'last-name' ? 'first-name' : null;
    return other !== null && this.#values.has(other) && !this.#values.has(field) && !this.#values.has('name');
  }

  get line(): number {
    return this.#line ?? 0;
  }

  get nameLine(): number {
    return this.#lines.name ?? this.line;
  }

  get hasName(): boolean {
    return this.has('name');
  }

  get hasEmail(): boolean {
    return this.#values.has('email');
  }

  /** `Email:` on the next line again is the same person's second address. */
  get takesSecondAddress(): boolean {
    return this.hasName && this.#latest === 'email' && this.#email !== null && this.#secondary === null;
  }

  /** `New email:` below `Email:` is the address from now on; without a name, the first one may say whose it is. */
  takesNewAddress(label: string): boolean {
    return this.hasName && this.#email !== null && isOfNew(label) && !isOfNew(this.#emailLabel);
  }

  get isComplete(): boolean {
    return this.hasName && this.hasEmail && this.has('phone');
  }

  has(field: FieldName): boolean {
    return (
      this.#values.has(field) || (field === 'name' && (this.#values.has('first-name') || this.#values.has('last-name')))
    );
  }

  /** True where this very value stands there already. */
  repeats(field: FieldName, value: string): boolean {
    return this.#values.get(field)?.toLowerCase() === cleanedValue(value).toLowerCase();
  }

  presetEmail(address: EmailAddress, line: number): void {
    this.#line ??= line;
    this.#lines.email = line;
    this.#email = address;
    this.#values.set('email', address);
  }

  /** Takes one field. An empty value is a field left blank. */
  take({ field: named, label, rank, value: written }: ContactField, line: number): ValueDoubt {
    // `Name 2`, `Email 2`; `Secondary name`, `Secondary email`: the second person's, not a second address.
    const field =
      named === 'secondary-email' && this.hasName && !this.hasEmail && (label.endsWith('2') || this.#second)
        ? 'email'
        : named;
    this.#rank ??= rank;
    const value = cleanedValue(written);
    if (value === '' || (isName(field) && NOBODY_YET.test(value))) return null;
    this.#line ??= line;
    if (this.#values.has(field)) {
      if (this.repeats(field, value)) return null;
      if (field === 'email' && this.takesNewAddress(label)) {
        Object.assign(this.#lines, { email: line });
        this.#emailLabel = label;
        this.#email = null;
        this.#takeAddress(field, value, line);
        return 'value-repaired';
      }
      if (field === 'email' && this.takesSecondAddress) {
        const doubt = this.take({ field: 'secondary-email', label, rank: null, value }, line);
        return doubt ?? 'second-address';
      }
      // `Phone:` and `Mobile:`, two numbers of one person: the first is kept, unless `New phone:` corrects it.
      if (field === 'phone' && labelKey(label) !== this.#phoneLabel) {
        if (!isOfNew(label) || isOfNew(this.#phoneLabel ?? '')) return 'line-not-understood';
        this.#takePhone(value, label);
        return 'value-repaired';
      }
      this.#fault('field-twice', line, written);
      return null;
    }
    this.#latest = field;
    const drafted = DRAFTED[field];
    if (drafted !== undefined) this.#lines[drafted] ??= line;
    if (isName(field)) this.#second = /secondary/iu.test(label);
    if (field === 'email') this.#emailLabel = label;
    switch (field) {
      case 'email':
      case 'secondary-email':
        return this.#takeAddress(field, value, line);
      case 'rank':
        return this.#takeRank(value, label, line, written);
      case 'cctld':
        this.#label = trimmedToken(value);
        this.#values.set(field, value);
        return null;
      case 'name':
      case 'first-name':
      case 'last-name':
        return this.#takeName(field, value, line);
      case 'phone':
        return this.#takePhone(value, label);
    }
  }

  takeRosterLine(roster: RosterLine, line: number, written: string): void {
    this.#line = line;
    Object.assign(this.#lines, { name: line, phone: line, rank: line });
    this.#values.set('name', cleanedValue(roster.name));
    this.#values.set('phone', roster.phone);
    this.#rank = roster.rank ?? this.#rank;
    this.#label = roster.label;
    const [email, secondary] = roster.addresses;
    if (email !== undefined) this.presetEmail(email, line);
    if (secondary !== undefined) {
      this.#secondary = secondary;
      this.#lines.secondaryEmail = line;
    }
    if (roster.fault !== null) this.#fault(roster.fault, line, written);
  }

  #takeAddress(field: 'email' | 'secondary-email', value: string, line: number): ValueDoubt {
    this.#values.set(field, value);
    if (field === 'secondary-email' && NOTHING.test(value)) {
      this.#secondary = 'none';
      return null;
    }
    const reading = readAddressValue(this.#table, value);
    if (reading.kind === 'none') return null;
    if (reading.kind === 'two-addresses' && field === 'email' && this.#secondary === null) {
      [this.#email, this.#secondary] = reading.addresses;
      this.#lines.secondaryEmail ??= line;
      this.#values.set('email', reading.addresses[0]);
      this.#values.set('secondary-email', reading.addresses[1]);
      return 'second-address';
    }
    if (reading.kind !== 'address') {
      this.#fault(reading.kind === 'fault' ? reading.code : 'several-addresses', line, value);
      return null;
    }
    if (field === 'email') this.#email = reading.address;
    else this.#secondary = reading.address;
    this.#values.set(field, reading.address);
    return reading.repaired ? 'value-repaired' : null;
  }

  #takePhone(value: string, label: string): ValueDoubt {
    const { number, repaired } = phoneValue(value);
    this.#phoneLabel = labelKey(label);
    this.#values.set('phone', number);
    return repaired ? 'value-repaired' : null;
  }

  // A job title is no rank, and who gives one for `Role:` does not mean to give a rank.
  #takeRank(value: string, label: string, line: number, written: string): ValueDoubt {
    const { rank, more, several } = ranksIn(value);
    if (NOTHING.test(value)) return null;
    if (rank === null && !several && labelKey(label) !== 'rank' && !isMistakenRank(value)) return 'line-not-understood';
    this.#values.set('rank', value);
    this.#rank = rank;
    if (rank === null) this.#fault('rank-unknown', line, written);
    return rank !== null && more ? 'value-repaired' : null;
  }

  #takeName(field: NameField, value: string, line: number): ValueDoubt {
    const { name, address, rank, repaired } = nameValue(value);
    this.#values.set(field, name);
    this.#rank ??= rank;
    if (address !== null && !this.hasEmail) {
      this.#lines.email ??= line;
      this.#takeAddress('email', address, line);
    }
    return repaired ? 'value-repaired' : null;
  }

  #fault(code: DraftFault['code'], line: number, value: string): void {
    this.#faults.push({ code, line, value: excerpt(value, 80) });
  }

  draft(forUpdate: boolean): ContactDraft {
    const name = this.#name()?.name ?? null;
    return {
      line: this.line,
      lines: this.#lines,
      name: name === null ? null : excerpt(withoutLigatures(name), 200).normalize('NFC'),
      email: this.#email,
      secondaryEmail: forUpdate ? this.#secondary : this.#usefulSecondary(),
      phone: this.#values.get('phone')?.slice(0, 100) ?? null,
      rank: this.#rank,
      label: this.#label,
      faults: this.#faults,
    };
  }

  #name(): WholeName | null {
    const values = this.#values;
    return wholeName({ name: values.get('name'), first: values.get('first-name'), last: values.get('last-name') });
  }

  // `Secondary email: none`, or the primary address again, says nothing of a new contact.
  #usefulSecondary(): EmailAddress | null {
    if (this.#secondary === null || this.#secondary === 'none') return null;
    return this.#email !== null && sameAddress(this.#secondary, this.#email) ? null : this.#secondary;
  }
}
