import type { Readiness } from '../ops/health.ts';
import type { Desk } from '../review/desk.ts';
import type { Instant } from '../core/instant.ts';
import type { MonthlyMembers } from '../roster-out/members-by-month.ts';
import type { PublicCoverage } from '../roster-out/public-coverage.ts';
import type { TrustedProxy } from './sign-in/proxy.ts';
import type { Statistics } from '../roster-out/statistics.ts';

/** Somebody came in, or was kept out. */
export type SignInEvent =
  | { readonly event: 'signed-in'; readonly email: string; readonly ip: string }
  | { readonly event: 'sign-in-refused'; readonly ip: string; readonly why: string };

/** The membership now, what happened to it since some moment, and how it grew. */
export type Membership = { readonly figures: Statistics; readonly months: readonly MonthlyMembers[] };

/** What the pages are made from. */
export type WebServices = {
  /** The same object for as long as it says the same. */
  coverage(): Promise<PublicCoverage>;
  readonly membership: (since: Instant) => Promise<Membership>;
  readiness(): Promise<Readiness>;
  /** Prometheus text format 0.0.4. */
  metrics(): string;
  readonly desk: Desk;
  /** As browsers reach the desk; forms that come from elsewhere are refused. */
  readonly publicUrl: string;
  /** Who may sign people in for us; null: nobody. */
  readonly proxy: TrustedProxy | null;
  readonly report: (event: SignInEvent) => void;
  /** Told when a page met a bug; the browser hears no more than that there was one. */
  failed(path: string, error: unknown): void;
};
