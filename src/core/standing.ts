/** What people have said about a request since it came. */
export type Standing = {
  /** The authority answered CONFIRM to exactly this change. */
  readonly confirmation: 'none' | 'given';
  /** What a reviewer of the Secretariat said. */
  readonly review: 'none' | 'asked-admin' | 'approved';
};

/** Nobody has said anything. */
export const AS_SENT: Standing = { confirmation: 'none', review: 'none' };

export function isAsSent({ confirmation, review }: Standing): boolean {
  return confirmation === 'none' && review === 'none';
}
