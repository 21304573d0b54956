import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of the loopback that nobody uses at this moment: for an address that has to be known before a server listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  return bound !== null && typeof bound === 'object' ? bound.port : 0;
}
