import { readdirSync, readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { ReadingDoubt } from '../../src/core/message.ts';
import { readMail } from '../../src/mime/read-mail.ts';
import { inspectRaw } from '../../src/parse/raw-gate.ts';
import { onTheWire } from './octets.ts';

const FOLDER = new URL('../../fixtures/clients/', import.meta.url);

type Expected = {
  readonly subject: string;
  readonly text: readonly string[];
  /** `same`: equal to the text but for outer white space. */
  readonly alternative?: 'same' | readonly string[];
  readonly source?: 'html' | 'none';
  readonly doubts?: readonly ReadingDoubt[];
};

const CLIENTS: Readonly<Record<string, Expected>> = {
  'gmail.eml': {
    subject: 'New contact',
    text: [
      'Hello,',
      '',
      'SUBSCRIBE .nl',
      'Name: José Doe',
      'Email: john.doe@nic.example',
      'Phone: +31 6 12345678',
      '',
      'Kind regards,',
      'Anna',
      '',
    ],
    alternative: 'same',
  },
  'gmail-reply.eml': {
    subject: 'Re: [TLD-OPS 2026-000123] .nl SUBSCRIBE confirm',
    text: [
      'CONFIRM',
      '',
      'On Tue, 3 Mar 2026 at 09:20, TLD-OPS Administration <',
      'tld-ops-admin@tld-ops.example> wrote:',
      '',
      '> Somebody asks to change the contacts of .nl.',
      '>',
      '> REMOVE .nl ALL',
      '',
    ],
    alternative: [
      'CONFIRM',
      '',
      'On Tue, 3 Mar 2026 at 09:20, TLD-OPS Administration <tld-ops-admin@tld-ops.example> wrote:',
      '',
      '> Somebody asks to change the contacts of .nl.',
      '>',
      '> REMOVE .nl ALL',
    ],
  },
  'outlook-365.eml': {
    subject: 'Änderung der Kontakte',
    text: [
      'REPLACE .nl john.doe@nic.example<mailto:john.doe@nic.example>',
      'Name: Jörg Müller',
      'Email: jorg.muller@nic.example<mailto:jorg.muller@nic.example>',
      'Phone: +31 6 11223344',
      '',
      'Anna Admin',
      'Registry Services',
      '',
    ],
    alternative: [
      'REPLACE .nl john.doe@nic.example',
      'Name: Jörg Müller',
      'Email: jorg.muller@nic.example',
      'Phone: +31 6 11223344',
      '',
      'Anna Admin',
      'Registry Services',
    ],
  },
  'outlook-html-only.eml': {
    subject: 'RE: contacts',
    text: [
      'SUBSCRIBE .nl',
      'Name\tZoë D’Arc',
      'Email\tzoe@nic.example',
      'Phone\t+31\u00a06\u00a012345678',
      '',
      '-----Original Message-----',
      'From: TLD-OPS Administration <tld-ops-admin@tld-ops.example>',
      'Sent: Monday, 2 March 2026 10:00',
      'Subject: invitation',
      'Please send your contacts.',
    ],
    source: 'html',
    doubts: ['html-only'],
  },
  'apple-mail.eml': {
    subject: 'contacts of .nl',
    text: ['REMOVE .nl jane.roe@nic.example', '', 'The letter is attached. It’s signed.', ''],
  },
  'apple-mail-rich.eml': { subject: 'who', text: ['STATUS .nl', ''], alternative: 'same' },
  'iphone.eml': {
    subject: 'Subscribe .nl',
    text: [
      'Name: Jane Roe',
      'Email: jane.roe@nic.example',
      'Phone: +31 6 87654321',
      '',
      'Sent from my iPhone — sorry for typos',
      '',
    ],
  },
  'thunderbird-flowed.eml': {
    subject: 'Re: Your contacts',
    text: [
      'On 2/03/2026 10:00, TLD-OPS Administration wrote:',
      '> Please tell us who may be called when the registry, the DNS or the Internet at large is under attack.',
      '>',
      '>> An older line.',
      '',
      'Dear colleagues, please find below what we would like to change in the list that you keep for us.',
      '',
      'SUBSCRIBE .nl',
      'Name: Zoë van der Berg',
      'Email: zoe@nic.example',
      'Phone: +31 6 12345678',
      '',
      ' indented',
      '>not a quote',
      '-- ',
      'Anna Admin',
      'Registry',
      '',
    ],
  },
  'flowed-delsp.eml': {
    subject: 'flowed',
    text: [
      'UPDATE',
      'Secondary email: a.person.with.a.very.long.name@a-rather-long-domain.example',
      'Phone: +31 6 12345678',
      '',
    ],
  },
  'roundcube.eml': {
    subject: 'Kontakty – změna',
    text: ['SUBSCRIBE .cz', 'Name: Jiří Novák', 'Email: jiri@nic.example', 'Phone: +420 601 123 456'],
    alternative: 'same',
  },
  'mutt-pgp.eml': { subject: 'who', text: ['WHO .nl .br', '', 'Grüße aus Zürich', '', '-- ', 'Anna', ''] },
  'outlook-smime.eml': { subject: 'removal', text: ['REMOVE .nl jane.roe@nic.example', ''] },
  'foxmail-gb18030.eml': {
    subject: '联系人',
    text: ['订阅：', 'SUBSCRIBE .cn', 'Name： 张伟', 'Email： zhang.wei@nic.example', 'Phone： +86 139 1234 5678', ''],
    alternative: 'same',
  },
  'the-bat-koi8-r.eml': {
    subject: 'Новый контакт',
    text: [
      'Здравствуйте!',
      '',
      'SUBSCRIBE .рф',
      'Name: Иван Петров',
      'Email: ivan@nic.example',
      'Phone: +7 912 345-67-89',
      '',
    ],
  },
  'becky-iso-2022-jp.eml': {
    subject: '連絡先',
    text: ['SUBSCRIBE .jp', 'Name: 山田 太郎', 'Email: taro@nic.example', 'Phone: +81 90 1234 5678', ''],
  },
  'persian-utf8.eml': {
    subject: '.ir',
    text: [
      'سلام، می\u200cخواهم',
      'SUBSCRIBE .ir',
      'Name: علی رضایی',
      'Email: ali@nic.example',
      'Phone: +98 912 345 6789',
      '',
    ],
  },
  'forward-as-attachment.eml': {
    subject: 'Fwd: contacts',
    text: ['STATUS .nl', '', 'The mail from last year is attached.', ''],
  },
  'forward-inline-only.eml': { subject: 'Fwd: contacts', text: [''], source: 'none', doubts: ['nested-message'] },
  'mailing-list-footer.eml': { subject: 'contacts', text: ['WHO', ''], doubts: ['several-texts'] },
};

describe('what people write with their mail programs is read as they meant it', () => {
  test.each(Object.entries(CLIENTS))('%s', async (file, expected) => {
    const outcome = await readMail(mailOf(file));
    const text = expected.text.join('\n');
    expect(outcome).toMatchObject({
      ok: true,
      subject: expected.subject,
      headerFrom: ['admin@nic.example'],
      reading: {
        text,
        source: expected.source ?? 'plain',
        doubts: expected.doubts ?? [],
        alternative: alternativeOf(expected, text),
      },
    });
  });

  test.each(readdirSync(FOLDER).filter((file) => file.endsWith('.eml')))('%s passes the raw gate', (file) => {
    expect(inspectRaw(mailOf(file))).toMatchObject({ ok: true });
  });

  // Our walk through the parts and mailparser's find the same words: a difference after an update is worth a look.
  test.each(Object.keys(CLIENTS).filter((file) => CLIENTS[file]?.source === undefined))(
    '%s begins with the same text for mailparser',
    async (file) => {
      const [ours, theirs] = await Promise.all([
        readMail(mailOf(file)),
        simpleParser(mailOf(file), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true }),
      ]);
      const text = ours.ok ? ours.reading.text : '';
      const words = (written: string): string => written.replaceAll(/[\s>]+/gu, '');
      expect(words(theirs.text ?? '').startsWith(words(text))).toBe(true);
    },
  );
});

function mailOf(file: string): Buffer {
  return onTheWire(readFileSync(new URL(file, FOLDER), 'latin1'));
}

function alternativeOf({ alternative }: Expected, text: string): string | null {
  if (alternative === undefined) return null;
  return alternative === 'same' ? text.trim() : alternative.join('\n');
}
