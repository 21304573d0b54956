import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { understand } from '../../../src/reading/understand.ts';
import { commandsOf, doubtsOf } from '../../parse/requests/reading.ts';
import { TABLE } from './cctlds.ts';
import { escaped, multipart, text } from './skeletons.ts';

const OWN = ['SUBSCRIBE .nl', 'Name: John Doe', 'Email: john@nic.example', 'Phone: +31 6 12345678'];
const ASKS = ['SUBSCRIBE nl {John Doe|john@nic.example|+31 6 12345678}'];
const THEIRS = [
  'Dear Anna,',
  '',
  'REMOVE .nl ALL',
  'Name: Evil Twin',
  'Email: evil@nic.example',
  'Phone: +31 6 99999999',
];

/** What Outlook puts above the mail that is answered or forwarded: from, sent, to, subject. */
const HEADERS: Readonly<Record<string, readonly [string, string, string, string]>> = {
  English: ['From:', 'Sent:', 'To:', 'Subject:'],
  German: ['Von:', 'Gesendet:', 'An:', 'Betreff:'],
  French: ['De :', 'Envoyé :', 'À :', 'Objet :'],
  'French with no-break spaces': ['De\u00a0:', 'Envoyé\u00a0:', 'À\u00a0:', 'Objet\u00a0:'],
  Spanish: ['De:', 'Enviado el:', 'Para:', 'Asunto:'],
  'Spanish on the web': ['De:', 'Enviado:', 'Para:', 'Asunto:'],
  Catalan: ['De:', 'Enviat:', 'Per a:', 'Assumpte:'],
  Portuguese: ['De:', 'Enviado:', 'Para:', 'Assunto:'],
  Brazilian: ['De:', 'Enviada em:', 'Para:', 'Assunto:'],
  Italian: ['Da:', 'Inviato:', 'A:', 'Oggetto:'],
  Dutch: ['Van:', 'Verzonden:', 'Aan:', 'Onderwerp:'],
  Swedish: ['Från:', 'Skickat:', 'Till:', 'Ämne:'],
  Danish: ['Fra:', 'Sendt:', 'Til:', 'Emne:'],
  Finnish: ['Lähettäjä:', 'Lähetetty:', 'Vastaanottaja:', 'Aihe:'],
  Icelandic: ['Frá:', 'Sent:', 'Til:', 'Efni:'],
  Polish: ['Od:', 'Wysłano:', 'Do:', 'Temat:'],
  Czech: ['Od:', 'Odesláno:', 'Komu:', 'Předmět:'],
  Slovak: ['Od:', 'Odoslané:', 'Komu:', 'Predmet:'],
  Slovene: ['Od:', 'Poslano:', 'Za:', 'Zadeva:'],
  Croatian: ['Šalje:', 'Poslano:', 'Prima:', 'Predmet:'],
  Serbian: ['Од:', 'Послато:', 'За:', 'Тема:'],
  Hungarian: ['Feladó:', 'Elküldve:', 'Címzett:', 'Tárgy:'],
  Romanian: ['De la:', 'Trimis:', 'Către:', 'Subiect:'],
  Bulgarian: ['От:', 'Изпратено:', 'До:', 'Относно:'],
  Russian: ['От:', 'Отправлено:', 'Кому:', 'Тема:'],
  Ukrainian: ['Від:', 'Надіслано:', 'Кому:', 'Тема:'],
  Lithuanian: ['Nuo:', 'Išsiųsta:', 'Kam:', 'Tema:'],
  Latvian: ['No:', 'Nosūtīts:', 'Kam:', 'Tēma:'],
  Estonian: ['Saatja:', 'Saadetud:', 'Adressaat:', 'Teema:'],
  Greek: ['Από:', 'Στάλθηκε:', 'Προς:', 'Θέμα:'],
  Turkish: ['Kimden:', 'Gönderildi:', 'Kime:', 'Konu:'],
  'Turkish on the web': ['Gönderen:', 'Gönderildi:', 'Kime:', 'Konu:'],
  Arabic: ['من:', 'تاريخ الإرسال:', 'إلى:', 'الموضوع:'],
  Hebrew: ['מאת:', 'נשלח:', 'אל:', 'נושא:'],
  Persian: ['از:', 'ارسال شده:', 'به:', 'موضوع:'],
  Chinese: ['发件人:', '发送时间:', '收件人:', '主题:'],
  'Traditional Chinese': ['寄件者:', '寄件日期:', '收件者:', '主旨:'],
  Japanese: ['差出人:', '送信日時:', '宛先:', '件名:'],
  Korean: ['보낸 사람:', '보낸 날짜:', '받는 사람:', '제목:'],
  Thai: ['จาก:', 'ส่ง:', 'ถึง:', 'เรื่อง:'],
  Vietnamese: ['Từ:', 'Đã gửi:', 'Đến:', 'Chủ đề:'],
  Indonesian: ['Dari:', 'Dikirim:', 'Kepada:', 'Subjek:'],
  Georgian: ['გამგზავნი:', 'გაგზავნილია:', 'მიმღები:', 'თემა:'],
  Armenian: ['Ումից՝', 'Ուղարկված է՝', 'Ում՝', 'Թեմա՝'],
  Kazakh: ['Кімнен:', 'Жіберілді:', 'Кімге:', 'Тақырып:'],
};

