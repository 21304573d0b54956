import type { Tld } from '../core/cctld.ts';
import type { Doubt, Request } from '../core/command.ts';
import { type Fault, isFitFault, isForAPerson } from '../core/fault.ts';
import type { AuthenticatedMessage, Digest } from '../core/message.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { Standing } from '../core/standing.ts';
import type { World } from '../core/world.ts';
import { type AskedItem, askedItems, type Asker, askerOf, isChangingItem } from './asked-item.ts';
import { decide, type Decision } from './decide.ts';
import { type EndState, endState } from './end-state.ts';
import { type Circumstances, factsOf } from './facts.ts';
import type { Rule, RuleBook } from './rule-book.ts';
import { type Verdict, VERDICTS } from './vocabulary.ts';

/** One item with everything that was found out about it; a decision for each of its ccTLDs, or one where it has none. */
export type JudgedItem = {
  readonly asked: AskedItem;
  readonly faults: readonly Fault[];
  readonly doubts: readonly Doubt[];
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
  readonly changes: readonly RosterChange[];
  /** All changing commands stand or fall together; null where the mail has none. */
  readonly changeVerdict: Verdict | null;
  /** The book that judged. */
  readonly ruleBook: Digest;
};

/** Pure: the same mail, world and book always give the same judgement. */
export function judge(
  book: RuleBook,
  message: AuthenticatedMessage,
  request: Request,
  world: World,
  standing: Standing,
  identityAgreed: boolean,
): Judgement {
  const asker = askerOf(world, message.author.address);
  const asked = askedItems(message, request, world);
  const changing = asked.filter(isChangingItem);
  const circumstances: Circumstances = { message, asker, world, limits: book.limits, standing, identityAgreed };
  const ends = endStates(book, changing, circumstances);
  const readingDoubts: readonly Doubt[] = message.reading.doubts.map((doubt) => ({
    code: 'reading',
    line: 0,
    detail: doubt,
  }));
  const items = asked.map((item) => judgeItem(book, item, ends, readingDoubts, circumstances));
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
    changes: faulty ? [] : [...ends.values()].map(({ change }) => change),
    changeVerdict,
    ruleBook: book.digest,
  };
}

function endStates(
  book: RuleBook,
  changing: readonly AskedItem[],
  circumstances: Circumstances,
): ReadonlyMap<Tld, EndState> {
  const { message, asker, world, limits, standing } = circumstances;
  const proved = message.authentication.proof === 'signed';
  const context = {
    world,
    asker: asker.address,
    mailboxes: book.roleMailboxes,
    contactsMost: limits.contactsMost,
    reconfirms: proved || standing.confirmation === 'given' || standing.review === 'approved',
  };
  const tlds = new Set(changing.flatMap(({ tlds: concerned }) => concerned));
  return new Map([...tlds].map((tld) => [tld, endState(tld, changing, context)]));
}

function judgeItem(
  book: RuleBook,
  item: AskedItem,
  ends: ReadonlyMap<Tld, EndState>,
  readingDoubts: readonly Doubt[],
  circumstances: Circumstances,
): JudgedItem {
  const found = isChangingItem(item) ? item.tlds.flatMap((tld) => ends.get(tld) ?? []) : [];
  const own = <T extends { readonly item: AskedItem }>(entries: readonly T[]): readonly T[] =>
    entries.filter((entry) => entry.item === item);
  const faults = unique([...item.faults, ...found.flatMap((end) => own(end.faults).map(({ fault }) => fault))]);
  const doubts = unique([
    ...(isChangingItem(item) ? readingDoubts : []),
    ...(item.located?.doubts ?? []),
    ...found.flatMap((end) => own(end.doubts).map(({ doubt }) => doubt)),
  ]);
  const leftToAPerson = circumstances.standing.review === 'none' && faults.some(isForAPerson);
  const form = faults.some((fault) => !isFitFault(fault) && !(leftToAPerson && isForAPerson(fault))) ? 'faulty' : 'ok';
  const tlds: readonly (Tld | null)[] = item.tlds.length === 0 ? [null] : item.tlds;
  const decisions = tlds.map((tld) => {
    const end = tld === null || !isChangingItem(item) ? null : (ends.get(tld) ?? null);
    const findings = { item, tld, end, form, doubtful: doubts.length > 0, leftToAPerson } as const;
    return { tld, decision: decide(book, factsOf(findings, circumstances)) };
  });
  const verdict = strictest(decisions.map(({ decision }) => decision.verdict));
  const decisive = decisions.flatMap(({ decision }) => (decision.verdict === verdict ? decision.decisive : []));
  return { asked: item, faults, doubts, decisions, verdict, decisive: [...new Set(decisive)] };
}

export function strictest(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? 'hold';
}

function unique<T>(values: readonly T[]): readonly T[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}
