import examples from 'libphonenumber-js/mobile/examples';
import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/max';
import { activeCcTlds, type CcTld, type CcTldTable } from '../../src/core/cctld.ts';
import type { EmailAddress } from '../../src/core/email-address.ts';
import { DAY, instantOf } from '../../src/core/instant.ts';
import type { PhoneNumber } from '../../src/core/phone.ts';
import type { Contact, Rank, Roster } from '../../src/core/roster.ts';
import { tld } from './plans.ts';

/** Given names, family names; what of them stands in an address. Where the name itself is not Latin, its letters follow. */
const LATIN = [
  'Alexander Amara Anders Andrea Ángel Anna Beatriz Benoît Björn Camila Carlos Chidi Claire Daniel David Dimitra Elena Emeka Erik Esther Fatima Felipe Fernando François Giulia Grace Hannah Hans Héctor Hiroshi Ingrid Isabel Jacques James Jan Javier Jennifer Joana João Johan John José Joseph Juan Julia Kamal Karim Katarzyna Kofi Kristina Lars Laura Leïla Luca Luis Małgorzata Marco María Marie Mark Martin Mehmet Michael Mohamed Nadia Nguyễn Nicolás Nikola Ola Olga Olivier Pablo Patrick Paul Peter Petra Pierre Rafael Rajesh Ricardo Robert Rosa Samuel Sandra Sara Siti Sofía Stefan Susan Tamás Teresa Thomas Tomáš Victor Viktória Wanjiru William Yusuf Zoë',
  'Abdullah Adeyemi Almeida Andersson Bakker Banda Barbosa Becker Bergström Bianchi Blažek Bouchard Brown Castillo Chanda Chen Cohen Costa Çelik Da-Silva Delgado Diallo Dubois Eriksen Evans Fernández Fischer Fofana García Gauthier González Gruber Gunawardena Gutiérrez Hansen Hernández Hoffmann Horváth Ibrahim Ivanova Jansen Jensen Johnson Jónsson Kamau Kaya Khan Kimura Kovács Kowalska Kumar Larsen Lefèvre Lehtinen López Mahmoud Marković Martínez Mbeki McDonald Mendes Meyer Moreau Mokoena Müller Murphy Mwangi Nakamura Ndiaye Nielsen Novák Núñez O’Brien Okafor Olsen Ortiz Osman Papadopoulos Patel Pereira Petrović Popescu Quispe Rahman Ramírez Rasmussen Reyes Rodríguez Rossi Ruiz Sánchez Santos Schmidt Schneider Silva Singh Smith Sørensen Suarez Tanaka Tavares Thompson Torres Touré Trần Van-den-Berg Vargas Virtanen Wagner Walker Weber Williams Wilson Wójcik Yamamoto Yılmaz Zhang Zulu',
] as const;
const OTHER_SCRIPTS: readonly (readonly [given: string, family: string])[] = [
  [
    'Анна Дмитрий Елена Иван Мария Михаил Наталья Сергей',
    'Иванова Кузнецов Морозов Петров Попова Смирнов Соколова Шевченко',
  ],
  ['小明 伟 芳 志强 丽华 建国 静怡 子涵', '李 王 张 刘 陈 杨 赵 黄'],
  ['محمد فاطمة أحمد ليلى خالد مريم يوسف نورة', 'الحسن العلي المنصوري بن-سعيد التميمي الخطيب حداد الزهراني'],
  ['민준 서연 지훈 하은', '김 이 박 최'],
  ['राजेश सुनीता अमित प्रिया', 'शर्मा पटेल सिंह वर्मा'],
  ['Γιώργος Ελένη Νίκος Μαρία', 'Παπαδόπουλος Οικονόμου Γεωργίου Νικολάου'],
  ['สมชาย มาลี อนันต์ สุดา', 'ใจดี ศรีสุข วงศ์ไทย แก้วมณี'],
  ['გიორგი ნინო', 'ბერიძე კაპანაძე'],
];
const FREE_MAIL = [
  'gmail.com',
  'outlook.com',
  'yahoo.com',
  'proton.me',
  'icloud.com',
  'hotmail.com',
  'gmx.net',
  'oarc.net',
];
const REGISTRY = ['nic', 'registry', 'dns', 'domain-registry', 'nicnet', 'ccnic', 'isoc', 'telecom'];

