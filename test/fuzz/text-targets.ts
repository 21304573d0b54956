import { readEntry } from '../../src/iana/file-entry.ts';
import type { PublishedReading } from '../../src/iana/published.ts';
import { readRdapRecord } from '../../src/iana/rdap-record.ts';
import { readWhoisRecord } from '../../src/iana/whois-record.ts';
import { parseTld } from '../../src/core/cctld.ts';
import { parseEmailAddress } from '../../src/core/email-address.ts';
import { instantOf } from '../../src/core/instant.ts';
import type { Command } from '../../src/core/command.ts';
import { tableOf } from '../iana/table.ts';
import { read } from '../parse/requests/reading.ts';
import { holds, type Target } from './target.ts';

const HIDDEN = /[\u200b\u202a-\u202e\u2060\u2066-\u2069]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u;

function namesIn(command: Command): readonly (string | null)[] {
  if ('contacts' in command) return command.contacts.map(({ name }) => name);
  return command.word === 'UPDATE' ? [command.draft.name] : [];
}

function addressesIn(command: Command): readonly string[] {
  const drafts = 'contacts' in command ? command.contacts : command.word === 'UPDATE' ? [command.draft] : [];
  const written = drafts.flatMap(({ email, secondaryEmail }) => [email, secondaryEmail]);
  const leaving = command.word === 'REMOVE' ? command.removed : command.word === 'REPLACE' ? command.replaced : [];
  return [...written, ...leaving].flatMap((one) => (one === null || one === 'none' ? [] : [one]));
}

export const commands: Target = {
  name: 'commands',
  octets: false,
  pieces: [
    'SUBSCRIBE',
    'REMOVE',
    'REPLACE',
    'CONTACTS',
    'UPDATE',
    'WHO',
    'STATUS',
    'HELP',
    'CHECK',
    'CONFIRM',
    'DENY',
    'OK',
    'DISPUTE',
    'APPROVE',
    'REFUSE',
    'ALL',
    'me',
    'WITH',
    'BY',
    'UNSUBSCRIBE',
    'DELETE',
    'LIST',
    '.nl',
    'nl',
    '.рф',
    '.РФ',
    'xn--p1ai',
    '．ｎｌ',
    '.in',
    'EU',
    'AF',
    '.com',
    '.zz',
    'Name:',
    'Email:',
    'E-mail：',
    'Secondary email =',
    'Phone:\t',
    'Role:',
    '#1',
    'Имя:',
    'Téléphone:',
    'Name',
    'john@nic.nl',
    'n@ai',
    '<john@nic.nl>',
    '[mailto:a@b.nl]',
    '<mailto:a@b.nl>',
    'ü@nic.nl',
    'none',
    'a@@b',
    '+31 6 12345678',
    '0031612345678',
    '(0)6 12345678',
    '+31 6 1 ext 5',
    '06 12345678',
    'primary',
    'John Doe',
    '"John Doe, #1, .nl, +31 123456789" john.doe@nic.nl, john@oarc.net',
    '\n',
    '\n\n',
    ' ',
    '\t',
    '> ',
    '>> ',
    '-- \n',
    '--',
    '| a | b |',
    '* ',
    '1. ',
    '_',
    '"',
    ',',
    ';',
    ':',
    'On Mon, 5 Jan 2026, TLD-OPS wrote:\n',
    '-----Original Message-----\n',
    '---------- Forwarded message ---------\n',
    'From: a\nSent: b\nTo: c\nSubject: d\n',
    'Dear colleagues,\n',
    'Kind regards\n',
    'Sent from my iPhone\n',
    '[TLD-OPS 2026-000001]',
    '\u200b',
    '\u202e',
    '\u00a0',
    '\ufeff',
    '\u200d',
    'ａｂｃ',
    '“',
    '‑',
    '\ud800',
    '\u0000',
    'न\u200dक',
  ],
  frame: (repeated) => `SUBSCRIBE .nl\n${repeated}`,
  run(input) {
    const at = input.indexOf('\n');
    const subject = at < 0 ? '' : input.slice(0, Math.min(at, 250));
    const request = read(input, subject);
    const lines = input.split('\n').length;
    holds(request.commands.length <= 51, 'at most fifty commands are read, and the subject’s');
    for (const { command, line, text } of request.commands) {
      holds(line >= 0 && line <= lines, 'a command stands somewhere in the text');
      holds(text.length <= 200 && !/\n/u.test(text), 'a command line is one line');
      for (const name of namesIn(command)) holds(name === null || !HIDDEN.test(name), 'names hold nothing hidden');
      for (const address of addressesIn(command)) holds(parseEmailAddress(address).ok, 'addresses are addresses');
    }
    const ignored = request.ignored.map(({ line }) => line);
    holds(
      ignored.every((line, index) => index === 0 || line > (ignored[index - 1] ?? 0)),
      'ignored lines are in order',
    );
    holds(!request.ignored.some(({ text }) => text.length > 200 || HIDDEN.test(text)), 'ignored lines are shown clean');
    const quoted = read(input.replaceAll(/^/gmu, '> '));
    holds(quoted.commands.length === 0, 'a quoted text asks nothing');
    return request.commands
      .map(({ command, doubts }) => `${command.word}${doubts.length > 0 ? '?' : ''}`)
      .join(' ')
      .slice(0, 60);
  },
};

