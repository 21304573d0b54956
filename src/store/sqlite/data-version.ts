import { oncePer } from '../../core/once-per.ts';
import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

export type DataVersion = {
  /** Another number after every commit of another connection; own commits do not change it. */
  readonly read: () => number;
  /** For as long as `work` takes, which is of one moment, it is asked for once. */
  readonly during: <T>(work: () => T) => T;
};

/** See https://www.sqlite.org/pragma.html#pragma_data_version: asking for it is a reading of its own, with its own lock. */
export const dataVersion = oncePer((connection: Connection): DataVersion => {
  const pragma = statement<NoValues, { data_version: number }>(connection, 'pragma data_version');
  let known: number | null = null;
  let isOneMoment = false;

  function read(): number {
    const version = known ?? pragma.get({})?.data_version ?? 0;
    if (isOneMoment) known = version;
    return version;
  }

  return {
    read,
    during(work) {
      isOneMoment = true;
      try {
        return work();
      } finally {
        isOneMoment = false;
        known = null;
      }
    },
  };
});