/** xorshift32: the same people on every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

type Dice = ReturnType<typeof dice>;

function oneOf(roll: Dice, words: string): string {
  const all = words.split(' ');
  return all[roll(all.length)] ?? '';
}

function inAddress(name: string): string {
  const letters = name.normalize('NFKD').toLowerCase();
  return letters.replaceAll(/[^a-z-]/gu, '');
}

/** As long as mobile numbers of that country are, which begin with what an operator there has. */
function telephone(roll: Dice, iso: string | null): PhoneNumber {
  const example = iso !== null && isSupportedCountry(iso) ? getExampleNumber(iso, examples) : undefined;
  const { countryCallingCode = '31', nationalNumber = '612345678' } = example ?? {};
  const operator = nationalNumber.slice(0, Math.max(2, nationalNumber.length - 7));
  const rest = Array.from({ length: nationalNumber.length - operator.length }, () => String(roll(10))).join('');
  return `+${countryCallingCode}${operator}${rest}` as PhoneNumber;
}

function person(roll: Dice, rank: Rank, { tld: label, iso }: CcTld, registry: string): Contact {
  const [given, family] = [oneOf(roll, LATIN[0]), oneOf(roll, LATIN[1])];
  const script = roll(100) < 10 ? OTHER_SCRIPTS[roll(OTHER_SCRIPTS.length)] : undefined;
  const name =
    script === undefined
      ? `${given} ${family.replaceAll('-', ' ')}`
      : `${oneOf(roll, script[0])} ${oneOf(roll, script[1])}`;
  const [first, last] = [inAddress(given), inAddress(family)];
  const locals = [
    `${first}.${last}`,
    `${first}.${last}`,
    `${first.charAt(0)}${last}`,
    `${first}${rank}`,
    `${first}_${last}`,
  ];
  const local = locals[roll(locals.length)] ?? first;
  const second = `${roll(2) === 0 ? first + last : last + String(roll(100))}@${FREE_MAIL[roll(FREE_MAIL.length)] ?? ''}`;
  const since = Date.UTC(2019, 0, 1) + roll(2500) * DAY + roll(DAY);
  return {
    rank,
    name,
    email: `${local}@${registry}.${label}` as EmailAddress,
    secondaryEmail: roll(5) < 2 ? (second as EmailAddress) : null,
    phone: telephone(roll, iso),
    since: instantOf(since),
    confirmedAt: instantOf(since + roll(180) * DAY + roll(DAY)),
  };
}

/** A table with as many ccTLDs as a thousand contacts need, and the contacts: three for each ccTLD. */
export function thousandContacts(shipped: CcTldTable): {
  readonly rows: readonly CcTld[];
  readonly rosters: readonly Roster[];
} {
  const roll = dice(20_150_617);
  const active = activeCcTlds(shipped);
  const more = Array.from({ length: 334 - active.length }, (_, index): CcTld => {
    const label = `xn--more${index}`;
    return { tld: tld(label), ulabel: label, name: `Land ${index}`, iso: null, region: 'AP', status: 'active' };
  });
  const rows = [...active, ...more];
  const rosters = rows.map((row, index): Roster => {
    const registry = REGISTRY[roll(REGISTRY.length)] ?? 'nic';
    const ranks: readonly Rank[] = index === 333 ? [1] : [1, 2, 3];
    return {
      tld: row.tld,
      revision: 1,
      contacts: ranks.map((rank) => person(roll, rank, row, registry)),
      frozenUntil: null,
    };
  });
  return { rows, rosters };
}
