import type { Tld } from '../core/cctld.ts';
import { addressKey, type EmailAddress, isAscii, sameAddress } from '../core/email-address.ts';
import { isFitFault } from '../core/fault.ts';
import { isOutdated } from '../core/iana.ts';
import { elapsed, type Instant } from '../core/instant.ts';
import type { Limits } from '../core/limits.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import { changesData } from '../core/roster-change.ts';
import { isAsSent, type Standing } from '../core/standing.ts';
import type { World } from '../core/world.ts';
import type { Asker, AskedItem } from './asked-item.ts';
import type { EndState } from './end-state.ts';
import { tokenState } from './token-state.ts';
import type { Facts } from './vocabulary.ts';
import { isAskedNoMore, isFull, placesOfSender, placesOfUnproved } from './waiting-places.ts';

/** What the facts of one item are drawn from. */
export type Circumstances = {
  readonly message: AuthenticatedMessage;
  readonly asker: Asker;
  readonly world: World;
  readonly limits: Limits;
  readonly standing: Standing;
  /** Three parsers read the same author. */
  readonly identityAgreed: boolean;
  /** What else of the mail is done. */
  readonly beside: Facts['beside'];
};

/** What was found out about one item for one ccTLD. */
export type Findings = {
  readonly item: AskedItem;
  /** Null: it concerns none. */
  readonly tld: Tld | null;
  readonly end: EndState | null;
  readonly form: Facts['form'];
  readonly doubtful: boolean;
  /** It holds something that cannot be stored as it is, but that a person may find a way for. */
  readonly leftToAPerson: boolean;
};

export function factsOf(findings: Findings, circumstances: Circumstances): Facts {
  const { item, tld, end, form, doubtful, leftToAPerson } = findings;
  const { message, world, limits, standing } = circumstances;
  const proof = proofFact(message, world, limits, standing);
  const sender = senderFact(item, tld, circumstances);
  const copied = adminCopied(message, tld, world);
  const provedInsider = tld !== null && isProvedInsider(tld, circumstances);
  const insider = provedInsider || !isAsSent(standing);
  return {
    request: item.request,
    origin: message.authentication.origin,
    proof,
    sender,
    'admin-copied': copied ? 'yes' : 'no',
    token: tokenState(item.request, world, limits),
    'answer-to': answerTo(world.token),
    // A right token is good however many wrong ones somebody sent under the same name.
    'token-tries':
      world.token.kind === 'unknown' && world.badTokens >= limits.tokenTries ? 'over-limit' : 'within-limit',
    identity: !isAscii(message.author.address) ? 'not-ascii' : circumstances.identityAgreed ? 'agreed' : 'disputed',
    reading: doubtful ? 'doubtful' : 'clear',
    effect:
      leftToAPerson || end?.contradictory === true || (end !== null && changesData(end.change)) ? 'changes' : 'nothing',
    form,
    fit: end?.faults.some(({ item: faulty, fault }) => faulty === item && isFitFault(fault)) === true ? 'faulty' : 'ok',
    insight: insider ? 'insider' : 'outsider',
    'iana-data': ianaData(tld, world, limits),
    'iana-admin': ianaAdmin(tld, world, limits),
    'contacts-left': contactsLeft(end, limits),
    pace: tld !== null && (world.changesToday.get(tld) ?? 0) >= limits.changesPerDay ? 'over-limit' : 'within-limit',
    conflict: end?.conflict ?? 'none',
    freeze: tld !== null && isFrozen(tld, world) ? 'frozen' : 'none',
    beside: circumstances.beside,
    look: leftToAPerson ? 'odd-characters' : (end?.look ?? 'ordinary'),
    'unproved-holds': isFull(placesOfUnproved(tld, circumstances)) ? 'over-limit' : 'within-limit',
    'waiting-room':
      isAskedNoMore(item, tld, circumstances) || isFull(placesOfSender(item, tld, circumstances)) ? 'full' : 'free',
    confirmation: standing.confirmation,
    review: standing.review,
  };
}

function answerTo({ kind }: World['token']): Facts['answer-to'] {
  switch (kind) {
    case 'none':
    case 'unknown':
      return 'nothing';
    case 'confirmation':
      return 'question';
    case 'welcome':
    case 'invitation':
      return kind;
    case 'dispute':
      return 'notice';
    case 'review':
    case 'address-review':
    case 'note':
      return 'case';
  }
}

