import type { Delivery, LeasedMail } from '../core/outgoing.ts';
import type { Deliverer, DelivererSettings } from '../smtp/deliverer.ts';
import { openThread } from './thread.ts';

export type DeliveryDialogue = {
  readonly start: DelivererSettings;
  readonly question: LeasedMail;
  readonly answer: Delivery;
};

/** A deliverer in a thread of its own: writing, signing and handing over a letter takes longer than deciding a mail. */
export function openDeliverer(settings: DelivererSettings): Deliverer {
  const thread = openThread<DeliveryDialogue>('delivery', new URL('./deliverer-worker.ts', import.meta.url), settings);
  const cut = (): Delivery => ({ result: 'deferred', reason: 'cut short' });
  return {
    async deliver(mail, signal) {
      if (signal.aborted) return cut();
      const { promise: aborted, resolve } = Promise.withResolvers<Delivery>();
      const abort = (): void => resolve(cut());
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await Promise.race([thread.ask(mail), aborted]);
      } catch (error) {
        return { result: 'deferred', reason: error instanceof Error ? error.message : String(error) };
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    close: () => thread.close(),
  };
}
