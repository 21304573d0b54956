import type { CcTldTable } from '../core/cctld.ts';
import {
  type ChangingCommand,
  type Command,
  type Hint,
  isChange,
  type Located,
  type NamedTld,
  type Request,
} from '../core/command.ts';
import { addressKey, type EmailAddress } from '../core/email-address.ts';
import type { CommandReading } from './command-line.ts';
import { readDecline } from './decline-word.ts';
import { lineUnits } from './line-units.ts';
import { ownText, readablePart, type TextLine } from './own-text.ts';
import { excerpt } from './plain-line.ts';
import { pointsBelow, quotedAnswer } from './quoted-answer.ts';
import { readReviewWord } from './review-word.ts';
import { RequestReader } from './request-reader.ts';
import { spokenAgainst } from './spoken-against.ts';
import { readSubject, type SubjectLine } from './subject-line.ts';
import { mentionedTlds, namedKey } from './tld-labels.ts';

export type RequestInput = {
  /** LF line ends, decoded; own and quoted text together, format=flowed joined. */
  readonly text: string;
  /** Decoded, one line. */
  readonly subject: string;
  readonly table: CcTldTable;
};

/**
 * Reads everything that a mail asks. Never throws; takes time in proportion to the text. Reads 5,000 lines, 250,000
 * characters, 50 commands and 100 contacts, for 500 ccTLDs and people in all; what is beyond casts doubt on the changes.
 */
export function readRequest(input: RequestInput): Request {
  const { table } = input;
  const readable = readablePart(input.text);
  const lines = ownText(readable);
  const units = lineUnits(table, lines);
  const said = units.filter(({ form }) => form.kind !== 'blank' && form.kind !== 'not-own');
  const subject = readSubject(table, input.subject, said.length === 0);
  const bodyCommands = said.some(({ form }) => form.kind === 'command' || form.kind === 'reply');
  const reader = new RequestReader(table);
  const carries = !bodyCommands && subject.reading !== null && carriesCommand(subject.reading, subject.prefixed, units);
  if (carries) reader.subject(subject);
  for (const unit of units) reader.take(unit, carries);
  if (readable.trimEnd().length < input.text.trimEnd().length)
    reader.overflow(lines.length, 'too long to be read whole');
  const read = reader.finish();
  const agreed = bodyCommands ? withSubject(read.commands, subject) : read.commands;
  const against = spokenAgainst(units, ownWords(subject));
  const commands =
    against === null
      ? agreed
      : agreed
          .filter((located) => against.inCourtesy || !isYes(located))
          .map((located) => doubted(located, against.line, lines[against.line - 1]?.raw ?? subject.written));
  return {
    commands,
    ignored: read.ignored.toSorted((a, b) => a.line - b.line),
    hints: [...(carries ? [] : subjectHints(subject, bodyCommands ? read.commands : null)), ...read.hints],
    dryRun: read.dryRun || (subject.reading !== null && isDryRun(subject.reading)),
    mentioned: mentionedTlds(table, [
      ...(subject.ours ? [] : [subject.written]),
      ...lines.filter(({ why }) => why === null || why === 'courtesy').map(({ text }) => text),
    ]),
    loose: read.loose,
    ...(commands.length === 0 && against !== null ? { spokenAgainstAt: against.line } : {}),
    ...(carries || bodyCommands ? {} : changeInSubject(table, subject)),
    ...readReviewWord(lines),
    ...readDecline(lines, subject.written),
    filledIn:
      commands.length === 0 && read.loose.length === 0 && pointsBelow(units)
        ? filledIn(table, lines, subject.written)
        : [],
  };
}

function doubted(located: Located<Command>, line: number, said: string): Located<Command> {
  if (!isChange(located)) return located;
  const detail = excerpt(said, 80);
  return { ...located, doubts: [...located.doubts, { code: 'spoken-against', line, detail }] };
}

// A Subject that answers or forwards is another's; one that commands is no prose.
function ownWords({ written, reading, prefixed }: SubjectLine): string {
  return prefixed || reading !== null ? '' : written;
}

// A yes under a condition, or not yet, is none: a person reads it, and the question stays open.
function isYes({ command }: Located<Command>): boolean {
  return command.word === 'CONFIRM';
}

/** True when both readings ask for the same commands (text and HTML alternative). */
export function sameCommands(a: Request, b: Request): boolean {
  return a.dryRun === b.dryRun && essence(a) === essence(b);
}

// Where a thing stood says nothing about what is asked.
function essence(request: Request): string {
  const commands = request.commands.map(({ command }) => command);
  return JSON.stringify(commands, (key, value: unknown) => {
    if (key === 'line' || key === 'lines' || key === 'value') return undefined;
    return typeof value === 'string' ? plainTypography(value) : value;
  });
}

// Quotation marks and dashes that a mail program sets in one of its two texts only.
function plainTypography(text: string): string {
  return text
    .replace(/[‘’‚‛′]/gu, "'")
    .replace(/[“”„‟″]/gu, '"')
    .replace(/[‐-―−]/gu, '-')
    .replace(/…/gu, '...');
}

// A Subject commands where the body has fields only, or nothing but courtesy and signature; a question may have prose, but for
// one that answers or forwards: its words may be another's, and the prose is what the author says.
function carriesCommand(reading: CommandReading, prefixed: boolean, units: ReturnType<typeof lineUnits>): boolean {
  if (reading.kind !== 'command' && reading.kind !== 'reply') return false;
  if (units.some(({ form }) => form.kind === 'almost' && form.meant)) return false;
  if (reading.kind === 'command' && isQuestion(reading.head) && !prefixed) return true;
  let closed = false;
  let prose = false;
  for (const { at, form } of units) {
    if (at.closing) closed = true;
    if (form.kind === 'fields' || form.kind === 'roster-line' || form.kind === 'addresses')
      return reading.kind === 'command' && !(closed && prose);
    if (!closed && (form.kind === 'prose' || form.kind === 'labels' || form.kind === 'almost')) prose = true;
  }
  return !prose;
}

