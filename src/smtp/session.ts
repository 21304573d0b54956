import type { Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import { SECOND } from '../core/instant.ts';
import { neighbourhoodOf } from '../core/client-network.ts';
import type { Undecided } from '../core/undecided.ts';
import type { ListenerEvent, ListenerLimits, Mailbox } from './listener-settings.ts';
import { isInOurDomains, isUndeclaredUtf8, pathIn, recipientOf, UNDECLARED_UTF8, withPath } from './mailboxes.ts';
import type { Occupant } from './places.ts';
import { replyInContract } from './reply-text.ts';

export type SessionRules = {
  readonly mailbox: Mailbox;
  readonly limits: ListenerLimits;
  readonly behindQueue: boolean;
  readonly report: (event: ListenerEvent) => void;
};

export const TOO_OFTEN = '4.7.0 Too many commands were refused';

/**
 * Stands in for what smtp-server would refuse to read, such as two dots in a row: the server in front has taken it, and would
 * send the mail back. So does a name of `.invalid` (RFC 2606 §2) for a mailbox that nobody has.
 */
const SENDER = 'sender@name.invalid';

/** So long a client has to close its side of a connection that is over. */
export const LINGER_MS = SECOND;

type Deadline = Extract<ListenerEvent, { readonly event: 'smtp-deadline' }>['during'];

/**
 * One connection of smtp-server, kept to our contract where the package leaves that open: enhanced status codes in front of
 * every text, absolute deadlines (its idle timer starts again with every octet), recipients judged as the client wrote
 * them (it strips source routes and un-punycodes first), and XFORWARD that does not overwrite what we know of the peer.
 */
export class Session extends SMTPConnection implements Occupant {
  /** What it is about: commands, a message on its way in, one that is being decided, or the answer to it. */
  phase: 'commands' | 'receiving' | 'deciding' | 'answering' = 'commands';
  /** As the client wrote it in the MAIL command of this transaction; null where that could not be read. */
  writtenReversePath: string | null = null;
  /** The mail of the phase `deciding`. */
  undecided: Undecided | null = null;
  /** A deadline passed. */
  expired = false;
  /** Address of the connection itself, whatever XCLIENT says later. */
  readonly peerIp: string;
  readonly neighbourhood: string;
  #gotOnAt = performance.now();
  readonly #rules: SessionRules;
  readonly #socket: Socket;
  #closed = false;
  #greeted = false;
  #refusals = 0;
  #deadline: NodeJS.Timeout | null = null;
  readonly #wholeSession: NodeJS.Timeout;

  constructor(server: SMTPServer, socket: Socket, options: { readonly id?: string }, rules: SessionRules) {
    super(server, socket, options);
    this.#socket = socket;
    this.#rules = rules;
    this.peerIp = this.remoteAddress;
    this.neighbourhood = neighbourhoodOf(this.peerIp);
    this.#wholeSession = setTimeout(() => this.#expire('session'), rules.limits.sessionSeconds * SECOND).unref();
  }

  /** Nothing more can be said or heard. */
  get over(): boolean {
    return this.#closed || this.#socket.destroyed;
  }

  get waitsSince(): number | null {
    return this.phase === 'deciding' ? null : this.#gotOnAt;
  }

  get lookedAtSince(): number | null {
    return this.phase === 'deciding' && this.undecided?.mayBeCalledOff === true ? this.#gotOnAt : null;
  }

  /** More of its commands and messages were refused than a session may have. */
  get refusedTooOften(): boolean {
    return this.#refusals > this.#rules.limits.refusalsPerSession;
  }

  /** @param at by `performance.now()` */
  gotOn(at: number): void {
    this.#gotOnAt = at;
  }

  /** Greets at once: smtp-server would wait 100 ms for clients that talk too soon. */
  override connectionReady(next?: () => void): void {
    if (this.#greeted) return;
    this.#greeted = true;
    super.connectionReady(next);
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (this.over) return;
    this.#gatherReplies();
    if (Array.isArray(data)) {
      super.send(code, data, context);
      return this.#expect('command');
    }
    const reply = replyInContract(code, data ?? '', context);
    if (reply.code >= 500) this.#refusals += 1;
    // What was decided about a message is told as it is: after 421 the client would send it again.
    if (this.refusedTooOften && this.phase !== 'answering') return super.send(421, TOO_OFTEN);
    super.send(reply.code, reply.text, context);
    this.#expect(reply.code === 354 ? 'data' : 'command');
  }

  /** Answers once for each recipient and closes: whatever the client has pipelined behind its message never runs. */
  sendAndClose(code: number, text: string, replies: number): void {
    for (let reply = 0; reply < replies; reply += 1) this.send(code, text);
    this.close();
  }

  /** @param text begins with an enhanced status code */
  end(text: string): void {
    this.send(421, text);
  }

  /**
   * Leaves its place to another. A mail that is looked at is called off before the client hears so; false where it cannot be.
   * @param text begins with an enhanced status code
   */
  giveWay(text: string): boolean {
    if (this.phase === 'deciding' && this.undecided?.callOff() !== true) return false;
    this.end(text);
    return true;
  }

  /** A client that does not close its side within {@link LINGER_MS} is cut off. */
  override close(): void {
    if (!this.#closed) setTimeout(() => this.cut(), LINGER_MS).unref();
    this.#closed = true;
    this.forget();
    super.close();
  }

  /** Ends all deadlines. */
  forget(): void {
    clearTimeout(this.#wholeSession);
    this.rest();
  }

  /** No deadline while the client waits for us. */
  rest(): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.#deadline = null;
  }

  /** Cuts the connection, whatever was not sent yet. */
  cut(): void {
    // Under a TLS handshake smtp-server ends the raw socket itself, after five seconds.
    // oxlint-disable-next-line no-underscore-dangle -- only smtp-server knows whether it is under one
    if (!this._upgrading) this.#socketOnTop.destroy();
  }

  get #socketOnTop(): Socket {
    // oxlint-disable-next-line no-underscore-dangle -- and which of the two sockets is on top
    return this._socket;
  }

  /** RFC 2920 §3.2: what is answered to commands that came together goes together. */
  #gatherReplies(): void {
    const socket = this.#socketOnTop;
    socket.cork();
    process.nextTick(() => socket.uncork());
  }

  override handler_MAIL(command: Buffer, callback: () => void): void {
    const text = command.toString();
    if (this.session.envelope.mailFrom === false) this.writtenReversePath = pathIn(text);
    super.handler_MAIL(this.#rules.behindQueue ? Buffer.from(withPath(text, SENDER)) : command, callback);
  }

  override handler_RCPT(command: Buffer, callback: () => void): void {
    const { mailFrom, rcptTo } = this.session.envelope;
    if (mailFrom === false) return super.handler_RCPT(command, callback);
    const text = command.toString();
    const path = pathIn(text);
    const { mailbox, behindQueue } = this.#rules;
    if (path !== null && !behindQueue && isUndeclaredUtf8(path, mailFrom))
      return this.#refuse('smtp-utf8-undeclared', UNDECLARED_UTF8, callback);
    if (path !== null) {
      if (recipientOf(path, mailbox) !== null) return super.handler_RCPT(command, callback);
      // Each a name of its own: LMTP answers for every recipient (RFC 2033 §4.2).
      if (behindQueue && isInOurDomains(path, mailbox))
        return super.handler_RCPT(Buffer.from(withPath(text, `nobody-${rcptTo.length}@name.invalid`)), callback);
    }
    this.#refuse('smtp-recipient-refused', '5.1.1 There is no such mailbox here', callback);
  }

  override handler_RSET(command: Buffer, callback: () => void): void {
    this.session.xForward.clear();
    super.handler_RSET(command, callback);
  }

  // smtp-server puts the forwarded address and HELO in place of the peer's: an unavailable HELO would make it ask for
  // HELO again, an unavailable address would leave the one of the mail before.
  override handler_XFORWARD(command: Buffer, callback: () => void): void {
    const { remoteAddress, hostNameAppearsAs } = this;
    super.handler_XFORWARD(command, () => {
      this.remoteAddress = remoteAddress;
      this.hostNameAppearsAs = hostNameAppearsAs;
      Object.assign(this.session, { remoteAddress, hostNameAppearsAs });
      callback();
    });
  }

  #refuse(event: 'smtp-recipient-refused' | 'smtp-utf8-undeclared', text: string, callback: () => void): void {
    this.#rules.report({ event, ip: this.remoteAddress });
    this.send(550, text);
    callback();
  }

  #expect(what: 'command' | 'data'): void {
    this.rest();
    this.gotOn(performance.now());
    if (this.over || this.phase === 'deciding') return;
    const { commandSeconds, dataSeconds } = this.#rules.limits;
    const seconds = what === 'data' ? dataSeconds : commandSeconds;
    this.#deadline = setTimeout(() => this.#expire(what), seconds * SECOND).unref();
  }

  #expire(during: Deadline): void {
    if (this.over) return;
    // What is being decided may be committed already, so its answer must reach the client first.
    this.expired = true;
    if (this.phase === 'deciding') return;
    this.#rules.report({ event: 'smtp-deadline', ip: this.remoteAddress, during });
    super.send(421, '4.4.2 That took too long');
  }
}
