import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Instant, SECOND } from '../core/instant.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { createUndecided } from '../core/undecided.ts';
import { type Admission, createAdmission } from './admission.ts';
import { type AddressSet, addressSet } from './client-address.ts';
import { readIncomingData } from './incoming-data.ts';
import type { Accept, ListenerSettings, ReportEvent } from './listener-settings.ts';
import { createMessageMemory, type MessageMemory } from './message-memory.ts';
import { isUndeclaredUtf8, UNDECLARED_UTF8 } from './mailboxes.ts';
import { receivedMessage } from './received-message.ts';
import { Refusal, refusal, sendAway } from './refusal.ts';
import { printable } from './reply-text.ts';
import { Session, TOO_OFTEN } from './session.ts';

// AUTH: nobody signs in here. WIZ, SHELL and KILL are jokes of smtp-server.
const NEVER_AVAILABLE = ['AUTH', 'WIZ', 'SHELL', 'KILL'];
const FOR_TRUSTED_RELAYS = ['XCLIENT', 'XFORWARD'];
const MAX_COMMAND_OCTETS = 2048;

type Callback = (error?: Error | null) => void;

/** smtp-server with our limits, our sessions and our answers. */
export class MailServer extends SMTPServer {
  readonly #settings: ListenerSettings;
  readonly #accept: Accept;
  readonly #clock: () => Instant;
  readonly #report: ReportEvent;
  readonly #trusted: AddressSet;
  readonly #admission: Admission;
  readonly #sessions = new Map<string, Session>();
  readonly #leaving = new WeakMap<Session, () => void>();
  readonly #memory: MessageMemory;
  readonly #connected: (open: number) => void;
  #stopping = false;

  constructor(
    settings: ListenerSettings,
    accept: Accept,
    clock: () => Instant,
    report: ReportEvent,
    connected: (open: number) => void,
  ) {
    const { limits, tls, behindQueue } = settings;
    super({
      name: settings.hostname,
      heloResponse: '%s at your service',
      lmtp: settings.protocol === 'lmtp',
      size: settings.maxBytes,
      rejectOversized: !behindQueue,
      // A server that knows the limit sends the mail back itself.
      hideSize: behindQueue,
      maxRecipients: limits.recipients,
      maxCommandLength: MAX_COMMAND_OCTETS,
      disableReverseLookup: true,
      useXClient: settings.trustedRelays.length > 0,
      useXForward: settings.trustedRelays.length > 0,
      disabledCommands: [...NEVER_AVAILABLE, ...FOR_TRUSTED_RELAYS],
      // Our own deadlines are absolute; the idle timer only backs them up.
      socketTimeout: Math.max(limits.commandSeconds, limits.dataSeconds) * SECOND,
      closeTimeout: limits.closingSeconds * SECOND,
      logger: false,
      ...(tls === null ? {} : { cert: tls.cert, key: tls.key }),
    });
    this.#settings = settings;
    this.#accept = accept;
    this.#clock = clock;
    this.#report = report;
    this.#connected = connected;
    this.#trusted = addressSet(settings.trustedRelays);
    this.#admission = createAdmission(settings, clock, report);
    this.#memory = createMessageMemory(limits.bytesInFlight, now);
  }

