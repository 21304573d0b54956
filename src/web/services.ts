import type { Readiness } from '../ops/health.ts';
import type { Desk } from '../review/desk.ts';
import type { CoverageRow } from '../roster-out/coverage.ts';

/** Somebody came in, or was kept out. */
export type SignInEvent =
  | { readonly event: 'signed-in'; readonly email: string; readonly ip: string }
  | { readonly event: 'sign-in-refused'; readonly ip: string; readonly why: string };

/** What the pages are made from. */
export type WebServices = {
  coverage(): Promise<readonly CoverageRow[]>;
  readiness(): Promise<Readiness>;
  /** Prometheus text format 0.0.4. */
  metrics(): string;
  readonly desk: Desk;
  /** As browsers reach the desk; forms that come from elsewhere are refused. */
  readonly publicUrl: string;
  readonly report: (event: SignInEvent) => void;
  /** Told when a page met a bug; the browser hears no more than that there was one. */
  failed(path: string, error: unknown): void;
};
