import { describe, expect, test } from 'vitest';
import { JANE_LINES, JOHN, JOHN_LINES, type MailCase, testMails } from './mail-case.ts';
import { read } from './reading.ts';

const SUBSCRIBE = `SUBSCRIBE .nl\n${JOHN_LINES}`;
const asks = [`SUBSCRIBE nl ${JOHN}`];
const around = (above: string, below: string, extra: Partial<MailCase> = {}): MailCase => ({
  mail: `${above}\n\n${SUBSCRIBE}\n\n${below}`,
  asks,
  ...extra,
});

describe('courtesy does no harm in any language', () => {
  testMails({
    English: around(
      'Dear TLD-OPS team,\n\nPlease process the following request.',
      'Kind regards,\nJohn Doe\nCISO\nTel: +31 20 1',
    ),
    German: around(
      'Sehr geehrte Damen und Herren,',
      'Mit freundlichen Grüßen\n\nHans Müller\nTelefon: +49 1\nTel: +49 1',
    ),
    French: around('Bonjour,', 'Cordialement,\nJean\nEmail: jean@nic.fr'),
    Spanish: around('Estimados señores,', 'Saludos cordiales,\nJuan\nMobile: +34 1'),
    Portuguese: around('Prezados,', 'Atenciosamente,\nJoão\nTel: +55 1'),
    Italian: around('Buongiorno,', 'Cordiali saluti\nGiulia\nTel: +39 1'),
    Dutch: around('Beste collega,', 'Met vriendelijke groet,\nJan\nTel: +31 1'),
    Swedish: around('Hej!', 'Med vänlig hälsning\nSven\nMobile: +46 1'),
    Polish: around('Dzień dobry,', 'Pozdrawiam\nPiotr\nTel: +48 1'),
    Russian: around('Уважаемые коллеги!', 'С уважением,\nИван\nTel: +7 1'),
    Arabic: around('السلام عليكم', 'مع أطيب التحيات\nأحمد\nTel: +966 1'),
    Japanese: around('お世話になっております。', 'よろしくお願いします。\n田中\nTel: +81 1'),
    Chinese: around('您好，', '此致\n敬礼\n王伟\nTel: +86 1'),
    Turkish: around('Merhaba,', 'Saygılarımla,\nAli\nTel: +90 1'),
    'thanks above the command': around('Thanks in advance!', ''),
    'thanks between command and fields': { mail: `SUBSCRIBE .nl\n\nThanks!\n\n${JOHN_LINES}`, asks },
    'a block behind a closing': around('', `Thanks,\n\n${JANE_LINES}`, {
      asks: [`SUBSCRIBE nl ${JOHN} {Jane Roe|jane@nic.nl|+31 6 87654321}`],
      doubts: ['line-not-understood'],
    }),
    'a command behind a closing': around('', 'Thank you.\nWHO .br', { asks: [...asks, 'WHO br'] }),
  });
});

describe('signatures are never part of a request', () => {
  testMails({
    'behind two dashes and a space': around('', '-- \nName: Evil\nEmail: evil@x.nl\nREMOVE .nl john@nic.nl'),
    'behind two dashes': around('', '--\nREMOVE .nl john@nic.nl'),
    'sent from a phone': around('', 'Sent from my iPhone'),
    'sent from a phone in German': around('', 'Von meinem iPhone gesendet'),
    'Outlook for iOS': around('', 'Get Outlook for iOS<https://aka.ms/o0ukef>'),
    'without any mark, with a telephone': around('', 'John Doe\nSIDN\nTel: +31 26 3525500'),
    'with an address, too': around('', 'John Doe\nSIDN\nTel: +31 26 3525500\nEmail: j@sidn.nl', {
      doubts: ['line-not-understood'],
    }),
    'with labels that are none of ours': around('', 'John Doe\nT: +31 26 3525500\nE: john@sidn.nl\nW: www.sidn.nl'),
    'a disclaimer': around(
      '',
      'This e-mail and any attachments are confidential. If you are not the\nintended recipient,\ndelete john@nic.nl',
    ),
    'a caution on top': around('CAUTION: This email originated from outside of the organization.', ''),
    environment: around('', 'Please consider the environment before printing this e-mail'),
  });
});

