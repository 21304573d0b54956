import type { Tld } from '../core/cctld.ts';
import type { Doubt, Request } from '../core/command.ts';
import { type Fault, isFitFault, isForAPerson } from '../core/fault.ts';
import type { AuthenticatedMessage, Digest } from '../core/message.ts';
import { changesData, type JudgedChange } from '../core/roster-change.ts';
import { isAsSent, type Standing } from '../core/standing.ts';
import type { World } from '../core/world.ts';
import { type AskedItem, askedItems, type Asker, askerOf, type ChangingItem, isChangingItem } from './asked-item.ts';
import { decide, type Decision, strictest } from './decide.ts';
import { type EndState, type EndStateContext, endState } from './end-state.ts';
import { type Circumstances, factsOf, isProvedInsider } from './facts.ts';
import type { Rule, RuleBook } from './rule-book.ts';
import type { Facts, Verdict } from './vocabulary.ts';

/** One item with everything that was found out about it; a decision for each of its ccTLDs, or one where it has none. */
export type JudgedItem = {
  readonly asked: AskedItem;
  readonly faults: readonly Fault[];
  readonly doubts: readonly Doubt[];
  /** What of them the sender may hear: where it is no proved insider of the ccTLD, what the mail alone shows. */
  readonly told: { readonly faults: readonly Fault[]; readonly doubts: readonly Doubt[] };
  readonly decisions: readonly { readonly tld: Tld | null; readonly decision: Decision }[];
  /** The strictest of its own decisions; of all changing items of the mail where it is one. */
  readonly verdict: Verdict;
  /** Rules that carry this verdict. */
  readonly decisive: readonly Rule[];
};

export type Judgement = {
  readonly asker: Asker;
  readonly items: readonly JudgedItem[];
  /** What all changing commands together would do; empty where nothing changes or a fault stands in the way. */
  readonly changes: readonly JudgedChange[];
  /** All changing commands stand or fall together; null where the mail has none. */
  readonly changeVerdict: Verdict | null;
  /** The book that judged. */
  readonly ruleBook: Digest;
};

/** Something of that kind was asked, and is accepted. */
export function accepts({ items }: Judgement, request: AskedItem['request']): boolean {
  return items.some(({ asked, verdict }) => asked.request === request && verdict === 'accept');
}

/**
 * Pure: the same mail, world and book always give the same judgement. What somebody filled in inside a quoted answer of
 * ours counts where it would change something and the sender is one of those whom we answer.
 */
export function judge(
  book: RuleBook,
  message: AuthenticatedMessage,
  request: Request,
  world: World,
  standing: Standing,
  identityAgreed: boolean,
): Judgement {
  const judged = (commands: Request['commands']): Judgement =>
    judgeCommands(book, message, { ...request, commands }, world, standing, identityAgreed);
  if (request.commands.length > 0) return judged(request.commands);
  return judged(request.filledIn.filter((located) => isEdited(judged([located]), message)));
}

function isEdited({ asker, items, changes }: Judgement, message: AuthenticatedMessage): boolean {
  const tlds = items.flatMap(({ asked }) => asked.tlds);
  if (tlds.length === 0 || !tlds.every((tld) => isProvedInsider(tld, { message, asker }))) return false;
  // Nobody can tell an old list that was edited from one that was not.
  if (items.some(({ doubts }) => doubts.some(({ code }) => code === 'list-changed-since'))) return false;
  return changes.some(changesData) || items.some(({ faults }) => faults.length > 0);
}

function judgeCommands(
  book: RuleBook,
  message: AuthenticatedMessage,
  request: Request,
  world: World,
  standing: Standing,
  identityAgreed: boolean,
): Judgement {
  const asker = askerOf(world, message);
  const asked = askedItems(message, request, world, asker);
  const changing = asked.filter(isChangingItem);
  const circumstances: Circumstances = {
    message,
    asker,
    world,
    limits: book.limits,
    standing,
    identityAgreed,
    beside: 'nothing',
  };
  const concerned = [...new Set(changing.flatMap(({ tlds }) => tlds))];
  const emptied: Circumstances = { ...circumstances, world: { ...world, rosters: new Map() } };
  const ends: Ends = {
    onRoster: endStates(book, concerned, changing, circumstances),
    onEmptyRoster: endStates(
      book,
      concerned.filter((tld) => !isProvedInsider(tld, circumstances)),
      changing,
      emptied,
    ),
  };
  const readingDoubts: readonly Doubt[] = message.reading.doubts.map((code) => ({ code, line: 0, detail: '' }));
  const others = new Map(
    asked
      .filter((item) => !isChangingItem(item))
      .map((item) => [item, judgeItem(book, item, ends, readingDoubts, circumstances)] as const),
  );
  const besideOthers: Circumstances = { ...circumstances, beside: besideFact([...others.values()]) };
  const items = asked.map((item) => others.get(item) ?? judgeItem(book, item, ends, readingDoubts, besideOthers));
  const changeItems = items.filter(({ asked: item }) => isChangingItem(item));
  const changeVerdict = changeItems.length === 0 ? null : strictest(changeItems.map(({ verdict }) => verdict));
  const decisive = [
    ...new Set(changeItems.filter(({ verdict }) => verdict === changeVerdict).flatMap((item) => item.decisive)),
  ];
  const faulty = changeItems.some(({ faults }) => faults.length > 0);
  return {
    asker,
    items: items.map((item) =>
      isChangingItem(item.asked) && changeVerdict !== null ? { ...item, verdict: changeVerdict, decisive } : item,
    ),
    changes: faulty ? [] : [...ends.onRoster.values()].map(({ change }) => change),
    changeVerdict,
    ruleBook: book.digest,
  };
}

