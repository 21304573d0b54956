import type { Tld } from '../core/cctld.ts';
import type { IanaObservation } from '../core/iana.ts';

/** What a source says of one ccTLD, or of itself. Whatever is no `record` changes nothing: what is stored stays, and grows older. */
export type IanaAnswer =
  | { readonly kind: 'record'; readonly observation: IanaObservation }
  /** `missing`: it answered, and has no full record of this ccTLD; false: it did not answer, or not in a way that we understand. */
  | { readonly kind: 'failed'; readonly tld: Tld; readonly reason: string; readonly missing: boolean }
  /** Something was skipped that may be meant for no ccTLD at all. */
  | { readonly kind: 'warning'; readonly text: string }
  /** The source is in trouble: nobody else is asked about. */
  | { readonly kind: 'ended'; readonly reason: string };

/** A place that says who the Admin Contact of a ccTLD is. */
export type IanaSource = {
  readonly kind: 'rdap' | 'whois' | 'file';
  /**
   * Asks about these ccTLDs in this order, one at a time; at most one record for each. A file tells of those that it
   * names. Never rejects; ends early when aborted.
   * @param onTrouble told at once of the first question to each server that has no answer; it is asked again.
   */
  look(tlds: readonly Tld[], signal: AbortSignal, onTrouble?: (reason: string) => void): AsyncIterable<IanaAnswer>;
};
