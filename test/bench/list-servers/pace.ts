import { setTimeout as sleep } from 'node:timers/promises';
import type { SigningKey } from '../../../src/demo/mail-signer.ts';
import { type Child, startChild } from '../child.ts';
import type { LoadQuestion, LoadResult } from '../load-process.ts';
import type { Wish } from '../mails.ts';
import type { SinkQuestion } from '../sink-process.ts';
import { adminOf } from '../stage.ts';
import type { KindOfListServer, ListServer } from './list-server.ts';

export const CONNECTIONS = 10;
const WARM_UP = 20;
const PATIENCE_MS = 300_000;

type Faults = { readonly faults: readonly string[] };

/** `perSecond` until the last mail was taken, `deliveredPerSecond` until the last letter about them has left. */
type Pace = { readonly perSecond: number; readonly deliveredPerSecond: number };

/** How fast it answers so many mails; it is started for them and stopped afterwards. */
export async function paceOf(
  kind: KindOfListServer,
  keys: ReadonlyMap<string, SigningKey>,
  mails: number,
): Promise<Pace & Faults> {
  const sink = startChild('./sink-process.ts');
  const load = startChild('./load-process.ts');
  try {
    const url = await ask<string>(sink, { about: 'start' });
    const server = await kind.start(url.replace('smtp://', ''));
    try {
      const wishes = joins(server.joinAddress, WARM_UP + mails);
      await askLoad(load, { about: 'write', wishes, keys });
      const once = async (count: number, letters: number): Promise<Pace & Faults> => {
        const began = performance.now();
        const result = await askLoad<LoadResult>(load, {
          about: 'send',
          address: server.smtp,
          connections: CONNECTIONS,
          count,
        });
        await arrived(sink, letters, server);
        const refused = result.sent.filter(({ answer }) => !answer.startsWith('250'));
        return {
          perSecond: count / result.seconds,
          deliveredPerSecond: (count * 1000) / (performance.now() - began),
          faults: refused.slice(0, 3).map(({ answer }) => `answer: ${answer}`),
        };
      };
      await once(WARM_UP, WARM_UP);
      return await once(mails, WARM_UP + mails);
    } finally {
      server.stop();
    }
  } finally {
    await Promise.all([sink.stop(), load.stop()]);
  }
}

const ask = <Answer>(sink: Child, question: SinkQuestion): Promise<Answer> => sink.ask(question);
const askLoad = <Answer>(load: Child, question: LoadQuestion): Promise<Answer> => load.ask(question);

/** Each of a person of its own, since one who has asked already may get no second letter. */
function joins(to: string, count: number): readonly Wish[] {
  return Array.from({ length: count }, (_, number) => ({
    kind: 'request to join a list' as const,
    author: adminOf(number).replace('desk', 'member'),
    to,
    subject: 'join',
    lines: ['Dear colleagues,', '', 'I should like to be on your list.', '', 'Kind regards,', 'Registry Desk'],
    signature: 'good' as const,
  }));
}

async function arrived(sink: Child, letters: number, server: ListServer): Promise<void> {
  const began = performance.now();
  for (;;) {
    const count = await ask<number>(sink, { about: 'count' });
    if (count >= letters) return;
    if (performance.now() - began > PATIENCE_MS) {
      throw new Error(
        `${count} letters instead of ${letters}; its log ends with\n${(await server.log()).slice(-2000)}`,
      );
    }
    await sleep(20);
  }
}