const NL = parseTld('nl');

function recordWord(reading: PublishedReading): string {
  if (!reading.ok) {
    holds(/^[ -~]{5,200}$/u.test(reading.fault), 'a fault is told in words of our own');
    return reading.fault;
  }
  const { tld, adminEmail, adminName, manager } = reading.published;
  holds(tld === NL, 'it is about the ccTLD that was asked for');
  holds(parseEmailAddress(adminEmail).ok, 'the address is an address');
  holds(
    [adminName ?? '', manager].every((text) => text.length <= 200 && !HIDDEN.test(text)),
    'names are short and clean',
  );
  return `read ${reading.published.status} ${adminName === null ? '' : 'named'}`;
}

export const whois: Target = {
  name: 'whois',
  octets: false,
  pieces: [
    '% This query returned 1 object\n',
    '% This query returned 0 objects\n',
    '\n',
    '\r\n',
    'domain:       NL\n',
    'domain:       BR\n',
    'domain-ace:   NL\n',
    'organisation: Registry\n',
    'contact:      administrative\n',
    'contact:      technical\n',
    'name:         Director \u202e\n',
    'e-mail:       hostmaster@nic.nl\n',
    'e-mail:       other@evil.example\n',
    'e-mail:       not an address\n',
    'status:       ACTIVE\n',
    'status:       INACTIVE\n',
    'source:       IANA\n',
    ':',
    '%',
    'x',
  ],
  frame: (repeated) => `% This query returned 1 object\n\ndomain: NL\n${repeated}\n\nsource: IANA\n`,
  run: (input) => (NL === null ? '' : recordWord(readWhoisRecord(NL, input))),
};

export const rdap: Target = {
  name: 'rdap',
  octets: false,
  pieces: [
    '{"objectClassName":"domain","ldhName":"nl",',
    '"ldhName":"br",',
    '"status":["active"],',
    '"status":["inactive"],',
    '"entities":[',
    '{"roles":["administrative"],"vcardArray":["vcard",[["fn",{},"text","Director"],["email",{},"text","a@nic.nl"]]]}',
    '{"roles":["registrant"],"vcardArray":["vcard",[["fn",{},"text","Registry"]]]}',
    '["email",{},"text","b@evil.example"]',
    '["email",{},"text",["c"]]',
    '"__proto__":{"roles":["administrative"]},',
    ']',
    ']}',
    '}',
    ',',
    '[',
    '{',
    'null',
    '"\\ud800\\u202e"',
  ],
  frame: (repeated) => `{"objectClassName":"domain","ldhName":"nl","status":["active"],"entities":[${repeated}]}`,
  run: (input) => (NL === null ? '' : recordWord(readRdapRecord(NL, input))),
};

const NOW = instantOf(Date.UTC(2026, 0, 2));
const TABLE = tableOf(['nl', 'nl', 'EUR'], ['xn--p1ai', 'рф', 'EUR']);

export const ianaFile: Target = {
  name: 'iana-file',
  octets: false,
  pieces: [
    '{"tld":"nl",',
    '{"tld":".РФ",',
    '"status":"active",',
    '"status":"Retired",',
    '"manager":"Registry\\u202e",',
    '"admin":{"name":"Director","email":"a@nic.nl"}',
    '"admin":{"email":"a b@nic.nl"}',
    '"admin":{"email":["a@nic.nl"]}',
    '"admin":[]',
    ',"asOf":"2026-01-01T00:00:00Z"',
    ',"asOf":"2999-01-01"',
    ',"asOf":"1"',
    ',"asOf":{}',
    '}',
    ',',
    'null',
    '7',
    '"x"',
  ],
  frame: (repeated) => `{"tld":"nl","status":"active","manager":"${repeated.replaceAll(/["\\\u0000-\u001f]/gu, '')}"}`,
  run(input) {
    const json = parsed(input);
    const reading = readEntry(TABLE, json, NOW, NOW);
    if (!reading.ok) return reading.fault.replaceAll(/"[^"]*"/gu, '').slice(0, 60);
    const { observation } = reading;
    holds(parseEmailAddress(observation.adminEmail).ok, 'the address is an address');
    holds(observation.asOf <= NOW, 'nothing is known from the future');
    return `read ${observation.status}`;
  },
};

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
