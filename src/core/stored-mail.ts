import type { Request } from './command.ts';
import type { HeldCase } from './held-case.ts';
import type { AuthenticatedMessage, Reference } from './message.ts';

/** A mail as it was stored: what a held case is judged from again. */
export type StoredMail = { readonly ref: Reference; readonly message: AuthenticatedMessage; readonly request: Request };

/** What waits, and the mail that it began with; its request is the reviewer's where the reviewer wrote it anew. */
export type Case = { readonly held: HeldCase; readonly mail: StoredMail };
