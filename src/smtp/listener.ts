import type { Instant } from '../core/instant.ts';
import type { Accept, ListenerSettings, ReportEvent } from './listener-settings.ts';
import { MailServer } from './mail-server.ts';

export type Listener = {
  /** Where it really listens: a port 0 in the settings is replaced by the port that the system gave. */
  readonly address: { readonly host: string; readonly port: number };
  /**
   * Stops accepting, ends idle sessions with 421 4.3.2 and lets running transfers finish; resolves within
   * `limits.closingSeconds`. A transfer still running then is cut off and hears 421, so its client sends again.
   */
  readonly close: () => Promise<void>;
};

/**
 * Listens for SMTP (RFC 5321) or LMTP (RFC 2033) and hands over each complete message. Rejects where the address
 * cannot be bound, throws RangeError for a trusted relay that is no address.
 */
export async function startListener(
  settings: ListenerSettings,
  accept: Accept,
  clock: () => Instant,
  report: ReportEvent,
  connected: (open: number) => void = () => undefined,
): Promise<Listener> {
  const server = new MailServer(settings, accept, clock, report, connected);
  const { host, port } = settings.listen;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error: unknown) => report({ event: 'smtp-socket-error', error }));
  const bound = server.server.address();
  return {
    address: { host, port: typeof bound === 'object' && bound !== null ? bound.port : port },
    close: () => server.stop(),
  };
}
