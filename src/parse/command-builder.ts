import type { CcTldTable } from '../core/cctld.ts';
import type { Command, ContactDraft, Doubt, Located, NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { readAddressValue, withoutRepeatedAddresses } from './addresses.ts';
import { builtCommand } from './built-command.ts';
import type { CommandHead } from './command-head.ts';
import { ContactBlock } from './contact-block.ts';
import type { Field } from './field-line.ts';
import type { LineUnit } from './line-units.ts';
import type { TextLine } from './own-text.ts';
import { excerpt } from './plain-line.ts';
import type { RosterLine } from './roster-line.ts';
import { namedKey, readLabel, withoutRepeats } from './tld-labels.ts';

/** Doubts beyond these say nothing new. */
const MOST_DOUBTS = 50;

type Block = {
  readonly contact: ContactBlock;
  /** Prose that stood in front of its first field and behind the field before. */
  readonly lead: readonly TextLine[];
  readonly lines: TextLine[];
};

export type Built = {
  readonly located: Located<Command> | null;
  readonly contacts: readonly ContactDraft[];
  readonly signature: readonly TextLine[];
  readonly prose: readonly TextLine[];
  readonly notUnderstood: readonly TextLine[];
};

/** One command while the lines below it are read; without a head, the contacts that stand without a command. */
export class CommandBuilder {
  readonly #table: CcTldTable;
  readonly #head: CommandHead | null;
  readonly #line: number;
  readonly #text: string;
  readonly #doubts: Doubt[] = [];
  readonly #blocks: Block[] = [];
  readonly #away: EmailAddress[];
  readonly #signature: TextLine[] = [];
  readonly #notUnderstood: TextLine[] = [];
  #tlds: readonly NamedTld[];
  #pending: TextLine[] = [];
  #blank = false;
  #closed = false;
  #ofOld = false;
  #namesWithoutAddress = 0;

  constructor(table: CcTldTable, head: CommandHead | null, line: number, text: string) {
    this.#table = table;
    this.#head = head;
    this.#line = line;
    this.#text = text;
    this.#tlds = head?.tlds ?? [];
    this.#away = head !== null && removesOrReplaces(head) ? [...head.addresses] : [];
    const arriving = head?.word === 'SUBSCRIBE' ? head.addresses : (head?.successors ?? []);
    for (const address of arriving) this.#block(null, true).contact.presetEmail(address, line);
    if (head !== null && head.aside !== '') this.doubt('line-not-understood', line, head.aside);
  }

  /** Blocks with something in them. */
  get blocks(): number {
    return this.#blocks.length;
  }

  get hasHead(): boolean {
    return this.#head !== null;
  }

  /** Contact blocks may follow it. */
  get takesContacts(): boolean {
    return this.#head === null || !['WHO', 'STATUS', 'HELP'].includes(this.#head.word);
  }

  get isChange(): boolean {
    return this.#head !== null && this.takesContacts;
  }

  doubt(code: Doubt['code'], line: number, detail: string): void {
    const known = this.#doubts.some((doubt) => doubt.code === code && doubt.line === line);
    if (!known && this.#doubts.length < MOST_DOUBTS) this.#doubts.push({ code, line, detail: excerpt(detail, 80) });
  }

  blank(): void {
    this.#blank = true;
  }

  /** A closing courtesy: what follows is a signature, unless a contact's name or a command shows otherwise. */
  close(): void {
    this.#closed = true;
  }

  /** Prose of any kind: free text, unless more of the command follows. */
  prose(at: TextLine): void {
    (this.#closed ? this.#signature : this.#pending).push(at);
  }

  /** A line in the midst of a block that was certainly meant to be part of it. */
  misunderstood(at: TextLine): void {
    if (this.#closed) return void this.#signature.push(at);
    this.#flush();
    this.#notUnderstood.push(at);
    this.doubt('line-not-understood', at.line, at.text);
  }

  labels(at: TextLine, tlds: readonly NamedTld[]): void {
    if (this.#head === null || this.#closed || this.#pending.length > 0 || this.#blocks.length > 0)
      return this.prose(at);
    this.#tlds = withoutRepeats([...this.#tlds, ...tlds]);
  }

  addresses(unit: LineUnit, addresses: readonly EmailAddress[]): void {
    const free = this.#head !== null && !this.#closed && this.#blocks.length === 0;
    const removes = free && this.#head?.word === 'REMOVE' && !this.#head.all && !this.#head.oneself;
    const replaces = free && this.#head?.word === 'REPLACE' && this.#away.length === 0;
    if (!removes && !replaces) return this.prose(unit.at);
    this.#flush();
    this.#away.push(...addresses);
    this.#note(unit);
  }

  heading(at: TextLine, rank: Rank | null): void {
    if (this.#closed) return void this.#signature.push(at);
    if (!this.takesContacts) return this.prose(at);
    this.#ofOld = false;
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.contact.isEmpty) this.#blocks.pop();
    if (last?.contact.hasName !== false || last.contact.isEmpty) this.#block(rank, false);
    this.#blank = false;
  }

  rosterLine(unit: LineUnit, roster: RosterLine): void {
    if (!this.takesContacts) return this.prose(unit.at);
    if (!this.#reopened(unit.at, true)) return;
    this.#flush();
    this.#note(unit);
    if (this.#head?.word === 'REMOVE') return this.#removeByRosterLine(unit.at, roster);
    const last = this.#blocks.at(-1);
    if (this.#head?.word === 'UPDATE' && last !== undefined && !last.contact.isEmpty)
      return this.misunderstood(unit.at);
    const block = last?.contact.isEmpty === true ? last : this.#block(null, false);
    block.lines.push(unit.at);
    block.contact.takeRosterLine(roster, unit.at.line, unit.at.text);
    this.#blank = false;
  }

  fields(unit: LineUnit, fields: readonly Field[]): void {
    const { at } = unit;
    if (!this.takesContacts && !fields.some(({ field }) => field === 'cctld')) return this.prose(at);
    const named = fields.some(({ field, value }) => field === 'name' && value !== '');
    if (!this.#reopened(at, named)) return;
    this.#note(unit);
    for (const field of fields) {
      if (field.guessed) this.doubt('value-repaired', at.line, at.text);
      this.#field(unit, field);
    }
    this.#blank = false;
  }

  build(): Built {
    this.#dropSignature();
    const word = this.#head?.word;
    if (this.#namesWithoutAddress > this.#away.length)
      this.doubt('line-not-understood', this.#line, 'name without address');
    const contacts = this.#blocks
      .filter(({ contact }) => !contact.isEmpty)
      .map(({ contact }) => contact.draft(word === 'UPDATE'));
    const lead = this.#blocks.flatMap((block) => block.lead);
    if (this.#head !== null) for (const at of lead) this.doubt('line-not-understood', at.line, at.text);
    const nothing = { ...new ContactBlock(this.#table, null).draft(true), line: this.#line };
    const gathered = { tlds: this.#tlds, away: withoutRepeatedAddresses(this.#away), contacts, nothing };
    const command = this.#head === null ? null : builtCommand(this.#head, gathered);
    const inside = this.#head === null ? [] : [...lead, ...this.#notUnderstood];
    const outside = this.#head === null ? [...lead, ...this.#notUnderstood, ...this.#pending] : this.#pending;
    const located = command === null ? null : { command, line: this.#line, text: this.#text, doubts: this.#doubts };
    return { located, contacts, signature: this.#signature, prose: outside, notUnderstood: inside };
  }

  #field(unit: LineUnit, { field, rank, value }: Field): void {
    const { at } = unit;
    if (field === 'cctld') return this.#cctld(at, value);
    if (field === 'replaced' || (this.#ofOld && this.#head?.word === 'REPLACE')) return this.#old(at, field, value);
    if (this.#head?.word === 'REMOVE') return this.#removeByField(at, field, value);
    const block = this.#blockFor(unit, field, value);
    block.lines.push(at);
    const doubt = block.contact.take(field, value, rank, at.line);
    if (doubt === false) this.misunderstood(at);
    else if (doubt !== null) this.doubt(doubt, at.line, at.text);
  }

  #blockFor(unit: LineUnit, field: Field['field'], value: string): Block {
    const last = this.#blocks.at(-1);
    if (last === undefined) return this.#block(null, false);
    const { contact } = last;
    const alone = this.#head?.word === 'UPDATE';
    const another =
      !alone &&
      !contact.isEmpty &&
      value !== '' &&
      ((isName(field) && contact.has(field)) ||
        (field === 'email' && contact.hasEmail && !contact.repeats(field, value)) ||
        (this.#blank && contact.has(field) && !contact.repeats(field, value)) ||
        (this.#blank && [...unit.paragraph].some((ahead) => contact.has(ahead) && ahead !== field)));
    if (another) return this.#block(null, false);
    if (value !== '') this.#flush();
    return last;
  }

  #block(rank: Rank | null, preset: boolean): Block {
    const block: Block = { contact: new ContactBlock(this.#table, rank), lead: preset ? [] : this.#pending, lines: [] };
    if (!preset) this.#pending = [];
    this.#blocks.push(block);
    return block;
  }

  // What stood between the command and what follows now was inside the command.
  #flush(): void {
    for (const at of this.#pending) {
      this.#notUnderstood.push(at);
      if (this.#head !== null) this.doubt('line-not-understood', at.line, at.text);
    }
    this.#pending = [];
  }

  #note(unit: LineUnit): void {
    if (unit.removed) this.doubt('removed-characters', unit.at.line, unit.at.text);
  }

  // A contact's name behind a closing courtesy opens the command again, with doubt where contacts were named before.
  #reopened(at: TextLine, named: boolean): boolean {
    if (!this.#closed) return true;
    const hasData = this.#blocks.some(({ contact }) => !contact.isEmpty);
    const takes = named && this.#head?.word !== 'REMOVE' && this.#head?.word !== 'UPDATE';
    if (!takes) {
      this.#signature.push(at);
      return false;
    }
    if (hasData) this.doubt('line-not-understood', at.line, at.text);
    this.#closed = false;
    this.#blank = true;
    return true;
  }

  #cctld(at: TextLine, value: string): void {
    const tlds = value
      .split(/[\s,;&]+/u)
      .filter((word) => /[\p{L}]/u.test(word) && word !== 'and')
      .flatMap((word) => readLabel(this.#table, word) ?? []);
    if (tlds.length === 0) return void (value !== '' && this.misunderstood(at));
    const known = new Set(this.#tlds.map(namedKey));
    if (this.#head !== null && known.size === 0) {
      this.#flush();
      this.#tlds = withoutRepeats(tlds);
    } else if (!tlds.every((named) => known.has(namedKey(named))) || (known.size > 1 && tlds.length < known.size)) {
      const last = this.#blocks.at(-1);
      if (this.#head?.word === 'REMOVE' || tlds.length > 1) return this.misunderstood(at);
      const block = last === undefined || (last.contact.isComplete && this.#blank) ? this.#block(null, false) : last;
      block.contact.take('cctld', value, null, at.line);
      if (known.size > 1) this.doubt('line-not-understood', at.line, at.text);
    }
  }

  #old(at: TextLine, field: Field['field'], value: string): void {
    if (this.#head?.word !== 'REPLACE') return this.misunderstood(at);
    if (field === 'replaced') this.#ofOld = value === '';
    if (field !== 'replaced' && field !== 'email') return;
    this.#flush();
    if (value !== '') this.#takeAway(at, value);
  }

  #removeByField(at: TextLine, field: Field['field'], value: string): void {
    if (isName(field) && value !== '') this.#namesWithoutAddress += 1;
    if (field !== 'email' || value === '') return;
    if (this.#head?.all === true || this.#head?.oneself === true) return this.misunderstood(at);
    if (this.#away.length > 0 && this.#pending.length > 0) {
      this.doubt('line-not-understood', at.line, at.text);
      this.#signature.push(at);
      return;
    }
    this.#flush();
    this.#takeAway(at, value);
  }

  #removeByRosterLine(at: TextLine, roster: RosterLine): void {
    const [address] = roster.addresses;
    const label = readLabel(this.#table, roster.label);
    const elsewhere = label === null || !this.#tlds.some((named) => namedKey(named) === namedKey(label));
    if (
      address === undefined ||
      this.#head?.all === true ||
      this.#head?.oneself === true ||
      (elsewhere && this.#tlds.length > 0)
    ) {
      return this.misunderstood(at);
    }
    this.#away.push(address);
  }

  #takeAway(at: TextLine, value: string): void {
    const reading = readAddressValue(this.#table, value);
    if (reading.kind !== 'address') return this.misunderstood(at);
    this.#away.push(reading.address);
    if (reading.repaired) this.doubt('value-repaired', at.line, at.text);
  }

  // `John Doe / SIDN / Tel: +31 …` below complete contacts, without name label, is how signatures look.
  #dropSignature(): void {
    const last = this.#blocks.at(-1);
    if (last === undefined || last.contact.hasName || last.lead.length === 0 || last.contact.isEmpty) return;
    const before = this.#blocks.slice(0, -1).filter(({ contact }) => !contact.isEmpty);
    if (before.length === 0 || !before.every(({ contact }) => contact.isComplete)) return;
    // CONTACTS declares who stays: whoever might be a contact must not be lost.
    if (last.contact.hasEmail && this.#head?.word === 'CONTACTS') return;
    this.#blocks.pop();
    this.#signature.push(...last.lead, ...last.lines);
    if (last.contact.hasEmail) this.doubt('line-not-understood', last.contact.line, last.lines[0]?.text ?? '');
  }
}

function isName(field: Field['field']): boolean {
  return field === 'name' || field === 'first-name' || field === 'last-name';
}

function removesOrReplaces(head: CommandHead): boolean {
  return head.word === 'REMOVE' || head.word === 'REPLACE';
}
