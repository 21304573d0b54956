import type { Plan } from '../../core/plan.ts';
import type { Connection } from './connection.ts';
import { statement } from './statement.ts';

type Run = NonNullable<Plan['daily']>;

/** What is done once a day at most. */
export function dailyRuns(connection: Connection) {
  const find = statement<Run, { day: string }>(
    connection,
    'select day from daily_run where name = :name and day = :day',
  );
  const insert = statement<Run>(connection, 'insert into daily_run (name, day) values (:name, :day)');
  return {
    wasMade: (run: Run): boolean => find.get(run) !== null,
    insert: (run: Run): void => {
      insert.run(run);
    },
  };
}
