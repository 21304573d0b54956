import type { CcTldTable } from '../core/cctld.ts';
import type { Command, ContactDraft, Doubt, Located, NamedTld } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { builtCommand } from './built-command.ts';
import type { CommandHead } from './command-head.ts';
import { type Block, ContactBlocks } from './contact-blocks.ts';
import { isName } from './field-labels.ts';
import { isCount } from './ranks-and-headings.ts';
import type { Field } from './field-line.ts';
import { detailsOfLeavers } from './leaver-details.ts';
import { LeaverBuilder } from './leaver-builder.ts';
import type { LineUnit } from './line-units.ts';
import type { TextLine } from './own-text.ts';
import type { RosterLine } from './roster-line.ts';
import { SideLines } from './side-lines.ts';
import { namedKey, readLabel, withoutRepeats } from './tld-labels.ts';
import { guessedField } from './unlabelled-contact.ts';

type Unit = Omit<LineUnit, 'form'>;

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
  readonly #side: SideLines;
  readonly #blocks: ContactBlocks;
  readonly #leavers: LeaverBuilder;
  #tlds: readonly NamedTld[];
  #blank = false;
  #closed = false;
  #listVersion: number | null = null;
  /** Every contact so far began with a line without a label. */
  #unlabelled = true;

  constructor(table: CcTldTable, head: CommandHead | null, line: number, text: string) {
    this.#table = table;
    this.#head = head;
    this.#line = line;
    this.#text = text;
    this.#tlds = head?.tlds ?? [];
    this.#side = new SideLines(head === null);
    this.#leavers = new LeaverBuilder(table, head, this.#side);
    this.#blocks = new ContactBlocks(table);
    const arriving = head?.word === 'SUBSCRIBE' ? head.addresses : (head?.successors ?? []);
    for (const address of arriving) this.#blocks.preset(address, line);
    if (head !== null && head.aside !== '') this.doubt('line-not-understood', line, head.aside);
  }

  get blocks(): number {
    return this.#blocks.count;
  }

  /** ccTLDs named above any command and any contact: they are those of the command that follows. */
  get tldsAhead(): readonly NamedTld[] {
    return this.#head === null && !this.#blocks.hasData ? this.#tlds : [];
  }

  /** Contact blocks may follow it. */
  get takesContacts(): boolean {
    return this.#head === null || !['WHO', 'STATUS', 'HELP'].includes(this.#head.word);
  }

  get isChange(): boolean {
    return this.#head !== null && this.takesContacts;
  }

  doubt(code: Doubt['code'], line: number, detail: string): void {
    this.#side.doubt(code, line, detail);
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
    if (this.#closed) this.#side.signature.push(at);
    else this.#side.wait(at);
  }

  /** A line in the midst of a block that was certainly meant to be part of it. */
  misunderstood(at: TextLine): void {
    if (this.#closed) this.#side.signature.push(at);
    else this.#side.misunderstood(at);
  }

  labels(at: TextLine, tlds: readonly NamedTld[]): void {
    if (this.#head === null || this.#closed || this.#side.pending.length > 0 || this.blocks > 0) return this.prose(at);
    this.#tlds = withoutRepeats([...this.#tlds, ...tlds]);
  }

  addresses(unit: Unit, addresses: readonly EmailAddress[]): void {
    const free = !this.#closed && this.blocks === 0;
    if (free && this.#leavers.takesLines) {
      this.#note(unit);
      return this.#leavers.addresses(unit.at, addresses, this.#blank);
    }
    const [only, ...more] = addresses;
    return only === undefined || more.length > 0
      ? this.prose(unit.at)
      : this.unlabelled(unit, [guessedField('email', only)]);
  }

  /** Data of a contact without labels: read where the contacts above have none either, or where one field is missing. */
  unlabelled(unit: Unit, fields: readonly Field[]): void {
    const { at } = unit;
    if (this.#closed || !this.isChange || this.#side.pending.length > 0) return this.prose(at);
    if (fields.some(({ field: name }) => isName(name))) {
      const email = fields.find(({ field: name }) => name === 'email')?.value;
      const leaves = this.#leavers.takesLines && email !== undefined && this.blocks === 0;
      // Whoever comes has a number as well.
      const ofLeaver = fields.length === 2 || this.#leavers.ofOld || this.#leavers.takesDescribed;
      if (leaves && ofLeaver) return this.#leavers.beside(at, email, this.#blank, fields.length > 2);
      if (!this.#unlabelled || this.#head?.word === 'REMOVE' || this.#head?.word === 'UPDATE') return this.prose(at);
      this.#takeUnlabelled(unit, fields);
      return;
    }
    const last = this.#blocks.last?.contact;
    const lacks = fields.every(({ field: name }) => last?.has(name) !== true);
    const begun = last === undefined ? this.#head?.word === 'UPDATE' : !last.isEmpty && !this.#blank;
    if (!lacks || !begun) return this.prose(at);
    this.#takeUnlabelled(unit, fields);
  }

  heading(at: TextLine, rank: Rank | null): void {
    if (this.#closed) return void this.#side.signature.push(at);
    if (!this.takesContacts) return this.prose(at);
    this.#leavers.endOld();
    if (this.#blocks.isHeadingOfNew()) this.#block(this.#rankOf(rank, at.text));
    this.#blank = false;
  }

  rosterLine(unit: Unit, roster: RosterLine): void {
    if (!this.takesContacts) return this.prose(unit.at);
    if (!this.#reopened(unit.at, true)) return;
    this.#side.flush();
    this.#note(unit);
    // Behind REPLACE stands who goes, below it who comes.
    const leaves = unit.at.line === this.#line && this.#leavers.takesLines;
    if (leaves || this.#head?.word === 'REMOVE') return this.#leavers.rosterLine(unit.at, roster, this.#tlds);
    const { last } = this.#blocks;
    if (this.#head?.word === 'UPDATE' && last !== undefined && !last.contact.isEmpty)
      return this.misunderstood(unit.at);
    this.#block(null).contact.takeRosterLine(roster, unit.at.line, unit.at.text);
    this.#blank = false;
  }

  fields(unit: Unit, fields: readonly Field[]): void {
    const { at } = unit;
    if (!this.takesContacts && !fields.some(({ field }) => field === 'cctld')) return this.prose(at);
    const named = fields.some(({ field, value }) => field === 'name' && value !== '');
    if (!this.#reopened(at, named)) return;
    if (named) this.#unlabelled = false;
    this.#note(unit);
    for (const one of fields) {
      if (one.doubt !== null) this.#side.doubtful(one.doubt, at);
      this.#field(unit, one);
    }
    this.#blank = false;
  }

  build(): Built {
    this.#dropSignature();
    const word = this.#head?.word;
    if (this.#leavers.someWithoutAddress) this.doubt('line-not-understood', this.#line, 'name without address');
    const drafts = this.#blocks.drafts(word === 'UPDATE');
    const ofLeaver = detailsOfLeavers(this.#head, drafts);
    for (const { line, email } of ofLeaver) this.doubt('line-not-understood', line, email ?? '');
    const contacts = drafts.filter((draft) => !ofLeaver.includes(draft));
    for (const { line, name } of this.#blocks.piecedNames) this.doubt('value-repaired', line, name);
    const lead = this.#blocks.leads;
    for (const at of lead) this.#side.doubtful('line-not-understood', at);
    const nothing = this.#blocks.nothing(this.#line);
    const [whose] = word === 'UPDATE' ? (this.#head?.addresses ?? []) : [];
    const unlike = contacts.find(({ email }) => email !== null && whose !== undefined && !sameAddress(email, whose));
    if (unlike !== undefined) this.doubt('line-not-understood', this.#line, whose ?? '');
    const arriving = contacts.flatMap(({ email }) => email ?? []);
    const gathered = {
      tlds: this.#tlds,
      away: this.#leavers.all(arriving),
      contacts,
      nothing,
      whose: whose ?? null,
      listVersion: this.#listVersion,
    };
    const command = this.#head === null ? null : builtCommand(this.#head, gathered);
    const { doubts, signature, pending } = this.#side;
    const inside = [...lead, ...this.#side.notUnderstood];
    if (command === null)
      return {
        located: null,
        contacts,
        signature,
        prose: [...new Set([...inside, ...pending, ...this.#blocks.nameless])],
        notUnderstood: [],
      };
    const located = { command, line: this.#line, text: this.#text, doubts };
    return { located, contacts, signature, prose: pending, notUnderstood: inside };
  }

  #takeUnlabelled(unit: Unit, fields: readonly Field[]): void {
    this.#note(unit);
    this.#side.doubtful('label-guessed', unit.at);
    for (const one of fields) this.#field(unit, one);
  }

  #field(unit: Unit, given: Field): void {
    const { at } = unit;
    const { field, value } = given;
    if (field === 'cctld') return this.#cctld(at, value);
    if (field === 'list-version') return this.#version(at, value);
    if (field === 'replaced' || this.#leavers.ofOld) return this.#leavers.oldField(at, field, value);
    if (this.#head?.word === 'REMOVE') return this.#leavers.field(at, field, value);
    const block = this.#blockFor(unit, given);
    block.lines.push(at);
    this.#blank = false;
    const doubt = block.contact.take({ ...given, field, rank: this.#rankOf(given.rank, given.label) }, at.line);
    if (doubt !== null) this.#side.doubtful(doubt, at);
  }

  #blockFor(unit: Unit, given: Field): Block {
    const { last } = this.#blocks;
    const another = this.#head?.word !== 'UPDATE' && this.#blocks.beginsAnother(given, this.#blank, unit.paragraph);
    if (last === undefined || another) return this.#block(null);
    if (given.value !== '') this.#side.flush();
    return last;
  }

  #block(rank: Rank | null): Block {
    return this.#blocks.open(rank, this.#side.takePending());
  }

  // Whoever counts the people that come says nothing of those who are there: `Contact 1` may become the third.
  #rankOf(rank: Rank | null, written: string): Rank | null {
    const comes = this.#head?.word === 'SUBSCRIBE' || this.#head?.word === 'REPLACE';
    return comes && isCount(written) ? null : rank;
  }

  #note(unit: Unit): void {
    if (unit.removed) this.#side.doubtful('removed-characters', unit.at);
  }

  // A contact's name behind a closing courtesy opens the command again, with doubt where contacts were named before.
  #reopened(at: TextLine, named: boolean): boolean {
    if (!this.#closed) return true;
    const { hasData } = this.#blocks;
    const takes = named && this.#head?.word !== 'REMOVE' && this.#head?.word !== 'UPDATE';
    if (!takes) {
      this.#side.signature.push(at);
      return false;
    }
    if (hasData) this.#side.doubtful('line-not-understood', at);
    this.#closed = false;
    this.#blank = true;
    return true;
  }

  #cctld(at: TextLine, value: string): void {
    const words = value.split(/[\s,;&]/u).map((word) => readLabel(this.#table, word));
    const tlds = withoutRepeats(words.filter((label) => label !== null));
    if (tlds.length === 0) return void (value !== '' && this.misunderstood(at));
    const known = new Set(this.#tlds.map(namedKey));
    if (known.size === 0 && (this.#head !== null || !this.#blocks.hasData)) {
      this.#side.flush();
      this.#tlds = tlds;
    } else if (!tlds.every((named) => known.has(namedKey(named))) || tlds.length < known.size) {
      const { last } = this.#blocks;
      if (this.#head?.word === 'REMOVE' || tlds.length > 1) return this.misunderstood(at);
      const block = last === undefined || (last.contact.isComplete && this.#blank) ? this.#block(null) : last;
      block.contact.take({ ...guessedField('cctld', value), field: 'cctld' }, at.line);
      if (known.size > 1) this.#side.doubtful('line-not-understood', at);
    }
  }

  // It says something of the list that CONTACTS declares; beside any other command it is left over from our text.
  #version(at: TextLine, value: string): void {
    const version = /^\d{1,9}$/u.test(value) ? Number(value) : null;
    const differs = this.#listVersion !== null && this.#listVersion !== version;
    if (this.#head?.word === 'CONTACTS' && (version === null || differs)) return this.misunderstood(at);
    this.#listVersion = version;
  }

  #dropSignature(): void {
    const dropped = this.#blocks.takeSignature(this.#head?.word === 'CONTACTS');
    if (dropped === null) return;
    const { contact, lead, lines } = dropped;
    this.#side.signature.push(...lead, ...lines);
    if (contact.hasEmail) this.doubt('line-not-understood', contact.line, lines[0]?.text ?? '');
  }
}
