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
  const circumstances = { asker, message, world, limits };
  const places = items.flatMap(({ asked, decisions }) =>
    decisions.flatMap(({ tld }) => [
      ...placesOfUnproved(tld, circumstances),
      ...placesOfSender(asked, tld, circumstances),
    ]),
  );
  // Where there was no place and the rules let it in nevertheless, others change nothing.
  const rooms = places.filter(({ left }) => left > 0).map(({ of, left }) => ({ of, room: left - 1 }));
  return { seen: world.waiting, rooms };
}
