import type { EmailAddress } from '../core/email-address.ts';
import type { ReceiptWord } from '../core/plan.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { AskedParty, Information } from '../replies/answer-view.ts';
import type { PlanParts } from './plan-parts.ts';

/** What one side of a mail (its change, its token, its address) adds to the outcome. */
export type PartResult = {
  readonly parts: PlanParts;
  readonly receipt: ReceiptWord;
  readonly changes: readonly RosterChange[];
  /** Who is written to already with everything that an answer would say. */
  readonly answered: readonly EmailAddress[];
  readonly information: Information | null;
  readonly asked: readonly AskedParty[];
  /** It answered a CONFIRM or DENY, to the address that was asked. */
  readonly settlesToken: boolean;
  /** No answer of its own is needed. */
  readonly silent: boolean;
};

/** Of a part that says nothing else. */
export const NOTHING_ELSE: Omit<PartResult, 'parts' | 'receipt'> = {
  changes: [],
  answered: [],
  information: null,
  asked: [],
  settlesToken: false,
  silent: false,
};