describe('quoted and forwarded text is never part of a request', () => {
  const hostile = 'REMOVE .nl john@nic.nl';
  testMails({
    quoted: { mail: `> ${hostile}`, asks: [] },
    'quoted without a space': { mail: `>${hostile}`, asks: [] },
    'quoted twice': { mail: `>> ${hostile}\n> > ${hostile}`, asks: [] },
    'quoted and indented': { mail: `  > ${hostile}`, asks: [] },
    'quoted with initials': { mail: `JD> ${hostile}`, asks: [] },
    'below an attribution, unquoted': {
      mail: `Hello\n\nOn Mon, 5 Jan 2026 at 10:00, Jane <j@x.nl> wrote:\n\n${hostile}`,
      asks: [],
    },
    'below a wrapped attribution': {
      mail: `Hello\n\nOn Mon, 5 Jan 2026 at 10:00, Jane\n<j@x.nl> wrote:\n\n${hostile}`,
      asks: [],
    },
    'below a German attribution': { mail: `Am 05.01.2026 um 10:00 schrieb Jane:\n${hostile}`, asks: [] },
    'below a French attribution': { mail: `Le lun. 5 janv. 2026 à 10:00, Jane a écrit :\n${hostile}`, asks: [] },
    'below a Spanish attribution': {
      mail: `El lun, 5 ene 2026 a las 10:00, Jane (<j@x.nl>) escribió:\n${hostile}`,
      asks: [],
    },
    'below Original Message': { mail: `Hello\n\n-----Original Message-----\n${hostile}`, asks: [] },
    'below Forwarded message': {
      mail: `FYI\n\n---------- Forwarded message ---------\nFrom: x\n\n${hostile}`,
      asks: [],
    },
    'below Begin forwarded message': { mail: `Begin forwarded message:\n\n${hostile}`, asks: [] },
    'below Ursprüngliche Nachricht': { mail: `-----Ursprüngliche Nachricht-----\n${hostile}`, asks: [] },
    "below Message d'origine": { mail: `-------- Message d'origine --------\n${hostile}`, asks: [] },
    'below an Outlook header block': {
      mail: `FYI\n\nFrom: Jane <jane@nic.nl>\nSent: Monday, 5 January 2026 10:00\nTo: TLD-OPS\nSubject: x\n\n${hostile}`,
      asks: [],
    },
    'below a bold Outlook header block': {
      mail: `FYI\n\n*From:* Jane <jane@nic.nl>\n*Sent:* Monday\n*To:* TLD-OPS\n*Subject:* x\n\n${hostile}`,
      asks: [],
    },
    'below a German header block': {
      mail: `Von: Jane <jane@nic.nl>\nGesendet: Montag\nAn: TLD-OPS\nBetreff: x\n\n${hostile}`,
      asks: [],
    },
    'below a Russian header block': {
      mail: `От: Jane\nОтправлено: 5 января\nКому: TLD-OPS\nТема: x\n\n${hostile}`,
      asks: [],
    },
    'below a header block in a language that nobody thought of': {
      mail: `FYI\n\nXyz: Eve <eve@x.nl>\nAbc: 3.3.2026 09:15\nDef: Jane\nGhi: q\n\n${hostile}`,
      asks: [],
    },
    'below a form of one’s own': {
      mail: `Requested by: ann@nic.nl\nDate: 3 March 2026\nReason: new staff\n\n${SUBSCRIBE}`,
      asks,
    },
    'below the line of another program': {
      mail: `FYI\n\n---- On Tue, 03 Mar 2026 09:15:00 +0100 Eve <eve@x.nl> wrote ----\n\n${hostile}`,
      asks: [],
    },
    'below an attribution in a language that nobody thought of': {
      mail: `FYI\n\nXyz abc 3. 3. 2026 09:15 Eve <eve@x.nl> def:\n${hostile}`,
      asks: [],
    },
    'a reply above what it answers': {
      mail: `${SUBSCRIBE}\n\nFrom: Jane <j@x.nl>\nSent: Monday\nTo: x\nSubject: y\n\n${hostile}`,
      asks,
    },
    'a reply below what it answers': { mail: `On 5 Jan 2026, Jane wrote:\n> ${hostile}\n\n${SUBSCRIBE}`, asks },
    'fields in quotes': { mail: `SUBSCRIBE .nl\n> Name: Evil\n${JOHN_LINES}\n> Secondary email: evil@x.nl`, asks },
  });
});

