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
