import type { CcTldTable } from '../core/cctld.ts';
import type { ContactDraft } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { ContactBlock } from './contact-block.ts';
import { type FieldName, isName } from './field-labels.ts';
import type { Field } from './field-line.ts';
import type { TextLine } from './own-text.ts';

export type Block = {
  readonly contact: ContactBlock;
  /** Prose that stood in front of its first field and behind the field before. */
  readonly lead: readonly TextLine[];
  readonly lines: TextLine[];
};

/** The contacts of one command, in the order of the mail: which line belongs to whom. */
export class ContactBlocks {
  readonly #table: CcTldTable;
  readonly #blocks: Block[] = [];

  constructor(table: CcTldTable) {
    this.#table = table;
  }

  get count(): number {
    return this.#blocks.length;
  }

  get last(): Block | undefined {
    return this.#blocks.at(-1);
  }

  get hasData(): boolean {
    return this.#blocks.some(({ contact }) => !contact.isEmpty);
  }

  /** Lines of blocks that name nobody. */
  get nameless(): readonly TextLine[] {
    return this.#blocks.flatMap(({ contact, lines }) => (contact.hasName || contact.hasEmail ? [] : lines));
  }

  get leads(): readonly TextLine[] {
    return this.#blocks.flatMap(({ lead }) => lead);
  }

  open(rank: Rank | null, lead: readonly TextLine[]): Block {
    const block: Block = { contact: new ContactBlock(this.#table, rank), lead, lines: [] };
    this.#blocks.push(block);
    return block;
  }

  preset(address: EmailAddress, line: number): void {
    this.open(null, []).contact.presetEmail(address, line);
  }

  /** True where a heading begins a new contact. */
  isHeadingOfNew(): boolean {
    const contact = this.last?.contact;
    return contact === undefined || contact.hasName || contact.isEmpty;
  }

  /** Whether a field begins another contact. @param apart a blank line stands above it. @param paragraph fields ahead. */
  beginsAnother({ field, label, value }: Field, apart: boolean, paragraph: ReadonlySet<FieldName>): boolean {
    const contact = this.last?.contact;
    if (contact === undefined) return true;
    if (contact.isEmpty) return false;
    // A form with a place for a second person.
    if (value === '') return isName(field) && apart && (contact.has(field) || contact.isBlankForm);
    return (
      (isName(field) && contact.has(field) && !isOfSameName(contact, field, value, apart)) ||
      (isName(field) && contact.isComplete && !contact.lacks(field) && paragraph.has('email')) ||
      (field === 'rank' && contact.isComplete && contact.has('rank') && paragraph.has('name')) ||
      (field === 'email' &&
        contact.hasEmail &&
        !contact.repeats(field, value) &&
        !isSecondAddress(contact, paragraph) &&
        !isNewAddress(contact, label, paragraph)) ||
      (apart && contact.has(field) && !contact.repeats(field, value)) ||
      (apart && [...paragraph].some((ahead) => contact.has(ahead) && ahead !== field))
    );
  }

  /**
   * `John Doe / SIDN / Tel: +31 …` below complete contacts, without name label, is how signatures look.
   * @param declares everybody who stays is listed: whoever might be a contact must not be lost.
   */
  takeSignature(declares: boolean): Block | null {
    const { last } = this;
    if (last === undefined || last.contact.hasName || last.lead.length === 0 || last.contact.isEmpty) return null;
    const before = this.#blocks.slice(0, -1).filter(({ contact }) => !contact.isEmpty);
    if (before.length === 0 || !before.every(({ contact }) => contact.isComplete)) return null;
    if (last.contact.hasEmail && declares) return null;
    this.#blocks.pop();
    return last;
  }

  /** Names that their fields may have been meant to make in another way, each with its line. */
  get piecedNames(): readonly { readonly line: number; readonly name: string }[] {
    return this.#blocks.flatMap(({ contact }) =>
      contact.piecedName === null ? [] : [{ line: contact.nameLine, name: contact.piecedName }],
    );
  }

  drafts(forUpdate: boolean): readonly ContactDraft[] {
    return this.#blocks
      .filter(({ contact }) => !contact.isEmpty && (forUpdate || !contact.isBlankForm))
      .map(({ contact }) => contact.draft(forUpdate));
  }

  /** What a command without any field says. */
  nothing(line: number): ContactDraft {
    return { ...new ContactBlock(this.#table, null).draft(true), line };
  }
}

// The name once more, or `Name:` below nothing but a first or a last name.
function isOfSameName(contact: ContactBlock, field: FieldName, value: string, apart: boolean): boolean {
  return (contact.isOnlyName && contact.repeats(field, value)) || (field === 'name' && !apart && contact.lacksNamePart);
}

// `New email:`, and no second person behind it.
function isNewAddress(contact: ContactBlock, label: string, paragraph: ReadonlySet<FieldName>): boolean {
  return contact.takesNewAddress(label) && ![...paragraph].some(isName);
}

// Two lines `Email:` below one name, and no second person behind them.
function isSecondAddress(contact: ContactBlock, paragraph: ReadonlySet<FieldName>): boolean {
  const another = [...paragraph].some((ahead) => isName(ahead) || (ahead !== 'email' && contact.has(ahead)));
  return contact.takesSecondAddress && !another;
}
