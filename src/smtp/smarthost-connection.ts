import type { NodemailerError } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmarthostOptions } from './smarthost.ts';

export type Envelope = { readonly from: string; readonly to: string };

/** A connection to the smarthost that is opened with its first mail and kept. One mail at a time. */
export type SmarthostConnection = {
  /** The smarthost's reply to the mail. Rejects with a {@link NodemailerError}; with an abort it is closed at once. */
  send(envelope: Envelope, message: Buffer, signal: AbortSignal): Promise<string>;
  /** For good: a mail that is under way is called off, and so is every later one. */
  close(): void;
};

/** Then a new one is opened: some servers hang up on those that never end. */
const MOST_MAILS = 1000;
/** RFC 5321 §4.5.3.2.7 lets a server hang up after five minutes. */
const MOST_IDLE_MS = 240_000;

export function smarthostConnection(options: SmarthostOptions & { readonly name: string }): SmarthostConnection {
  let kept: SMTPConnection | null = null;
  let mails = 0;
  // Ends it for good, and what is under way.
  const closed = new AbortController();
  const idle = setTimeout(drop, MOST_IDLE_MS);
  idle.unref();

  function drop(): void {
    kept?.close();
    kept = null;
  }

  async function opened(): Promise<SMTPConnection> {
    const connection = new SMTPConnection({ ...options, logger: false });
    kept = connection;
    mails = 0;
    await settled((done) => {
      connection.on('error', done);
      connection.once('end', () => {
        if (kept === connection) kept = null;
        done(new Error('the smarthost ended the connection'));
      });
      connection.connect((error) => {
        if (error || options.auth === undefined || !connection.allowsAuth) done(error);
        else connection.login({ ...options.auth }, done);
      });
    });
    return connection;
  }

  async function hand(connection: SMTPConnection, { from, to }: Envelope, message: Buffer): Promise<string> {
    mails += 1;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    connection.send({ from, to: [to], size: message.length }, message, (error, info) => {
      if (error) reject(error);
      else resolve(info?.response ?? '');
    });
    try {
      return await promise;
    } catch (error) {
      if (isAboutTheMail(error)) await settled((done) => connection.reset(done)).catch(drop);
      else drop();
      throw error;
    }
  }

  async function attempt(envelope: Envelope, message: Buffer): Promise<string> {
    const known = kept;
    if (known === null) return hand(await opened(), envelope, message);
    // It may have been dropped since its last mail, which is no fault of this one.
    return hand(known, envelope, message).catch((error: unknown) => {
      if (!isGone(error) || mayHaveIt(known)) throw error;
      return opened().then((fresh) => hand(fresh, envelope, message));
    });
  }

  return {
    async send(envelope, message, signal) {
      // A mail takes less than the time that a connection may be idle.
      idle.refresh();
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = (): void => {
        drop();
        reject(new Error('called off'));
      };
      const endings = [signal, closed.signal];
      if (endings.some((ending) => ending.aborted)) throw new Error('called off');
      for (const ending of endings) ending.addEventListener('abort', abort, { once: true });
      try {
        return await Promise.race([aborted, attempt(envelope, message)]);
      } catch (error) {
        if (!isAboutTheMail(error)) drop();
        throw error;
      } finally {
        for (const ending of endings) ending.removeEventListener('abort', abort);
        if (mails >= MOST_MAILS) drop();
        idle.refresh();
      }
    },
    close() {
      clearTimeout(idle);
      closed.abort();
      drop();
    },
  };
}

/** Refused for what it is or whom it goes to; the connection is as good as before, but for 421 (RFC 5321 §3.8). */
function isAboutTheMail(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode }: NodemailerError = error;
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode !== 421;
}

/** It asked for the text, and then said nothing: handed over again at once, the mail might arrive twice. */
function mayHaveIt({ lastServerResponse }: SMTPConnection): boolean {
  return lastServerResponse !== false && lastServerResponse.startsWith('354');
}

function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode }: NodemailerError = error;
  return responseCode === 421 || code === 'ECONNECTION' || code === 'ESOCKET';
}

function settled(work: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
