import { describe, expect, test } from 'vitest';
import { parseEmailAddress, type EmailAddress } from '../../src/core/email-address.ts';
import { lookOfAddress, lookOfName } from '../../src/rules/role-mailbox.ts';
import { shippedRules } from './shipped-rules.ts';

const { roleMailboxes } = await shippedRules();

function address(local: string): EmailAddress {
  const reading = parseEmailAddress(`${local}@registry.example`);
  if (!reading.ok) throw new Error(local);
  return reading.address;
}

const locals = (list: string): string[] => list.trim().split(/\s+/u);

describe('the mailbox of', () => {
  test.each(
    locals(`noc NOC noc1 noc12 noc-12 12-noc _noc_ noc+tld noc+a+b host.master admin-c noc-team noc_team noc.team dns-admin dnsadmin DNS.Admin hostmaster abuse security cert csirt
      admin1 tld-admin info support technical.support helpdesk no-reply iana nic-admin cctld-tech network-operations`),
  )('%s is a role', (local) => {
    expect(lookOfAddress(roleMailboxes, address(local))).toBe('role');
  });

  test.each(
    locals(`it hr md sydney paris alexa noc.nl noc.it it-security nocgroup dnsdesk nocdept nocoffice nocstaff noccctld
      noctld noctld2`),
  )('%s looks like a role', (local) => {
    expect(lookOfAddress(roleMailboxes, address(local))).toBe('like-a-role');
  });

  test.each(
    locals(`john john.doe john.doe+tld jdoe j.doe john-doe john_doe doe.j jd1970 john.noc anna.support maria.admin
      alexa.dean paris.berlin o'neil 12345 100200 wei.li li.wei nguyen.van.a mohammed.al-sayed vandenberg d.marketing-smith
      n n.o.c a.dmin ad7min noc.nl.smith noc.nld teamnoc nocabcd admin.istrator-smith nocera adminova infante ceola`),
  )('%s is a person', (local) => {
    expect(lookOfAddress(roleMailboxes, address(local))).toBe('ordinary');
  });
});

describe('a role of two letters', () => {
  const mailboxes = { refused: new Set(['ns', 'noc']), suspicious: new Set(['it']) };

  test.each([
    ['ns', 'role'],
    ['ns-team', 'role'],
    ['nsteam', 'ordinary'],
    ['nocteam', 'like-a-role'],
    ['itteam', 'ordinary'],
  ])('%s: %s; in one word with another it may be the end of a name', (local, look) => {
    expect(lookOfAddress(mailboxes, address(local))).toBe(look);
  });
});

describe('the name', () => {
  test.each([
    'NOC Team',
    'NOC',
    'Helpdesk',
    'Hostmaster',
    'Technical Support',
    'SIDN Helpdesk',
    'DNS Operations Center',
    'Registry Administrator',
    'IT',
    'Équipe technique',
    'Служба поддержки',
    '管理员',
    'Duty Officer 24x7',
    'NOC 24x365',
    'NOC 24',
    '(NOC)',
    'noc.',
    '24',
  ])('%s is like a role', (name) => {
    expect(lookOfName(name)).toBe('like-a-role');
  });

  test.each([
    'John Doe',
    "Sean O'Neil",
    'Sean O’Neil',
    'Anna van der Berg-Müller',
    'Nguyễn Văn A',
    'Sukarno',
    'Þórður Sæmundsson',
    'Κώστας Παπαδόπουλος',
    'Иван Петров',
    'Олександр Ґедзь',
    'محمد عبد الله',
    'یاسمین‌زهرا کریمی',
    'דוד כהן',
    'प्रियंका शर्मा',
    'ಲಕ್ಷ್ಮೀ ರಾವ್',
    'ශ්‍රී ලාල්',
    '王小明',
    '田中 さくら',
    'スミス・ジョン',
    'サトー',
    '김철수',
    'สมชาย ใจดี',
    'გიორგი',
    'Աննա',
    'Kaʻiulani Kahale',
    'J. R. Smith, Jr.',
    'Jan Noc',
    'Noc A24',
    'Noc 24a',
    '-',
    '',
    'Marie Support-Dupont',
    'John Smith III',
    'Иван (Ivan) Петров',
    'Dr. Zoë Åström',
  ])('%s is ordinary', (name) => {
    expect(lookOfName(name)).toBe('ordinary');
  });

  test.each([
    ['a Cyrillic letter in a Latin word', 'John D\u043Ee'],
    ['a Greek letter in a Latin word', 'J\u03BFhn Doe'],
    ['a right-to-left override', 'John \u202EeoD'],
    ['an isolate', 'John \u2066Doe\u2069'],
    ['a zero-width space', 'John\u200BDoe'],
    ['a zero-width joiner in Latin', 'Jo\u200Dhn Doe'],
    ['a soft hyphen', 'Jo\u00ADhn'],
    ['a control character', 'John\u0007 Doe'],
    ['a line break', 'John\u2028Doe'],
    ['letters that are mathematical symbols', '\u{1D409}\u{1D428}\u{1D421}\u{1D427}'],
    ['an emoji', 'John \u{1F600}'],
    ['an address', 'John <john@registry.example>'],
    ['a heap of accents', 'Jo\u0301\u0302\u0303\u0304\u0306\u0307hn'],
    ['Han and Hangul filler', '\u3164\u738B'],
  ])('with %s has odd characters', (_, name) => {
    expect(lookOfName(name)).toBe('odd-characters');
  });
});
