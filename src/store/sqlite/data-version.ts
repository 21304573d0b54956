import { oncePer } from '../../core/once-per.ts';
import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

export type DataVersion = {
  /** Another number after every commit of another connection; own commits do not change it. */
  readonly read: () => number;
  /** Another number after anything that could have been committed, here too; null where that is not known. */
  readonly moment: () => number | null;
  /** From now on everything is read of one moment, so that it is asked for once. */
  readonly staysTheSame: () => void;
  readonly mayChange: () => void;
};

/** See https://www.sqlite.org/pragma.html#pragma_data_version: asking for it is a reading of its own, with its own lock. */
export const dataVersion = oncePer((connection: Connection): DataVersion => {
  const pragma = statement<NoValues, { data_version: number }>(connection, 'pragma data_version');
  let known: number | null = null;
  let isOneMoment = false;
  let moments = 0;

  return {
    read() {
      const version = known ?? pragma.get({})?.data_version ?? 0;
      if (isOneMoment) known = version;
      return version;
    },
    moment: () => (isOneMoment ? moments : null),
    staysTheSame() {
      isOneMoment = true;
      moments += 1;
    },
    mayChange() {
      isOneMoment = false;
      known = null;
    },
  };
});
