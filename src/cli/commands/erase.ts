import { dotted } from '../../core/cctld.ts';
import { type EmailAddress, parseEmailAddress, sameAddress } from '../../core/email-address.ts';
import { type FormerContact, formerContact } from '../../core/erased-person.ts';
import { plus } from '../../core/instant.ts';
import { SHELL } from '../../core/plan.ts';
import { hasAddress, isAmong } from '../../core/roster.ts';
import type { PastChange } from '../../core/roster-past.ts';
import { momentInUtc } from '../../replies/plain-words.ts';
import type { Traces } from '../../store/port.ts';
import { counted } from '../counted.ts';
import { CommandFailure } from '../exit.ts';
import { announce, type Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

/** `erase ADDRESS`: shows what names a former contact; takes it out with `--apply`. */
export async function erase(
  place: Workplace,
  output: Output,
  written: string,
  { apply = false }: { readonly apply?: boolean },
): Promise<void> {
  const { store, clock } = place;
  const reading = parseEmailAddress(written);
  if (!reading.ok) throw new CommandFailure(2, `${written} is no e-mail address.`);
  await mayBeErased(place, reading.address);
  const past = await place.store.pastChanges();
  await undisputable(place, reading.address, past);
  await soundHistory(place);
  announce('Looking through all that is stored …');
  const present = (await store.rosters()).flatMap(({ contacts }) => contacts);
  const versions = past.flatMap(({ before, after }) => [...before, ...after]);
  const person = formerContact(reading.address, versions, present, await neededAddresses(place));
  const traces = await store.erasure.traces(person);
  if (apply) await store.erasure.erase(person, traces, SHELL, clock());
  output.result({ ...person, found: countsOf(traces), erased: apply }, text(person, traces, apply));
  const waiting = waits(traces);
  if (apply && waiting.length > 0) throw new CommandFailure(1, `Not all of it: ${waiting.join(', ')}. ${AGAIN}`);
}

const AGAIN = 'Decide, reprocess or let leave what waits, then run it again.';

/** Who is needed cannot be forgotten. */
async function mayBeErased({ store, house, settings }: Workplace, address: EmailAddress): Promise<void> {
  const { table } = house.book;
  const on = (await store.rosters()).find(({ contacts }) => contacts.some((contact) => hasAddress(contact, address)));
  if (on !== undefined) {
    const mend = 'Remove the contact first (REMOVE by the Admin Contact), then run it again.';
    throw new CommandFailure(1, `${address} is on the roster of ${dotted(table, on.tld)}. ${mend}`);
  }
  const admin = (await store.ianaRecords()).find(({ adminEmail }) => sameAddress(adminEmail, address));
  if (admin !== undefined)
    throw new CommandFailure(
      1,
      `IANA publishes ${address} as the Admin Contact of ${dotted(table, admin.tld)}: what that contact decided is needed as long as that is so.`,
    );
  if ((await staff({ store, settings })).some((one) => sameAddress(one, address)))
    throw new CommandFailure(
      1,
      `${address} belongs to the Secretariat. Take it out of the settings (secretariat) and disable its account (tldops user disable) first.`,
    );
}

async function staff({ store, settings }: Pick<Workplace, 'store' | 'settings'>): Promise<readonly EmailAddress[]> {
  const users = (await store.desk.users()).filter(({ disabledAt }) => disabledAt === null);
  return [...settings.secretariat, ...users].map(({ email }) => email);
}

async function neededAddresses(place: Workplace): Promise<readonly EmailAddress[]> {
  const admins = (await place.store.ianaRecords()).map(({ adminEmail }) => adminEmail);
  return [...admins, ...(await staff(place))];
}

/** An erasure vouches for what is left of the history: it must not vouch for a forged one. */
async function soundHistory({ store }: Workplace): Promise<void> {
  const { brokenAt } = await store.verifyAudit();
  if (brokenAt !== null)
    throw new CommandFailure(
      1,
      `The history is broken at entry ${brokenAt}; nothing was erased. See: tldops audit verify`,
    );
}

/** Who was taken off wrongly can still be put back: until nobody may dispute it any more, and while somebody does. */
async function undisputable(
  { store, house, clock }: Workplace,
  address: EmailAddress,
  past: readonly PastChange[],
): Promise<void> {
  const { limits } = house.book;
  const now = clock();
  const stood = ({ before }: PastChange): boolean => isAmong(before, address);
  const left = past.filter((change) => stood(change) && !isAmong(change.after, address));
  const until = left
    .map(({ at }) => plus(at, limits.disputeWindow))
    .toSorted()
    .at(-1);
  if (until !== undefined && until > now)
    throw new CommandFailure(
      1,
      `${address} left the roster so lately that this may still be disputed, until ${momentInUtc(until)}. Run it again then.`,
    );
  const tlds = new Set(past.filter(stood).map(({ tld }) => tld));
  const disputes = (await store.heldCases()).filter(
    ({ state, commands }) => state === 'open' && commands.includes('DISPUTE'),
  );
  const dispute = disputes.find((held) => held.tlds.some((tld) => tlds.has(tld)));
  if (dispute !== undefined)
    throw new CommandFailure(
      1,
      `A change where ${address} stood is disputed. Decide that first: tldops held show ${dispute.ref}`,
    );
}

function countsOf(traces: Traces): { readonly [what: string]: number } {
  return Object.fromEntries(Object.entries(traces).map(([what, ids]) => [what, ids.length]));
}

function waits({ waitingMails, waitingFailedMails, waitingLetters }: Traces): readonly string[] {
  return [
    ...(waitingMails.length === 0 ? [] : [`${counted(waitingMails.length, 'mail')} of open cases`]),
    ...(waitingFailedMails.length === 0 ? [] : [`${counted(waitingFailedMails.length, 'mail')} that met a bug`]),
    ...(waitingLetters.length === 0 ? [] : [`${counted(waitingLetters.length, 'letter')} on the way out`]),
  ];
}

function text({ addresses, names, phones }: FormerContact, traces: Traces, isDone: boolean): string {
  const found = [
    counted(traces.entries.length, 'entry of the history', 'entries of the history'),
    counted(traces.mails.length + traces.failedMails.length, 'mail'),
    counted(traces.letters.length, 'letter of ours', 'letters of ours'),
    counted(traces.versions.length, 'version of a roster', 'versions of rosters'),
    counted(traces.cases.length, 'closed case'),
    counted(traces.tokens.length, 'used or old token', 'used or old tokens'),
    counted(traces.redelegations.length, 'redelegation'),
  ].filter((one) => !one.startsWith('0 '));
  const waiting = waits(traces);
  return [
    `Known as: ${[...addresses, ...names, ...phones].join(', ')}`,
    found.length === 0
      ? 'Nothing that is stored names this person.'
      : `${isDone ? 'Emptied' : 'Named in'}: ${found.join(', ')}.`,
    ...(waiting.length === 0 ? [] : [`Left alone, for it still waits: ${waiting.join(', ')}.`]),
    ...(found.length === 0
      ? []
      : isDone
        ? [
            'When each happened, to which ccTLD and under which reference is still on record. Old backups are as they were.',
          ]
        : ['Nothing was erased yet. It cannot be taken back; to do it: the same command with --apply.']),
  ].join('\n');
}
