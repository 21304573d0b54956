import type { EmailAddress } from '../core/email-address.ts';
import type { UnreadVariable } from './settings-environment.ts';

/** A place to listen at or connect to. An IPv6 address stands without brackets. */
export type HostPort = { readonly host: string; readonly port: number };

/** A PEM file, read when the settings were; `path` is absolute. */
export type PemFile = { readonly path: string; readonly pem: string };

/** `smtp://` tries STARTTLS, `smtps://` begins with TLS. */
export type Smarthost = HostPort & {
  readonly implicitTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
};

/** UTC. */
export type TimeOfDay = { readonly hour: number; readonly minute: number };

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const IANA_SOURCES = ['rdap', 'whois', 'file'] as const;
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** `tldops.yaml` as the program uses it: complete, checked, every path absolute. */
export type Settings = {
  /** The file they came from; null where all came from the environment. */
  readonly file: string | null;
  readonly dataDir: string;
  /** EHLO name and authserv-id, in lower case. */
  readonly hostname: string;
  readonly mailbox: {
    readonly admin: EmailAddress;
    readonly name: string;
    readonly aliases: readonly EmailAddress[];
  };
  readonly secretariat: readonly { readonly name: string; readonly email: EmailAddress }[];
  /** Whom the Secretariat may ask about a case; null: nobody. */
  readonly standingCommittee: EmailAddress | null;
  readonly smtp: {
    readonly listen: HostPort;
    readonly protocol: 'smtp' | 'lmtp';
    readonly behindQueue: boolean;
    readonly tls: { readonly cert: PemFile; readonly key: PemFile } | null;
    /** IP addresses and CIDR ranges, in lower case. */
    readonly trustedRelays: readonly string[];
    readonly maxBytes: number;
    readonly maxConnections: number;
  };
  readonly dns: {
    /** `192.0.2.1:53`, `[2001:db8::1]:53`; empty: the system's resolvers. */
    readonly servers: readonly string[];
    readonly timeoutMs: number;
  };
  readonly outbound: {
    readonly smarthost: Smarthost;
    /** Letters to many leave at most at this pace, and after all other mail. */
    readonly bulkPerMinute: number;
    readonly dkim: { readonly domain: string; readonly selector: string; readonly key: PemFile } | null;
  };
  readonly iana: {
    readonly source: (typeof IANA_SOURCES)[number];
    readonly whois: HostPort;
    /** Without a slash at its end. */
    readonly rdap: string;
    /** Never null where `source` is `file`. */
    readonly file: string | null;
    readonly refreshMs: number;
  };
  readonly web: {
    readonly listen: HostPort;
    /** As browsers reach the desk, without a slash at its end. */
    readonly publicUrl: string;
    /** A reverse proxy that says who somebody is, in a header that counts from these addresses only; null: none. */
    readonly trustedHeader: {
      /** In lower case. */
      readonly name: string;
      /** IP addresses and CIDR ranges, in lower case; at least one. */
      readonly from: readonly string[];
    } | null;
  };
  readonly schedule: {
    readonly monthly: TimeOfDay & { readonly day: number };
    readonly weekly: TimeOfDay & { readonly weekday: (typeof WEEKDAYS)[number] };
  };
  readonly rulesDir: string;
  readonly log: { readonly level: (typeof LOG_LEVELS)[number] };
};

/** Something in the settings that stops the start. */
export type SettingsFault = {
  /** `smtp.max_bytes`, `secretariat[0].email`; empty where the file as a whole is meant. */
  readonly path: string;
  readonly message: string;
  /** Counted from 1; null where the value came from the environment or is missing. */
  readonly line: number | null;
};

/** `unread` stops nothing; of a file that is no YAML nothing is known of them. */
export type SettingsReading = { readonly unread: readonly UnreadVariable[] } & (
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly SettingsFault[] }
);

/** `127.0.0.1:25`, `[::1]:25`. */
export function hostPortText({ host, port }: HostPort): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
