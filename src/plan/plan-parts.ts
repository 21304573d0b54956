import type { Plan } from '../core/plan.ts';

/** What one step of a decision adds to the plan. */
export type PlanParts = Omit<Plan, 'ref' | 'at' | 'mail'>;

export const NOTHING: PlanParts = {
  changes: [],
  freezes: [],
  redelegations: [],
  provedAddresses: [],
  cases: [],
  newTokens: [],
  usedTokens: [],
  badTokenFrom: null,
  outgoing: [],
  audit: [],
};

export function combined(...all: readonly Partial<PlanParts>[]): PlanParts {
  const mailRoom = all.map((parts) => parts.mailRoom).find((room) => room !== undefined);
  return {
    changes: all.flatMap(({ changes = [] }) => changes),
    freezes: all.flatMap(({ freezes = [] }) => freezes),
    redelegations: all.flatMap(({ redelegations = [] }) => redelegations),
    provedAddresses: all.flatMap(({ provedAddresses = [] }) => provedAddresses),
    cases: all.flatMap(({ cases = [] }) => cases),
    newTokens: all.flatMap(({ newTokens = [] }) => newTokens),
    usedTokens: all.flatMap(({ usedTokens = [] }) => usedTokens),
    badTokenFrom: all.map(({ badTokenFrom = null }) => badTokenFrom).find((from) => from !== null) ?? null,
    outgoing: all.flatMap(({ outgoing = [] }) => outgoing),
    audit: all.flatMap(({ audit = [] }) => audit),
    ...(all.some(({ invitations }) => invitations !== undefined)
      ? { invitations: all.flatMap(({ invitations = [] }) => invitations) }
      : {}),
    addressCases: all.flatMap(({ addressCases = [] }) => addressCases),
    addressHealth: all.flatMap(({ addressHealth = [] }) => addressHealth),
    stillRight: all.flatMap(({ stillRight = [] }) => stillRight),
    ianaSeen: all.flatMap(({ ianaSeen = [] }) => ianaSeen),
    rostersSeen: all.flatMap(({ rostersSeen = [] }) => rostersSeen),
    disputesSeen: all.flatMap(({ disputesSeen = [] }) => disputesSeen),
    ...(mailRoom === undefined ? {} : { mailRoom }),
    reachedAddresses: all.flatMap(({ reachedAddresses = [] }) => reachedAddresses),
  };
}
