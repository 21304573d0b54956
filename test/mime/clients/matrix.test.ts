import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { understand } from '../../../src/reading/understand.ts';
import { commandsOf, doubtsOf } from '../../parse/requests/reading.ts';
import { TABLE } from './cctlds.ts';
import { SKELETONS, type Skeleton } from './skeletons.ts';

/** What people have in their names, by the charsets that can write it. */
const NAMES: readonly (readonly [charset: string, one: string, other: string])[] = [
  ['us-ascii', 'John Doe', "Jane O'Roe"],
  ['UTF-8', 'José Núñez', 'Zoë Đặng'],
  ['utf-8', 'محمد الأحمد', 'می\u200cنا رضایی'],
  ['utf-8', 'דוד לוי', 'राहुल शर्मा'],
  ['utf-8', 'สมชาย ใจดี', 'ნინო ბერიძე'],
  ['utf-8', '王伟', '金철수'],
  ['iso-8859-1', 'Jörg Müller', 'François Lefèvre'],
  ['iso-8859-2', 'Łukasz Żak', 'Jiří Šťastný'],
  ['iso-8859-9', 'İbrahim Şahin', 'Ayşe Gül'],
  ['iso-8859-15', 'Zoë Šimun', 'Cœur Œuvrard'],
  ['windows-1250', 'Jiří Novák', 'Ľuboš Žiak'],
  ['windows-1251', 'Иван Петров', 'Ђорђе Јовић'],
  ['windows-1252', 'Zoë D’Arc', 'Åsa Öberg'],
  ['windows-1253', 'Γιώργος Παππάς', 'Ελένη Ρήγα'],
  ['windows-1255', 'דוד לוי', 'רות כהן'],
  ['windows-1256', 'محمد علي', 'فاطمة حسن'],
  ['koi8-r', 'Иван Петров', 'Анна Щукина'],
  ['koi8-u', 'Їван Ґудзь', 'Євген Іванів'],
  ['gb2312', '张伟', '王芳'],
  ['GBK', '張偉', '王芳'],
  ['gb18030', '张伟', '㐀芳'],
  ['big5', '陳大文', '林美麗'],
  ['ISO-2022-JP', '山田 太郎', '鈴木 花子'],
  ['shift_jis', '山田 太郎', '鈴木 花子'],
  ['euc-jp', '山田 太郎', '鈴木 花子'],
  ['euc-kr', '김철수', '이영희'],
  ['ks_c_5601-1987', '김철수', '이영희'],
];

const ONE = ['Email: one.person@nic.example', 'Phone: +31 6 12345678'];
const OTHER = ['Email: other@long-domain-name.nic.example', 'Secondary email: o@oarc.example', 'Phone: +31 6 87654321'];
const other = (name: string): string => `{${name}|other@long-domain-name.nic.example|+31 6 87654321|2:o@oarc.example}`;

type Mail = readonly [what: string, lines: readonly string[], asks: string];

function mailsWith(one: string, two: string): readonly Mail[] {
  const first = `{${one}|one.person@nic.example|+31 6 12345678}`;
  return [
    ['one contact', ['SUBSCRIBE .nl', `Name: ${one}`, ...ONE], `SUBSCRIBE nl ${first}`],
    [
      'two contacts',
      ['SUBSCRIBE .nl', `Name: ${one}`, ...ONE, '', `Name: ${two}`, ...OTHER],
      `SUBSCRIBE nl ${first} ${other(two)}`,
    ],
    [
      'REPLACE',
      ['REPLACE .nl old.person@nic.example', `Name: ${two}`, ...OTHER],
      `REPLACE nl -old.person@nic.example ${other(two)}`,
    ],
    ['REMOVE', ['REMOVE .nl old.person@nic.example'], 'REMOVE nl -old.person@nic.example'],
    ['UPDATE', ['UPDATE', `Name: ${one}`, 'Phone: +31 6 12345678'], `UPDATE {${one}|-|+31 6 12345678}`],
  ];
}

const HEADER =
  'From: Anna Admin <admin@nic.example>\r\nTo: tld-ops-admin@tld-ops.example\r\nSubject: contacts\r\nMIME-Version: 1.0\r\n';

