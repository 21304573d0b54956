import type { CcTldTable } from '../core/cctld.ts';
import {
  type Command,
  type ContactDraft,
  type Hint,
  type IgnoredLine,
  isChange,
  type Located,
} from '../core/command.ts';
import { type Built, CommandBuilder } from './command-builder.ts';
import type { CommandHead } from './command-head.ts';
import { readFieldLine } from './field-line.ts';
import { askedBy, MOST_ASKED } from './how-much-is-asked.ts';
import type { LineUnit } from './line-units.ts';
import type { TextLine } from './own-text.ts';
import { excerpt } from './plain-line.ts';
import type { ReplyHead } from './reply-word.ts';
import { readRosterLine } from './roster-line.ts';
import type { SubjectLine } from './subject-line.ts';
import { unlabelledContact, unlabelledName } from './unlabelled-contact.ts';

const MOST_COMMANDS = 50;
const MOST_CONTACTS = 100;
const MOST_HINTS = 50;

export type ReadLines = {
  readonly commands: readonly Located<Command>[];
  readonly ignored: readonly IgnoredLine[];
  readonly hints: readonly Hint[];
  readonly dryRun: boolean;
  readonly loose: readonly ContactDraft[];
};

/** Goes through the lines of a mail from the top; each belongs to the command above it or to none. */
export class RequestReader {
  readonly #table: CcTldTable;
  readonly #commands: Located<Command>[] = [];
  readonly #ignored: IgnoredLine[] = [];
  readonly #hints: Hint[] = [];
  readonly #loose: ContactDraft[] = [];
  readonly #halfSaid: { readonly line: number; readonly text: string }[] = [];
  #open: CommandBuilder;
  #contacts = 0;
  #asked = 0;
  #dryRun = false;
  #hasAsked = false;
  #denied = false;

  constructor(table: CcTldTable) {
    this.#table = table;
    this.#open = new CommandBuilder(table, null, 0, '');
  }

