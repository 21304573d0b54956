import { describe, expect, test } from 'vitest';
import { read } from './requests/reading.ts';

const REMOVE = 'REMOVE .nl jane@nic.nl';

/** Whether the change would be made without a question, for a Subject above the line and for a body below it. */
function isPlain(line: string): readonly boolean[] {
  return [read(line, REMOVE), read(`${line}\n\n${REMOVE}`), read(`${REMOVE}\n\n${line}`)].map(
    ({ commands: [command, ...others] }) => command?.doubts.length === 0 && others.length === 0,
  );
}

describe('a courtesy that takes the request back is heard', () => {
  test.each([
    'Merci de ne pas le faire avant lundi.',
    'Gracias por no hacerlo todavía.',
    'Obrigado por não fazer ainda.',
    'Спасибо, что не делаете это до понедельника.',
    'Thanks for not doing this yet.',
    'Thank you for waiting until Monday with this.',
    'Dear all, ignore the Subject.',
    'Hello team, was this request from you?',
    'Kind regards, cancel this',
    "Bonjour, merci d'annuler cette demande.",
    'Thanks for leaving her on the list',
    'Danke, noch nicht',
    'Grazie per non farlo',
    'Dank u, nog niet',
    'Tack, inte ännu',
    'Dziękuję, jeszcze nie',
    'Děkuji, ještě ne',
    '谢谢，先不要',
    'ありがとうございます、まだしないでください',
    '감사합니다 아직 하지 마세요',
    'شكرا لا تفعل',
    'תודה, אל תעשו את זה',
    'terima kasih, jangan dulu',
    'cảm ơn, đừng làm',
    'Teşekkürler, henüz değil',
    'Best regards, but wait',
  ])('%s', (line) => {
    expect(isPlain(line).slice(0, line.includes('?') ? 1 : 3)).not.toContain(true);
  });
});

describe('a courtesy alone does no harm', () => {
  test.each([
    'Dear colleagues,',
    'Dear Ms. No,',
    'Hello Ne Win,',
    'Kind regards',
    'Thanks in advance!',
    'Many thanks for your help',
    'Thank you for your support and best regards',
    'Mit freundlichen Grüßen',
    'Vielen Dank im Voraus',
    'Merci d’avance pour votre aide',
    'Cordialement',
    'Muchas gracias por su ayuda',
    'Gracias, espero su respuesta',
    'Obrigado pela atenção',
    'Grazie mille per l’aiuto',
    'Met vriendelijke groet',
    'С уважением',
    'Заранее спасибо',
    'Спасибо за помощь',
    'Dziękuję za pomoc',
    'Děkuji za pomoc',
    'Terima kasih atas bantuannya',
    '谢谢您的帮助',
    'よろしくお願いいたします',
    '감사합니다',
    'شكرا لكم',
    'תודה רבה',
    'Hi, how are you?',
    'Looking forward to hearing from you',
    'Thanks, waiting for your reply',
    'Hej,',
    'Tack för hjälpen',
    'Best regards from Oslo',
    'Dear Sir or Madam',
    'Köszönöm a segítséget',
    'Teşekkürler',
    'Ευχαριστώ πολύ',
    'Sehr geehrte Damen und Herren',
    'Beste collega’s',
    'Tisztelt Hölgyem!',
    'Bonjour à tous,',
    'Estimados señores:',
    'Prezados,',
    'Xin chào,',
    'สวัสดีครับ',
    'お世話になっております。',
    '您好',
    'Hallo zusammen',
    'Cheers, Not Important',
    'Kind regards and have a nice day',
    'Thanks a lot & best regards',
    'Mvh',
    'Med vänliga hälsningar',
    'Pozdrawiam',
    'S pozdravem',
    'Lep pozdrav',
    'Hvala',
    'Kiitos avusta',
    'Lugupidamisega',
    'Ar cieņu',
    'Pagarbiai',
    'Hormat kami',
    'Salam hormat',
  ])('%s', (line) => {
    expect(isPlain(line)).toEqual([true, true, true]);
  });
});

describe('capitals are heard, but for those of a name', () => {
  test.each([
    'Thank you. Never mind the above',
    'Thank you. No.',
    'Thanks. Wait.',
    'Thank you. Keep Jane.',
    'MERCI DE NE PAS LE FAIRE',
    'Спасибо, НЕ НАДО',
    'Спасибо, Не надо',
    'Thanks, No changes please',
  ])('%s', (line) => {
    expect(isPlain(line)).not.toContain(true);
  });
});

const USUAL = [
  'Merci encore',
  'Vielen Dank und noch einen schönen Tag',
  'Viele Grüße und noch eine schöne Woche',
  'Gracias, hasta luego',
  'Obrigado, até logo',
  'Grazie ancora',
  'Bedankt en nog een fijne dag',
  'Tak endnu en gang',
  'Kiitos vielä kerran',
  'Dziękuję jeszcze raz',
  'Děkuji ještě jednou',
  'Köszönöm még egyszer',
  'Спасибо, до свидания',
  'Большое спасибо ещё раз',
  '谢谢，不胜感激',
  '감사합니다. 답변 기다리겠습니다.',
  'Best regards, keep safe',
  'Dear all, sorry for the delay',
  'Thank you for keeping the list up to date',
  'Hi, hope you are not too busy',
  'Hello, long time no see',
  'Thank you. Waiting for your kind reply',
  'Dear Mr. Wrong',
  'Dear Venter',
  'Dear Anula',
  'Hallo Herr Warte',
  'Olá, tudo bem?',
  '안녕하십니까?',
  'Oi, tudo bem?',
  'Ciao, come va?',
  'Cześć, co słychać?',
  'Hej, hur mår du?',
  'Merhaba, nasılsınız?',
  'Привет, как жизнь?',
  '您好吗？',
  "Hi, how's it going?",
  'Hi John, hope all is well?',
  'Dear Noh',
  'Thanks, no need to reply',
  'Thank you, and sorry for the delay',
  'Thanks and keep up the good work',
  'Cheers, Not Important',
];

describe('nor does what people write beside it', () => {
  test.each(USUAL)('%s', (line) => {
    expect(isPlain(line)).toEqual([true, true, true]);
  });
});

test('a plain CONFIRM stays one above any courtesy', () => {
  for (const line of [...USUAL, 'Thanks for not asking twice']) {
    expect([line, read(`CONFIRM\n\n${line}`).commands.map(({ command }) => command.word)]).toEqual([line, ['CONFIRM']]);
  }
});
