import { SIZE } from '../flags.ts';
import { whatWasNotDone } from '../proof-of-work.ts';
import { progress, type Report } from '../report.ts';
import { flood, inPlace, withProgram } from '../serving.ts';
import { SLOW_DISK, SYNC_MS, whyNoSlowDisk } from '../slow-disk.ts';
import { newContacts } from '../wishes.ts';

const WARM_UP = 100;
const ROUNDS = [
  { connections: 1, mails: Math.ceil(SIZE.slow / 4) },
  { connections: 10, mails: SIZE.slow },
  { connections: 50, mails: SIZE.slow },
] as const;

/** Signed SUBSCRIBE mails to a program and to a bare server for whom each sync takes as long as on a disk that turns. */
export async function measureSlowDisk(
  report: Report,
): Promise<{ readonly mails: number; readonly faults: readonly string[] }> {
  const why = whyNoSlowDisk();
  if (why !== null) {
    report.skip(`Not measured with a slow disk: ${why}.`);
    return { mails: 0, faults: [] };
  }
  const all = WARM_UP + ROUNDS.reduce((sum, { mails }) => sum + mails, 0);
  return inPlace(
    all,
    async (place) => {
      const { stage, neighbours, sent } = place;
      await neighbours.write(newContacts(stage.tlds, 0, all));
      await withProgram(
        place,
        'slow-disk',
        async (program) => {
          await flood(place, program, 10, WARM_UP);
          for (const { connections, mails } of ROUNDS) {
            progress(`each sync takes ${SYNC_MS} ms, connections: ${connections}, ${mails} mails`);
            const bare = mails / (await neighbours.sendToBare(connections, mails)).seconds;
            const { perSecond, deliveredPerSecond, sent: taken } = await flood(place, program, connections, mails);
            report.tell(
              `mails/s, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
              perSecond,
              '/s',
            );
            report.tell('  until the last letter has left', deliveredPerSecond, '/s');
            report.tell('  bare smtp-server with a durable row', bare, '/s');
            report.tell('  ratio to the bare server', perSecond / bare, 'x');
            report.tellTimes(
              '  MAIL to 250',
              taken.map(({ ms }) => ms),
            );
          }
        },
        SLOW_DISK,
      );
      return { mails: sent.length, faults: await whatWasNotDone(sent, 0, stage.database, neighbours) };
    },
    SLOW_DISK,
  );
}
