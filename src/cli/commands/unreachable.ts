import { dotted } from '../../core/cctld.ts';
import { parseEmailAddress } from '../../core/email-address.ts';
import { SHELL } from '../../core/plan.ts';
import { NO_MAIL } from '../../core/world.ts';
import { openCaseOf, planAddressDecision } from '../../plan/address-case.ts';
import { planAddressWorks, unreachableAddresses } from '../../plan/unreachable.ts';
import { CommandFailure } from '../exit.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';

const MOST_TRIES = 5;

/** `roster unreachable`: addresses that do not work and wait for the Secretariat; with `works`, one of them is closed. */
export async function rosterUnreachable(
  { store, house, clock }: Workplace,
  output: Output,
  works: string | undefined,
): Promise<void> {
  if (works !== undefined) return noteWorks({ store, house, clock }, output, works);
  const world = await store.world(NO_MAIL, clock());
  const cases = await store.addressCases();
  const waiting = unreachableAddresses(world).map((one) => ({
    ...one,
    case: openCaseOf(cases, one.address)?.ref ?? null,
  }));
  const rows = waiting.map(({ case: ref, address, people, adminOf, since, status, reason }) => [
    address,
    [...people.map(({ name }) => name), ...(adminOf.length === 0 ? [] : ['Admin Contact'])].join(', '),
    [...new Set([...people.flatMap(({ tlds }) => tlds), ...adminOf])]
      .map((tld) => dotted(house.book.table, tld))
      .join(' '),
    `since ${since.slice(0, 10)}`,
    status,
    ref === null ? '-' : `case ${ref}`,
    reason,
  ]);
  output.result(waiting, rows.length === 0 ? 'Mail arrives everywhere, as far as is known.' : table(rows));
}

async function noteWorks(
  { store, house, clock }: Pick<Workplace, 'store' | 'house' | 'clock'>,
  output: Output,
  written: string,
): Promise<void> {
  const read = parseEmailAddress(written);
  if (!read.ok) throw new CommandFailure(2, `--works needs an e-mail address, not "${written}".`);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = clock();
    const world = await store.world(NO_MAIL, now);
    const open = openCaseOf(await store.addressCases(), read.address);
    const plan =
      open === null
        ? planAddressWorks(world, await store.nextReference(now), read.address, SHELL)
        : planAddressDecision(house, world, open, { word: 'refuse', reason: 'roster unreachable --works' }, SHELL);
    if (plan === null)
      throw new CommandFailure(1, `No mail came back from ${read.address}. See: tldops roster unreachable`);
    if ((await store.commit(plan)).outcome !== 'committed') continue;
    output.result({ address: read.address, works: true }, `${read.address} counts as working again.`);
    return;
  }
  throw new CommandFailure(1, 'Somebody else was quicker; try again.');
}
