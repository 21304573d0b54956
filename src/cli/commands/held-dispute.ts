import type { Digest, Reference } from '../../core/message.ts';
import { SHELL } from '../../core/plan.ts';
import {
  type DisputedChange,
  disputedChanges,
  keepFrozen,
  type RestoreFault,
  restoreRoster,
} from '../../review/dispute.ts';
import { CommandFailure } from '../exit.ts';
import { referenceOf } from '../given-case.ts';
import { givenCcTld } from '../given-cctld.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { onlyAboutMail } from './held-address.ts';
import { faultText, showCase } from './held.ts';

export type WantedChange = {
  readonly tld: string | null;
  readonly revision: number | null;
  readonly digest: Digest | null;
};

/** `held restore REF`: puts the list back as it was before the disputed change, which decides the dispute. */
export async function heldRestore(
  workplace: Workplace,
  output: Output,
  written: string,
  { tld, revision, digest }: WantedChange,
): Promise<void> {
  const ref = referenceOf(written);
  await onlyDispute(workplace, ref);
  const wanted = tld === null ? null : givenCcTld(workplace.house.book.table, tld).tld;
  const disputed = await disputedChanges(workplace, ref);
  const meant = disputed.filter(
    ({ version }) =>
      (wanted === null || version.tld === wanted) && (revision === null || version.revision === revision),
  );
  const [one, ...others] = meant;
  if (one === undefined) {
    throw new CommandFailure(1, `There is no such change that ${ref} could be about. See: tldops held show ${ref}`);
  }
  if (others.length > 0) throw new CommandFailure(2, whichOne(ref, meant));
  const { version, restore } = one;
  if (!restore.ok) throw new CommandFailure(1, restoreFaultText(ref, restore.fault));
  const change = { tld: version.tld, revision: version.revision, shown: digest ?? restore.digest };
  const restored = await restoreRoster(workplace, ref, change, SHELL, 'alone');
  if (!restored.ok) throw new CommandFailure(1, restoreFaultText(ref, restored.fault));
  await showCase(workplace, output, ref, `.${version.tld} is again as it was before revision ${version.revision}.`);
}

/** `held keep-frozen REF`: until the dispute is decided, instead of some days only. */
export async function heldKeepFrozen(workplace: Workplace, output: Output, written: string): Promise<void> {
  const ref = referenceOf(written);
  await onlyDispute(workplace, ref);
  if (!(await keepFrozen(workplace, ref, SHELL))) throw new CommandFailure(1, faultText(ref, 'decided-meanwhile'));
  await showCase(workplace, output, ref, `The list stays frozen until ${ref} is decided.`);
}

async function onlyDispute(workplace: Workplace, ref: Reference): Promise<void> {
  await onlyAboutMail(workplace, ref);
  const held = await workplace.store.heldCase(ref);
  if (held === null) throw new CommandFailure(1, faultText(ref, 'unknown-case'));
  if (held.state !== 'open') throw new CommandFailure(1, faultText(ref, 'already-decided'));
  if (!held.commands.includes('DISPUTE')) throw new CommandFailure(1, `${ref} is no dispute.`);
}

function whichOne(ref: Reference, meant: readonly DisputedChange[]): string {
  return [
    `${ref} may be about any of these changes. Which one is to be taken back?`,
    ...meant.map(
      ({ version: { tld, revision, at, ref: by } }) =>
        `  tldops held restore ${ref} --tld ${tld} --revision ${revision}    (of ${at}, by ${by})`,
    ),
  ].join('\n');
}

export function restoreFaultText(ref: Reference, fault: RestoreFault): string {
  if (fault === 'changed-since') {
    return 'The list changed again since, so taking this back would undo more than what is disputed. Nothing was done.';
  }
  return fault === 'no-open-dispute' ? `${ref} is no dispute that waits.` : faultText(ref, fault);
}
