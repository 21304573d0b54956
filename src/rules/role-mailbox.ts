import { type EmailAddress, localPartOf } from '../core/email-address.ts';
import { hasOddCharacters } from './writing-systems.ts';

/** Local parts in lower case that belong to a function (`rules/role-mailboxes.txt`). */
export type RoleMailboxes = {
  /** Nobody is called so: `noc`, `hostmaster`. */
  readonly refused: ReadonlySet<string>;
  /** A person could be called so, too: `it`, `sydney`. */
  readonly suspicious: ReadonlySet<string>;
};

export type AddressLook = 'role' | 'like-a-role' | 'ordinary';
export type NameLook = 'like-a-role' | 'odd-characters' | 'ordinary';

// Words that only narrow a role: noc-team@, tld-admin@, "DNS Operations Center".
const COMPANIONS = new Set(
  'team group desk dept department office unit division center centre staff crew shift duty 24x7 mail mailbox list cctld tld gtld nic the and of for our'.split(
    ' ',
  ),
);

/**
 * Whose mailbox an address seems to be, by its local part alone. A +suffix, digits at the end of a word and separators
 * are looked through (`noc1@`, `noc+tld@`, `noc-team@`); a part that may be a name (`john.noc@`) makes it ordinary.
 */
export function lookOfAddress(mailboxes: RoleMailboxes, address: EmailAddress): AddressLook {
  const local = localPartOf(address).toLowerCase().replace(/\+.*/u, '');
  const listed = listedAs(mailboxes, local);
  if (listed !== 'ordinary') return listed;
  const parts = local
    .split(/[._-]/u)
    .map((part) => (COMPANIONS.has(part) ? part : part.replace(/\d+$/u, '')))
    .filter((part) => part !== '');
  const joined = parts.join('');
  if (parts.every((part) => part.length > 1)) {
    const look = listedAs(mailboxes, joined);
    if (look !== 'ordinary') return look;
  }
  if (parts.length === 1) return composedLook(mailboxes, joined);
  const roles = parts.filter((part) => mailboxes.refused.has(part));
  if (roles.length === 0) return 'ordinary';
  const rest = parts.filter((part) => !mailboxes.refused.has(part) && !COMPANIONS.has(part));
  if (rest.length === 0) return 'role';
  // noc.nl@: a country, or somebody's initials.
  return rest.every((part) => mailboxes.suspicious.has(part) || /^[a-z]{2}$/u.test(part)) ? 'like-a-role' : 'ordinary';
}

function listedAs({ refused, suspicious }: RoleMailboxes, local: string): AddressLook {
  if (refused.has(local)) return 'role';
  return suspicious.has(local) ? 'like-a-role' : 'ordinary';
}

/** `nocteam`, `dnsgroup`: a role and a companion written as one word. */
function composedLook(mailboxes: RoleMailboxes, word: string): AddressLook {
  const composed = ['team', 'group', 'desk', 'dept', 'office', 'staff', 'cctld', 'tld'].some((companion) => {
    const role = word.slice(0, -companion.length);
    return word.endsWith(companion) && role.length > 2 && mailboxes.refused.has(role);
  });
  return composed ? 'like-a-role' : 'ordinary';
}

// One of these words makes a name that of a function; nobody is called so.
const ROLE_WORDS = words(`
  helpdesk hostmaster postmaster webmaster dnsmaster servicedesk team department dept division csirt psirt
  administrator administrators administration registry registrar operations secretariat
  équipe equipo equipe abteilung dienststelle secretaría secretaria administración administração administrateur
  администратор администрация отдел служба поддержка команда 管理员 管理員 管理者 技术部 技術部 客服 담당자 운영팀 관리자`);

// These make one only where no other word stands beside them: "Technical Support", but "Marie Support" may be a person.
const ROLE_ONLY_ALONE = words(`
  noc soc cert cirt sirt irt admin admins manager managers support service services help info information contact contacts
  technical technique técnico tecnico technik tech network networks security abuse incident incidents response
  emergency domain domains dns dnssec nic cctld tld root system systems sysadmin it ict office duty officer
  engineering engineer engineers customer care sales billing legal webmaster operator operators oncall iana
  soporte suporte ayuda assistance centre center desk group unit staff head chief director main general the of and for
  техническая технический техник сеть безопасность`);

/**
 * Whether a name seems a function's ("NOC Team", "Helpdesk"), or is written with characters that could deceive: control
 * and bidi characters, scripts mixed inside one word.
 */
export function lookOfName(name: string): NameLook {
  if (hasOddCharacters(name)) return 'odd-characters';
  const parts = name
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]/u)
    .filter((part) => part !== '');
  if (parts.some((part) => ROLE_WORDS.has(part))) return 'like-a-role';
  const telling = parts.filter((part) => !/^\d+(?:x\d+)?$/u.test(part));
  return parts.length > 0 && telling.every((part) => ROLE_ONLY_ALONE.has(part)) ? 'like-a-role' : 'ordinary';
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u));
}
