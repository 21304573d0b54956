import type { Socket } from 'node:net';
import type { NotNow } from './admission.ts';
import { LINGER_MS } from './session.ts';

/** Becomes the reply to a command; 421 closes the connection behind it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

/** Without a session, so that whoever knocks too often costs next to nothing. */
export function sendAway(socket: Socket, { code, text }: NotNow): void {
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(`${code} ${text}\r\n`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

export function refusal(notNow: NotNow): Refusal {
  return new Refusal(notNow.code, notNow.text);
}
