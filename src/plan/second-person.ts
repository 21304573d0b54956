import type { Limits } from '../core/limits.ts';
import { isProved } from '../core/message.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { Judgement } from '../rules/judge.ts';

/** Why one reviewer is not enough. */
export type GraveReason =
  /** A ccTLD would have no contact any more. */
  | 'last-contact'
  /** A ccTLD without contacts gets its first ones, and the Admin Contact has not said so. */
  | 'first-contacts'
  /** The sender's domain says that the mail is not genuine. */
  | 'failed-proof';

export type Gravity = { readonly reviewers: number; readonly because: readonly GraveReason[] };

/**
 * How many reviewers have to approve what a mail asks, as the policy's limits say.
 * @param words whose the request is: what a reviewer wrote anew, the Admin Contact has not said, whoever sent the mail.
 */
export function gravityOf(
  limits: Limits,
  { changes, asker }: Pick<Judgement, 'changes' | 'asker'>,
  { message }: StoredMail,
  words: 'sender' | 'reviewer',
): Gravity {
  const isAdminsWord = words === 'sender' && isProved(message);
  const needed: { readonly [Reason in GraveReason]: number } = {
    'last-contact': limits.reviewersForLastContact,
    'first-contacts': limits.reviewersForFirstContacts,
    'failed-proof': limits.reviewersForFailedProof,
  };
  const found: readonly GraveReason[] = [
    ...(changes.some(({ before, after }) => before.length > 0 && after.length === 0) ? ['last-contact' as const] : []),
    ...(changes.some(
      ({ tld, before, after }) =>
        before.length === 0 && after.length > 0 && !(isAdminsWord && asker.adminOf.includes(tld)),
    )
      ? ['first-contacts' as const]
      : []),
    ...(message.authentication.proof === 'failed' ? ['failed-proof' as const] : []),
  ];
  const because = found.filter((reason) => needed[reason] > 1);
  return { reviewers: Math.max(1, ...because.map((reason) => needed[reason])), because };
}
