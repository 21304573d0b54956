import type { Instant } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { planInvitationReminders, remindersDue } from '../plan/invitation.ts';
import type { Store } from '../store/port.ts';

/** Reminds those who were invited and have not answered; returns how many letters were written. */
export async function attendInvitations(
  house: House,
  store: Pick<Store, 'world' | 'invitations' | 'nextReference' | 'commit'>,
  now: Instant,
  perMinute: number,
): Promise<number> {
  const events = await store.invitations();
  if (events.length === 0) return 0;
  const world = await store.world(NO_MAIL, now);
  const due = remindersDue(house, world, events);
  // Whoever asks for a reference uses it up.
  if (due.length === 0) return 0;
  const ref = await store.nextReference(now);
  const { plan, invited } = planInvitationReminders(house, world, due, { ref, actor: 'system', events, perMinute });
  if (plan === null) return 0;
  // Stale: another process has just reminded them, or a person has invited somebody.
  const { outcome } = await store.commit(plan);
  return outcome === 'committed' ? invited.length : 0;
}
