import { MINUTE } from '../core/instant.ts';
import { attendAddressHealth } from '../schedule/address-health.ts';
import { sendCaseDigest } from '../schedule/case-digest.ts';
import { every, type Repeated } from '../schedule/every.ts';
import { attendFrozenRosters } from '../schedule/frozen-rosters.ts';
import { type Due, inTurn } from '../schedule/in-turn.ts';
import { attendInvitations } from '../schedule/invitation-reminders.ts';
import { attendRedelegations } from '../schedule/redelegations.ts';
import { attendStillRight } from '../schedule/still-right.ts';
import { attendWaitingCases } from '../schedule/waiting-cases.ts';
import type { Workplace } from './workplace.ts';

/** Looks once a minute at all that no mail asks for; `wake` is called where letters were written. */
export function startAttendance(
  { house, store, clock, settings }: Workplace,
  wake: () => void,
  onError: (where: string, error: unknown) => void,
): Repeated {
  const { bulkPerMinute } = settings.outbound;
  const writing = (where: string, attend: () => Promise<number | boolean>): Due => [
    where,
    async () => {
      if (Number(await attend()) > 0) wake();
    },
  ];
  const due: readonly Due[] = [
    ['stranded letters', () => store.retryStranded(clock())],
    writing('waiting cases', () => attendWaitingCases(house, store, clock(), onError)),
    writing('frozen rosters', () => attendFrozenRosters(house, store, clock(), onError)),
    writing('case digest', () => sendCaseDigest(house, store, clock())),
    writing('redelegations', () => attendRedelegations(house, store, clock(), onError)),
    writing('address health', () => attendAddressHealth(house, store, clock(), onError)),
    writing('still right', () => attendStillRight(house, store, clock(), bulkPerMinute)),
    writing('invitations', () => attendInvitations(house, store, clock(), bulkPerMinute)),
  ];
  return every(
    MINUTE,
    () => inTurn(due, onError),
    (error) => onError('attendance', error),
  );
}
