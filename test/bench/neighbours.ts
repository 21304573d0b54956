import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type Child, startChild } from './child.ts';
import type { LoadQuestion, LoadResult } from './load-process.ts';
import type { Wish } from './mails.ts';
import type { Program } from './program.ts';
import type { Arrival, SinkQuestion, Verified } from './sink-process.ts';
import type { Stage } from './stage.ts';

/** The processes around the program: DNS, smarthost, a bare server to compare with, and who sends the mails. */
export type Neighbours = {
  readonly settingsFile: string;
  /** Writes and signs these mails, to be sent in this order. */
  write(wishes: readonly Wish[]): Promise<void>;
  /** Sends the next mails to the program; at that pace, else as fast as its answers come. */
  send(program: Pick<Program, 'smtp'>, connections: number, count: number, perSecond?: number): Promise<LoadResult>;
  /** The same mails to the bare server first. */
  sendToBare(connections: number, count: number): Promise<LoadResult>;
  /** Resolves when the program has sent everything; seconds. */
  allDelivered(): Promise<number>;
  arrivals(): Promise<readonly Arrival[]>;
  verify(): Promise<Verified>;
  stop(): Promise<void>;
};

/** @param bareUnder the command that starts the bare server, Node and all behind it being its arguments */
export async function startNeighbours(stage: Stage, bareUnder: readonly string[] = []): Promise<Neighbours> {
  const dns = startChild('./dns-process.ts');
  const sink = startChild('./sink-process.ts');
  const bare = startChild('./bare-process.ts', bareUnder);
  const load = startChild('./load-process.ts');
  const askSink = <Answer>(question: SinkQuestion): Promise<Answer> => sink.ask(question);
  const askLoad = <Answer>(question: LoadQuestion): Promise<Answer> => load.ask(question);
  const dnsAddress = await dns.ask<string>({ zone: stage.zone });
  const bareAddress = await bare.ask<string>({ file: `${stage.folder}/bare.sqlite` });
  const settingsFile = await stage.settle(dnsAddress, await askSink<string>({ about: 'start' }));
  return {
    settingsFile,
    async write(wishes) {
      await askLoad({ about: 'write', wishes, keys: stage.keys });
    },
    send: ({ smtp }, connections, count, perSecond) =>
      askLoad({
        about: 'send',
        address: smtp,
        connections,
        count,
        ...(perSecond === undefined ? {} : { perSecond }),
      }),
    sendToBare: (connections, count) =>
      askLoad({ about: 'send', address: bareAddress, connections, count, keep: true }),
    allDelivered: () => outboxEmpty(stage.database),
    arrivals: () => askSink({ about: 'arrivals' }),
    verify: () => askSink({ about: 'verify', zone: stage.zone }),
    async stop() {
      await Promise.all([dns, sink, bare, load].map((child: Child) => child.stop()));
    },
  };
}

const LONGEST_WAIT_MS = 300_000;

async function outboxEmpty(database: string): Promise<number> {
  const connection = new Database(database, { readonly: true });
  const waiting = connection.prepare<[], { count: number }>(
    `select count(*) as count from outbox where state = 'waiting'`,
  );
  const began = performance.now();
  try {
    while ((waiting.get()?.count ?? 0) > 0) {
      if (performance.now() - began > LONGEST_WAIT_MS) throw new Error('the outbox does not get empty');
      await sleep(20);
    }
  } finally {
    connection.close();
  }
  return (performance.now() - began) / 1000;
}