/** @param inBody what the text asks; null where it asks nothing */
function subjectHints(subject: SubjectLine, inBody: readonly Located<Command>[] | null): readonly Hint[] {
  const { reading } = subject;
  if (reading === null) return [];
  const text = excerpt(subject.written, 200);
  if (inBody !== null && !isLeftAside(subject, inBody)) return [];
  if (reading.kind === 'almost') return [{ line: 0, text, nearest: reading.nearest }];
  if (reading.kind === 'check' || isAnothersQuestion(subject)) return [];
  return [{ line: 0, text, nearest: reading.head.word, leftAside: true }];
}

function changeInSubject(table: CcTldTable, subject: SubjectLine): Pick<Request, 'inSubject'> {
  if (!isChangeInSubject(subject)) return {};
  const reader = new RequestReader(table);
  reader.subject(subject);
  const [located] = reader.finish().commands;
  return located !== undefined && isChange(located) ? { inSubject: located } : {};
}

// A change in the Subject above a text that only asks: whoever wrote it should not think that it was made.
function isLeftAside(subject: SubjectLine, inBody: readonly Located<Command>[]): boolean {
  return inBody.length > 0 && inBody.every(({ command }) => isQuestion(command)) && isChangeInSubject(subject);
}

// One that names what it is about; an answer to another mail may say it in another's words.
function isChangeInSubject({ reading, prefixed }: SubjectLine): boolean {
  if (prefixed || reading?.kind !== 'command') return false;
  const { word, tlds, addresses, all, oneself } = reading.head;
  const names = tlds.length > 0 || addresses.length > 0 || all || oneself;
  return !isQuestion(reading.head) && word !== 'CONTACTS' && names;
}

const QUESTIONS: ReadonlySet<string> = new Set(['WHO', 'STATUS', 'HELP']);

function isQuestion({ word }: Pick<Command, 'word'>): boolean {
  return QUESTIONS.has(word);
}

// `Re: list of March`
function isAnothersQuestion({ reading, prefixed }: SubjectLine): boolean {
  return prefixed && reading?.kind === 'command' && isQuestion(reading.head);
}

function isDryRun(reading: CommandReading): boolean {
  if (reading.kind === 'command' || reading.kind === 'reply') return reading.dryRun === true;
  return reading.kind === 'check';
}

function withSubject(commands: readonly Located<Command>[], subject: SubjectLine): readonly Located<Command>[] {
  const { reading } = subject;
  if (reading?.kind !== 'command' || reading.head.tlds.length === 0) return commands;
  const { word, tlds } = reading.head;
  const keys = new Set(tlds.map(namedKey));
  const filled = commands.map((located) =>
    located.command.word === word && isChange(located) && located.command.tlds.length === 0
      ? { ...located, command: { ...located.command, tlds } }
      : located,
  );
  const same = filled.filter(
    ({ command }) => command.word === word && tldsOf(command).some((named) => keys.has(namedKey(named))),
  );
  const spoken = new Set(same.flatMap(({ command }) => addressesIn(command)).map(addressKey));
  const agrees =
    same.length > 0 &&
    reading.head.addresses.every((address) => spoken.has(addressKey(address))) &&
    (!reading.head.all || same.some(({ command }) => command.word === 'REMOVE' && command.all));
  // `CONTACTS .nl` above a body that subscribes: the matter, hardly a second wish.
  if (agrees || word === 'CONTACTS') return filled;
  const doubt = { code: 'subject-and-body-disagree', line: 0, detail: '' } as const;
  return commands.map((located) => (isChange(located) ? { ...located, doubts: [...located.doubts, doubt] } : located));
}

function tldsOf(command: Command): readonly NamedTld[] {
  return 'tlds' in command ? command.tlds : [];
}

function addressesIn(command: Command): readonly EmailAddress[] {
  if (command.word === 'REMOVE') return command.removed;
  if (command.word === 'UPDATE') return command.draft.email === null ? [] : [command.draft.email];
  const emails = 'contacts' in command ? command.contacts.flatMap(({ email }) => email ?? []) : [];
  return command.word === 'REPLACE' ? [...command.replaced, ...emails] : emails;
}

/** Commands filled in inside a quoted answer of ours; quoted text is never more than that. */
function filledIn(table: CcTldTable, lines: readonly TextLine[], subject: string): readonly Located<Command>[] {
  const text = quotedAnswer(lines, subject);
  if (text === null) return [];
  const reader = new RequestReader(table);
  for (const unit of lineUnits(table, ownText(text))) reader.take(unit, false);
  return reader.finish().commands.flatMap((located) => {
    if (!isChange(located) || !saysSomething(located.command)) return [];
    const { line, text: detail } = located;
    return [{ ...located, doubts: [...located.doubts, { code: 'inside-our-copy', line, detail }] }];
  });
}

// A template that nobody filled in says nothing.
function saysSomething(command: ChangingCommand): boolean {
  switch (command.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
    case 'REPLACE':
      return command.contacts.length > 0;
    case 'REMOVE':
      return command.removed.length > 0;
    case 'UPDATE':
      return [command.draft.name, command.draft.email, command.draft.phone, command.draft.secondaryEmail].some(
        (value) => value !== null,
      );
  }
}
