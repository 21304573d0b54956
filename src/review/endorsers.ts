import { mayDecide } from '../core/desk-user.ts';
import type { Digest, Reference } from '../core/message.ts';
import { endorsedBlock, endorsersIn } from '../plan/approval.ts';
import type { Store } from '../store/port.ts';

/** People of the desk who may decide, as the audit names them. */
export async function deskReviewers(store: Store): Promise<ReadonlySet<string>> {
  const users = await store.desk.users();
  return new Set(users.filter(mayDecide).map(({ email }) => `secretariat:${email}`));
}

/** Who has approved exactly this change; only those who may still decide. */
export async function endorsersOf(store: Store, ref: Reference, shown: Digest): Promise<readonly string[]> {
  const reviewers = await deskReviewers(store);
  return endorsersIn(await store.audit({ ref }), shown, (actor) => reviewers.has(actor));
}

/** The request as a reviewer wrote it anew and approved it, where another one has to approve it as well. */
export async function blockEndorsed(store: Store, ref: Reference): Promise<string | null> {
  const reviewers = await deskReviewers(store);
  return endorsedBlock(await store.audit({ ref }), (actor) => reviewers.has(actor));
}
