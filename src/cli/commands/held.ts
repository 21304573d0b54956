import type { HeldCase } from '../../core/held-case.ts';
import type { Reference } from '../../core/message.ts';
import { SHELL } from '../../core/plan.ts';
import type { ReviewDecision } from '../../plan/review.ts';
import { decideAddressCase } from '../../review/address-case.ts';
import { reviewCase, type Reviewed } from '../../review/review-case.ts';
import { undoCase } from '../../review/undo-case.ts';
import { CommandFailure } from '../exit.ts';
import { referenceOf } from '../given-case.ts';
import { type Output, table } from '../output.ts';
import { aboutAnAddress, addressCaseJson, onlyAboutMail } from './held-address.ts';
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
}: HeldCase) {
  return { ref, state, kind, from, tlds, commands, rules, receivedAt, closedAt, version, digest: changeDigest };
}

export async function heldList({ store, house }: Workplace, output: Output, all: boolean): Promise<void> {
  const cases = await store.heldCases();
  const ofAddresses = await store.addressCases();
  const assignees = await store.desk.assignees();
  const ofMails = cases.map((held) => ({ ...held, asked: held.commands.join('+') || 'free text' }));
  const broken = ofAddresses.map((held) => ({ ...held, kind: 'hold', from: held.address, asked: 'does not work' }));
  const rows = [...ofMails, ...broken]
    .filter(({ state }) => all || state === 'open')
    .map(({ ref, kind, state, from, tlds, asked }) => [
      ref,
      state === 'open' ? (kind === 'confirm' ? 'waits for confirmation' : 'waits for the Secretariat') : state,
      tlds.map((tld) => `.${tld}`).join(' ') || '-',
      asked,
      from,
      assignees.has(ref) ? `with ${assignees.get(ref) ?? ''}` : '',
    ]);
  const json = [...cases.map((held) => heldJson(held)), ...ofAddresses.map((held) => addressCaseJson(house, held))].map(
    (held) => ({ ...held, assignee: assignees.get(held.ref) ?? null }),
  );
  output.result(json, rows.length === 0 ? 'Nothing waits.' : table(rows));
}

const DONE = {
  approve: 'approved and applied',
  refuse: 'refused',
  discard: 'discarded',
  'ask-admin': 'waits for the confirmation of the Admin Contact',
} as const;

export async function heldDecide(
  workplace: Workplace,
  output: Output,
  written: string,
  decision: ReviewDecision,
  version: number | null,
): Promise<void> {
  const ref = referenceOf(written);
  if (decision.word === 'refuse' && decision.reason.trim() === '') {
    throw new CommandFailure(2, 'The sender is told why: --reason "…"');
  }
  if ((await workplace.store.addressCase(ref)) !== null)
    return heldDecideAddress(workplace, output, ref, decision, version);
  const reviewed = await reviewCase(workplace, ref, decision, SHELL, { version, digest: null });
  if (!reviewed.ok) throw notDone(ref, reviewed);
  await showCase(workplace, output, ref, `${ref} ${DONE[decision.word]}.`);
}

/** An approval: seen. A refusal: the address is right. Nothing else can be decided about an address. */
async function heldDecideAddress(
  workplace: Workplace,
  output: Output,
  ref: Reference,
  decision: ReviewDecision,
  version: number | null,
): Promise<void> {
  if (decision.word !== 'approve' && decision.word !== 'refuse') throw aboutAnAddress(ref);
  const meant = decision.word === 'approve' ? ({ word: 'approve' } as const) : decision;
  const reviewed = await decideAddressCase(workplace, ref, meant, SHELL, version);
  if (!reviewed.ok) throw new CommandFailure(1, faultText(ref, reviewed.fault));
  const done = decision.word === 'approve' ? `${ref} closed as seen.` : `${ref} closed: the address counts as working.`;
  await showCase(workplace, output, ref, done);
}

/** `held undo REF`: takes an approval back. */
export async function heldUndo(workplace: Workplace, output: Output, written: string): Promise<void> {
  const ref = referenceOf(written);
  await onlyAboutMail(workplace, ref);
  if (!(await undoCase(workplace, ref, SHELL))) {
    throw new CommandFailure(
      1,
      `${ref} cannot be taken back: it is no approved case, it is too long ago (undo-for in rules/limits.yaml), or the roster changed since. Nothing was changed.`,
    );
  }
  await showCase(workplace, output, ref, `${ref} taken back; the roster is as it was before.`);
}

export async function showCase(
  { store, house }: Workplace,
  output: Output,
  ref: Reference,
  done: string,
): Promise<void> {
  const held = await store.heldCase(ref);
  const ofAddress = held === null ? await store.addressCase(ref) : null;
  const json = ofAddress === null ? null : addressCaseJson(house, ofAddress);
  output.result(held === null ? json : heldJson(held), done);
}

type Fault = Extract<Reviewed, { readonly ok: false }>['fault'];

function notDone(ref: Reference, { fault, why = [] }: Extract<Reviewed, { readonly ok: false }>): CommandFailure {
  const lines = [faultText(ref, fault), ...why.map((sentence) => `- ${sentence}`)];
  return new CommandFailure(1, lines.join('\n'), { faults: why.map((message) => ({ message })) });
}

export function faultText(ref: Reference, fault: Fault): string {
  switch (fault) {
    case 'unknown-case':
      return `There is no case ${ref}. See: tldops held list`;
    case 'already-decided':
      return `${ref} was decided already; nothing was changed. See: tldops held show ${ref}`;
    case 'decided-meanwhile':
      return `${ref} was changed by somebody else at this moment; nothing was changed here. See: tldops held show ${ref}`;
    case 'nothing-to-apply':
      return `${ref} holds no request that would change the list, so there is nothing to apply. Write one (tldops held correct ${ref} --file FILE), refuse it with a reason that tells what to send, or discard it.`;
    case 'policy-refuses':
      return `As the list is now, the policy refuses ${ref} whatever a reviewer says. Correct it (tldops held correct ${ref} --file FILE), or refuse it with the reason; what is wrong with it: tldops held show ${ref}`;
    case 'world-changed':
      return `The roster changed since, so this would no longer be the change that was shown. Nothing was changed. See what it would be now, and how to approve that: tldops held show ${ref}`;
    case 'too-many-mails':
      return `The Admin Contact got too many requests today (unproved-mails-per-day in rules/limits.yaml), so nobody was asked; ${ref} stays as it is. Try again tomorrow, or decide it.`;
    case 'needs-desk-users':
      return `${ref} takes the approval of several people at the desk.`;
    case 'nobody-to-ask':
      return `There is no Admin Contact to ask about ${ref}. See: tldops iana show TLD`;
  }
}

export function notWaiting(ref: Reference): CommandFailure {
  return new CommandFailure(1, `${ref} is no case that waits. See: tldops held list`);
}
