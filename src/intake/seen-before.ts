import type { AuthenticatedMessage, Reference } from '../core/message.ts';
import { keysSeenAgain, proofWhenSeenAgain, recipientsByReader } from '../core/seen-again.ts';
import type { Store } from '../store/port.ts';

/** Null: there is nothing new in it; `first` is what it was when it came first. */
export type Novelty =
  | { readonly message: AuthenticatedMessage; readonly first: null }
  | { readonly message: null; readonly first: Reference };

/** What of a mail is new: the mail without the recipients who have it already. */
export async function whatIsNew(store: Pick<Store, 'seenBefore'>, message: AuthenticatedMessage): Promise<Novelty> {
  const { authentication } = message;
  const proof = proofWhenSeenAgain(authentication.proof, message);
  const seen = await Promise.all(
    recipientsByReader(message.recipients).map(async (recipients) => ({
      recipients,
      first: await store.seenBefore(keysSeenAgain({ authentication, recipients }), proof),
    })),
  );
  const unseen = seen.filter(({ first }) => first === null);
  const [known] = seen.flatMap(({ first }) => first ?? []);
  if (known !== undefined && unseen.length === 0) return { message: null, first: known };
  return { message: { ...message, recipients: unseen.flatMap(({ recipients }) => recipients) }, first: null };
}
