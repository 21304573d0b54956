import { type CcTldTable, dotted, type Tld } from '../../core/cctld.ts';
import type { StoredInvitationEvent } from '../../core/notification.ts';
import { SHELL } from '../../core/plan.ts';
import { NO_MAIL } from '../../core/world.ts';
import { type PlannedInvitations, planInvitations, planInvitationWish } from '../../plan/invitation.ts';
import { counted } from '../counted.ts';
import { CommandFailure } from '../exit.ts';
import { givenCcTld } from '../given-cctld.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { mailJson, mailText } from './mail-shown.ts';

export type InviteOptions = {
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly decline?: boolean;
  readonly reopen?: boolean;
};

const MOST_TRIES = 5;

/** `invite`: writes to the Admin Contacts of ccTLDs that are not on the list. */
export async function invite(
  place: Workplace,
  output: Output,
  labels: readonly string[],
  options: InviteOptions,
): Promise<void> {
  const wanted = labels.map((label) => givenCcTld(place.house.book.table, label).tld);
  const wish = options.decline === true ? 'declined' : options.reopen === true ? 'reopened' : null;
  if (options.list === true) return inviteList(place, output, wanted);
  if (wish === null) return inviteNow(place, output, wanted, options.dryRun === true);
  if (wanted.length === 0) throw new CommandFailure(2, 'Which ccTLDs? tldops invite --decline nl');
  return noteWish(place, output, wanted, wish);
}

async function inviteNow(place: Workplace, output: Output, wanted: readonly Tld[], dryRun: boolean): Promise<void> {
  const { house, store, clock, settings } = place;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = clock();
    const world = await store.world(NO_MAIL, now);
    const planned = planInvitations(house, world, {
      ref: await store.nextReference(now),
      actor: SHELL,
      wanted: wanted.length === 0 ? null : wanted,
      events: await store.invitations(),
      perMinute: settings.outbound.bulkPerMinute,
    });
    const committed = dryRun || planned.plan === null || (await store.commit(planned.plan)).outcome === 'committed';
    if (!committed) continue;
    output.result(inviteJson(planned, dryRun), inviteText(planned, house.book.table, dryRun));
    return;
  }
  throw new CommandFailure(1, 'Somebody else writes all the time; try again.');
}

async function noteWish(
  { house, store, clock }: Workplace,
  output: Output,
  tlds: readonly Tld[],
  event: 'declined' | 'reopened',
): Promise<void> {
  const at = clock();
  const ref = await store.nextReference(at);
  const { outcome } = await store.commit(planInvitationWish(tlds, event, { ref, at, actor: SHELL }));
  if (outcome !== 'committed') throw new CommandFailure(1, 'Somebody else was quicker; try again.');
  const names = tlds.map((tld) => dotted(house.book.table, tld)).join(' ');
  const words = event === 'declined' ? 'will not be invited again' : 'can be invited again';
  output.result({ tlds, event }, `${names} ${words}.`);
}

async function inviteList({ house, store }: Workplace, output: Output, wanted: readonly Tld[]): Promise<void> {
  const members = new Set((await store.rosters()).flatMap(({ tld, contacts }) => (contacts.length > 0 ? [tld] : [])));
  const byTld = Map.groupBy(await store.invitations(), ({ tld }) => tld);
  const register = [...byTld]
    .filter(([tld]) => wanted.length === 0 || wanted.includes(tld))
    .map(([tld, events]) => registered(tld, events, members.has(tld)))
    .toSorted((one, other) => (one.tld < other.tld ? -1 : 1));
  const rows = register.map(({ tld, result, times, invitedAt, recipient, declinedAt, declinedBy }) => [
    dotted(house.book.table, tld),
    result,
    counted(times, 'time'),
    invitedAt ?? '-',
    recipient ?? '-',
    declinedAt === null ? '' : `declined ${declinedAt.slice(0, 10)} by ${declinedBy ?? 'the Secretariat'}`,
  ]);
  output.result(register, rows.length === 0 ? 'Nobody was invited yet.' : table(rows));
}

function registered(tld: Tld, events: readonly StoredInvitationEvent[], isMember: boolean) {
  const invited = events.filter(({ event }) => event === 'invited');
  const last = invited.at(-1);
  const wish = events.findLast(({ event }) => event !== 'invited');
  const declined = wish?.event === 'declined' ? wish : null;
  return {
    tld,
    result: isMember ? 'joined' : declined === null ? 'open' : 'declined',
    times: invited.length,
    invitedAt: last?.at ?? null,
    recipient: last?.recipient ?? null,
    declinedAt: declined?.at ?? null,
    /** The address that said so by mail; null: a person noted it. */
    declinedBy: declined?.recipient ?? null,
  };
}

function inviteJson({ invited, skipped }: PlannedInvitations, dryRun: boolean): object {
  return { dryRun, invited: invited.map(({ tlds, mail }) => ({ tlds, mail: mailJson(mail) })), skipped };
}

function inviteText({ invited, skipped }: PlannedInvitations, cctlds: CcTldTable, dryRun: boolean): string {
  const why = Map.groupBy(skipped, (one) => {
    const until = one.why === 'invited-lately' ? ` (again from ${one.until.slice(0, 10)})` : '';
    return `${OBSTACLES[one.why]}${until}`;
  });
  const left = [...why].map(
    ([reason, those]) => `Left out, ${reason}: ${those.map(({ tld }) => dotted(cctlds, tld)).join(' ')}`,
  );
  const sent = invited.map(({ tlds, mail }) => `${tlds.map((tld) => dotted(cctlds, tld)).join(' ')}: ${mail.to}`);
  const [first] = invited;
  if (first === undefined) return [...left, 'Nobody is to be invited.'].join('\n');
  if (!dryRun)
    return [...left, ...sent, `${counted(invited.length, 'invitation is', 'invitations are')} in the outbox.`].join(
      '\n',
    );
  return [
    ...left,
    ...sent,
    `${counted(invited.length, 'invitation')} would be sent. The first:`,
    '',
    mailText(first.mail),
  ].join('\n');
}

const OBSTACLES: { readonly [Why in PlannedInvitations['skipped'][number]['why']]: string } = {
  member: 'on the list already',
  'no-admin-known': 'nothing known of the Admin Contact',
  'not-active': 'not in the root zone',
  declined: 'wants no invitation',
  'invited-lately': 'invited lately',
};
