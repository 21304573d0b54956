import { setTimeout as sleep } from 'node:timers/promises';
import type { NodemailerError } from 'nodemailer';
import type { Delivery, LeasedMail } from '../core/outgoing.ts';
import { envelopeOf, type RenderSettings, renderMail } from './render-mail.ts';
import { printable } from './reply-text.ts';
import { smarthostOptions } from './smarthost.ts';
import { type SmarthostConnection, smarthostConnection } from './smarthost-connection.ts';

export type DelivererSettings = RenderSettings & {
  /** `smtp://host:port` or `smtps://host:port`, with `user:password@` where it asks for them. */
  readonly smarthost: string;
  /** Named in EHLO. */
  readonly hostname: string;
  /** For one delivery as a whole, from the moment that a connection is free for it, in milliseconds. */
  readonly timeoutMs: number;
  /** Connections that are kept open; as many deliveries are under way at once, others wait. */
  readonly connections: number;
};

export type Deliverer = {
  /**
   * Hands one mail to the smarthost. Never rejects: what went wrong is the result. An abort counts as deferred, though
   * the smarthost may have taken the mail by then; its Message-ID is the same next time.
   */
  readonly deliver: (mail: LeasedMail, signal: AbortSignal) => Promise<Delivery>;
  /** Ends the connections, and with them what is under way. */
  readonly close: () => Promise<void>;
};

/** Writing and signing the letters behind it would keep the first one from its dialogue with the smarthost. */
const HEAD_START_MS = 3;

/** Delivers over connections that are kept open. Throws TypeError where the smarthost's URL cannot be understood. */
export function createDeliverer(settings: DelivererSettings): Deliverer {
  const { timeoutMs, hostname } = settings;
  const options = { ...smarthostOptions(settings.smarthost, timeoutMs), name: hostname };
  const all = Array.from({ length: settings.connections }, () => smarthostConnection(options));
  const free = [...all];
  const waiting: ((connection: SmarthostConnection) => void)[] = [];
  // The first letter behind a pause, which is the answer to somebody who waits for it.
  let first: Promise<unknown> | null = null;

  async function withConnection<T>(work: (connection: SmarthostConnection) => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<SmarthostConnection>();
    // The one that was used last: what a few can do leaves the others closed.
    const idle = free.pop();
    if (idle === undefined) waiting.push(resolve);
    else resolve(idle);
    const connection = await promise;
    try {
      return await work(connection);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(connection);
      else next(connection);
    }
  }

  async function hand(
    connection: SmarthostConnection,
    mail: LeasedMail,
    signal: AbortSignal,
    ahead: Promise<unknown> | null,
  ): Promise<Delivery> {
    // Its own timer, which goes with the mail: AbortSignal.timeout would keep each mail in memory until the end of its time.
    const over = new AbortController();
    const abort = (): void => over.abort(CALLED_OFF);
    const timer = setTimeout(abort, timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      if (ahead !== null) await Promise.race([ahead, sleep(HEAD_START_MS)]);
      const message = renderMail(mail, settings);
      const response = await connection.send(envelopeOf(mail, settings.from.address), message, over.signal);
      return { result: 'delivered', response: reasonOf(response) };
    } catch (error) {
      return failure(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  return {
    deliver(mail, signal) {
      if (free.length < all.length) return withConnection((connection) => hand(connection, mail, signal, first));
      const delivery = withConnection((connection) => hand(connection, mail, signal, null));
      first = delivery.finally(() => {
        first = null;
      });
      return delivery;
    },
    close: async () => {
      for (const connection of all) connection.close();
    },
  };
}

/** A reason of our own: without one, each abort makes a DOMException with a stack. */
const CALLED_OFF = new Error('called off');

// The smarthost does not want us, whatever the mail: its operator or ours must mend that, and no mail is lost meanwhile.
const ABOUT_US = new Set([530, 534, 535, 538]);

function failure(error: unknown): Delivery {
  if (!(error instanceof Error)) return { result: 'deferred', reason: reasonOf(String(error)) };
  const { code, responseCode, response }: NodemailerError = error;
  const reason = reasonOf(response ?? error.message);
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  // RFC 5321 §4.2.1: 5yz, but 503 says that the session was in the wrong state. No code at all: nodemailer itself refused
  // (too large for the smarthost's SIZE, or an address that it cannot write).
  const permanent =
    responseCode === undefined || (responseCode >= 500 && responseCode !== 503 && !ABOUT_US.has(responseCode));
  return aboutTheMail && permanent ? { result: 'rejected', reason } : { result: 'deferred', reason };
}

function reasonOf(text: string): string {
  return printable(text, 200);
}
