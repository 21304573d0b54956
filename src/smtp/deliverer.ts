import { createTransport, type NodemailerError } from 'nodemailer';
import type { Delivery, LeasedMail } from '../core/outgoing.ts';
import { envelopeOf, type RenderSettings, renderMail } from './render-mail.ts';
import { printable } from './reply-text.ts';
import { smarthostOptions } from './smarthost.ts';

export type DelivererSettings = RenderSettings & {
  /** `smtp://host:port` or `smtps://host:port`, with `user:password@` where it asks for them. */
  readonly smarthost: string;
  /** Named in EHLO. */
  readonly hostname: string;
  /** For one delivery as a whole, in milliseconds. */
  readonly timeoutMs: number;
  /** Connections that are kept open; as many deliveries may be under way at once. */
  readonly connections: number;
};

export type Deliverer = {
  /**
   * Hands one mail to the smarthost. Never rejects: what went wrong is the result. An abort counts as deferred, though
   * the smarthost may have taken the mail by then; its Message-ID is the same next time.
   */
  readonly deliver: (mail: LeasedMail, signal: AbortSignal) => Promise<Delivery>;
  /** Ends the connection once a delivery that is under way is done (its signal cuts it short). */
  readonly close: () => Promise<void>;
};

/** Then a new connection is opened: some servers hang up on those that never end. */
const MOST_PER_CONNECTION = 1000;

/** Delivers over connections that are kept open. Throws TypeError where the smarthost's URL cannot be understood. */
export function createDeliverer(settings: DelivererSettings): Deliverer {
  const transport = createTransport({
    ...smarthostOptions(settings.smarthost, settings.timeoutMs),
    name: settings.hostname,
    pool: true,
    maxConnections: settings.connections,
    maxMessages: MOST_PER_CONNECTION,
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  // A pooled connection that ends while nothing is sent is no failure of any mail.
  transport.on('error', () => undefined);
  return {
    deliver: async (mail, signal) => {
      // Its own timer, which goes with the mail: AbortSignal.timeout would keep each mail in memory until the end of its time.
      const over = new AbortController();
      const abort = (): void => over.abort();
      const timer = setTimeout(abort, settings.timeoutMs);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      try {
        const info = await transport.sendMail({
          envelope: envelopeOf(mail, settings.from.address),
          raw: await renderMail(mail, settings),
          signal: over.signal,
        });
        return { result: 'delivered', response: reasonOf(info.response) };
      } catch (error) {
        return failure(error);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      }
    },
    close: async () => {
      transport.close();
    },
  };
}

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