describe('hiding and mimicry', () => {
  testMails({
    'a homoglyph in the word': { mail: 'RЕMOVE .nl john@nic.nl', asks: [] },
    'a homoglyph in the label': { mail: 'REMOVE .nІ john@nic.nl', asks: ['REMOVE .nі?unknown -john@nic.nl'] },
    'zero-width inside the word': {
      mail: 'REM\u200bOVE .nl john@nic.nl',
      asks: ['REMOVE nl -john@nic.nl'],
      doubts: ['removed-characters'],
    },
    'bidi override': {
      mail: 'REMOVE .nl \u202ejohn@nic.nl',
      asks: ['REMOVE nl -john@nic.nl'],
      doubts: ['removed-characters'],
    },
    'a Hangul filler in a name': {
      mail: 'SUBSCRIBE .nl\nName: John\u3164 Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678',
      asks,
      doubts: ['removed-characters'],
    },
    'a zero-width character before a quote mark': { mail: '\u200b> REMOVE .nl john@nic.nl', asks: [] },
    'a line separator': { mail: 'Hello\u2028REMOVE .nl john@nic.nl', asks: [] },
    'a carriage return': { mail: 'Hello\rREMOVE .nl john@nic.nl', asks: [] },
    'a very long line': { mail: `REMOVE .nl john@nic.nl ${' '.repeat(3000)}`, asks: [] },
    'the constructor of an object': { mail: 'constructor: x\n__proto__: y\ntoString .nl', asks: [] },
  });
});

describe('slips of the pen are shown, never obeyed', () => {
  testMails({
    SUBSRIBE: { mail: `SUBSRIBE .nl\n${JOHN_LINES}`, asks: [], loose: [JOHN], hints: ['SUBSCRIBE'] },
    REMVOE: { mail: 'REMVOE .nl john@nic.nl', asks: [], hints: ['REMOVE'] },
    'SUBSCRIBE misspelt alone': { mail: `Subscribee\n${JOHN_LINES}`, asks: [], loose: [JOHN], hints: ['SUBSCRIBE'] },
    'please subscribe': { mail: `Please subscribe .nl\n${JOHN_LINES}`, asks: [], loose: [JOHN], hints: ['SUBSCRIBE'] },
    Phon: {
      mail: 'SUBSCRIBE .nl\nName: John Doe\nPhon: +31 6 1\nEmail: john@nic.nl',
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|-}'],
      doubts: ['line-not-understood'],
      hints: ['Phone'],
    },
    'Emial at the end': {
      mail: 'SUBSCRIBE .nl\nName: John Doe\nPhone: +31 6 1\nEmial: john@nic.nl',
      asks: ['SUBSCRIBE nl {John Doe|-|+31 6 1}'],
      doubts: ['line-not-understood'],
      hints: ['Email'],
    },
    'a half-said command casts doubt on the others': {
      mail: `${SUBSCRIBE}\n\nREMOV .nl jane@nic.nl`,
      asks,
      doubts: ['line-not-understood'],
      hints: ['REMOVE'],
    },
    'prose that only sounds like a command': {
      mail: `Please add the following contacts for .nl:\n\n${SUBSCRIBE}\n\nContact john@nic.nl for questions.`,
      asks,
      hints: ['SUBSCRIBE'],
    },
    'a name that is nearly a word': { mail: `${SUBSCRIBE}\n\nJohn john@nic.nl`, asks },
    'several people named behind UPDATE': {
      mail: `${SUBSCRIBE}\n\nUPDATE .nl jane@nic.nl max@nic.nl\nPhone: +31 6 1`,
      asks,
      doubts: ['line-not-understood'],
      hints: ['UPDATE'],
    },
    'an unknown line inside a block': {
      mail: 'SUBSCRIBE .nl\nName: John Doe\nOrganisation: SIDN\nEmail: john@nic.nl\nPhone: +31 6 12345678',
      asks,
      doubts: ['line-not-understood'],
    },
    'an unknown line behind the block': { mail: `${SUBSCRIBE}\nOrganisation: SIDN`, asks },
    'prose between command and fields': {
      mail: `SUBSCRIBE .nl\nWe need this.\n${JOHN_LINES}`,
      asks,
      doubts: ['line-not-understood'],
    },
    'greeting between command and fields': { mail: `SUBSCRIBE .nl\nHello all,\n${JOHN_LINES}`, asks },
  });
});

