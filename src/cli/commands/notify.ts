import { dotted } from '../../core/cctld.ts';
import type { NotificationKind } from '../../core/notification.ts';
import type { OutgoingMail } from '../../core/outgoing.ts';
import { SHELL } from '../../core/plan.ts';
import { type AskedNotification, foresee, notifyNow } from '../../schedule/notifications.ts';
import { CommandFailure } from '../exit.ts';
import { givenMoment } from '../given-moment.ts';
import { notificationDesk } from '../notification-desk.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { mailJson, mailText } from './mail-shown.ts';

export type NotifyOptions = {
  readonly kind: NotificationKind;
  readonly at?: string;
  readonly dryRun?: boolean;
  readonly again?: boolean;
};

/** `notify`: what the schedule would send at that moment, unless it was sent already. */
export async function notify(place: Workplace, output: Output, options: NotifyOptions): Promise<void> {
  const at = options.at === undefined ? place.clock() : givenMoment('--at', options.at, 'end');
  const wish = { kind: options.kind, at, again: options.again === true, actor: SHELL };
  const desk = notificationDesk(place);
  const result =
    options.dryRun === true ? { ...(await foresee(desk, wish)), isMade: false } : await notifyNow(desk, wish);
  if (result === null) throw new CommandFailure(1, 'Another process sends it at this very moment.');
  const { sentBefore } = result;
  if (options.dryRun !== true && sentBefore !== null && !wish.again) {
    throw new CommandFailure(
      1,
      `The ${options.kind} mail that was due at ${sentBefore.dueAt} was sent at ${sentBefore.at} to ${sentBefore.recipients} addresses (${sentBefore.ref}). To send it again: --again`,
    );
  }
  const [mail] = result.plan.outgoing;
  output.result(json(place, result, mail, options.dryRun === true), text(place, result, mail, options.dryRun === true));
}

function json(
  { house }: Workplace,
  { run, since, changes, unproved, sentBefore, isMade }: AskedNotification,
  mail: OutgoingMail | undefined,
  dryRun: boolean,
): object {
  const { kind, dueAt, round, at, ref, outcome, recipients } = run;
  return {
    kind,
    dueAt,
    at,
    round,
    outcome,
    // What is not made takes no reference.
    ref: isMade ? ref : null,
    dryRun,
    recipients,
    unproved,
    alreadySent: sentBefore !== null,
    since,
    changed: changes.map(({ tld }) => ({ tld, ulabel: house.book.table.get(tld)?.ulabel ?? tld })),
    mail: mail === undefined ? null : mailJson(mail),
  };
}

function text(
  { house }: Workplace,
  { run, since, changes, unproved, sentBefore }: AskedNotification,
  mail: OutgoingMail | undefined,
  dryRun: boolean,
): string {
  const { kind, dueAt, outcome, recipients } = run;
  const tlds = changes.map(({ tld }) => dotted(house.book.table, tld)).join(' ');
  const changed = since === null ? 'No other was ever sent.' : `Changed since ${since}: ${tlds || 'nothing'}`;
  const lines = [
    `The ${kind} mail due at ${dueAt}`,
    changed,
    ...(outcome === 'unchanged' ? ['So nothing is to be sent.'] : []),
    ...(unproved === 0 ? [] : [`${unproved} addresses have not proved themselves and get nothing.`]),
    ...(sentBefore === null ? [] : [`It was sent already, at ${sentBefore.at}; --again sends it once more.`]),
  ];
  if (mail === undefined) return lines.join('\n');
  if (!dryRun) return [...lines, `${recipients} mails are in the outbox; the running server sends them.`].join('\n');
  return [...lines, `It would go to ${recipients} addresses, one by one:`, '', mailText(mail)].join('\n');
}
