import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { type PlayedMail, startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { eventually } from '../e2e/deadline.ts';
import { type Finished, type Serving, serving, tldops } from '../e2e/child-program.ts';
import { DOMAINS, IANA } from '../e2e/invented-people.ts';

// `tldops serve` as a process of its own, with everything around it on loopback, and an eye on its event loop and memory.

const SEEN = z.object({ at: z.number(), blockedMs: z.number(), p99Ms: z.number(), rss: z.number() });

export type Fortress = {
  readonly world: Surroundings;
  readonly program: Serving;
  play(mail: PlayedMail): Promise<string>;
  cli(...args: readonly string[]): Promise<Finished>;
  /** Of `/metrics`: `tldops_mails_total{verdict="accept"}` and its number. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  /** How many mails of its wait to be delivered. */
  waitingMails(): number;
  /** How many mails left for that address, once none waits any more. */
  mailsTo(address: string): Promise<number>;
  /** How many mails it has put off and would know again. */
  putOffMails(): number;
  /** Forgets what was seen so far of event loop and memory. */
  watchAnew(): Promise<void>;
  /** How long the event loop was blocked at most since, in milliseconds; and the most memory, in octets. */
  seen(): Promise<z.infer<typeof SEEN>>;
  close(): Promise<void>;
};

export async function buildFortress(more: Partial<Parameters<typeof startSurroundings>[0]> = {}): Promise<Fortress> {
  const world = await startSurroundings({ iana: IANA, domains: DOMAINS, ...more });
  const file = join(world.folder, 'watch.json');
  const program = await serving(world.settingsFile, {
    nodeOptions: [`--import=${new URL('./watch.ts', import.meta.url).href}`],
    env: { TLDOPS_WATCH_FILE: file },
  });
  const look = async (): Promise<z.infer<typeof SEEN> | null> => {
    const text = await readFile(file, 'utf8').catch(() => null);
    return text === null ? null : SEEN.parse(JSON.parse(text));
  };
  /** What was written down later than now. */
  const seen = (): Promise<z.infer<typeof SEEN>> => {
    const now = Date.now();
    return eventually(async () => {
      const one = await look();
      return one !== null && one.at > now ? one : null;
    }, 'a look at the event loop');
  };
  const database = new Database(join(world.folder, 'data', 'tldops.sqlite'), { readonly: true });
  const waiting = database.prepare<[], number>(`select count(*) from outbox where state = 'waiting'`).pluck();
  const putOff = database.prepare<[], number>('select count(*) from deferral').pluck();
  return {
    world,
    program,
    waitingMails: () => waiting.get() ?? 0,
    async mailsTo(address) {
      await eventually(() => waiting.get() === 0, 'an empty outbox');
      return world.sink.mails.filter(({ envelope }) => envelope.to.includes(address)).length;
    },
    putOffMails: () => putOff.get() ?? 0,
    play: (mail) => world.playTo(program.smtp, mail),
    cli: (...args) => tldops([...args, '--config', world.settingsFile]),
    async metrics() {
      const text = await (await fetch(`http://${program.web}/metrics`)).text();
      const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      return new Map(
        samples.map((line): [string, number] => {
          const space = line.lastIndexOf(' ');
          return [line.slice(0, space), Number(line.slice(space + 1))];
        }),
      );
    },
    async watchAnew() {
      process.kill(program.pid, 'SIGUSR2');
      await seen();
      process.kill(program.pid, 'SIGUSR2');
    },
    seen,
    async close() {
      database.close();
      await program.end('SIGKILL').catch(() => null);
      await world.close();
    },
  };
}