/** What they do to the lists besides. A CONFIRM that comes too late does nothing. */
function besideFact(items: readonly JudgedItem[]): Facts['beside'] {
  const done = items.filter(({ verdict }) => verdict === 'accept');
  if (done.some(({ asked }) => asked.request === 'dispute')) return 'dispute';
  const confirms = done.filter(({ asked }) => asked.request === 'confirm');
  const isOpen = confirms.some(({ decisions }) => decisions.some(({ decision }) => decision.facts.token === 'open'));
  return isOpen ? 'confirmation' : 'nothing';
}

/** What the changing commands lead to. */
type Ends = {
  readonly onRoster: ReadonlyMap<Tld, EndState>;
  /**
   * Of ccTLDs whose proved insider the sender is not. It is all that an outsider may hear of: a missing phone number must
   * not be a fault or none by who is on the roster already.
   */
  readonly onEmptyRoster: ReadonlyMap<Tld, EndState>;
};

function endStates(
  book: RuleBook,
  tlds: readonly Tld[],
  changing: readonly ChangingItem[],
  circumstances: Circumstances,
): ReadonlyMap<Tld, EndState> {
  const { message, asker, world, limits, standing } = circumstances;
  const isSigned = message.authentication.proof === 'signed';
  const isSaidAgain = standing.confirmation === 'given' || standing.review === 'approved';
  const reconfirmedIn = (tld: Tld): EndStateContext['reconfirms'] => {
    if (isSaidAgain) return 'everybody';
    return !isSigned ? 'nobody' : asker.adminOf.includes(tld) ? 'everybody' : 'asker';
  };
  const context = {
    world,
    asker: asker.address,
    mailboxes: book.roleMailboxes,
    contactsMost: limits.contactsMost,
  };
  return new Map(tlds.map((tld) => [tld, endState(tld, changing, { ...context, reconfirms: reconfirmedIn(tld) })]));
}

function judgeItem(
  book: RuleBook,
  item: AskedItem,
  ends: Ends,
  readingDoubts: readonly Doubt[],
  circumstances: Circumstances,
): JudgedItem {
  const concerned = isChangingItem(item) ? item.tlds : [];
  const found = concerned.flatMap((tld) => ends.onRoster.get(tld) ?? []);
  const apparent = concerned.flatMap((tld) => ends.onEmptyRoster.get(tld) ?? []);
  const tellable = concerned
    .filter((tld) => isProvedInsider(tld, circumstances))
    .flatMap((tld) => ends.onRoster.get(tld) ?? []);
  const asSent = isAsSent(circumstances.standing);
  const shownFaults = unique([
    ...item.faults,
    ...faultsIn(tellable, item),
    ...faultsIn(apparent, item).filter((fault) => !isFitFault(fault)),
  ]);
  const faults = unique([...item.faults, ...faultsIn(found, item), ...(asSent ? shownFaults : [])]);
  const ownDoubts = [...(isChangingItem(item) ? readingDoubts : []), ...(item.located?.doubts ?? [])];
  const doubts = unique([...ownDoubts, ...doubtsIn(found, item)]);
  const told = {
    faults: shownFaults,
    doubts: unique([...ownDoubts, ...doubtsIn(tellable, item), ...doubtsIn(apparent, item)]),
  };
  const leftToAPerson = circumstances.standing.review === 'none' && faults.some(isForAPerson);
  const form = (asSent ? shownFaults : faults).some(
    (fault) => !isFitFault(fault) && !(leftToAPerson && isForAPerson(fault)),
  )
    ? 'faulty'
    : 'ok';
  const tlds: readonly (Tld | null)[] = item.tlds.length === 0 ? [null] : item.tlds;
  const decisions = tlds.map((tld) => {
    const end = tld === null || !isChangingItem(item) ? null : (ends.onRoster.get(tld) ?? null);
    const findings = { item, tld, end, form, doubtful: doubts.length > 0, leftToAPerson } as const;
    return { tld, decision: decide(book, factsOf(findings, circumstances)) };
  });
  const verdict = strictest(decisions.map(({ decision }) => decision.verdict));
  const decisive = decisions.flatMap(({ decision }) => (decision.verdict === verdict ? decision.decisive : []));
  return { asked: item, faults, doubts, told, decisions, verdict, decisive: [...new Set(decisive)] };
}

function faultsIn(ends: readonly EndState[], own: AskedItem): readonly Fault[] {
  return ends.flatMap(({ faults }) => faults.flatMap(({ item, fault }) => (item === own ? [fault] : [])));
}

function doubtsIn(ends: readonly EndState[], own: AskedItem): readonly Doubt[] {
  return ends.flatMap(({ doubts }) => doubts.flatMap(({ item, doubt }) => (item === own ? [doubt] : [])));
}

/**
 * The verdict on a mail as a whole, that of its changes where it has some, and the decision that carries it: what is
 * stored and shown as the reason.
 */
export function leadingDecision({ items, changeVerdict }: Judgement): {
  readonly verdict: Verdict;
  readonly decision: Decision;
} {
  const verdict = changeVerdict ?? strictest(items.map((item) => item.verdict));
  const decisions = items
    .filter(({ asked }) => changeVerdict === null || isChangingItem(asked))
    .flatMap((item) => item.decisions.map(({ decision }) => decision));
  const decision = decisions.find((one) => one.verdict === verdict);
  if (decision === undefined) throw new Error('a mail without anything to decide');
  return { verdict, decision };
}

function unique<T>(values: readonly T[]): readonly T[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}