/** Attributions as Gmail, Apple Mail and Thunderbird write them. */
const ATTRIBUTIONS: Readonly<Record<string, string>> = {
  English: 'On Tue, Mar 3, 2026 at 9:15 AM Eve Example <eve@nic.example> wrote:',
  'English, Apple': 'On 3 Mar 2026, at 09:15, Eve Example <eve@nic.example> wrote:',
  German: 'Am Di., 3. März 2026 um 09:15 Uhr schrieb Eve Example <eve@nic.example>:',
  'German, Apple': 'Am 03.03.2026 um 09:15 schrieb Eve Example <eve@nic.example>:',
  French: 'Le mar. 3 mars 2026 à 09:15, Eve Example <eve@nic.example> a écrit :',
  Spanish: 'El mar, 3 mar 2026 a las 9:15, Eve Example (<eve@nic.example>) escribió:',
  Portuguese: 'Eve Example <eve@nic.example> escreveu (terça, 3/03/2026 à(s) 09:15):',
  Brazilian: 'Em ter., 3 de mar. de 2026 às 09:15, Eve Example <eve@nic.example> escreveu:',
  Italian: 'Il giorno mar 3 mar 2026 alle ore 09:15 Eve Example <eve@nic.example> ha scritto:',
  Dutch: 'Op di 3 mrt 2026 om 09:15 schreef Eve Example <eve@nic.example>:',
  Swedish: 'Den tis 3 mars 2026 kl 09:15 skrev Eve Example <eve@nic.example>:',
  Norwegian: 'tir. 3. mars 2026 kl. 09:15 skrev Eve Example <eve@nic.example>:',
  Danish: 'Den tirs. 3. mar. 2026 kl. 09.15 skrev Eve Example <eve@nic.example>:',
  Finnish: 'ti 3. maalisk. 2026 klo 9.15 Eve Example (eve@nic.example) kirjoitti:',
  Polish: 'wt., 3 mar 2026 o 09:15 Eve Example <eve@nic.example> napisał(a):',
  Czech: 'út 3. 3. 2026 v 9:15 odesílatel Eve Example <eve@nic.example> napsal:',
  Slovak: 'ut 3. 3. 2026 o 9:15 Eve Example <eve@nic.example> napísal(a):',
  Hungarian: 'Eve Example <eve@nic.example> ezt írta (időpont: 2026. márc. 3., K, 9:15):',
  Romanian: 'În mar., 3 mar. 2026 la 09:15, Eve Example <eve@nic.example> a scris:',
  Croatian: 'uto, 3. ožu 2026. u 09:15 Eve Example <eve@nic.example> napisao je:',
  Russian: 'вт, 3 мар. 2026 г. в 09:15, Eve Example <eve@nic.example>:',
  'Russian, Apple': '3 марта 2026 г., в 09:15, Eve Example <eve@nic.example> написал(а):',
  Ukrainian: 'вт, 3 бер. 2026 р. о 09:15 Eve Example <eve@nic.example> пише:',
  Bulgarian: 'На вт, 3.03.2026 г. в 9:15 Eve Example <eve@nic.example> написа:',
  Greek: 'Στις Τρί 3 Μαρ 2026 στις 9:15 π.μ., ο χρήστης Eve Example <eve@nic.example> έγραψε:',
  Turkish: 'Eve Example <eve@nic.example>, 3 Mar 2026 Sal, 09:15 tarihinde şunu yazdı:',
  Arabic: 'في الثلاثاء، 3 مارس 2026 في 9:15 ص تمت كتابة ما يلي بواسطة Eve Example <eve@nic.example>:',
  Hebrew:
    '\u202bבתאריך יום ג׳, 3 במרץ 2026 ב-9:15 מאת \u202aEve Example\u202c\u200f <\u202aeve@nic.example\u202c\u200f>:\u202c',
  Chinese: 'Eve Example <eve@nic.example> 于2026年3月3日周二 09:15写道：',
  'Traditional Chinese': 'Eve Example <eve@nic.example> 於 2026年3月3日 週二 上午9:15寫道：',
  Japanese: '2026年3月3日(火) 9:15 Eve Example <eve@nic.example>:',
  Korean: '2026년 3월 3일 (화) 오전 9:15, Eve Example <eve@nic.example>님이 작성:',
  Thai: 'ในวันที่ อ. 3 มี.ค. 2026 เวลา 9:15 Eve Example <eve@nic.example> เขียนว่า:',
  Vietnamese: 'Vào Th 3, 3 thg 3, 2026 vào lúc 9:15 Eve Example <eve@nic.example> đã viết:',
  Indonesian: 'Pada Sel, 3 Mar 2026 pukul 09.15 Eve Example <eve@nic.example> menulis:',
  Yandex: '03.03.2026, 09:15, "Eve Example" <eve@nic.example>:',
  'Mail.ru': 'Вторник, 3 марта 2026, 9:15 +03:00 от Eve Example <eve@nic.example>:',
  NetEase: 'At 2026-03-03 09:15:00, "Eve Example" <eve@nic.example> wrote:',
  Zimbra: '----- On Mar 3, 2026, at 9:15 AM, Eve Example eve@nic.example wrote:',
  SOGo: 'On Tuesday, March 03, 2026 09:15 CET, Eve Example <eve@nic.example> wrote:',
  Roundcube: 'On 2026-03-03 09:15, Eve Example wrote:',
};

