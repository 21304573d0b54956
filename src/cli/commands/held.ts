import type { HeldCase } from '../../core/held-case.ts';
import { type Digest, parseDigest, parseReference, type Reference } from '../../core/message.ts';
import type { ReviewDecision } from '../../plan/review.ts';
import { reviewCase } from '../../review/review-case.ts';
import { CommandFailure } from '../exit.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';

/** The documented JSON of a held case. */
export function heldJson({
  ref,
  state,
  kind,
  from,
  tlds,
  commands,
  rules,
  receivedAt,
  closedAt,
  version,
  changeDigest,
}: HeldCase): object {
  return { ref, state, kind, from, tlds, commands, rules, receivedAt, closedAt, version, digest: changeDigest };
}

export async function heldList({ store }: Workplace, output: Output, all: boolean): Promise<void> {
  const cases = await store.heldCases();
  const shown = cases.filter(({ state }) => all || state === 'open');
  const rows = shown.map(({ ref, kind, state, from, tlds, commands }) => [
    ref,
    state === 'open' ? (kind === 'confirm' ? 'waits for confirmation' : 'waits for the Secretariat') : state,
    tlds.map((tld) => `.${tld}`).join(' ') || '-',
    commands.join('+') || 'free text',
    from,
  ]);
  output.result(cases.map(heldJson), rows.length === 0 ? 'Nothing waits.' : table(rows));
}

const DONE = {
  approve: 'approved and applied',
  refuse: 'refused',
  discard: 'discarded',
  'ask-admin': 'waits for the confirmation of the Admin Contact',
} as const;

export async function heldDecide(
  { store, house, clock }: Workplace,
  output: Output,
  written: string,
  decision: ReviewDecision,
): Promise<void> {
  const ref = referenceOf(written);
  const reviewed = await reviewCase({ house, store, clock }, ref, decision, 'secretariat:shell');
  if (!reviewed.ok) throw new CommandFailure(1, faultText(ref, reviewed.fault));
  const held = await store.heldCase(ref);
  output.result(held === null ? null : heldJson(held), `${ref} ${DONE[decision.word]}.`);
}

type Fault = Extract<Awaited<ReturnType<typeof reviewCase>>, { readonly ok: false }>['fault'];

function faultText(ref: Reference, fault: Fault): string {
  switch (fault) {
    case 'unknown-case':
      return `There is no case ${ref}. See: tldops held list`;
    case 'already-decided':
      return `${ref} was decided already; nothing was changed. See: tldops held show ${ref}`;
    case 'decided-meanwhile':
      return `${ref} was changed by somebody else at this moment; nothing was changed here. See: tldops held show ${ref}`;
    case 'nothing-to-apply':
      return `No command was understood in ${ref}, so there is nothing to apply. Refuse it with a reason that tells what to send, or discard it.`;
    case 'policy-refuses':
      return `The policy refuses ${ref} whatever a reviewer says (for example a role address). Refuse it with the reason: tldops held show ${ref}`;
    case 'world-changed':
      return `The roster changed since, so this would no longer be the change that was shown. Nothing was changed. See what it would be now, and how to approve that: tldops held show ${ref}`;
    case 'too-many-mails':
      return `The Admin Contact got too many requests today (unproved-mails-per-day in rules/limits.yaml), so nobody was asked; ${ref} stays as it is. Try again tomorrow, or decide it.`;
    case 'nobody-to-ask':
      return `There is no Admin Contact to ask about ${ref}. See: tldops iana show TLD`;
  }
}

/** Of `--digest`; null where it was not given. */
export function digestOf(written: string | undefined): Digest | null {
  if (written === undefined) return null;
  const digest = parseDigest(written);
  if (digest === null) throw new CommandFailure(2, `${written} is no digest; \`tldops held show REF\` prints it.`);
  return digest;
}

export function referenceOf(written: string): Reference {
  const ref = parseReference(written);
  if (ref === null) throw new CommandFailure(2, `${written} is no reference; they look like 2026-000123.`);
  return ref;
}
