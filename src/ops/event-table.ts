import type { EventName, LogEvent } from './events.ts';

/** `error`: a person has work to do; `warn`: if it stays so, a person has. */
export type EventLevel = 'debug' | 'info' | 'warn' | 'error';

type EventOf<Name extends EventName, Every = LogEvent> = Every extends { readonly event: infer Names }
  ? Name extends Names
    ? Every
    : never
  : never;

type Meaning<Name extends EventName> = {
  readonly level: EventLevel;
  readonly means: string;
  readonly fields: { readonly [Field in Exclude<keyof EventOf<Name>, 'event'>]: string };
};

const LETTER = { id: 'of the letter, as in `tldops outbox list`', ref: 'what it is about', to: 'its receiver, masked' };

/** Each event of the closed list: what it means, and its fields. */
export const EVENTS: { readonly [Name in EventName]: Meaning<Name> } = {
  ready: {
    level: 'info',
    means: 'It is up: it listens, delivers, and shows its pages. Written with every `log.level`.',
    fields: {
      smtp: 'where it really listens for mail',
      web: 'where it really listens for browsers',
      version: 'of the program',
      hostname: 'as set',
      dataDir: 'where the database is',
      rules: 'digest of the policy in force',
    },
  },
  stopping: { level: 'info', means: 'It was told to stop; no new mail is taken.', fields: { why: 'the signal' } },
  stopped: { level: 'info', means: 'Everything is finished and closed.', fields: { ms: 'how long that took' } },
  unexpected: {
    level: 'error',
    means: 'A bug, or something outside that broke in a new way. Nothing that was answered with 250 is lost.',
    fields: { where: 'in which part', error: 'kind, code and message' },
  },
  'mail-answered': {
    level: 'info',
    means: 'A mail was decided, and the client heard this. The whole story: `tldops audit REF`.',
    fields: {
      ref: 'of the mail; null where it was put off',
      code: 'SMTP code',
      enhanced: 'enhanced status code (RFC 3463)',
      verdict: 'of the policy, or what became of the mail without one',
      rules: 'that decided',
    },
  },
  'identity-disputed': {
    level: 'error',
    means: 'Parsers disagree about who wrote a mail: an attack, or an update of a package went wrong. It is held.',
    fields: { ref: 'of the mail' },
  },
  'mail-failed': {
    level: 'error',
    means: 'A mail met a bug. It is kept, and the Secretariat is told: `tldops failed show REF`.',
    fields: { ref: 'of the mail', error: 'kind, code and message' },
  },
  'smtp-refused': {
    level: 'info',
    means: 'A connection, an address or a transfer was turned away.',
    fields: { ip: 'of the client', why: 'as counted in `tldops_smtp_turned_away_total`' },
  },
  'smtp-discarded': {
    level: 'warn',
    means:
      'A mail for no mailbox of ours, or larger than `smtp.max_bytes`, came out of the queue in front. It was taken with 250 and thrown away: sent back, it would go to a sender who may be forged. The log of the server in front tells whose it was. Let that server refuse such mail while its sender is on the line (`docs/postfix/behind-queue.master.cf`).',
    fields: {
      ip: 'of the server in front',
      why: '`recipient` or `oversized`; counted in `tldops_smtp_turned_away_total` with `discarded-` in front',
    },
  },
  'smtp-deadline': {
    level: 'info',
    means: 'A client was too slow for the time that it has. Nothing was taken.',
    fields: { ip: 'of the client', during: '`command`, `data` or `session`' },
  },
  'smtp-transfer-aborted': {
    level: 'info',
    means: 'A client went away before the end of its mail. It did not hear 250 and sends again.',
    fields: { ip: 'of the client', bytes: 'that had come' },
  },
  'smtp-socket-error': { level: 'info', means: 'A connection broke.', fields: { error: 'kind, code and message' } },
  'smtp-only-counted': {
    level: 'warn',
    means:
      'So many lines about clients that got nowhere were written within a minute; until it is over they are only counted.',
    fields: { lines: 'how many were written' },
  },
  'mail-delivered': {
    level: 'info',
    means: 'The smarthost took a letter of ours.',
    fields: { ...LETTER, attempts: 'this one included' },
  },
  'mail-deferred': {
    level: 'warn',
    means: 'A letter could not leave now; it is tried again, for five days.',
    fields: { ...LETTER, attempts: 'this one included', reason: 'what the smarthost said, or why it was not reached' },
  },
  'mail-given-up': {
    level: 'error',
    means:
      'A letter will never arrive: five days are over, or it was refused for good. Those who should know are told by mail.',
    fields: { ...LETTER, attempts: 'this one included', reason: 'what the smarthost said' },
  },
  'mail-returned': {
    level: 'info',
    means: 'A letter of ours came back.',
    fields: { ref: 'what it was about', severity: '`soft` or `hard`', status: 'of the report (RFC 3463)' },
  },
  'mail-suppressed': {
    level: 'warn',
    means:
      'A letter was not written, since its receiver or all together would have got too many (`rules/limits.yaml`).',
    fields: { ref: 'what it was about', to: 'who would have got it, masked', kind: 'of letter' },
  },
  'iana-looked': {
    level: 'info',
    means: 'The source of IANA data was asked.',
    fields: {
      source: '`rdap`, `whois` or `file`',
      records: 'that were read',
      changed: 'other addresses of Admin Contacts',
      warnings: 'ccTLDs without a full record',
    },
  },
  'iana-silent': {
    level: 'warn',
    means:
      'A server of IANA had no answer to a question. It is asked again, and the next ccTLD as well: told once a look.',
    fields: { source: 'as set', reason: 'which server, and why' },
  },
  'iana-warning': {
    level: 'warn',
    means: 'There is no full record of one ccTLD. What was known about it stays.',
    fields: { source: 'as above', warning: 'what is wrong' },
  },
  'iana-failed': {
    level: 'error',
    means:
      'The source cannot be used. What was known stays, and it is tried again; after 7 days without news changes are held.',
    fields: { source: 'as above', reason: 'why' },
  },
  'iana-admin-changed': {
    level: 'warn',
    means: 'IANA publishes another Admin Contact. Both, the contacts and the Secretariat are told.',
    fields: { tld: 'whose', before: 'masked', after: 'masked' },
  },
  'notification-made': {
    level: 'info',
    means: 'The list to everybody on it was made, or there was nothing to tell.',
    fields: {
      kind: '`monthly` or `weekly`',
      dueAt: 'when it was due',
      outcome: '`sent` or `unchanged`',
      ref: 'of its letters',
      recipients: 'how many get it',
    },
  },
  'notification-progress': {
    level: 'info',
    means: 'Letters to many are on their way out. Told once a minute.',
    fields: { waiting: 'how many still wait' },
  },
  'old-mail-removed': {
    level: 'info',
    means: 'The text of mail older than `mails-kept-for` (`rules/limits.yaml`) was removed.',
    fields: { mails: 'that came', letters: 'of ours' },
  },
  'signed-in': {
    level: 'info',
    means: 'Somebody signed in to the desk.',
    fields: { email: 'masked', ip: 'of the browser' },
  },
  'sign-in-refused': {
    level: 'warn',
    means: 'Somebody was kept out of the desk. Again and again: somebody is guessing.',
    fields: { ip: 'of the browser', why: 'the reason' },
  },
  'web-failed': {
    level: 'error',
    means: 'A page met a bug.',
    fields: { path: 'of the page', error: 'kind, code and message' },
  },
};

export const EVENT_NAMES: readonly EventName[] = Object.keys(EVENTS).filter(
  (name): name is EventName => name in EVENTS,
);
