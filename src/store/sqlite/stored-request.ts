import type { Command, ContactDraft, Doubt, Located, Request } from '../../core/command.ts';

/** Every shape that a version of this program wrote; what is new since then may be missing. */
type OlderDraft = Omit<ContactDraft, 'lines'> & Partial<Pick<ContactDraft, 'lines'>>;
type OlderDoubt = Omit<Doubt, 'code'> & { readonly code: Doubt['code'] | 'lossy-text' | 'reading' };
type OlderCommand = Command extends infer One
  ? One extends { readonly contacts: unknown }
    ? Omit<One, 'contacts'> & { readonly contacts: readonly OlderDraft[] }
    : One extends { readonly draft: unknown }
      ? Omit<One, 'draft'> & { readonly draft: OlderDraft }
      : One
  : never;
type OlderLocated = Omit<Located<unknown>, 'command' | 'doubts'> & {
  readonly command: OlderCommand;
  readonly doubts: readonly OlderDoubt[];
};

/** A request as it was stored, by this version or by an older one. */
export type StoredRequest = Omit<Request, 'commands' | 'loose' | 'filledIn'> & {
  readonly commands: readonly OlderLocated[];
  readonly loose?: readonly OlderDraft[];
  readonly filledIn?: readonly OlderLocated[];
};

/** The same request in the shape of today, so that a mail of long ago can be judged again. */
export function requestOf({ commands, loose = [], filledIn = [], ...more }: StoredRequest): Request {
  return { ...more, commands: commands.map(located), loose: loose.map(draft), filledIn: filledIn.map(located) };
}

function located({ command, doubts, ...more }: OlderLocated): Located<Command> {
  return { ...more, command: commandOf(command), doubts: doubts.map(doubt) };
}

function commandOf(command: OlderCommand): Command {
  switch (command.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
    case 'REPLACE':
      return { ...command, contacts: command.contacts.map(draft) };
    case 'UPDATE':
      return { ...command, draft: draft(command.draft) };
    case 'REMOVE':
    case 'WHO':
    case 'STATUS':
    case 'HELP':
    case 'CONFIRM':
    case 'DENY':
    case 'DISPUTE':
    case 'OK':
      return command;
  }
}

/** Without the lines of its fields, a fault is told with the line where the contact begins. */
function draft({ lines = {}, ...more }: OlderDraft): ContactDraft {
  return { ...more, lines };
}

/** Two doubts have been told apart since; the nearest word for what they were is the one that asks for the most care. */
function doubt({ code, ...more }: OlderDoubt): Doubt {
  return { ...more, code: code === 'lossy-text' ? 'lossy-charset' : code === 'reading' ? 'malformed-structure' : code };
}
