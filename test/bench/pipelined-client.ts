import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A kept connection that sends as real servers do: MAIL, RCPT and DATA in one packet (RFC 2920), then the message. */
export type PipelinedClient = {
  /** The answer to the final dot, or the first refusal. */
  send(from: string, to: string, raw: Uint8Array): Promise<string>;
  close(): void;
};

/**
 * Rejects where the server does not greet with 220. A mail that the server answers with 421 goes over a new connection, as real
 * servers do (RFC 5321 §3.8): ours ends one on which too much was refused.
 */
export async function connectPipelined(address: string): Promise<PipelinedClient> {
  let connection = await dial(address);
  return {
    async send(from, to, raw) {
      const answer = await connection.send(from, to, raw);
      if (!answer.startsWith('421')) return answer;
      connection = await dial(address);
      return connection.send(from, to, raw);
    },
    close: () => connection.close(),
  };
}

async function dial(address: string): Promise<PipelinedClient> {
  const colon = address.lastIndexOf(':');
  const socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)), noDelay: true });
  await once(socket, 'connect');
  const replies = repliesOf(socket);
  const greeting = await replies();
  if (!greeting.startsWith('220')) throw new Error(greeting);
  socket.write('EHLO mx.nic1.example\r\n');
  await replies();
  return {
    async send(from, to, raw) {
      socket.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
      for (const wanted of ['250', '250', '354']) {
        const reply = await replies();
        if (!reply.startsWith(wanted)) return reply;
      }
      socket.write(Buffer.concat([raw, Buffer.from('.\r\n')]));
      return replies();
    },
    close: () => socket.end('QUIT\r\n'),
  };
}

/** The next whole reply, its last line only. */
function repliesOf(socket: Socket): () => Promise<string> {
  const heard: string[] = [];
  const waiting: { readonly resolve: (reply: string) => void; readonly reject: (error: Error) => void }[] = [];
  let buffered = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    const lines = (buffered + chunk).split('\r\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) {
      if (line[3] === '-') continue;
      const waiter = waiting.shift();
      if (waiter === undefined) heard.push(line);
      else waiter.resolve(line);
    }
  });
  const fail = (error?: Error): void => {
    for (const { reject } of waiting.splice(0)) reject(error ?? new Error('the server closed the connection'));
  };
  socket.on('error', fail);
  socket.on('close', () => fail());
  return () => {
    const reply = heard.shift();
    if (reply !== undefined) return Promise.resolve(reply);
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
    });
  };
}
