import Database from 'better-sqlite3';
import { SMTPServer } from 'smtp-server';
import { answerParent } from './child.ts';

// What everybody would have to pay: smtp-server with nothing behind it but one durable row for each message.
answerParent<{ readonly question: { readonly file: string }; readonly answer: string }>(async ({ file }) => {
  const connection = new Database(file);
  connection.pragma('journal_mode = wal');
  connection.pragma('synchronous = full');
  connection.exec('create table message (id integer primary key, raw blob not null) strict');
  const insert = connection.prepare<[Buffer]>('insert into message (raw) values (?)');
  const server = new SMTPServer({
    name: 'mx.tld-ops.example',
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        insert.run(Buffer.concat(chunks));
        callback(null, '2.0.0 committed');
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const bound = server.server.address();
  return `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
});
