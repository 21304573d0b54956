import type { CcTldTable } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import { type EmailAddress, sameAddress, withoutRepeatedAddresses } from '../core/email-address.ts';
import { readAddressValue } from './addresses.ts';
import type { CommandHead } from './command-head.ts';
import type { NameField } from './field-labels.ts';
import type { RosterLine } from './roster-line.ts';
import { namedKey, readLabel } from './tld-labels.ts';

/** What became of words that say who goes; `repaired` has to be confirmed. */
export type Taken = 'taken' | 'repaired' | 'not-understood';

/** Those whom REMOVE or REPLACE takes off the list, while the lines of the command are read. */
export class Leavers {
  readonly #table: CcTldTable;
  readonly #word: CommandHead['word'] | null;
  /** `REMOVE ALL` and `REMOVE me` name nobody else. */
  readonly #closed: boolean;
  readonly #addresses: EmailAddress[];
  readonly #names = { name: 0, 'first-name': 0, 'last-name': 0 };

  constructor(table: CcTldTable, head: CommandHead | null) {
    this.#table = table;
    this.#word = head?.word ?? null;
    this.#closed = head !== null && (head.all || head.oneself);
    this.#addresses = [...(head?.addresses ?? [])];
  }

  get isEmpty(): boolean {
    return this.#addresses.length === 0;
  }

  /** Somebody is named whose address is not given. */
  get someWithoutAddress(): boolean {
    const { name, 'first-name': first, 'last-name': last } = this.#names;
    return name + Math.max(first, last) > this.#addresses.length;
  }

  /** Addresses on a line of their own may say who goes; in REPLACE only while nobody does. */
  get takesLines(): boolean {
    return this.#word === 'REMOVE' ? !this.#closed : this.#word === 'REPLACE' && this.isEmpty;
  }

  add(addresses: readonly EmailAddress[]): void {
    this.#addresses.push(...addresses);
  }

  name(field: NameField): void {
    this.#names[field] += 1;
  }

  email(value: string): Taken {
    if (this.#closed) return 'not-understood';
    const reading = readAddressValue(this.#table, value);
    if (reading.kind !== 'address') return 'not-understood';
    this.#addresses.push(reading.address);
    return reading.repaired ? 'repaired' : 'taken';
  }

  rosterLine(roster: RosterLine, tlds: readonly NamedTld[]): Taken {
    const [address] = roster.addresses;
    const label = readLabel(this.#table, roster.label);
    const elsewhere = label === null || !tlds.some((named) => namedKey(named) === namedKey(label));
    if (address === undefined || this.#closed || (elsewhere && tlds.length > 0)) return 'not-understood';
    this.#addresses.push(address);
    return 'taken';
  }

  /** @param arriving addresses of the contacts below: `REPLACE old@… new@…` names its newcomer as well. */
  all(arriving: readonly EmailAddress[]): readonly EmailAddress[] {
    const named = withoutRepeatedAddresses(this.#addresses);
    const going = named.filter((address) => !arriving.some((other) => sameAddress(other, address)));
    return going.length > 0 ? going : named;
  }
}
