import type { Readiness } from '../ops/health.ts';
import type { CoverageRow } from '../roster-out/coverage.ts';

/** What the pages are made from. */
export type WebServices = {
  coverage(): Promise<readonly CoverageRow[]>;
  readiness(): Promise<Readiness>;
  /** Prometheus text format 0.0.4. */
  metrics(): string;
  /** Told when a page met a bug; the browser hears no more than that there was one. */
  failed(path: string, error: unknown): void;
};