async function readingOf(skeleton: Skeleton, lines: readonly string[], charset: string): Promise<unknown> {
  const raw = Buffer.concat([Buffer.from(HEADER), skeleton.body(lines, charset)]);
  const outcome = await understand(raw, TABLE);
  if (!outcome.ok) return outcome;
  return {
    asks: commandsOf(outcome.request),
    doubts: [...outcome.reading.doubts, ...doubtsOf(outcome.request)],
  };
}

describe('each program, charset and command is read as it was written, and without doubt', () => {
  test.each(SKELETONS)('$name', async (skeleton) => {
    const misread: unknown[] = [];
    for (const [charset, one, two] of NAMES) {
      for (const [what, lines, asks] of mailsWith(one, two)) {
        const doubts = skeleton.htmlOnly ? ['html-only'] : [];
        const read = await readingOf(skeleton, lines, charset);
        if (!isDeepStrictEqual(read, { asks: [asks], doubts })) misread.push({ charset, what, asks, read });
      }
    }
    expect(misread).toEqual([]);
  });
});

/** Above and below a request, as people write in their languages; all that UTF-8 can write. */
const SURROUNDINGS: readonly (readonly [above: readonly string[], below: readonly string[]])[] = [
  [
    ['Dear TLD-OPS team,', '', 'please add the following contact to your list.'],
    ['Kind regards,', 'Anna Admin', 'Head of Registry | T +31 20 123 4567 | www.nic.example'],
  ],
  [['Hi,'], ['Thanks!', '', 'Anna', '', '-- ', 'Anna Admin', 'Phone: +31 20 123 4567', 'Email: anna@nic.example']],
  [
    ['Sehr geehrte Damen und Herren,', '', 'bitte nehmen Sie folgenden Kontakt auf:'],
    ['Mit freundlichen Grüßen', '', 'Jörg Weiß', 'Telefon: +49 69 123456', 'E-Mail: joerg@nic.example'],
  ],
  [['Bonjour,'], ['Bien cordialement,', '', 'Hélène Lefèvre', 'Tél. : +33 1 23 45 67 89']],
  [
    ['Estimados colegas:'],
    [
      'Saludos cordiales,',
      'María',
      '',
      'Este mensaje y sus anexos son confidenciales y van dirigidos a su destinatario.',
    ],
  ],
  [['Prezados,'], ['Atenciosamente,', 'João', 'Tel: +55 11 1234 5678']],
  [
    ['Уважаемые коллеги!', '', 'Просим добавить контакт:'],
    ['С уважением,', 'Иван Петров', 'Тел.: +7 495 123-45-67'],
  ],
  [
    ['您好！', '', '请添加以下联系人：'],
    ['此致', '敬礼', '', '李娜', '电话：+86 10 1234 5678'],
  ],
  [['お世話になっております。'], ['よろしくお願いいたします。', '', '鈴木 花子', 'TEL: +81 3 1234 5678']],
  [['السلام عليكم ورحمة الله وبركاته'], ['مع أطيب التحيات', 'فاطمة حسن']],
  [['שלום רב,'], ['בברכה,', 'רות כהן', 'טלפון: 03-1234567']],
  [['Merhaba,'], ['Saygılarımla,', 'Ayşe Gül', 'Tel: +90 212 123 45 67']],
  [
    ['Dzień dobry,'],
    [
      'Z poważaniem',
      'Małgorzata',
      '',
      'Confidentiality notice: this e-mail is intended for the addressee only.',
      'If you are not the addressee, delete it.',
    ],
  ],
];

describe('what stands around a request changes nothing, whatever the program', () => {
  test.each(SKELETONS)('$name', async (skeleton) => {
    const [, lines, asks] = mailsWith('Zoë Đặng', 'José Núñez')[1] ?? ['', [], ''];
    const misread: unknown[] = [];
    for (const [above, below] of SURROUNDINGS) {
      const doubts = skeleton.htmlOnly ? ['html-only'] : [];
      const read = await readingOf(skeleton, [...above, '', ...lines, '', ...below], 'utf-8');
      if (!isDeepStrictEqual(read, { asks: [asks], doubts })) misread.push({ above, asks, read });
    }
    expect(misread).toEqual([]);
  });
});
