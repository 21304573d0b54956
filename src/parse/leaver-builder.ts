import type { CcTldTable } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { CommandHead } from './command-head.ts';
import { isName } from './field-labels.ts';
import type { Field } from './field-line.ts';
import { Leavers, type Taken } from './leavers.ts';
import type { TextLine } from './own-text.ts';
import type { RosterLine } from './roster-line.ts';
import type { SideLines } from './side-lines.ts';

/** Those who go, while the lines of REMOVE and REPLACE are read; what is not certain casts doubt on the command. */
export class LeaverBuilder {
  readonly #head: CommandHead | null;
  readonly #leavers: Leavers;
  readonly #side: SideLines;
  #ofOld = false;
  /** Something else than name, address and number says who goes. */
  #namedOtherwise: boolean;

  constructor(table: CcTldTable, head: CommandHead | null, side: SideLines) {
    this.#head = head;
    this.#leavers = new Leavers(table, head);
    this.#side = side;
    this.#namedOtherwise = (head?.addresses.length ?? 0) > 0;
  }

  /** Addresses on lines of their own may say who goes. */
  get takesLines(): boolean {
    return this.#leavers.takesLines;
  }

  /** Name, address and number may say who goes: where a REMOVE names somebody otherwise, they are the sender's. */
  get takesDescribed(): boolean {
    return this.#head?.word === 'REMOVE' && !this.#namedOtherwise;
  }

  get someWithoutAddress(): boolean {
    return this.#leavers.someWithoutAddress;
  }

  /** `Old contact:` stands above: the fields are those of whom a REPLACE takes off the list. */
  get ofOld(): boolean {
    return this.#ofOld;
  }

  all(arriving: readonly EmailAddress[]): readonly EmailAddress[] {
    return this.#leavers.all(arriving);
  }

  /** The fields of whoever comes follow. */
  endOld(): void {
    this.#ofOld = false;
  }

  /** A line of nothing but addresses. @param blank a blank line stands above it. */
  addresses(at: TextLine, addresses: readonly EmailAddress[], blank: boolean): void {
    if (this.#isApart(blank)) return this.#side.misunderstood(at);
    this.#side.flush();
    this.#namedOtherwise = true;
    this.#leavers.add(addresses);
  }

  /** An address beside a name or other words. @param blank a blank line stands above it. @param numbered a number stands beside, too. */
  beside(at: TextLine, email: string, blank: boolean, numbered: boolean): void {
    if (this.#isApart(blank)) return this.#side.misunderstood(at);
    if (!numbered) this.#namedOtherwise = true;
    this.#take(at, this.#leavers.email(email));
    this.#side.doubtful('line-not-understood', at);
  }

  rosterLine(at: TextLine, roster: RosterLine, tlds: readonly NamedTld[]): void {
    this.#namedOtherwise = true;
    this.#take(at, this.#leavers.rosterLine(roster, tlds));
  }

  /** `Old email: …`, and the fields below `Old contact:`. */
  oldField(at: TextLine, field: Field['field'], value: string): void {
    if (this.#head?.word !== 'REPLACE') return this.#side.misunderstood(at);
    if (field === 'replaced') this.#ofOld = value === '';
    if (field !== 'replaced' && field !== 'email') return;
    this.#side.flush();
    if (value !== '') this.#take(at, this.#leavers.email(value));
  }

  /** A field below REMOVE: the address says who goes. */
  field(at: TextLine, field: Field['field'], value: string): void {
    if (isName(field) && value !== '') this.#leavers.name(field);
    if (field !== 'email' || value === '') return;
    if (!this.#leavers.isEmpty && this.#side.pending.length > 0) {
      this.#side.doubtful('line-not-understood', at);
      this.#side.signature.push(at);
      return;
    }
    this.#side.flush();
    this.#namedOtherwise = true;
    this.#take(at, this.#leavers.email(value));
  }

  // The command line names who goes, and an address stands below a blank line: a signature, or one more who goes.
  #isApart(blank: boolean): boolean {
    return blank && (this.#head?.addresses.length ?? 0) > 0;
  }

  #take(at: TextLine, taken: Taken): void {
    if (taken === 'not-understood') this.#side.misunderstood(at);
    else if (taken === 'repaired') this.#side.doubtful('value-repaired', at);
  }
}
