import { type AuthenticatedMessage, type Proof, type Recipient, WEAKEST_PROOF_FIRST } from './message.ts';

type Arrival = Pick<AuthenticatedMessage, 'authentication' | 'recipients'>;

/** The recipients of a mail by who gets it: what came to the admin mailbox is decided, what came to the others is handed on. */
export function recipientsByReader(recipients: readonly Recipient[]): readonly (readonly Recipient[])[] {
  if (recipients.length === 0) return [[]];
  const admin = recipients.filter(({ mailbox }) => mailbox === 'admin');
  const others = recipients.filter(({ mailbox }) => mailbox !== 'admin');
  return [admin, others].filter((some) => some.length > 0);
}

/** The keys of a mail where it came to: what the admin mailbox has seen is news to the Secretariat, and the other way round. */
export function keysSeenAgain({ authentication: { replayKeys }, recipients }: Arrival): readonly string[] {
  return recipientsByReader(recipients).flatMap(([first]) =>
    first === undefined || first.mailbox === 'admin' ? replayKeys : replayKeys.map((key) => `handed-on:${key}`),
  );
}

/**
 * A mail's proof as it counts for knowing the mail again. Fields that nobody signed and the envelope can make of somebody's true
 * words a machine's mail, which is not decided: such a copy, though it comes first, must not stand in the way of the original.
 */
export function proofWhenSeenAgain(proof: Proof, { authentication }: Pick<Arrival, 'authentication'>): Proof {
  if (authentication.origin === 'person') return proof;
  return WEAKEST_PROOF_FIRST[WEAKEST_PROOF_FIRST.indexOf(proof) - 1] ?? proof;
}
