import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';

// Servers on loopback that answer as IANA's do, or do not.

export type Entry = { readonly email: string; readonly manager?: string; readonly status?: 'active' | 'inactive' };

function rdapText(tld: string, { email, manager = `Registry of ${tld}`, status = 'active' }: Entry): string {
  const entity = (role: string, name: string, address?: string): object => ({
    objectClassName: 'entity',
    roles: [role],
    vcardArray: [
      'vcard',
      [
        ['version', {}, 'text', '4.0'],
        ['fn', {}, 'text', name],
        ...(address === undefined ? [] : [['email', { type: ['work'] }, 'text', address]]),
      ],
    ],
  });
  return JSON.stringify({
    objectClassName: 'domain',
    ldhName: tld,
    status: [status],
    entities: [
      entity('registrant', manager),
      entity('administrative', 'Admin', email),
      entity('technical', 'Tech', `tech@${tld}.example`),
    ],
  });
}

export function whoisText(tld: string, { email, manager = `Registry of ${tld}`, status = 'active' }: Entry): string {
  return `% IANA WHOIS server
% for more information on IANA, visit http://www.iana.org
% This query returned 1 object

domain:       ${tld.toUpperCase()}

organisation: ${manager}

contact:      administrative
name:         Admin
e-mail:       ${email}

contact:      technical
name:         Tech
e-mail:       tech@${tld}.example

status:       ${status.toUpperCase()}

source:       IANA

`;
}

export type LoopbackServer = {
  readonly address: string;
  readonly url: string;
  /** Every ccTLD that was asked about, in order. */
  readonly asked: string[];
  /** Most questions that were open at one time. */
  readonly most: () => number;
  close(): Promise<void>;
};

type Counted = { open: number; most: number };

export async function startRdap(
  answer: (tld: string, response: ServerResponse, request: IncomingMessage) => unknown,
): Promise<LoopbackServer> {
  const asked: string[] = [];
  const counted: Counted = { open: 0, most: 0 };
  const server = createHttpServer((request, response) => {
    const tld = decodeURIComponent(request.url ?? '').replace(/^\/domain\//u, '');
    asked.push(tld);
    counted.open += 1;
    counted.most = Math.max(counted.most, counted.open);
    response.on('close', () => {
      counted.open -= 1;
    });
    answer(tld, response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    asked,
    most: () => counted.most,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function startWhois(answer: (tld: string, socket: Socket) => unknown): Promise<LoopbackServer> {
  const asked: string[] = [];
  const counted: Counted = { open: 0, most: 0 };
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    counted.open += 1;
    counted.most = Math.max(counted.most, counted.open);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      counted.open -= 1;
      sockets.delete(socket);
    });
    socket.once('data', (query) => {
      const tld = query.toString('latin1').trim();
      asked.push(tld);
      answer(tld, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    url: `whois://127.0.0.1:${port}`,
    asked,
    most: () => counted.most,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export function okRdap(tld: string, response: ServerResponse, entry: Entry = { email: `admin@${tld}.example` }): void {
  response.writeHead(200, { 'content-type': 'application/rdap+json' }).end(rdapText(tld, entry));
}

export function okWhois(tld: string, socket: Socket, entry: Entry = { email: `admin@${tld}.example` }): void {
  socket.end(whoisText(tld, entry));
}
