import { SIZE } from '../flags.ts';
import type { KindOfListServer } from '../list-servers/list-server.ts';
import { MAILMAN_3 } from '../list-servers/mailman.ts';
import { MLMMJ } from '../list-servers/mlmmj.ts';
import { CONNECTIONS, paceOf } from '../list-servers/pace.ts';
import { POSTFIX_RELAY } from '../list-servers/postfix.ts';
import { whatWasNotDone } from '../proof-of-work.ts';
import { progress, type Report } from '../report.ts';
import { flood, inPlace, withProgram } from '../serving.ts';
import { newContacts } from '../wishes.ts';

const WARM_UP = 200;
const SERVERS: readonly KindOfListServer[] = [POSTFIX_RELAY, MLMMJ, MAILMAN_3];

/**
 * The same number of mails, as large and signed with the same keys, over as many connections: to us, who prove them, and to list
 * managers, who do not. Each mail of theirs asks to join a list and is answered by one letter.
 */
export async function compareListServers(
  report: Report,
): Promise<{ readonly mails: number; readonly faults: readonly string[] }> {
  return inPlace(WARM_UP + SIZE.joins, async (place) => {
    const { stage, neighbours, sent } = place;
    await neighbours.write(newContacts(stage.tlds, 0, WARM_UP + SIZE.joins));
    progress(`${SIZE.joins} mails to the program`);
    const ours = await withProgram(place, 'list-servers', async (program) => {
      await flood(place, program, CONNECTIONS, WARM_UP);
      const bare = SIZE.joins / (await neighbours.sendToBare(CONNECTIONS, SIZE.joins)).seconds;
      const before = (await neighbours.arrivals()).length;
      const flooded = await flood(place, program, CONNECTIONS, SIZE.joins);
      return { ...flooded, bare, lettersOfOne: ((await neighbours.arrivals()).length - before) / SIZE.joins };
    });
    report.tell('bare smtp-server with a durable row: mails/s', ours.bare, '/s');
    report.tell('tldops: mails/s until the last was taken', ours.perSecond, '/s');
    report.tell('  until the last letter has left', ours.deliveredPerSecond, '/s');
    report.tell('  letters about a mail', ours.lettersOfOne, '');
    const faults = [...(await whatWasNotDone(sent, 0, stage.database, neighbours))];
    for (const server of SERVERS) {
      const why = server.whyNot();
      if (why !== null) {
        report.skip(`Not compared with ${server.name}: ${why}.`);
        continue;
      }
      const mails = Math.min(SIZE.joins, server.mostMails ?? SIZE.joins);
      progress(`${mails} mails to ${server.name}`);
      const theirs = await paceOf(server, stage.keys, mails);
      report.tell(`${server.name}: mails/s until the last was taken`, theirs.perSecond, '/s');
      report.tell('  until the last letter has left', theirs.deliveredPerSecond, '/s');
      report.tell('  tldops compared, until the last was taken', ours.perSecond / theirs.perSecond, 'x');
      report.tell(
        '  tldops compared, until the last letter has left',
        ours.deliveredPerSecond / theirs.deliveredPerSecond,
        'x',
      );
      faults.push(...theirs.faults.map((fault) => `${server.name}: ${fault}`));
    }
    return { mails: sent.length, faults };
  });
}
