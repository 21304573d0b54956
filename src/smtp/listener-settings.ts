import type { EmailAddress } from '../core/email-address.ts';
import type { Digest, ReceivedMessage } from '../core/message.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import type { Undecided } from '../core/undecided.ts';

export type ListenerSettings = {
  /** Port 0: any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly protocol: 'smtp' | 'lmtp';
  /**
   * A mail server in front has said 250 already: what is for no mailbox of our domains, or too large, is taken and thrown away,
   * for a refusal would go to a sender who may be forged.
   */
  readonly behindQueue: boolean;
  /** Named in the greeting and in the answer to EHLO. */
  readonly hostname: string;
  readonly mailbox: Mailbox;
  /** Contents of PEM files; null: no STARTTLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** IP addresses or CIDR ranges whose XCLIENT and XFORWARD are believed; no rate limits apply to them. */
  readonly trustedRelays: readonly string[];
  readonly maxBytes: number;
  /** Where all are taken, see `whoGivesWay`. */
  readonly maxConnections: number;
  readonly limits: ListenerLimits;
};

export type Mailbox = { readonly admin: EmailAddress; readonly aliases: readonly EmailAddress[] };

/** What one client may take. */
export type ListenerLimits = {
  /** IP addresses or CIDR ranges that the limits of clients do not apply to; nor do they to trusted relays. */
  readonly exempt: readonly string[];
  /** An IPv6 client is its /64 network. */
  readonly perIpConnections: number;
  readonly connectionsPerMinute: number;
  readonly messagesPerMinute: number;
  /** Of a whole IPv4 /24 or IPv6 /48: connections, and messages. */
  readonly perMinuteOfNeighbourhood: number;
  /** Of messages that came whole, whatever became of them. */
  readonly octetsPerHour: number;
  readonly octetsPerHourOfNeighbourhood: number;
  readonly recipients: number;
  /** Answers of 5yz in one session before it is closed. */
  readonly refusalsPerSession: number;
  /** From an answer of ours to the end of the next command, however its octets trickle in. */
  readonly commandSeconds: number;
  /** From 354 to the final dot. */
  readonly dataSeconds: number;
  readonly sessionSeconds: number;
  /** How long running transfers may take to finish once we stop. */
  readonly closingSeconds: number;
  /** Octets of unfinished and undecided messages that are held in memory, of all sessions together. */
  readonly bytesInFlight: number;
};

const MEBIBYTE = 1024 * 1024;

/** RFC 5321 §4.5.3.2 asks for 5 minutes per command and for the whole of DATA to be bounded only by patience. */
export const DEFAULT_LISTENER_LIMITS: ListenerLimits = {
  exempt: ['127.0.0.0/8', '::1'],
  perIpConnections: 20,
  connectionsPerMinute: 60,
  messagesPerMinute: 60,
  perMinuteOfNeighbourhood: 240,
  octetsPerHour: 100 * MEBIBYTE,
  octetsPerHourOfNeighbourhood: 400 * MEBIBYTE,
  recipients: 5,
  refusalsPerSession: 20,
  commandSeconds: 300,
  dataSeconds: 600,
  sessionSeconds: 1800,
  closingSeconds: 6,
  bytesInFlight: 256 * MEBIBYTE,
};

/**
 * Decides about a complete message; its answer is what the client hears (with LMTP, for each recipient). Where it rejects,
 * the client hears 451 4.3.0. A mail that was called off was answered already.
 */
export type Accept = (message: ReceivedMessage, undecided: Undecided) => Promise<SmtpAnswer>;

/** What the listener tells about itself. No addresses of people, no content. */
export type ListenerEvent =
  | { readonly event: 'smtp-connection-refused'; readonly ip: string; readonly why: 'too-many' | 'too-fast' }
  /** It gave its place to a newcomer: it kept us waiting, as did the DNS of its mail, or its neighbourhood held most places. */
  | { readonly event: 'smtp-connection-displaced'; readonly ip: string }
  /** A message was read and thrown away. */
  | { readonly event: 'smtp-message-dropped'; readonly ip: string; readonly why: 'oversized' | 'no-room' | 'too-much' }
  | { readonly event: 'smtp-recipient-refused'; readonly ip: string }
  /** A sender or recipient outside ASCII, in a transaction that did not ask for SMTPUTF8; there may be such a mailbox. */
  | { readonly event: 'smtp-utf8-undeclared'; readonly ip: string }
  /** Behind a queue: the client was told 250, and nobody has the mail any more. */
  | { readonly event: 'smtp-mail-discarded'; readonly ip: string; readonly why: 'oversized' | 'recipient' }
  | { readonly event: 'smtp-deadline'; readonly ip: string; readonly during: 'command' | 'data' | 'session' }
  | { readonly event: 'smtp-transfer-aborted'; readonly ip: string; readonly bytes: number }
  | { readonly event: 'smtp-accept-failed'; readonly ip: string; readonly sha256: Digest; readonly error: unknown }
  | { readonly event: 'smtp-socket-error'; readonly error: unknown };

export type ReportEvent = (event: ListenerEvent) => void;
