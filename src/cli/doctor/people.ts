import type { Settings } from '../../config/settings.ts';
import { type CcTldTable, dotted } from '../../core/cctld.ts';
import { domainOf, localPartOf } from '../../core/email-address.ts';
import { DAY, elapsed, type Instant } from '../../core/instant.ts';
import { addressesOf, type Roster } from '../../core/roster.ts';
import { isLoopback } from '../../iana/loopback.ts';
import { counted } from '../counted.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

/** Who is new is asked by the welcome; only after that silence says something. */
const NEW_FOR = 30 * DAY;
const MOST_NAMED = 10;

export function secretariat({ secretariat: people }: Pick<Settings, 'secretariat'>): Finding {
  if (people.length > 0)
    return ok(
      'secretariat',
      people.length === 1
        ? 'One person hears of mail that is held.'
        : `${people.length} people hear of mail that is held.`,
    );
  return warning('secretariat', 'Nobody hears of mail that is held.', 'Name at least one person under secretariat.');
}

/** What an envelope sender adds to the local part: `+bounce-` and 128 bits in hexadecimal digits. */
const VERP_DETAIL = '+bounce-'.length + 32;
/** RFC 5321 §4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** The mailbox has to leave room for what each letter's own envelope sender adds to it. */
export function mailboxName({ mailbox: { admin } }: Pick<Settings, 'mailbox'>): Finding {
  const most = LONGEST_LOCAL_PART - VERP_DETAIL;
  const { length } = localPartOf(admin);
  if (length <= most) return ok('mailbox', `${admin} takes the commands.`);
  return fault(
    'mailbox',
    `The part of ${admin} before the @ has ${length} characters; with what our envelope senders add it must not have more than ${most}.`,
    'Set mailbox.admin to a shorter address, and keep this one under mailbox.aliases.',
  );
}

export function publicUrl({ web: { publicUrl: url } }: Pick<Settings, 'web'>): Finding {
  if (url.startsWith('https://')) return ok('public-url', url);
  const { hostname } = new URL(url);
  return warning(
    'public-url',
    isLoopback(hostname)
      ? `${url} opens on this machine only, and links in our mails go there.`
      : `${url} is not https: browsers keep no session for it, and links in our mails go there.`,
    'Put a reverse proxy with TLS in front of web.listen and set web.public_url to its https address.',
  );
}

/** What stands on the roster, and would not help in an emergency. */
export function contacts(table: CcTldTable, rosters: readonly Roster[], now: Instant): readonly Finding[] {
  const filled = rosters.filter((roster) => roster.contacts.length > 0);
  const inside = filled.filter(({ tld, contacts: people }) =>
    people.flatMap(addressesOf).every((address) => `.${domainOf(address)}`.endsWith(`.${tld}`)),
  );
  const silent = filled.filter(({ contacts: people }) =>
    people.some(({ since, confirmedAt }) => confirmedAt <= since && elapsed(since, now) > NEW_FOR),
  );
  return [
    inside.length === 0
      ? ok('reachable-outside', 'Every ccTLD has a contact with an address outside of the ccTLD.')
      : warning(
          'reachable-outside',
          `All addresses of ${counted(inside.length, 'ccTLD')} are under the ccTLD itself: ${named(table, inside)}.`,
          'When such a ccTLD fails, its contacts cannot be reached by mail. Ask them for a secondary address elsewhere.',
        ),
    silent.length === 0
      ? ok('confirmed', 'Every contact of more than 30 days has been confirmed since it was entered.')
      : warning(
          'confirmed',
          `${counted(silent.length, 'ccTLD')} with contacts that nobody has confirmed since they were entered: ${named(table, silent)}.`,
          'Ask their Admin Contacts to send STATUS and the list that comes back: what is sent back unchanged confirms it.',
        ),
  ];
}

function named(table: CcTldTable, rosters: readonly Roster[]): string {
  const labels = rosters.map(({ tld }) => dotted(table, tld));
  const more = labels.length - MOST_NAMED;
  return [...labels.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
