import type { readMail } from './read-mail.ts';

/** From the worker: once when its modules are loaded, then one for each mail it was given. */
export type FromWorker =
  | { readonly event: 'ready' }
  | { readonly event: 'read'; readonly outcome: Awaited<ReturnType<typeof readMail>> };