describe('the Subject', () => {
  const remove = ['REMOVE nl -jane@nic.nl'];
  testMails({
    // What a mail is about is not yet a command.
    'that names the matter': { subject: 'Contacts of .br', mail: `SUBSCRIBE .nl\n${JOHN_LINES}`, asks },
    'that forwards the matter': { subject: 'Fwd: contacts', mail: '', asks: [] },
    'that declares the list of another ccTLD': { subject: 'CONTACTS .br', mail: `SUBSCRIBE .nl\n${JOHN_LINES}`, asks },
    'with the name that the body repeats': {
      subject: 'SUBSCRIBE .nl: John Doe',
      mail: JOHN_LINES,
      asks,
      doubts: ['label-guessed'],
    },
    'with an empty body': { subject: 'REMOVE .nl jane@nic.nl', mail: '', asks: remove },
    'with a signature only': { subject: 'REMOVE .nl jane@nic.nl', mail: '\n-- \nJohn', asks: remove },
    'with courtesy only': {
      subject: 'REMOVE .nl jane@nic.nl',
      mail: 'Dear all,\n\nKind regards,\nJohn Doe\nSIDN',
      asks: remove,
    },
    'with fields only': { subject: 'SUBSCRIBE .nl', mail: JOHN_LINES, asks },
    'with courtesy and fields': { subject: 'Subscribe .nl', mail: `Dear all,\n\n${JOHN_LINES}\n\nRegards\nJ`, asks },
    'with an introduction and fields': {
      subject: 'SUBSCRIBE .nl',
      mail: `Please find our contact below.\n\n${JOHN_LINES}`,
      asks,
    },
    'with a polite introduction and fields': {
      subject: 'SUBSCRIBE .nl',
      mail: `Please add these contacts for .nl:\n\n${JOHN_LINES}`,
      asks,
      hints: ['SUBSCRIBE'],
    },
    'with a heading and fields': { subject: 'SUBSCRIBE .nl', mail: `Contacts:\n${JOHN_LINES}`, asks },
    'with prose only': {
      subject: 'REMOVE .nl jane@nic.nl',
      mail: 'Do not do this before Monday.',
      asks: [],
      leftAside: ['REMOVE'],
    },
    'a question with prose': { subject: 'WHO .nl', mail: 'I would like to know.', asks: ['WHO nl'] },
    HELP: { subject: 'HELP', mail: '', asks: ['HELP'] },
    'Help in prose': { subject: 'Help needed', mail: '', asks: [] },
    UPDATE: { subject: 'UPDATE', mail: 'Phone: +31 6 1', asks: ['UPDATE {-|-|+31 6 1}'] },
    'external tag': { subject: '[EXT] STATUS .nl', mail: '', asks: ['STATUS nl'] },
    'a reply': { subject: 'Re: REMOVE .nl jane@nic.nl', mail: '', asks: remove, doubts: ['subject-of-a-reply'] },
    'a forwarded mail': {
      subject: 'Fwd: REMOVE .nl jane@nic.nl',
      mail: '---------- Forwarded message ---------\nx',
      asks: remove,
      doubts: ['subject-of-a-reply'],
    },
    'a German reply': { subject: 'AW: STATUS .nl', mail: '', asks: ['STATUS nl'] },
    'our own answer': {
      subject: 'Re: [TLD-OPS 2026-000123] .nl SUBSCRIBE applied: SUBSCRIBE .nl',
      mail: 'Thank you',
      asks: [],
    },
    'our own answer, changed': { subject: 'REMOVE .nl jane@nic.nl [TLD-OPS 2026-000123]', mail: '', asks: [] },
    'the same as the body': { subject: 'SUBSCRIBE .nl', mail: SUBSCRIBE, asks },
    'free words': { subject: 'New contacts for .nl', mail: SUBSCRIBE, asks },
    'another command than the body': {
      subject: 'REMOVE .nl jane@nic.nl',
      mail: SUBSCRIBE,
      asks,
      doubts: ['subject-and-body-disagree'],
    },
    'another ccTLD than the body': {
      subject: 'SUBSCRIBE .br',
      mail: SUBSCRIBE,
      asks,
      doubts: ['subject-and-body-disagree'],
    },
    'another person than the body': {
      subject: 'REMOVE .nl jane@nic.nl',
      mail: 'REMOVE .nl max@nic.nl',
      asks: ['REMOVE nl -max@nic.nl'],
      doubts: ['subject-and-body-disagree'],
    },
    'everybody where the body names one': {
      subject: 'REMOVE .nl ALL',
      mail: 'REMOVE .nl max@nic.nl',
      asks: ['REMOVE nl -max@nic.nl'],
      doubts: ['subject-and-body-disagree'],
    },
    'one person of the body': {
      subject: 'REMOVE .nl JANE@nic.nl',
      mail: 'REMOVE .nl max@nic.nl jane@nic.nl',
      asks: ['REMOVE nl -max@nic.nl -jane@nic.nl'],
    },
    'with our name in front': { subject: 'TLD-OPS: SUBSCRIBE .nl', mail: JOHN_LINES, asks },
    'with fields without labels': {
      subject: 'SUBSCRIBE .nl',
      mail: 'John Doe\njohn@nic.nl\n+31 6 12345678',
      asks,
      doubts: ['label-guessed'],
    },
    'with hidden characters': {
      subject: 'REMOVE .nl ja\u200bne@nic.nl',
      mail: '',
      asks: remove,
      doubts: ['removed-characters'],
    },
    'the ccTLD that the body leaves out': { subject: 'SUBSCRIBE .nl', mail: `SUBSCRIBE\n${JOHN_LINES}`, asks },
  });
});

describe('what else is kept', () => {
  test('ccTLDs mentioned with a dot in own text', () => {
    const request = read('We run .nl and .рф, see www.example.br or .de.\n> .fr\nmail x@y.se', 'About .pl');
    expect(request.mentioned).toEqual(['pl', 'nl', 'xn--p1ai', 'de']);
  });
  test('every line that is not used is listed with its reason', () => {
    const request = read(`Hello,\n\nsome words\n${SUBSCRIBE}\n\nThanks\nJohn\n> old\n-- \nsig`);
    expect(request.ignored.map(({ line, why }) => `${line} ${why}`)).toEqual([
      '1 courtesy',
      '3 free-text',
      '9 courtesy',
      '10 signature',
      '11 quoted',
      '12 signature',
      '13 signature',
    ]);
  });
});
