import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  IANA_SOURCES,
  LOG_LEVELS,
  type Settings,
  type SettingsFault,
  type SettingsReading,
  hostPortText,
} from './settings.ts';
import { unreadVariables } from './settings-environment.ts';
import { belongTogether, certificateFile, privateKeyFile, signingKeyFile } from './settings-pem.ts';
import { DAY, SECOND } from '../core/instant.ts';
import { whyUnreadable } from '../core/unreadable.ts';
import { Section, type SettingsSource } from './settings-section.ts';
import { duration, size } from './settings-quantities.ts';
import {
  type Read,
  address,
  domain,
  fits,
  fromText,
  hostPort,
  integer,
  ipRange,
  line,
  monthly,
  nameServer,
  oneOf,
  ownHeader,
  plainAddress,
  smarthost,
  unfit,
  provedUrl,
  webUrl,
  weekly,
  yesOrNo,
} from './settings-values.ts';
import { linesNotInUtf8 } from './utf8-lines.ts';
import { NO_DOCUMENT, type SettingsDocument, parseSettingsYaml } from './settings-yaml.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The rules that come with the program. */
const OWN_RULES = resolve(import.meta.dirname, '../../rules');

/**
 * Reads `tldops.yaml` and every PEM and secret file that it names.
 * @param file null: every value comes from the environment or is a default, and paths are relative to the working folder.
 */
export function loadSettings(file: string | null, env: SettingsSource['env']): SettingsReading {
  const path = file === null ? null : resolve(file);
  const document = path === null ? NO_DOCUMENT : documentIn(path);
  if (document.root === null) return { ok: false, faults: document.faults, unread: [] };
  const folder = path === null ? process.cwd() : dirname(path);
  const source: SettingsSource = { document, env, folder, faults: [...document.faults], read: new Set() };
  const settings = settingsIn(new Section(source, [], document.root), path, folder);
  const unread = unreadVariables(env, source.read);
  if (settings === null || source.faults.length > 0)
    return { ok: false, faults: source.faults.toSorted(byLine), unread };
  return { ok: true, settings, unread };
}

/** `tldops.yaml:12: smtp.lisen is unknown; did you mean "listen"?` */
export function settingsFaultText(file: string | null, { path, message, line: at }: SettingsFault): string {
  const place = `${file ?? 'settings'}${at === null ? '' : `:${at}`}`;
  return path === '' ? `${place}: ${message}` : `${place}: ${path} ${message}`;
}

/** From the top of the file; what is missing comes last. */
function byLine(one: SettingsFault, other: SettingsFault): number {
  return (one.line ?? Number.MAX_SAFE_INTEGER) - (other.line ?? Number.MAX_SAFE_INTEGER);
}

function documentIn(path: string): SettingsDocument {
  try {
    const octets = readFileSync(path);
    const message = 'letters are lost here: the file is not in UTF-8; save it as UTF-8';
    const faults = linesNotInUtf8(octets).map((at) => ({ path: '', message, line: at }));
    return faults.length > 0 ? { ...NO_DOCUMENT, root: null, faults } : parseSettingsYaml(octets.toString('utf8'));
  } catch (error) {
    const message = `cannot be read: ${whyUnreadable(error)}`;
    return { ...NO_DOCUMENT, root: null, faults: [{ path: '', message, line: null }] };
  }
}

function settingsIn(top: Section, file: string | null, folder: string): Settings | null {
  const pathIn: Read<string> = fromText((text) =>
    text === '' ? unfit('must be a path') : fits(resolve(folder, text)),
  );
  const dataDir = top.take('data_dir', pathIn, join(folder, 'data'));
  const hostname = top.need('hostname', domain);
  const mailbox = mailboxIn(top.section('mailbox'));
  const secretariat = secretariatIn(top);
  const standingCommittee = top.take('standing_committee', address, null);
  const smtp = smtpIn(top.section('smtp'), folder);
  const dns = dnsIn(top.section('dns'));
  const outbound = outboundIn(top.section('outbound'), folder);
  const iana = ianaIn(top.section('iana'), pathIn);
  const web = webIn(top.section('web'));
  const schedule = scheduleIn(top.section('schedule'));
  const rulesDir = top.take('rules_dir', pathIn, rulesBeside(folder));
  const log = logIn(top.section('log'));
  top.close();
  if (hostname === null || mailbox === null) return null;
  return {
    file,
    dataDir,
    hostname,
    mailbox,
    secretariat,
    standingCommittee,
    smtp,
    dns,
    outbound,
    iana,
    web,
    schedule,
    rulesDir,
    log,
  };
}

/** `./rules` where there is such a folder, else the program's own. */
function rulesBeside(folder: string): string {
  const beside = join(folder, 'rules');
  return existsSync(beside) ? beside : OWN_RULES;
}

