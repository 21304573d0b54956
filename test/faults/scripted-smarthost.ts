import { createServer, type Socket } from 'node:net';

/** Where a smarthost of a script does something else than a good one would. */
export type Moment = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'dot' | 'QUIT';

/** What it writes there, as it is; `hang`: nothing, for ever; a text that ends without CRLF leaves half a line. */
export type Answer = { readonly write: string; readonly next: 'go on' | 'hang up' | 'reset' } | 'hang';

export type ScriptedSmarthost = {
  readonly url: string;
  /** Mails whose final dot arrived, as they came. */
  readonly received: readonly string[];
  script(script: Partial<Record<Moment, Answer>>): void;
  close(): Promise<void>;
};

const GOOD: Readonly<Record<Moment, string>> = {
  greeting: '220 smarthost.example ESMTP\r\n',
  EHLO: '250-smarthost.example\r\n250 8BITMIME\r\n',
  MAIL: '250 2.1.0 Ok\r\n',
  RCPT: '250 2.1.5 Ok\r\n',
  DATA: '354 Go ahead\r\n',
  dot: '250 2.0.0 Taken\r\n',
  QUIT: '221 2.0.0 Bye\r\n',
};

/** A smarthost that takes everything, but where its script says otherwise. */
export async function startScriptedSmarthost(): Promise<ScriptedSmarthost> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let current: Partial<Record<Moment, Answer>> = {};

  function answer(socket: Socket, moment: Moment): void {
    const said = current[moment] ?? { write: GOOD[moment], next: moment === 'QUIT' ? 'hang up' : 'go on' };
    if (said === 'hang') return;
    if (said.next === 'reset') socket.resetAndDestroy();
    else if (said.next === 'hang up') socket.end(said.write);
    else socket.write(said.write);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    let waiting = '';
    let inData = false;
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      waiting += chunk;
      for (;;) {
        const end = waiting.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + (inData ? 5 : 2));
        if (inData) {
          received.push(line);
          inData = false;
          answer(socket, 'dot');
          continue;
        }
        const moment = momentOf(line);
        inData = moment === 'DATA' && current.DATA === undefined;
        if (moment === null) socket.write('250 2.0.0 Ok\r\n');
        else answer(socket, moment);
      }
    });
    answer(socket, 'greeting');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  return {
    url: `smtp://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    received,
    script(script) {
      current = script;
      // Whoever is connected to the old one starts anew.
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function momentOf(line: string): Moment | null {
  const verb = line.slice(0, 4).toUpperCase();
  return verb === 'EHLO' || verb === 'MAIL' || verb === 'RCPT' || verb === 'DATA' || verb === 'QUIT' ? verb : null;
}
