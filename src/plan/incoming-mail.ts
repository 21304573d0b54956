import type { Request } from '../core/command.ts';
import type { AuthenticatedMessage, Digest, Reference } from '../core/message.ts';

/** A mail that passed the gate, was authenticated and read. */
export type IncomingMail = {
  readonly ref: Reference;
  readonly raw: Uint8Array;
  readonly sha256: Digest;
  readonly message: AuthenticatedMessage;
  readonly request: Request;
  readonly identityAgreed: boolean;
};