function mailboxIn(section: Section): Settings['mailbox'] | null {
  const admin = section.need('admin', plainAddress);
  const name = section.take('name', line, 'TLD-OPS Administration');
  const aliases = section.list('aliases', plainAddress);
  section.close();
  return admin === null ? null : { admin, name, aliases };
}

function secretariatIn(top: Section): Settings['secretariat'] {
  return top.sections('secretariat').flatMap((section) => {
    const name = section.need('name', line);
    const email = section.need('email', address);
    section.close();
    return name === null || email === null ? [] : [{ name, email }];
  });
}

function smtpIn(section: Section, folder: string): Settings['smtp'] {
  const smtp = {
    listen: section.take('listen', hostPort(null, 0), { host: '127.0.0.1', port: 2525 }),
    protocol: section.take('protocol', oneOf(['smtp', 'lmtp']), 'smtp'),
    behindQueue: section.take('behind_queue', yesOrNo, false),
    tls: tlsIn(section.section('tls'), folder),
    trustedRelays: section.list('trusted_relays', ipRange),
    maxBytes: section.take('max_bytes', size(64 * KIB, 200 * MIB), 10 * MIB),
    maxConnections: section.take('max_connections', integer(1, 10_000), 200),
  };
  section.close();
  return smtp;
}

function tlsIn(section: Section, folder: string): Settings['smtp']['tls'] {
  const cert = section.take('cert', certificateFile(folder), null);
  const key = section.take('key', privateKeyFile(folder), null);
  section.together(['cert', 'key']);
  section.close();
  if (cert === null || key === null) return null;
  if (!belongTogether(cert, key)) section.fault(['key'], 'does not belong to the certificate');
  return { cert, key };
}

function dnsIn(section: Section): Settings['dns'] {
  const dns = {
    servers: section.list('servers', nameServer),
    timeoutMs: section.take('timeout', duration(100, 60 * SECOND), 5 * SECOND),
  };
  section.close();
  return dns;
}

function outboundIn(section: Section, folder: string): Settings['outbound'] {
  const outbound = {
    smarthost: section.secret('smarthost', smarthost, {
      host: '127.0.0.1',
      port: 2526,
      implicitTls: false,
      login: null,
    }),
    bulkPerMinute: section.take('bulk_per_minute', integer(1, 60_000), 300),
    dkim: dkimIn(section.section('dkim'), folder),
  };
  section.close();
  return outbound;
}

function dkimIn(section: Section, folder: string): Settings['outbound']['dkim'] {
  const signer = section.take('domain', domain, null);
  const name = section.take('selector', domain, null);
  const key = section.take('key', signingKeyFile(folder), null);
  section.together(['domain', 'selector', 'key']);
  section.close();
  return signer === null || name === null || key === null ? null : { domain: signer, selector: name, key };
}

function ianaIn(section: Section, pathIn: Read<string>): Settings['iana'] {
  const iana = {
    source: section.take('source', oneOf(IANA_SOURCES), 'rdap'),
    whois: section.take('whois', hostPort(43, 1), { host: 'whois.iana.org', port: 43 }),
    rdap: section.take('rdap', provedUrl, 'https://rdap.iana.org'),
    file: section.take('file', pathIn, null),
    refreshMs: section.take('refresh', duration(60 * SECOND, 7 * DAY), DAY),
  };
  if (iana.source === 'file' && iana.file === null) section.fault(['file'], 'is missing, and the source is "file"');
  section.close();
  return iana;
}

function webIn(section: Section): Settings['web'] {
  const listen = section.take('listen', hostPort(null, 0), { host: '127.0.0.1', port: 8080 });
  const publicUrl = section.take('public_url', webUrl, `http://${hostPortText(listen)}`);
  const trustedHeader = trustedHeaderIn(section.section('trusted_header'));
  section.close();
  return { listen, publicUrl, trustedHeader };
}

function trustedHeaderIn(section: Section): Settings['web']['trustedHeader'] {
  const name = section.take('name', ownHeader, null);
  const from = section.list('from', ipRange);
  section.together(['name', 'from']);
  if (name !== null && from.length === 0) section.fault(['from'], 'must name the address of the proxy');
  section.close();
  return name === null ? null : { name, from };
}

function scheduleIn(section: Section): Settings['schedule'] {
  const schedule = {
    monthly: section.take('monthly', monthly, { day: 1, hour: 6, minute: 0 }),
    weekly: section.take('weekly', weekly, { weekday: 'mon', hour: 6, minute: 0 }),
  };
  section.close();
  return schedule;
}

function logIn(section: Section): Settings['log'] {
  const level = section.take('level', oneOf(LOG_LEVELS), 'info');
  section.close();
  return { level };
}
