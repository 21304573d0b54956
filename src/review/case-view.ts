import type { VocabularyWords } from '../config/vocabulary-words.ts';
import type { HeldCase } from '../core/held-case.ts';
import type { AuthenticatedMessage, Digest, Reference } from '../core/message.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { RosterChange } from '../core/roster-change.ts';
import { AS_SENT } from '../core/standing.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { NO_MAIL, type World } from '../core/world.ts';
import { changeDigest } from '../plan/change-digest.ts';
import { decisionsOpen } from '../plan/decisions-open.ts';
import type { House } from '../plan/house.ts';
import { judgedAgain } from '../plan/judged-again.ts';
import type { SpokenAgainst } from '../plan/proposal.ts';
import { planReview, type ReviewFault } from '../plan/review.ts';
import { type Gravity, gravityOf } from '../plan/second-person.ts';
import type { DecisionsOffered } from '../replies/case-views.ts';
import { doubtSentences, faultSentences } from '../replies/findings.ts';
import { type JudgedItem, leadingDecision } from '../rules/judge.ts';
import type { Rule } from '../rules/rule-book.ts';
import type { Facts } from '../rules/vocabulary.ts';
import { corrected } from './corrected-request.ts';
import { blockEndorsed, endorsersOf } from './endorsers.ts';
import { proposedRequest } from './proposed-request.ts';
import { type ReadLine, readLines } from './read-lines.ts';
import type { ReviewDesk } from './review-case.ts';

/** A rule that one other answer would have made apply. */
export type NearlyApplied = { readonly rule: Rule; readonly question: string; readonly answer: string };

/** How one command of the mail, or its free text as a whole, is judged now. */
export type ItemView = {
  readonly line: number | null;
  readonly text: string | null;
  readonly verdict: string;
  readonly applied: readonly Rule[];
  readonly missed: readonly NearlyApplied[];
};

/** Everything that is needed to decide a case, as the world is now: the same for shell and desk. */
export type CaseView = {
  readonly held: HeldCase;
  /** What the From address is to the ccTLD. */
  readonly sender: Facts['sender'];
  readonly message: AuthenticatedMessage;
  readonly lines: readonly ReadLine[];
  /** Why it was opened: the rules that decided then. */
  readonly reasons: readonly (Pick<Rule, 'id'> & { readonly title: string; readonly why: string })[];
  readonly items: readonly ItemView[];
  readonly faults: readonly string[];
  readonly doubts: readonly string[];
  readonly changes: readonly RosterChange[];
  /** Of exactly these changes; a decision names it. */
  readonly digest: Digest;
  /** How many reviewers it takes and why, and who has approved exactly this change already (`secretariat:<address>`). */
  readonly gravity: Gravity;
  readonly endorsers: readonly string[];
  /** The request as commands that a reviewer may correct; empty where nothing was found. */
  readonly block: string;
  /** Why nothing is proposed: words of free text that speak against it, or too many; null where nothing of the kind was found. */
  readonly spokenAgainst: SpokenAgainst | null;
  /** The request as one reviewer wrote it anew and approved it, where another one has to approve it as well. */
  readonly blockEndorsed: string | null;
  /** Which decisions would do something; it can always be refused, discarded, and taken. */
  readonly open: DecisionsOffered;
  /** What an approval would do now: the mails that it sends, or why it cannot be. */
  readonly approval:
    | { readonly ok: true; readonly outgoing: readonly OutgoingMail[] }
    | { readonly ok: false; readonly fault: ReviewFault };
};

/**
 * Null where there is no such case.
 * @param block the request as a reviewer wrote it anew; null: as it is in the mail.
 */
export async function caseView(
  desk: ReviewDesk,
  words: VocabularyWords,
  ref: Reference,
  block: string | null = null,
): Promise<CaseView | null> {
  const { house, store, clock } = desk;
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  if (held === null || mail === null) return null;
  const world = await store.world(NO_MAIL, clock());
  const view = viewOf(house, world, words, held, mail, block);
  return {
    ...view,
    endorsers: await endorsersOf(store, ref, view.digest),
    blockEndorsed: await blockEndorsed(store, ref),
  };
}

function viewOf(
  house: House,
  world: World,
  words: VocabularyWords,
  held: HeldCase,
  written: StoredMail,
  block: string | null,
): Omit<CaseView, 'endorsers' | 'blockEndorsed'> {
  const { texts, book, mailbox } = house;
  const mail = block === null ? written : corrected(house, written, block);
  const judgement = judgedAgain(house, world, mail, AS_SENT);
  const lines = readLines(written.message.subject, written.message.reading.text, written.request);
  const { items, changes } = judgement;
  const letterhead = { ref: held.ref, table: book.table, mailbox, rules: [] };
  const digest = changeDigest(changes, house.digest);
  const proposed = proposedRequest(world, written, lines, held);
  return {
    held,
    sender: leadingDecision(judgement).decision.facts.sender,
    message: mail.message,
    lines,
    block: block ?? proposed.block,
    spokenAgainst: proposed.against,
    reasons: held.rules.map((id) => reasonOf(house, id)),
    items: items.map((item) => itemView(item, words)),
    faults: items.flatMap((item) => faultSentences(texts, letterhead, item.faults, 'author')),
    doubts: [...new Set(items.flatMap((item) => doubtSentences(texts, item.doubts, 'author')))],
    changes,
    digest,
    gravity: gravityOf(book.limits, judgement, mail, block === null ? 'sender' : 'reviewer'),
    open: decisionsOpen(house, world, mail),
    approval: approvalOf(house, world, held, mail, digest, block),
  };
}

/** A rule that the policy no longer has is known by its id alone. */
function reasonOf({ book }: House, id: string): CaseView['reasons'][number] {
  const rule = [...book.rules, book.otherwise].find((one) => one.id === id);
  return rule ?? { id, title: `Rule ${id}`, why: '' };
}

function itemView({ asked, verdict, decisions }: JudgedItem, words: VocabularyWords): ItemView {
  const all = decisions.map(({ decision }) => decision);
  const missed = all.flatMap((decision) => decision.missed);
  return {
    line: asked.located?.line ?? null,
    text: asked.located?.text ?? null,
    verdict,
    applied: [...new Set(all.flatMap(({ because }) => because))],
    missed: [...new Map(missed.map((one) => [one.rule.id, one])).values()].map(({ rule, fact, value }) => ({
      rule,
      question: words.question(fact),
      answer: words.answer(fact, value) || value,
    })),
  };
}

function approvalOf(
  house: House,
  world: World,
  held: HeldCase,
  mail: StoredMail,
  shown: Digest,
  block: string | null,
): CaseView['approval'] {
  const decision = { word: 'approve', shown, ...(block === null ? {} : { block }) } as const;
  const outcome = planReview(house, world, { held, mail }, decision, 'secretariat:preview');
  return outcome.ok ? { ok: true, outgoing: outcome.plan.outgoing } : { ok: false, fault: outcome.fault };
}
