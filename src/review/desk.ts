import type { VocabularyWords } from '../config/vocabulary-words.ts';
import type { CcTldTable } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { AuthenticatedMessage, Reference } from '../core/message.ts';
import { refusalReasons } from '../replies/refusal-reasons.ts';
import type { AddressDecision } from '../plan/address-case.ts';
import type { ReviewDecision } from '../plan/review.ts';
import { NO_MAIL, type World } from '../core/world.ts';
import type { DeskStore, Store } from '../store/port.ts';
import { type AddressCaseView, addressCaseView, type AddressReviewed, decideAddressCase } from './address-case.ts';
import { type CaseView, caseView } from './case-view.ts';
import { assignCase, escalateCase, noteOnCase } from './case-remarks.ts';
import { type DisputedChange, disputedChanges, keepFrozen, restoreRoster } from './dispute.ts';
import { type ReadLine, readLines } from './read-lines.ts';
import { undoCase, undoOf } from './undo-case.ts';
import { reviewCase, type ReviewDesk, type Reviewed, type Seen } from './review-case.ts';

/** What pages look up. None of it changes anything. */
export type DeskReads = Pick<
  Store,
  'heldCases' | 'heldCase' | 'addressCases' | 'rosters' | 'ianaRecords' | 'failedMails' | 'audit'
>;

export type MailView = { readonly message: AuthenticatedMessage; readonly lines: readonly ReadLine[] };

/** @see Store.world; `askedAfter`: how long after its last confirmation an entry counts as stale. */
export type EntryNews = Pick<World, 'redelegations' | 'addressHealth' | 'now'> & { readonly askedAfter: number };

/** All that the pages of the Secretariat can do: what mail and shell can, by the same use cases. */
export type Desk = {
  readonly table: CcTldTable;
  readonly clock: () => Instant;
  readonly reads: DeskReads;
  readonly store: DeskStore;
  /** What a refusal may tell the sender, by name. */
  readonly refusalReasons: ReadonlyMap<string, string>;
  /** Title of a rule; its id where the policy no longer has it. */
  readonly ruleTitle: (id: string) => string;
  /** @param block the request as a reviewer wrote it anew. */
  caseView(ref: Reference, block?: string): Promise<CaseView | null>;
  /** A case about an address that does not work; null where this is none. */
  addressCaseView(ref: Reference): Promise<AddressCaseView | null>;
  decideAddress(
    ref: Reference,
    decision: AddressDecision,
    reviewer: string,
    version: number | null,
  ): Promise<AddressReviewed>;
  /** What is known about the entries of the roster besides themselves. */
  entryNews(): Promise<EntryNews>;
  /** What an open dispute is or may be about. */
  disputed(ref: Reference): Promise<readonly DisputedChange[]>;
  restore(
    ref: Reference,
    change: Parameters<typeof restoreRoster>[2],
    reviewer: string,
  ): ReturnType<typeof restoreRoster>;
  keepFrozen(ref: Reference, reviewer: string): Promise<boolean>;
  /** Whom the Secretariat may ask about a case; null: nobody. */
  readonly committee: EmailAddress | null;
  escalate(ref: Reference, question: string, reviewer: string): Promise<boolean>;
  /** Null for a mail of which only history is kept. */
  mailView(ref: Reference): Promise<MailView | null>;
  decide(ref: Reference, decision: ReviewDecision, reviewer: string, seen: Seen): Promise<Reviewed>;
  /** How many mails taking an approval back would send; null where it cannot be. */
  undoable(ref: Reference): Promise<number | null>;
  undo(ref: Reference, reviewer: string): Promise<boolean>;
  note(ref: Reference, text: string, reviewer: string): Promise<boolean>;
  assign(ref: Reference, to: string, reviewer: string): Promise<boolean>;
};

/** @param decided called after each decision: mail may wait to be sent. */
export function createDesk(review: ReviewDesk, words: VocabularyWords, decided: () => void): Desk {
  const { house, store, clock } = review;
  const titles = new Map([...house.book.rules, house.book.otherwise].map(({ id, title }) => [id, title]));
  return {
    table: house.book.table,
    clock,
    reads: store,
    store: store.desk,
    refusalReasons: refusalReasons(house.texts),
    ruleTitle: (id) => titles.get(id) ?? id,
    caseView: (ref, block) => caseView(review, words, ref, block ?? null),
    addressCaseView: (ref) => addressCaseView(review, ref),
    async decideAddress(ref, decision, reviewer, version) {
      const reviewed = await decideAddressCase(review, ref, decision, reviewer, version);
      decided();
      return reviewed;
    },
    async entryNews() {
      const world = await store.world(NO_MAIL, clock());
      return { ...world, askedAfter: house.book.limits.contactAskedAfter };
    },
    disputed: (ref) => disputedChanges(review, ref),
    committee: house.committee ?? null,
    async escalate(ref, question, reviewer) {
      const asked = await escalateCase(review, ref, question, reviewer);
      decided();
      return asked;
    },
    async restore(ref, change, reviewer) {
      const restored = await restoreRoster(review, ref, change, reviewer);
      decided();
      return restored;
    },
    async keepFrozen(ref, reviewer) {
      const kept = await keepFrozen(review, ref, reviewer);
      decided();
      return kept;
    },
    async mailView(ref) {
      const mail = await store.storedMail(ref);
      if (mail === null) return null;
      const { message, request } = mail;
      return { message, lines: readLines(message.subject, message.reading.text, request) };
    },
    async decide(ref, decision, reviewer, seen) {
      const reviewed = await reviewCase(review, ref, decision, reviewer, seen, 'together');
      decided();
      return reviewed;
    },
    undoable: async (ref) => (await undoOf(review, ref, 'secretariat:preview'))?.outgoing.length ?? null,
    async undo(ref, reviewer) {
      const undone = await undoCase(review, ref, reviewer);
      decided();
      return undone;
    },
    note: (ref, text, reviewer) => noteOnCase(review, ref, text, reviewer),
    async assign(ref, to, reviewer) {
      const assigned = await assignCase(review, ref, to, reviewer);
      decided();
      return assigned;
    },
  };
}
