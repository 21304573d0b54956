import { stringify } from 'yaml';
import { type Settings, type Smarthost, type TimeOfDay, hostPortText } from './settings.ts';
import { durationText, sizeText } from './settings-quantities.ts';

/**
 * The settings in force under the names of the file, for people: passwords masked, keys and certificates as their paths,
 * every default filled in. It could be loaded again, but for the masks.
 */
export function describeSettings(settings: Settings): { readonly [key: string]: unknown } {
  const { mailbox, smtp, dns, outbound, iana, web, schedule } = settings;
  return {
    data_dir: settings.dataDir,
    hostname: settings.hostname,
    mailbox,
    secretariat: settings.secretariat,
    standing_committee: settings.standingCommittee,
    smtp: {
      listen: hostPortText(smtp.listen),
      protocol: smtp.protocol,
      behind_queue: smtp.behindQueue,
      tls: smtp.tls && { cert: smtp.tls.cert.path, key: smtp.tls.key.path },
      trusted_relays: smtp.trustedRelays,
      max_bytes: sizeText(smtp.maxBytes),
      max_connections: smtp.maxConnections,
    },
    dns: { servers: dns.servers, timeout: durationText(dns.timeoutMs) },
    outbound: {
      smarthost: smarthostText(outbound.smarthost),
      bulk_per_minute: outbound.bulkPerMinute,
      dkim: outbound.dkim && { ...outbound.dkim, key: outbound.dkim.key.path },
    },
    iana: {
      source: iana.source,
      whois: hostPortText(iana.whois),
      rdap: iana.rdap,
      file: iana.file,
      refresh: durationText(iana.refreshMs),
    },
    web: { listen: hostPortText(web.listen), public_url: web.publicUrl, trusted_header: web.trustedHeader },
    schedule: {
      monthly: `${schedule.monthly.day} ${timeText(schedule.monthly)}`,
      weekly: `${schedule.weekly.weekday} ${timeText(schedule.weekly)}`,
    },
    rules_dir: settings.rulesDir,
    log: settings.log,
  };
}

/** {@link describeSettings} as YAML. */
export function settingsYaml(settings: Settings): string {
  return stringify(describeSettings(settings), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The URL with `***` for the password. */
function smarthostText({ implicitTls, login, host, port }: Smarthost): string {
  const user = login === null ? '' : `${encodeURIComponent(login.user)}:***@`;
  return `${implicitTls ? 'smtps' : 'smtp'}://${user}${hostPortText({ host, port })}`;
}

function timeText({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
