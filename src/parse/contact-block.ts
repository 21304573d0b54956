import type { CcTldTable } from '../core/cctld.ts';
import type { ContactDraft, Doubt, DraftFault } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { readAddressValue } from './addresses.ts';
import { trimmedToken, trimmedValue, withoutMarkdown } from './decoration.ts';
import type { FieldName } from './field-labels.ts';
import { readRank } from './field-labels.ts';
import { excerpt, halfWidth } from './plain-line.ts';
import type { RosterLine } from './roster-line.ts';

/** Why a value is not beyond doubt; null where it is. */
export type ValueDoubt = Doubt['code'] | null;

const NOTHING = /^(?:none|no|nil|n\.?\/?a\.?|not applicable|empty|[-–—.]+)$/iu;

/** One contact while its lines are read. */
export class ContactBlock {
  readonly #table: CcTldTable;
  readonly #values = new Map<FieldName, string>();
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

  get line(): number {
    return this.#line ?? 0;
  }

  get hasName(): boolean {
    return this.has('name') || this.has('first-name') || this.has('last-name');
  }

  get hasEmail(): boolean {
    return this.#values.has('email');
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
    return this.#values.get(field)?.toLowerCase() === cleaned(value).toLowerCase();
  }

  presetEmail(address: EmailAddress, line: number): void {
    this.#line ??= line;
    this.#email = address;
    this.#values.set('email', address);
  }

  /** Takes one field; `false` where it cannot be understood at all. An empty value is a field left blank. */
  take(field: FieldName, written: string, rank: Rank | null, line: number): ValueDoubt | false {
    this.#rank ??= rank;
    const value = cleaned(written);
    if (value === '') return null;
    this.#line ??= line;
    if (this.#values.has(field)) {
      if (!this.repeats(field, value)) this.#fault('field-twice', line, written);
      return null;
    }
    switch (field) {
      case 'email':
      case 'secondary-email':
        return this.#takeAddress(field, value, line);
      case 'rank':
        this.#rank = readRank(value);
        if (this.#rank === null) this.#fault('rank-unknown', line, written);
        this.#values.set(field, value);
        return null;
      case 'cctld':
        this.#label = trimmedToken(value);
        this.#values.set(field, value);
        return null;
      case 'name':
      case 'first-name':
      case 'last-name':
        return this.#takeName(field, value, line);
      case 'phone':
        return this.#takePhone(value);
      case 'replaced':
        return false;
    }
  }

  takeRosterLine(roster: RosterLine, line: number, written: string): void {
    this.#line = line;
    this.#values.set('name', cleaned(roster.name));
    this.#values.set('phone', roster.phone);
    this.#rank = roster.rank ?? this.#rank;
    this.#label = roster.label;
    const [email, secondary] = roster.addresses;
    if (email !== undefined) this.presetEmail(email, line);
    if (secondary !== undefined) this.#secondary = secondary;
    if (roster.fault !== null) this.#fault(roster.fault, line, written);
  }

  #takeAddress(field: 'email' | 'secondary-email', value: string, line: number): ValueDoubt {
    this.#values.set(field, value);
    if (field === 'secondary-email' && NOTHING.test(value.replace(/^[(<[]|[)>\].]$/gu, ''))) {
      this.#secondary = 'none';
      return null;
    }
    const reading = readAddressValue(this.#table, value);
    if (reading.kind === 'none') return null;
    if (reading.kind === 'fault') {
      this.#fault(reading.code, line, value);
      return null;
    }
    if (field === 'email') this.#email = reading.address;
    else this.#secondary = reading.address;
    this.#values.set(field, reading.address);
    return reading.repaired ? 'value-repaired' : null;
  }

  // `+31 6 12345678 (mobile)`
  #takePhone(written: string): ValueDoubt {
    const value = halfWidth(written)
      .replace(/^tel:/iu, '')
      .replace(/[.,;:]+$/u, '')
      .trim();
    const number = value.replace(/\s*\([\p{L}\s/.,-]{2,40}\)$/u, '');
    this.#values.set('phone', number);
    return number === value ? null : 'value-repaired';
  }

  #takeName(field: 'name' | 'first-name' | 'last-name', value: string, line: number): ValueDoubt {
    const address = /\s*[<([]([^\s<>()[\]]+@[^\s<>()[\]]+)[>)\]]\s*$/u.exec(value);
    const name = address === null ? value : value.slice(0, address.index).trim();
    this.#values.set(field, name);
    if (address === null) return /[@=:]|https?/iu.test(name) || name.length > 200 ? 'value-repaired' : null;
    if (!this.hasEmail) this.#takeAddress('email', address[1] ?? '', line);
    return 'value-repaired';
  }

  #fault(code: DraftFault['code'], line: number, value: string): void {
    this.#faults.push({ code, line, value: excerpt(value, 80) });
  }

  draft(forUpdate: boolean): ContactDraft {
    const parts = [this.#values.get('first-name'), this.#values.get('last-name')].filter((part) => part !== undefined);
    const name = this.#values.get('name') ?? (parts.length === 0 ? null : parts.join(' '));
    const doubled =
      this.#secondary !== null &&
      this.#secondary !== 'none' &&
      this.#email !== null &&
      sameAddress(this.#secondary, this.#email);
    return {
      line: this.line,
      name: name === null ? null : excerpt(name, 200).normalize('NFC'),
      email: this.#email,
      secondaryEmail: (this.#secondary === 'none' && !forUpdate) || (doubled && !forUpdate) ? null : this.#secondary,
      phone: this.#values.get('phone')?.slice(0, 100) ?? null,
      rank: this.#rank,
      label: this.#label,
      faults: this.#faults,
    };
  }
}

function cleaned(written: string): string {
  return trimmedValue(withoutMarkdown(written).replace(/\s+/gu, ' '));
}
