import { type AddressInfo, isIPv6 } from 'node:net';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import type { WebServices } from './services.ts';

export type WebServer = {
  /** Where it really listens: `127.0.0.1:8080`, `[::1]:8080`. */
  readonly address: string;
  /** Takes no more connections; waits for requests under way, but no longer than the grace. */
  close(graceMs?: number): Promise<void>;
};

/** What this server reads is short: small headers, no bodies, no slow clients. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
} as const;
const MOST_CONNECTIONS = 200;

/** Starts to listen; port 0 takes a free one. Rejects where it cannot listen there. */
export async function startWeb(
  listen: { readonly host: string; readonly port: number },
  services: WebServices,
): Promise<WebServer> {
  const app = createApp(services);
  const handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(LIMITS, (request, response) => {
    // fetch() knows no such request (TRACE, TRACK, CONNECT), so it has to end before it becomes one.
    if (/^(?:trace|track|connect)$/iu.test(request.method ?? '')) {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    handle(request, response).catch((error: unknown) => {
      services.failed(request.url ?? '', error);
      response.destroy();
    });
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => services.failed('', error));
  return { address: addressText(server.address()), close: (graceMs = 3000) => closed(server, graceMs) };
}

async function closed(server: ReturnType<typeof createServer>, graceMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  await ended;
  clearTimeout(grace);
}

function addressText(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return address ?? '';
  return `${isIPv6(address.address) ? `[${address.address}]` : address.address}:${address.port}`;
}