  /** The Subject's command, which the fields of the body belong to. */
  subject({ reading, written, prefixed, removed }: SubjectLine): void {
    if (reading?.kind === 'reply') this.#reply(reading.head, 0, written);
    if (reading?.kind !== 'command') return;
    this.#begin(reading.head, 0, written, removed);
    if (prefixed && this.#open.isChange) this.#open.doubt('subject-of-a-reply', 0, '');
  }

  /** `carried`: the Subject's command is open; prose above its first field introduces it. */
  take(unit: LineUnit, carried: boolean): void {
    const { at, form } = unit;
    switch (form.kind) {
      case 'blank':
        return this.#open.blank();
      case 'not-own':
        if (at.closing) this.#open.close();
        if (at.why !== null) this.#ignore(at, at.why);
        return;
      case 'command':
        if (form.dryRun) this.#dryRun = true;
        if (this.#isHeading(form.head)) return this.#open.heading(at, null);
        return this.#begin(form.head, at.line, at.raw, unit.removed);
      case 'reply':
        if (form.dryRun === true) this.#dryRun = true;
        this.#close();
        return this.#reply(form.head, at.line, at.raw);
      case 'check':
        this.#dryRun = true;
        return;
      case 'almost':
        return this.#almost(at, form.nearest, form.meant, carried);
      case 'roster-line':
        if (this.#room(at)) this.#open.rosterLine(unit, form.roster);
        return;
      case 'fields':
        if (this.#room(at)) this.#open.fields(unit, form.fields);
        return;
      case 'unlabelled':
        if (this.#room(at)) this.#open.unlabelled(unit, form.fields);
        return;
      case 'heading':
        return this.#open.heading(at, form.rank);
      case 'addresses':
        return this.#open.addresses(unit, form.addresses);
      case 'labels':
        return this.#open.labels(at, form.tlds);
      case 'prose':
        return this.#prose(at, form.nearest, carried);
    }
  }

  /** Something was not read; the last command may lack it. */
  overflow(line: number, detail: string): void {
    this.#halfSaid.push({ line, text: detail });
  }

  finish(): ReadLines {
    this.#close();
    const doubts = this.#halfSaid
      .slice(0, 10)
      .map(({ line, text }) => ({ code: 'line-not-understood', line, detail: excerpt(text, 80) }) as const);
    // Who writes CONFIRM and DENY has not confirmed.
    const said = this.#commands.filter(({ command }) => !(this.#denied && command.word === 'CONFIRM'));
    const commands = said.map((located) =>
      isChange(located) ? { ...located, doubts: [...located.doubts, ...doubts] } : located,
    );
    return { commands, ignored: this.#ignored, hints: this.#hints, dryRun: this.#dryRun, loose: this.#loose };
  }

  #begin(written: CommandHead, line: number, text: string, removed: boolean): void {
    const head = written.tlds.length === 0 ? { ...written, tlds: this.#open.tldsAhead } : written;
    this.#close();
    this.#hasAsked = true;
    if (this.#commands.length >= MOST_COMMANDS) return this.overflow(line, 'commands beyond the first 50');
    this.#open = new CommandBuilder(this.#table, head, line, excerpt(text, 200));
    if (removed) this.#open.doubt('removed-characters', line, text);
    if (head.inline === '') return;
    const at: TextLine = { line, raw: text, text: head.inline, removed, why: null, closing: false };
    const unit = { at, removed: false, paragraph: new Set<never>() };
    const roster = readRosterLine(this.#table, head.inline);
    if (roster !== null) return this.#open.rosterLine(unit, roster);
    const fields =
      readFieldLine(this.#table, head.inline) ??
      unlabelledContact(this.#table, head.inline) ??
      unlabelledName(head.inline);
    if (fields === null) return this.#open.misunderstood(at);
    this.#open.fields(unit, fields);
  }

  #reply(head: ReplyHead, line: number, text: string): void {
    this.#hasAsked = true;
    if (this.#commands.length >= MOST_COMMANDS) return;
    this.#keep({ command: replyCommand(head), line, text: excerpt(text, 200), doubts: [] });
  }

  // "Contacts" above the contacts of another command is a heading; by itself it declares the whole list.
  #isHeading(head: CommandHead): boolean {
    return head.word === 'CONTACTS' && head.tlds.length === 0 && head.inline === '' && this.#open.isChange;
  }

  #almost(at: TextLine, nearest: string, meant: boolean, carried: boolean): void {
    // The word itself, where it does not count, is no slip of the pen.
    if (at.text.replaceAll(/\P{L}/gu, '').toUpperCase() !== nearest) this.#hint(at, nearest);
    if (nearest === 'DENY') this.#denied = true;
    if (!meant) return this.#prose(at, null, carried);
    this.#close();
    this.#halfSaid.push({ line: at.line, text: at.text });
    this.#ignore(at, 'not-understood');
  }

  #prose(at: TextLine, nearest: string | null, carried: boolean): void {
    if (nearest === null) {
      // Prose that introduces the fields of a Subject's command is above the command, as it were.
      if (carried && this.#open.blocks === 0) return this.#ignore(at, 'free-text');
      return this.#open.prose(at);
    }
    this.#hint(at, nearest);
    if (this.#open.isChange) this.#open.misunderstood(at);
    else this.#open.prose(at);
  }

  #hint(at: TextLine, nearest: string): void {
    if (this.#hints.length < MOST_HINTS) this.#hints.push({ line: at.line, text: excerpt(at.raw, 200), nearest });
  }

  #ignore(at: TextLine, why: IgnoredLine['why']): void {
    this.#ignored.push({ line: at.line, text: excerpt(at.raw, 200), why });
  }

  #room(at: TextLine): boolean {
    if (this.#contacts + this.#open.blocks <= MOST_CONTACTS) return true;
    this.#open.doubt('line-not-understood', at.line, 'contacts beyond the first 100');
    return false;
  }

  #close(): void {
    const built = this.#open.build();
    this.#contacts += built.contacts.length;
    if (built.located === null) this.#keepLoose(built);
    else this.#keep(built.located);
    for (const at of built.signature) this.#ignore(at, 'signature');
    for (const at of built.prose) this.#ignore(at, 'free-text');
    for (const at of built.notUnderstood) this.#ignore(at, 'not-understood');
    this.#open = new CommandBuilder(this.#table, null, 0, '');
  }

  #keep(located: Located<Command>): void {
    this.#asked += askedBy(located.command);
    if (this.#asked <= MOST_ASKED) return void this.#commands.push(located);
    const { line, text } = located;
    this.overflow(line, 'commands for too many ccTLDs and people at once');
    this.#ignored.push({ line, text, why: 'not-understood' });
  }

  // Below a command, addresses and numbers without a name are a signature.
  #keepLoose(built: Built): void {
    this.#loose.push(
      ...built.contacts.filter(({ name, email }) => name !== null || (email !== null && !this.#hasAsked)),
    );
  }
}

function replyCommand({ word, token, tlds }: ReplyHead): Command {
  switch (word) {
    case 'CONFIRM':
    case 'DENY':
      return { word, token };
    case 'DISPUTE':
      return { word, token, tlds };
    case 'OK':
      return { word: 'OK' };
  }
}
