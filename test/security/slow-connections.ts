import { connect, type Socket } from 'node:net';
import { eventually } from '../e2e/deadline.ts';

// A thousand connections that keep the program waiting, in every state in which they can.

export const SLOW_CONNECTIONS = 1000;
const TO_DATA =
  'EHLO slow.example\r\nMAIL FROM:<a@slow.example>\r\nRCPT TO:<tld-ops-admin@tld-ops.example>\r\nDATA\r\n';
const STATES = ['', 'EHLO slow.ex', 'EHLO slow.example\r\n', `${TO_DATA}Subject: slow\r\n`] as const;

export type Siege = { readonly sockets: readonly Socket[]; stop(): void };

/** They begin one after the other, as fast as they can, and then drip. */
export async function besiege(smtp: string, addressOf: (n: number) => string): Promise<Siege> {
  const [host = '', port = ''] = smtp.split(':');
  const sockets = Array.from({ length: SLOW_CONNECTIONS }, (_, n) => {
    const socket = connect({ host, port: Number(port), localAddress: addressOf(n) });
    socket.on('error', () => undefined);
    socket.on('connect', () => socket.write(STATES[n % STATES.length] ?? ''));
    socket.resume();
    return socket;
  });
  const drip = setInterval(() => {
    for (const [n, socket] of sockets.entries()) if (n % 2 === 0 && socket.writable) socket.write('x');
  }, 100);
  await eventually(() => sockets.every((one) => !one.connecting), 'a thousand connections');
  return {
    sockets,
    stop() {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    },
  };
}
