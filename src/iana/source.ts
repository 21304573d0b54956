import type { IanaObservation } from '../core/iana.ts';

/** What one look at a source brought. A failed look changes nothing: what is stored stays, and grows older. */
export type IanaLook =
  | {
      readonly ok: true;
      /** At most one for each ccTLD. */
      readonly observations: readonly IanaObservation[];
      /** One line each: entries that were skipped, and why. */
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** A place that says who the Admin Contact of a ccTLD is. */
export type IanaSource = {
  readonly kind: 'rdap' | 'whois' | 'file';
  /** Never rejects. */
  look(signal?: AbortSignal): Promise<IanaLook>;
};