  override connect(socket: Socket | TLSSocket, options?: { readonly id?: string } | null): void {
    const { mailbox, limits, behindQueue } = this.#settings;
    const ip = socket.remoteAddress ?? '';
    const entrance = this.#admission.enter(ip, this.#sessions.size, () => this.#sessions.values());
    if ('notNow' in entrance) return sendAway(socket, entrance.notNow);
    const session = new Session(this, socket, options ?? {}, { mailbox, limits, behindQueue, report: this.#report });
    this.connections.add(session);
    this.#sessions.set(session.id, session);
    this.#connected(this.#sessions.size);
    this.#leaving.set(session, entrance.leave);
    session.on('error', (error: unknown) => this.#report({ event: 'smtp-socket-error', error }));
    session.init();
    session.connectionReady();
  }

  override onConnect(client: SMTPServerSession, callback: Callback): void {
    const ip = client.remoteAddress;
    client.disabledCommands = [
      ...NEVER_AVAILABLE,
      ...(this.#settings.tls === null ? ['STARTTLS'] : []),
      ...(this.#trusted.has(ip) ? [] : FOR_TRUSTED_RELAYS),
    ];
    callback();
  }

  override onClose(client: SMTPServerSession): void {
    const session = this.#sessions.get(client.id);
    session?.forget();
    this.#sessions.delete(client.id);
    this.#connected(this.#sessions.size);
    if (session !== undefined) this.#leaving.get(session)?.();
  }

  override onMailFrom(address: SMTPServerAddress, client: SMTPServerSession, callback: Callback): void {
    const { remoteAddress: ip } = client;
    const notNow = this.#admission.write(ip);
    if (notNow !== null) return callback(refusal(notNow));
    // smtp-server makes U-labels of A-labels, so its address does not tell what was written.
    const written = this.#sessions.get(client.id)?.writtenReversePath ?? '';
    if (this.#settings.behindQueue || !isUndeclaredUtf8(written, address)) return callback();
    this.#report({ event: 'smtp-utf8-undeclared', ip });
    callback(new Refusal(553, UNDECLARED_UTF8));
  }

  override onRcptTo(address: SMTPServerAddress, client: SMTPServerSession, callback: Callback): void {
    // smtp-server keeps a repeated recipient once and would answer it once behind DATA: LMTP counts answers (RFC 2033 §4.2).
    const repeated = client.envelope.rcptTo.some(
      (known) => known.address.toLowerCase() === address.address.toLowerCase(),
    );
    const refused = repeated && this.#settings.protocol === 'lmtp';
    callback(refused ? new Refusal(452, '4.5.3 This recipient is named already') : null);
  }

  override onData(
    stream: SMTPServerDataStream,
    client: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void,
  ): void {
    const session = this.#sessions.get(client.id);
    if (session === undefined) return callback(new Refusal(451, '4.3.0 Try again'));
    session.phase = 'receiving';
    this.#receive(stream, session).then(
      (answer) => (answer === null ? undefined : this.#answer(answer, session, callback)),
      (error: unknown) => this.#report({ event: 'smtp-socket-error', error }),
    );
  }

  /** Stops listening and ends idle sessions; resolves once running transfers have their answer, or their time is over. */
  stop(): Promise<void> {
    this.#stopping = true;
    return new Promise((resolve) => {
      super.close(() => {
        for (const session of this.#sessions.values()) session.cut();
        resolve();
      });
      for (const session of this.#sessions.values()) {
        if (session.phase === 'commands') session.end('4.3.2 Stopping, try again');
      }
    });
  }

  /** Null: the client went away before its final dot, so nothing happened. Never rejects. */
  async #receive(stream: SMTPServerDataStream, session: Session): Promise<SmtpAnswer | null> {
    const { data, release } = await readIncomingData(stream, this.#memory, now, (at) => session.gotOn(at));
    try {
      switch (data.result) {
        case 'aborted':
          this.#report({ event: 'smtp-transfer-aborted', ip: session.peerIp, bytes: data.bytes });
          return null;
        case 'oversized':
          return this.#tooLarge(session);
        case 'no-room':
          this.#report({ event: 'smtp-message-dropped', ip: session.peerIp, why: data.result });
          return smtpAnswer(452, '4.3.1', 'Out of memory for messages, try again');
        case 'complete':
          // A deadline ended the session while the last octets were on their way: the client was told to try again.
          if (session.over) return null;
          if (!this.#admission.keep(session.remoteAddress, data.raw.length)) {
            this.#report({ event: 'smtp-message-dropped', ip: session.peerIp, why: 'too-much' });
            return smtpAnswer(452, '4.3.1', 'Too many octets within an hour, try again later');
          }
          return await this.#decide(data.raw, session);
      }
    } finally {
      release();
    }
  }

  #answer(answer: SmtpAnswer, session: Session, callback: (error?: Error | null, message?: string) => void): void {
    const { envelope, xForward } = session.session;
    const text = `${answer.enhanced} ${printable(answer.text)}`;
    session.phase = 'answering';
    // XFORWARD speaks of one transaction only.
    xForward.clear();
    if (answer.close && answer.code !== 421) {
      const replies = this.#settings.protocol === 'lmtp' ? envelope.rcptTo.length : 1;
      session.sendAndClose(answer.code, text, replies);
    }
    if (answer.code === 250) callback(null, text);
    else callback(new Refusal(answer.code, text));
    session.phase = 'commands';
    if (this.#stopping) session.end('4.3.2 Stopping, try again');
    else if (session.expired) session.end('4.4.2 That took too long');
    else if (session.refusedTooOften) session.end(TOO_OFTEN);
  }

  #tooLarge({ peerIp: ip }: Session): SmtpAnswer {
    const { behindQueue, maxBytes } = this.#settings;
    if (behindQueue) {
      this.#report({ event: 'smtp-mail-discarded', ip, why: 'oversized' });
      return smtpAnswer(250, '2.0.0', `discarded: larger than ${maxBytes} octets`);
    }
    this.#report({ event: 'smtp-message-dropped', ip, why: 'oversized' });
    return smtpAnswer(552, '5.3.4', `The message exceeds ${maxBytes} octets`);
  }

  async #decide(raw: Uint8Array, session: Session): Promise<SmtpAnswer> {
    const message = receivedMessage(raw, session, this.#settings.mailbox, this.#clock());
    if (message.recipients.length === 0 && this.#settings.behindQueue) {
      this.#report({ event: 'smtp-mail-discarded', ip: session.peerIp, why: 'recipient' });
      return smtpAnswer(250, '2.0.0', 'discarded: there is no such mailbox here');
    }
    const undecided = createUndecided();
    session.undecided = undecided;
    session.phase = 'deciding';
    session.gotOn(now());
    session.rest();
    try {
      // Whoever is on the line keeps the mail: RCPT took a name that is none of ours, so one of the two looks is wrong.
      if (message.recipients.length === 0) throw new Error('RCPT took recipients that nobody reads');
      return await this.#accept(message, undecided);
    } catch (error) {
      this.#report({ event: 'smtp-accept-failed', ip: message.client.ip, sha256: message.sha256, error });
      return smtpAnswer(451, '4.3.0', 'Something went wrong on our side, try again');
    }
  }
}

/** Milliseconds of a clock that only grows. */
function now(): number {
  return performance.now();
}