/** A proved Admin Contact or contact of the ccTLD: nobody else hears anything of its roster. */
export function isProvedInsider(tld: Tld, { message, asker }: Pick<Circumstances, 'message' | 'asker'>): boolean {
  return isProved(message) && (asker.adminOf.includes(tld) || asker.contactOf.includes(tld));
}

function proofFact(
  { authentication, receivedAt }: AuthenticatedMessage,
  world: World,
  limits: Limits,
  standing: Standing,
): Facts['proof'] {
  switch (authentication.proof) {
    case 'failed':
      return authentication.dmarcPolicy === 'quarantine' ? 'failed-quarantine' : 'failed-reject';
    case 'unknown':
      return !isAsSent(standing) || hasWaited(world, receivedAt, limits) ? 'unknown-for-hours' : 'unknown';
    case 'signed':
    case 'aligned':
    case 'none':
      return authentication.proof;
  }
}

function hasWaited(world: World, receivedAt: Instant, limits: Limits): boolean {
  return world.deferredSince !== null && elapsed(world.deferredSince, receivedAt) >= limits.deferralsFor;
}

function senderFact(item: AskedItem, tld: Tld | null, { asker, world }: Circumstances): Facts['sender'] {
  const isAdmin = tld === null ? asker.adminOf.length > 0 : asker.adminOf.includes(tld);
  const isContact = tld === null ? asker.contactOf.length > 0 : asker.contactOf.includes(tld);
  const isMember = asker.contactOf.length > 0;
  const otherwise = world.secretariat.some((address) => sameAddress(address, asker.address))
    ? 'secretariat'
    : 'stranger';
  switch (item.request) {
    case 'case-note':
      return otherwise;
    case 'review-decision':
      return isReviewer(asker.address, world) ? 'secretariat' : isAdmin ? 'admin' : isContact ? 'contact' : 'stranger';
    case 'who':
      return isMember ? 'member' : asker.adminOf.length > 0 ? 'admin' : otherwise;
    case 'update-details':
    case 'update-address':
    case 'remove-oneself':
      return isContact ? 'contact' : isAdmin ? 'admin' : isMember ? 'member' : otherwise;
    case 'help':
    case 'status':
    case 'roster-change':
    case 'dispute':
    case 'confirm':
    case 'deny':
    case 'welcome-ok':
    case 'free-text':
    case 'no-invitation':
    case 'to-postmaster':
      return isAdmin ? 'admin' : isContact ? 'contact' : isMember ? 'member' : otherwise;
  }
}

/** Who may decide at the desk, or is a member of the Secretariat of whom the desk says nothing else. */
function isReviewer(address: EmailAddress, { secretariat, token }: World): boolean {
  const isIn = (people: readonly EmailAddress[]): boolean => people.some((one) => sameAddress(one, address));
  if (token.kind !== 'review' && token.kind !== 'address-review') return isIn(secretariat);
  return isIn(token.reviewers) || (isIn(secretariat) && !isIn(token.barred));
}

/** To counts like Cc. Without a ccTLD: any IANA admin address. */
function adminCopied({ copied }: AuthenticatedMessage, tld: Tld | null, world: World): boolean {
  const records = tld === null ? [...world.iana.values()] : [world.iana.get(tld)];
  const admins = new Set(records.flatMap((record) => (record === undefined ? [] : [addressKey(record.adminEmail)])));
  return copied.some((address) => admins.has(addressKey(address)));
}

function ianaData(tld: Tld | null, world: World, limits: Limits): Facts['iana-data'] {
  if (tld === null) return 'fresh';
  const record = world.iana.get(tld);
  if (record === undefined) return 'missing';
  return isOutdated(record, world.now, limits.ianaFreshFor) ? 'stale' : 'fresh';
}

function ianaAdmin(tld: Tld | null, world: World, limits: Limits): Facts['iana-admin'] {
  const record = tld === null ? undefined : world.iana.get(tld);
  const changedAt = record?.changedAt ?? null;
  return changedAt !== null && elapsed(changedAt, world.now) < limits.ianaSettledAfter ? 'changed-recently' : 'settled';
}

function contactsLeft(end: EndState | null, limits: Limits): Facts['contacts-left'] {
  if (end === null || end.change.after.length >= limits.contactsLeast) return 'enough';
  if (end.change.after.length > 0) return 'one';
  return end.change.before.length > 0 ? 'none' : 'enough';
}

function isFrozen(tld: Tld, world: World): boolean {
  const until = world.rosters.get(tld)?.frozenUntil ?? null;
  return until !== null && until > world.now;
}
