import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CcTld, type Tld, ccTldTable } from '../../src/core/cctld.ts';
import { BLANK_PERSON, type ContactDraft } from '../../src/core/command.ts';
import { type EmailAddress, parseEmailAddress } from '../../src/core/email-address.ts';
import type { IanaRecord } from '../../src/core/iana.ts';
import { type Instant, parseInstant } from '../../src/core/instant.ts';
import { type Reference, parseReference } from '../../src/core/message.ts';
import { readPhone, type PhoneNumber } from '../../src/core/phone.ts';
import type { Contact, Roster } from '../../src/core/roster.ts';
import type { AnsweredItem, AnswerView } from '../../src/replies/answer-view.ts';
import type { Letterhead } from '../../src/replies/letter.ts';
import type { TemplateField, TemplateView } from '../../src/replies/template-view.ts';
import { type Texts, parseTexts } from '../../src/replies/texts.ts';

const FOLDER = join(import.meta.dirname, '../../rules/texts/en');

export function shippedFiles(): Map<string, string> {
  const names = readdirSync(FOLDER);
  return new Map(names.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
}

export const TEXTS: Texts = (() => {
  const reading = parseTexts(shippedFiles());
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults, null, 2));
  return reading.texts;
})();

export const tld = (label: string): Tld => label as Tld;
export const NL = tld('nl');
export const BR = tld('br');
export const RU = tld('xn--p1ai');
export const CN = tld('xn--fiqs8s');

const row = (label: string, ulabel: string, name: string, iso: string | null): CcTld => ({
  tld: tld(label),
  ulabel,
  name,
  iso,
  region: 'EUR',
  status: 'active',
});

export const TABLE = ccTldTable([
  row('nl', 'nl', 'Netherlands', 'NL'),
  row('br', 'br', 'Brazil', 'BR'),
  row('xn--p1ai', 'рф', 'Russian Federation', 'RU'),
  row('eu', 'eu', 'European Union', null),
  row('xn--fiqs8s', '中国', 'China', 'CN'),
  row('ax', 'ax', 'Åland Islands', 'AX'),
]);

export function email(text: string): EmailAddress {
  const reading = parseEmailAddress(text);
  if (!reading.ok) throw new Error(text);
  return reading.address;
}

export function at(text: string): Instant {
  const moment = parseInstant(text);
  if (moment === null) throw new Error(text);
  return moment;
}

export function phone(text: string): PhoneNumber {
  const reading = readPhone(text, null);
  if (!reading.ok) throw new Error(text);
  return reading.phone;
}

export function reference(text: string): Reference {
  const ref = parseReference(text);
  if (ref === null) throw new Error(text);
  return ref;
}

export const RECEIVED = at('2026-11-21T12:58:07Z');
const LAST_YEAR = at('2025-03-02T09:00:00Z');

function person(rank: 1 | 2 | 3, name: string, address: string, number: string, second: string | null = null): Contact {
  return {
    rank,
    name,
    email: email(address),
    secondaryEmail: second === null ? null : email(second),
    phone: phone(number),
    since: LAST_YEAR,
    confirmedAt: LAST_YEAR,
  };
}

export const JOHN = person(1, 'John Doe', 'john.doe@nic.nl', '+31612345678', 'john@oarc.net');
export const JANE = person(2, 'Jane Roe', 'jane.roe@nic.nl', '+31687654321');
export const MAX = person(1, 'Max Moe', 'max.moe@nic.nl', '+31611223344');
export const ANA = person(1, 'Ana Álvares da Silva', 'ana@registro.br', '+5511987654321');
export const IVAN = person(1, 'Иван Петров', 'ivan@cctld.example', '+74951234567');
export const LI = person(2, '李小明', 'li@cnnic.example', '+861058813000');

export function roster(label: Tld, ...contacts: readonly Contact[]): Roster {
  return { tld: label, revision: 3, contacts, frozenUntil: null };
}

export const iana = (label: Tld, admin: string): IanaRecord => ({
  tld: label,
  status: 'active',
  manager: 'Registry',
  adminName: 'Admin',
  adminEmail: email(admin),
  asOf: at('2026-11-20T04:00:00Z'),
  changedAt: null,
  suspectedEmail: null,
  suspectedAt: null,
  source: 'rdap',
  reason: null,
});

export const HEAD: Letterhead = {
  ref: reference('2026-000123'),
  table: TABLE,
  mailbox: email('tld-ops-admin@tld-ops.example'),
  rules: ['change-by-signed-admin'],
};

export const ADMIN = email('admin@sidn.nl');

export function answer(view: Partial<AnswerView>): AnswerView {
  return {
    ...HEAD,
    to: ADMIN,
    result: 'applied',
    theirSubject: 'new contacts',
    receivedAt: RECEIVED,
    dryRun: false,
    items: [],
    changes: [],
    ignored: [],
    unreadFiles: 0,
    quoting: { lines: 20, lineLength: 80 },
    hints: [],
    rosters: [],
    template: null,
    copy: [],
    atDesk: false,
    asked: [{ party: 'admin', tlds: [NL] }],
    redelegations: [],
    left: false,
    reconfirmed: 'nothing',
    tooFew: [],
    ...view,
  };
}

export function item(view: Partial<AnsweredItem>): AnsweredItem {
  return {
    word: 'SUBSCRIBE',
    line: 1,
    text: 'SUBSCRIBE .nl',
    tlds: [NL],
    drafts: [],
    outcome: 'applied',
    because: [],
    faults: [],
    doubts: [],
    info: null,
    ...view,
  };
}

export function draft(view: Partial<ContactDraft>): ContactDraft {
  return { ...BLANK_PERSON, line: 2, ...view };
}

/** A template of one command; `fields` are `Label: value` lines, empty ones between two people. */
export function template(head: string, fields = ''): TemplateView {
  const people = fields.split('\n\n').map((lines) => lines.split('\n').flatMap((line) => fieldOf(line)));
  const word = WORDS.find((each) => head.startsWith(each));
  if (word === undefined) throw new Error(head);
  return { commands: [{ word, head, people }], tlds: [], copy: [], leftOut: [] };
}

const WORDS = ['SUBSCRIBE', 'CONTACTS', 'REPLACE', 'REMOVE', 'UPDATE', 'STATUS', 'WHO', 'DISPUTE'] as const;
const LABELS = ['ccTLD', 'Name', 'Email', 'Secondary email', 'Phone', 'Role', 'Old contact email'] as const;

function fieldOf(line: string): readonly TemplateField[] {
  const label = LABELS.find((each) => line.startsWith(`${each}:`));
  return label === undefined ? [] : [{ label, value: line.slice(label.length + 1).trim() }];
}
