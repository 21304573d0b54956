import { dotted, type Tld } from '../core/cctld.ts';
import {
  type ChangingCommand,
  type Command,
  isChange,
  type Located,
  type NamedTld,
  type Request,
} from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import { addressesOf, hasAddress } from '../core/roster.ts';
import { invitable, tldsAdministeredBy, tldsOfContact } from '../core/tlds-of-address.ts';
import { reviewedCase } from '../core/token-target.ts';
import { rosterOf, type World } from '../core/world.ts';
import type { Facts } from './vocabulary.ts';

/** One thing that a mail asks, with the ccTLDs it is about: a command, or the mail's free text. */
export type AskedItem = {
  readonly located: Located<Command> | null;
  readonly request: Facts['request'];
  /** ccTLDs that it concerns, left-out ones filled in; empty where it concerns none or they are unknown. */
  readonly tlds: readonly Tld[];
  readonly faults: readonly Fault[];
};

/** A command that would change a list. */
export type ChangingItem = AskedItem & { readonly located: Located<ChangingCommand> };

/** Who asks, as far as the roster and IANA's data go. Contacts are not public, so an unproved one is a stranger. */
export type Asker = {
  readonly address: EmailAddress;
  readonly adminOf: readonly Tld[];
  readonly contactOf: readonly Tld[];
};

export function askerOf(world: World, message: AuthenticatedMessage): Asker {
  const { address } = message.author;
  const contactOf = isProved(message) ? tldsOfContact(world, address) : [];
  return { address, adminOf: tldsAdministeredBy(world, address), contactOf };
}

/** What the mail asks, item by item. A mail without a command is one item of free text. */
export function askedItems(
  message: AuthenticatedMessage,
  request: Request,
  world: World,
  asker: Asker,
): readonly AskedItem[] {
  if (message.recipients.length > 0 && message.recipients.every(({ mailbox }) => mailbox !== 'admin')) {
    return [{ located: null, request: 'to-postmaster', tlds: [], faults: [] }];
  }
  if (world.token.kind === 'note' && request.commands.length === 0) {
    return [{ located: null, request: 'case-note', tlds: world.token.held.tlds, faults: [] }];
  }
  const reviewed = reviewedCase(world.token);
  if (reviewed !== null && (request.reviewWord !== undefined || request.commands.length === 0)) {
    return [{ located: null, request: 'review-decision', tlds: reviewed.tlds, faults: [] }];
  }
  const declined = request.declinedAt !== undefined ? declinedTlds(message, request, world, asker) : [];
  if (declined.length > 0) return [{ located: null, request: 'no-invitation', tlds: declined, faults: [] }];
  if (request.commands.length === 0) return [freeText(request, asker)];
  return request.commands.flatMap((located) => partsOf(askedItem(located, asker, world), asker));
}

/**
 * Of which ccTLDs the mail wants no more invitations: of those of the Admin Contact who got one, or who is proved to write and
 * answers no other mail of ours. UNSUBSCRIBE and nobody named is no wish about a list on which nobody is; where the mail asks
 * for anything else, that is done, and nothing is declined.
 */
function declinedTlds(
  message: AuthenticatedMessage,
  { commands }: Request,
  world: World,
  { address }: Asker,
): readonly Tld[] {
  const others = commands.filter(
    ({ command }) => command.word !== 'REMOVE' || command.all || command.removed.length > 0,
  );
  if (others.length > 0) return [];
  if (world.token.kind === 'invitation') return invitable(world, world.token.address);
  const leaves = commands.some(({ command }) => command.word === 'REMOVE' && command.oneself);
  return world.token.kind === 'none' && isProved(message) && !leaves ? invitable(world, address) : [];
}

function freeText(request: Request, asker: Asker): AskedItem {
  const own = [...new Set([...asker.adminOf, ...asker.contactOf])];
  const mentioned = request.mentioned.filter((tld) => own.includes(tld));
  return { located: null, request: 'free-text', tlds: mentioned.length > 0 ? mentioned : own, faults: [] };
}

function askedItem(located: Located<Command>, asker: Asker, world: World): AskedItem {
  const { command } = located;
  switch (command.word) {
    case 'HELP':
      return { located, request: 'help', tlds: [], faults: [] };
    case 'WHO':
      return { located, request: 'who', ...named(command.tlds, located.line, world) };
    case 'STATUS':
      return { located, request: 'status', ...statusTlds(command.tlds, located.line, asker, world) };
    case 'CONFIRM':
      return { located, request: 'confirm', tlds: [], faults: [] };
    case 'DENY':
      return { located, request: 'deny', tlds: [], faults: [] };
    case 'OK':
      return { located, request: 'welcome-ok', tlds: [], faults: [] };
    case 'DISPUTE':
      return { located, request: 'dispute', ...disputedTlds(command.tlds, located.line, asker, world) };
    case 'UPDATE':
      return updateItem(located, command, asker, world);
    case 'REMOVE':
      return removeItem(located, command, asker, world);
    case 'SUBSCRIBE':
    case 'REPLACE':
    case 'CONTACTS':
      return { located, request: 'roster-change', ...rosterTlds(command.tlds, located.line, asker, world) };
  }
}

/** What an insider may be told does not wait for what of the same question may not be told, or does not exist. */
function partsOf(item: AskedItem, asker: Asker): readonly AskedItem[] {
  const answerable = answerableTlds(item, asker);
  const others = item.tlds.filter((tld) => !answerable.includes(tld));
  if (answerable.length === 0 || (others.length === 0 && item.faults.length === 0)) return [item];
  return [
    { ...item, tlds: answerable, faults: [] },
    { ...item, tlds: others },
  ];
}

