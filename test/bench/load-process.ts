import { setTimeout as sleep } from 'node:timers/promises';
import type { SigningKey } from '../../src/demo/mail-signer.ts';
import { answerParent, machineMs } from './child.ts';
import { type LoadMail, type MailKind, type Wish, writeMail } from './mails.ts';
import { connectPipelined, type PipelinedClient } from './pipelined-client.ts';

export type LoadQuestion =
  | { readonly about: 'write'; readonly wishes: readonly Wish[]; readonly keys: ReadonlyMap<string, SigningKey> }
  /** Sends the next `count` of the written mails; with `perSecond` at that pace, else as fast as answers come. */
  | {
      readonly about: 'send';
      readonly address: string;
      readonly connections: number;
      readonly count: number;
      readonly perSecond?: number;
      /** The mails stay for another server. */
      readonly keep?: boolean;
    };

export type Sent = {
  readonly kind: MailKind;
  readonly messageId: string;
  readonly at: number;
  /** From MAIL to the answer to the final dot, or to the first refusal. */
  readonly ms: number;
  readonly answer: string;
};

export type LoadResult = { readonly seconds: number; readonly sent: readonly Sent[] };

// A sending server: mails written and signed beforehand, over connections that it keeps.
const ready: LoadMail[] = [];

answerParent<{ readonly question: LoadQuestion; readonly answer: number | LoadResult }>(async (question) => {
  switch (question.about) {
    case 'write':
      for (const wish of question.wishes) ready.push(await writeMail(wish, question.keys));
      return ready.length;
    case 'send': {
      const { address, connections, count, perSecond, keep = false } = question;
      const mails = keep ? ready.slice(0, count) : ready.splice(0, count);
      if (mails.length < count) throw new Error('not enough mails were written');
      const clients = await Promise.all(Array.from({ length: connections }, () => connectPipelined(address)));
      const result = perSecond === undefined ? await flood(clients, mails) : await pour(clients, mails, perSecond);
      for (const client of clients) client.close();
      return result;
    }
  }
});

async function flood(clients: readonly PipelinedClient[], mails: readonly LoadMail[]): Promise<LoadResult> {
  const sent: Sent[] = [];
  let next = 0;
  const began = machineMs();
  await Promise.all(
    clients.map(async (client) => {
      for (let mail = mails[next]; mail !== undefined; mail = mails[next]) {
        next += 1;
        sent.push(await sendOne(client, mail));
      }
    }),
  );
  return { seconds: (machineMs() - began) / 1000, sent };
}

/** Each mail at its moment, whatever became of the one before, as long as there are connections. */
async function pour(
  clients: readonly PipelinedClient[],
  mails: readonly LoadMail[],
  perSecond: number,
): Promise<LoadResult> {
  const idle = [...clients];
  const began = machineMs();
  const running = [];
  for (const [index, mail] of mails.entries()) {
    await sleep(Math.max(0, began + (index * 1000) / perSecond - machineMs()));
    const client = idle.shift();
    if (client === undefined) throw new Error('all connections are busy: the service cannot keep this pace');
    running.push(
      sendOne(client, mail).then((one) => {
        idle.push(client);
        return one;
      }),
    );
  }
  const sent = await Promise.all(running);
  return { seconds: (machineMs() - began) / 1000, sent };
}

async function sendOne(client: PipelinedClient, { kind, from, to, messageId, raw }: LoadMail): Promise<Sent> {
  const at = machineMs();
  const answer = await client.send(from, to, raw);
  return { kind, messageId, at, ms: machineMs() - at, answer };
}
