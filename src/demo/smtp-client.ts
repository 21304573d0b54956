import { connect, type Socket } from 'node:net';

export type Envelope = { readonly mailFrom: string; readonly recipients: readonly string[] };

/** An SMTP client that sends exactly the octets it is given, for the demo and for tests. */
export type SmtpClient = {
  /** Sends one line and returns the whole reply, lines joined by LF. Rejects when the connection ends first. */
  command(line: string): Promise<string>;
  /** One transaction; the last reply, or the first that is no success. `raw` has CRLF line ends. */
  send(envelope: Envelope, raw: Uint8Array): Promise<string>;
  quit(): Promise<void>;
};

/**
 * @param address `127.0.0.1:2525`.
 * @param localAddress another address of the loopback network to come from.
 * @param hello `LHLO` for LMTP, where a transaction with one recipient has one final reply, too (RFC 2033).
 */
export async function connectSmtp(
  address: string,
  helo = 'client.example',
  localAddress?: string,
  hello: 'EHLO' | 'LHLO' = 'EHLO',
): Promise<SmtpClient> {
  const colon = address.lastIndexOf(':');
  const socket = connect({
    host: address.slice(0, colon).replace(/^\[|\]$/gu, ''),
    port: Number(address.slice(colon + 1)),
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  socket.setNoDelay(true);
  const replies = replyReader(socket);
  await replies.next();

  async function command(line: string): Promise<string> {
    socket.write(`${line}\r\n`);
    return replies.next();
  }

  await command(`${hello} ${helo}`);
  return {
    command,
    async send({ mailFrom, recipients }, raw) {
      for (const line of [`MAIL FROM:<${mailFrom}>`, ...recipients.map((to) => `RCPT TO:<${to}>`)]) {
        const reply = await command(line);
        if (!reply.startsWith('2')) {
          await command('RSET');
          return reply;
        }
      }
      const go = await command('DATA');
      if (!go.startsWith('3')) return go;
      socket.write(dotStuffed(raw));
      return command('.');
    },
    async quit() {
      await command('QUIT').catch(() => '');
      socket.destroy();
    },
  };
}

/** RFC 5321 §4.5.2, and a line end before the final dot. */
function dotStuffed(raw: Uint8Array): Buffer {
  const text = Buffer.from(raw)
    .toString('latin1')
    .replaceAll(/(^|\r\n)\./gu, '$1..');
  return Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1');
}

function replyReader(socket: Socket): { next(): Promise<string> } {
  const ready: string[] = [];
  const waiting: { readonly resolve: (reply: string) => void; readonly reject: (error: Error) => void }[] = [];
  let buffered = '';
  let lines: string[] = [];
  let ended: Error | null = null;

  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    buffered += chunk;
    for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      lines.push(line);
      if (!/^\d{3}-/u.test(line)) {
        const reply = lines.join('\n');
        lines = [];
        const waiter = waiting.shift();
        if (waiter === undefined) ready.push(reply);
        else waiter.resolve(reply);
      }
    }
  });
  const end = (error?: Error): void => {
    ended = error ?? new Error('the server closed the connection');
    for (const waiter of waiting.splice(0)) waiter.reject(ended);
  };
  socket.on('error', end);
  socket.on('close', () => end());

  return {
    next() {
      const reply = ready.shift();
      if (reply !== undefined) return Promise.resolve(reply);
      if (ended !== null) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
  };
}