type Page = (rows: readonly string[]) => string;
const divs: Page = (rows) => rows.map((row) => `<div>${row === '' ? '<br>' : escaped(row)}</div>`).join('');
const word: Page = (rows) =>
  rows.map((row) => `<p class=MsoNormal>${row === '' ? '&nbsp;' : escaped(row)}<o:p></o:p></p>`).join('');

async function misreading(what: string, part: Buffer, doubts: readonly string[] = []): Promise<readonly unknown[]> {
  const header = 'From: Anna Admin <admin@nic.example>\r\nSubject: Re: contacts\r\nMIME-Version: 1.0\r\n';
  const outcome = await understand(Buffer.concat([Buffer.from(header), part]), TABLE);
  if (!outcome.ok) return [{ what, outcome }];
  const read = {
    asks: commandsOf(outcome.request),
    doubts: [...outcome.reading.doubts, ...doubtsOf(outcome.request)],
  };
  return isDeepStrictEqual(read, { asks: ASKS, doubts }) ? [] : [{ what, read }];
}

function both(plain: readonly string[], html: string): Buffer {
  const parts = [
    text('plain', () => plain.join('\r\n'), 'quoted-printable')([], 'utf-8'),
    text('html', () => html, 'base64')([], 'utf-8'),
  ];
  return multipart('alternative', '=_quoting', parts);
}

describe('what others wrote is never asked, whatever the language of the mail program', () => {
  test.each(Object.entries(HEADERS))('the fields above a mail in %s', async (_, [from, sent, to, subject]) => {
    const fields = [
      `${from} Eve Example <eve@nic.example>`,
      `${sent} Tuesday, 3 March 2026 09:15`,
      `${to} Anna Admin <admin@nic.example>`,
      `${subject} contacts`,
    ];
    const bold = fields.map((field) => `<b>${escaped(field).replace(' ', '</b> ')}`).join('<br>');
    const plain = [...OWN, '', '________________________________', ...fields, '', ...THEIRS];
    const owa = `${divs(OWN)}<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">${bold}</font><div>&nbsp;</div></div>${divs(THEIRS)}`;
    const desktop = `<div class=WordSection1>${word(OWN)}<p class=MsoNormal>&nbsp;</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${bold}</p></div></div>${word(THEIRS)}</div>`;
    const misread = [
      await misreading('plain', text('plain', () => plain.join('\r\n'), '8bit')([], 'utf-8')),
      await misreading('on the web', both(plain, owa)),
      await misreading('desktop', both([...OWN, '', ...fields, '', ...THEIRS], desktop)),
      await misreading('HTML only', text('html', () => desktop, 'base64')([], 'utf-8'), ['html-only']),
    ];
    expect(misread.flat()).toEqual([]);
  });

  test.each(Object.entries(ATTRIBUTIONS))('the line above a quote in %s', async (_, attribution) => {
    const quote = THEIRS.map((line) => `> ${line}`.trimEnd());
    const gmail = `<div dir="ltr">${divs(OWN)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escaped(attribution)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${divs(THEIRS)}</blockquote></div>`;
    const apple = `<html><body>${divs(OWN)}<div><br><blockquote type="cite"><div>${escaped(attribution)}</div><br class="Apple-interchange-newline"><div>${divs(THEIRS)}</div></blockquote></div></body></html>`;
    const wrapped = attribution.replace(/ (?=<?eve@)/u, '\r\n');
    const misread = [
      await misreading(
        'plain',
        text('plain', () => [...OWN, '', attribution, ...quote].join('\r\n'), '8bit')([], 'utf-8'),
      ),
      await misreading('Gmail', both([...OWN, '', wrapped, '', ...quote], gmail)),
      await misreading('Apple Mail', both([...OWN, '', ...[attribution, ...THEIRS].map((line) => `> ${line}`)], apple)),
      await misreading(
        'below the quote',
        both(
          [attribution, ...quote, '', ...OWN],
          `<div>${escaped(attribution)}</div><blockquote type="cite">${divs(THEIRS)}</blockquote>${divs(OWN)}`,
        ),
      ),
    ];
    expect(misread.flat()).toEqual([]);
  });
});
