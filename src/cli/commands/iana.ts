import { dotted, type Tld } from '../../core/cctld.ts';
import { parseEmailAddress } from '../../core/email-address.ts';
import type { IanaObservation, IanaRecord } from '../../core/iana.ts';
import { type IanaStep, observed, released } from '../../core/iana-step.ts';
import type { Instant } from '../../core/instant.ts';
import { NO_MAIL } from '../../core/world.ts';
import { manualObservation } from '../../iana/manual.ts';
import type { IanaSource } from '../../iana/source.ts';
import { takenOver } from '../../schedule/iana-sync.ts';
import { CommandFailure } from '../exit.ts';
import { givenCcTld } from '../given-cctld.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';

const LONGEST_REASON = 500;

/** The documented JSON of one IANA record. */
function ianaJson(record: IanaRecord): object {
  const { tld, status, adminEmail, manager, asOf, changedAt, source, reason, suspectedEmail, suspectedAt } = record;
  const suspected = suspectedEmail === null ? {} : { suspectedEmail, suspectedAt };
  return { tld, status, adminEmail, manager, asOf, changedAt, source, reason, ...suspected };
}

export async function ianaShow({ store, house }: Workplace, output: Output, label: string): Promise<void> {
  const tld = givenCcTld(house.book.table, label).tld;
  const record = (await store.ianaRecords()).find((one) => one.tld === tld);
  if (record === undefined) {
    throw new CommandFailure(
      1,
      `Nothing is known of ${dotted(house.book.table, tld)} from IANA yet. See iana.source in the settings, or: tldops iana set ${tld} --email E --reason T`,
    );
  }
  output.result(ianaJson(record), ianaText(record, dotted(house.book.table, tld)));
}

/** Every version that was observed, oldest first; `standing` tells whether it came to count. */
export async function ianaHistory({ store, house }: Workplace, output: Output, label: string): Promise<void> {
  const versions = await store.ianaHistory(givenCcTld(house.book.table, label).tld);
  const rows = versions.map(({ observedAt, standing, record: { source, adminEmail, manager, reason } }) => [
    observedAt,
    source,
    standing,
    adminEmail,
    manager,
    reason ?? '',
  ]);
  output.result(
    versions.map(({ observedAt, standing, digest, record }) => ({ ...ianaJson(record), observedAt, standing, digest })),
    rows.length === 0 ? 'Nothing was observed yet.' : table(rows),
  );
}

export async function ianaSet(
  workplace: Workplace,
  output: Output,
  label: string,
  { email, reason = '' }: { readonly email: string | undefined; readonly reason: string | undefined },
): Promise<void> {
  const { house, ianaSource } = workplace;
  const tld = givenCcTld(house.book.table, label).tld;
  if (email === undefined) throw new CommandFailure(2, 'Which address, and why? --email ADDRESS --reason "…"');
  const address = parseEmailAddress(email);
  if (!address.ok) throw new CommandFailure(2, `"${email}" is no e-mail address.`);
  if (reason.trim() === '')
    throw new CommandFailure(2, 'A reason is needed, so that others can understand the entry later: --reason "…"');
  if (reason.trim().length > LONGEST_REASON)
    throw new CommandFailure(2, `--reason is longer than ${LONGEST_REASON} characters.`);
  const wish = { tld, email: address.address, reason: reason.trim() };
  await judged(workplace, tld, (known, now) =>
    observed(known, manualObservation(wish, known, now), { now, configured: ianaSource.kind, established: false }),
  );
  await ianaShow(workplace, output, tld);
}

/** `iana set --remove`: asks the source, and takes its word in place of what a person had set. */
export async function ianaRelease(
  workplace: Workplace,
  output: Output,
  label: string,
  superfluous: string | undefined,
): Promise<void> {
  const { store, house, ianaSource } = workplace;
  if (superfluous !== undefined) throw new CommandFailure(2, '--remove stands alone: it sets nothing.');
  const tld = givenCcTld(house.book.table, label).tld;
  const known = (await store.ianaRecords()).find((one) => one.tld === tld);
  if (known?.source !== 'manual')
    throw new CommandFailure(1, `Nothing is set by hand for ${dotted(house.book.table, tld)}.`);
  const said = await wordOf(ianaSource, tld);
  if (typeof said === 'string') {
    throw new CommandFailure(1, `${said}\nSo there is nothing to go back to, and what was set by hand stays.`);
  }
  await judged(workplace, tld, (before, now) => (before === null ? null : released(before, said, now)));
  await ianaShow(workplace, output, tld);
}

/** What the source says now, or why it says nothing. */
async function wordOf(source: IanaSource, tld: Tld): Promise<IanaObservation | string> {
  let why = `${source.kind}: it does not name .${tld}.`;
  for await (const answer of source.look([tld], new AbortController().signal)) {
    if (answer.kind === 'record') return answer.observation;
    if (answer.kind !== 'warning') why = answer.reason;
  }
  return why;
}

const MOST_TRIES = 5;

async function judged(
  { house, store, clock }: Workplace,
  tld: Tld,
  step: (known: IanaRecord | null, now: Instant) => IanaStep | null,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const world = await store.world(NO_MAIL, clock());
    const made = step(world.iana.get(tld) ?? null, world.now);
    if (made === null || (await takenOver({ house, store }, world, [made], null))) return;
  }
  throw new CommandFailure(1, 'Somebody else changed it at this very moment. Please try again.');
}

function ianaText(record: IanaRecord, named: string): string {
  return table([
    ['ccTLD', `${named} (${record.status})`],
    ['Manager', record.manager],
    ['Admin contact', record.adminEmail],
    ['As of', record.asOf],
    ['Address changed', record.changedAt ?? 'not since the first look'],
    ['Source', record.source],
    ...(record.reason === null ? [] : [['Reason', record.reason]]),
    ...(record.suspectedEmail === null ? [] : [['Whois alone says', record.suspectedEmail]]),
  ]);
}
