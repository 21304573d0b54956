import type { Tld } from '../core/cctld.ts';
import type { Limits } from '../core/limits.ts';
import type { AuthenticatedMessage } from '../core/message.ts';
import type { CaseRoom } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import type { Judgement } from '../rules/judge.ts';
import { placesOfSender, placesOfUnproved } from '../rules/waiting-places.ts';

/** How much room the case that this mail opens leaves to those that are judged at the same time. */
export function caseRoom(
  { asker, items }: Judgement,
  message: AuthenticatedMessage,
  world: World,
  limits: Limits,
): CaseRoom {
  const asked = { asker, message, world, limits };
  const left = items.flatMap((item) =>
    item.decisions.flatMap(({ tld }) =>
      [placesOfUnproved(tld, asked), placesOfSender(item.asked, tld, asked)].map((places) => ({ ...places, tld })),
    ),
  );
  return {
    seen: world.waiting,
    inAll: Math.min(...left.map(({ inAll }) => besideOne(inAll))),
    ofTlds: left.flatMap(({ tld, ofTld }) => roomAbout(tld, besideOne(ofTld))),
  };
}

function roomAbout(tld: Tld | null, room: number): CaseRoom['ofTlds'] {
  return tld === null || room === Number.POSITIVE_INFINITY ? [] : [{ tld, room }];
}

/** Where there was no place and the rules let it in nevertheless, others change nothing. */
function besideOne(places: number): number {
  return places > 0 ? places - 1 : Number.POSITIVE_INFINITY;
}