function answerableTlds({ request, tlds }: AskedItem, { adminOf, contactOf }: Asker): readonly Tld[] {
  if (request === 'status') return tlds.filter((tld) => adminOf.includes(tld) || contactOf.includes(tld));
  return request === 'who' && contactOf.length > 0 ? tlds : [];
}

type Concerned = Pick<AskedItem, 'tlds' | 'faults'>;

function named(labels: readonly NamedTld[], line: number, world: World): Concerned {
  const tlds: Tld[] = [];
  const faults: Fault[] = [];
  for (const label of labels) {
    if (!label.known) {
      faults.push({
        code: label.why === 'gtld' ? 'cctld-gtld' : 'cctld-unknown',
        tld: null,
        line,
        value: label.written,
      });
    } else if (isRetired(world, label.tld)) {
      faults.push({ code: 'cctld-retired', tld: label.tld, line, value: dotted(world.table, label.tld) });
    } else if (!tlds.includes(label.tld)) {
      tlds.push(label.tld);
    }
  }
  return { tlds, faults };
}

function isRetired(world: World, tld: Tld): boolean {
  return world.table.get(tld)?.status !== 'active' || world.iana.get(tld)?.status === 'retired';
}

/** The ccTLD may be left out where the Admin Contact serves exactly one. */
function rosterTlds(labels: readonly NamedTld[], line: number, asker: Asker, world: World): Concerned {
  if (labels.length > 0) return named(labels, line, world);
  if (asker.adminOf.length === 1) return { tlds: asker.adminOf, faults: [] };
  return { tlds: [], faults: [{ code: 'cctld-missing', tld: null, line, value: '' }] };
}

function statusTlds(labels: readonly NamedTld[], line: number, asker: Asker, world: World): Concerned {
  if (labels.length > 0) return named(labels, line, world);
  return { tlds: [...new Set([...asker.adminOf, ...asker.contactOf])], faults: [] };
}

function disputedTlds(labels: readonly NamedTld[], line: number, asker: Asker, world: World): Concerned {
  if (world.token.kind === 'dispute') return { tlds: [world.token.disputed.change.tld], faults: [] };
  return statusTlds(labels, line, asker, world);
}

/** A contact's UPDATE is about its own entry; an Admin Contact's is a change of the roster, by the contact's address. */
function updateItem(
  located: Located<Command>,
  { tlds: labels, draft }: Extract<Command, { readonly word: 'UPDATE' }>,
  asker: Asker,
  world: World,
): AskedItem {
  const concerned = named(labels, located.line, world);
  const { email } = draft;
  const ownNamed = asker.contactOf.filter((tld) => labels.length === 0 || concerned.tlds.includes(tld));
  const somebodyElse =
    email !== null && asker.adminOf.some((tld) => isAnotherContact(world, tld, email, asker.address));
  if (ownNamed.length > 0 && !somebodyElse) {
    const kind = email !== null && changesPrimary(world, asker, email) ? 'update-address' : 'update-details';
    // It applies to all ccTLDs of the person, whichever it names.
    return { located, request: kind, tlds: asker.contactOf, faults: concerned.faults };
  }
  if (asker.adminOf.length > 0) {
    return { located, request: 'roster-change', ...rosterTlds(labels, located.line, asker, world) };
  }
  return { located, request: 'update-details', tlds: concerned.tlds, faults: concerned.faults };
}

function isAnotherContact(world: World, tld: Tld, email: EmailAddress, own: EmailAddress): boolean {
  return rosterOf(world, tld).contacts.some((contact) => hasAddress(contact, email) && !hasAddress(contact, own));
}

function changesPrimary(world: World, asker: Asker, email: EmailAddress): boolean {
  return asker.contactOf.some((tld) =>
    rosterOf(world, tld).contacts.some(
      (contact) => hasAddress(contact, asker.address) && !sameAddress(contact.email, email),
    ),
  );
}

function removeItem(
  located: Located<Command>,
  command: Extract<Command, { readonly word: 'REMOVE' }>,
  asker: Asker,
  world: World,
): AskedItem {
  const concerned = named(command.tlds, located.line, world);
  if (removesOneself(command, asker, world, concerned.tlds)) {
    const tlds = asker.contactOf.filter((tld) => command.tlds.length === 0 || concerned.tlds.includes(tld));
    return { located, request: 'remove-oneself', tlds, faults: concerned.faults };
  }
  const roster = rosterTlds(command.tlds, located.line, asker, world);
  const nobody = !command.all && !command.oneself && command.removed.length === 0;
  const faults: readonly Fault[] = nobody ? [{ code: 'nobody-named', tld: null, line: located.line, value: '' }] : [];
  return { located, request: 'roster-change', tlds: roster.tlds, faults: [...roster.faults, ...faults] };
}

/** `REMOVE me`, or a contact who is not the Admin Contact and names own addresses only. */
function removesOneself(
  command: Extract<Command, { readonly word: 'REMOVE' }>,
  asker: Asker,
  world: World,
  tlds: readonly Tld[],
): boolean {
  if (command.oneself) return true;
  if (command.all || command.removed.length === 0) return false;
  const concerned = tlds.length > 0 ? tlds : asker.contactOf;
  if (concerned.some((tld) => asker.adminOf.includes(tld) || !asker.contactOf.includes(tld))) return false;
  const own = concerned.flatMap((tld) =>
    rosterOf(world, tld)
      .contacts.filter((contact) => hasAddress(contact, asker.address))
      .flatMap(addressesOf),
  );
  return command.removed.every((removed) => own.some((address) => sameAddress(address, removed)));
}

export function isChangingItem(item: AskedItem): item is ChangingItem {
  return item.located !== null && isChange(item.located);
}
