import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A mail as the smarthost took it. */
export type SunkMail = {
  readonly raw: Buffer;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** Unfolded fields in lower case, undecoded; the first of each name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Behind the header block, as on the wire. */
  readonly body: string;
  readonly secure: boolean;
};

/** What it says to the next mails: `close` hangs up where its answer to the message would stand, `hang` says nothing. */
export type SinkMood =
  | 'take'
  | 'defer'
  | 'reject'
  | 'reject-recipient'
  | 'defer-recipient'
  | 'refuse-session'
  | 'close'
  | 'hang';

export type SmarthostSink = {
  /** `smtp://127.0.0.1:port` */
  readonly url: string;
  readonly mails: readonly SunkMail[];
  /** Mails that came whole and were not taken, in order. */
  readonly refused: readonly SunkMail[];
  /** @param only the mood is for mail to this address, all other mail is taken. */
  readonly mood: (mood: SinkMood, only?: string) => void;
  /** The first mail, arrived already or yet to come, for which it is true. */
  readonly mail: (wanted: (mail: SunkMail) => boolean) => Promise<SunkMail>;
  readonly close: () => Promise<void>;
};

export type SinkSettings = {
  readonly port?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Told of every mail, as soon as it is taken. */
  readonly onMail?: (mail: SunkMail) => void;
};

class Reply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

/** A smarthost on loopback that keeps what it gets and delivers nothing. */
export async function startSmarthostSink(settings: SinkSettings = {}): Promise<SmarthostSink> {
  const mails: SunkMail[] = [];
  const refused: SunkMail[] = [];
  const waiting = new Set<(mail: SunkMail) => void>();
  let mood: SinkMood = 'take';
  let onlyTo: string | undefined;
  const moodFor = (to: string | undefined): SinkMood => (onlyTo === undefined || onlyTo === to ? mood : 'take');
  const server = new SMTPServer({
    name: 'smarthost.example',
    disableReverseLookup: true,
    authOptional: true,
    logger: false,
    closeTimeout: 1,
    disabledCommands: settings.tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    ...settings.tls,
    onConnect: (_session, callback) => {
      callback(mood === 'refuse-session' ? new Reply(554, '5.7.1 Go away') : null);
    },
    onRcptTo: ({ address }, _session, callback) => {
      const present = moodFor(address);
      if (present === 'reject-recipient') callback(new Reply(550, '5.1.1 No such user'));
      else if (present === 'defer-recipient') callback(new Reply(450, '4.2.1 Greylisted'));
      else callback();
    },
    onData: (stream, session, callback) => {
      readWhole(stream, (raw) => {
        if (raw === null) return;
        const present = moodFor(session.envelope.rcptTo[0]?.address);
        if (present === 'close' || present === 'defer' || present === 'reject') refused.push(sunk(raw, session));
        switch (present) {
          case 'close':
            for (const connection of server.connections) if (connection.id === session.id) connection.close();
            return;
          case 'hang':
            return;
          case 'defer':
            return callback(new Reply(451, '4.7.1 Try again'));
          case 'reject':
            return callback(new Reply(554, '5.6.0 Not this message'));
          case 'take':
          case 'reject-recipient':
          case 'defer-recipient':
          case 'refuse-session':
            keep(raw, session);
            return callback(null, '2.0.0 Sunk');
        }
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: settings.port ?? 0 }, resolve);
  });
  // From here on they are those of clients that go away.
  server.on('error', () => undefined);
  const bound = server.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refused,
    mood: (next, only) => {
      mood = next;
      onlyTo = only;
    },
    mail: (wanted) => {
      const there = mails.find(wanted);
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve) => {
        const tell = (mail: SunkMail): void => {
          if (!wanted(mail)) return;
          waiting.delete(tell);
          resolve(mail);
        };
        waiting.add(tell);
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };

  function keep(raw: Buffer, session: SMTPServerSession): void {
    const mail = sunk(raw, session);
    mails.push(mail);
    settings.onMail?.(mail);
    for (const tell of waiting) tell(mail);
  }
}

function sunk(raw: Buffer, { envelope: { mailFrom, rcptTo }, secure }: SMTPServerSession): SunkMail {
  const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
  return { raw, envelope, secure, ...partsOf(raw) };
}

/** Null: the client went away before its final dot. */
function readWhole(stream: SMTPServerDataStream, done: (raw: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.once('end', () => done(Buffer.concat(chunks)));
  stream.once('error', () => done(null));
}

function partsOf(raw: Buffer): Pick<SunkMail, 'headers' | 'body'> {
  const text = raw.toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const field of text.slice(0, end).split(/\r\n(?![ \t])/u)) {
    const colon = field.indexOf(':');
    const name = field.slice(0, colon).toLowerCase();
    if (!headers.has(name))
      headers.set(
        name,
        field
          .slice(colon + 1)
          .replace(/\r\n/gu, '')
          .trim(),
      );
  }
  return { headers, body: text.slice(end + 4) };
}
