import type { CcTldTable } from '../core/cctld.ts';
import type { Understanding } from './understand.ts';

/** What a worker is started with. */
export type WorkerStart = { readonly table: CcTldTable };

/** A worker and the thread that starts it run the same code, so the shape of the table's rows is not looked at. */
export function isWorkerStart(data: unknown): data is WorkerStart {
  return typeof data === 'object' && data !== null && 'table' in data && data.table instanceof Map;
}

/** From the worker: once when its modules are loaded, then one for each mail it was given. */
export type FromWorker = { readonly event: 'ready' } | { readonly event: 'read'; readonly outcome: Understanding };
