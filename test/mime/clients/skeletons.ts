import { encodeText, type Transfer, transferred } from './octets-of-parts.ts';

/** A mail program's way to wrap the lines that somebody typed. */
export type Skeleton = {
  readonly name: string;
  /** It writes no text/plain. */
  readonly htmlOnly?: true;
  /** It writes mails in these charsets only; absent: in any. */
  readonly charsets?: readonly string[];
  body(lines: readonly string[], charset: string): Buffer;
};

type Inner = (lines: readonly string[], charset: string) => Buffer;
type Words = (lines: readonly string[]) => string;

const CRLF = '\r\n';

function leaf(headers: readonly string[], octets: Buffer): Buffer {
  return Buffer.concat([Buffer.from([...headers, '', ''].join(CRLF), 'latin1'), octets]);
}

export function multipart(type: string, boundary: string, parts: readonly Buffer[], preamble = ''): Buffer {
  const dashed = (end: string): Buffer => Buffer.from(`${CRLF}--${boundary}${end}${CRLF}`, 'latin1');
  const head = `Content-Type: multipart/${type};${CRLF}\tboundary="${boundary}"${CRLF}${CRLF}${preamble}`;
  return Buffer.concat([Buffer.from(head, 'latin1'), ...parts.flatMap((part) => [dashed(''), part]), dashed('--')]);
}

export function text(type: 'plain' | 'html', write: Words, transfer: Transfer, parameters = ''): Inner {
  return (lines, charset) => {
    const octets = encodeText(write(lines), charset);
    const narrow = transfer === '8bit' && octets.every((octet) => octet < 0x80) ? '7bit' : transfer;
    return leaf(
      [`Content-Type: text/${type}; charset="${charset}"${parameters}`, `Content-Transfer-Encoding: ${narrow}`],
      transferred(octets, narrow),
    );
  };
}

function alternative(boundary: string, plain: Inner, html: Inner): Inner {
  return (lines, charset) => multipart('alternative', boundary, [plain(lines, charset), html(lines, charset)]);
}

function around(inner: Inner, wrap: (part: Buffer) => Buffer): Inner {
  return (lines, charset) => wrap(inner(lines, charset));
}

const ADDRESS = /[\w.+-]+@[\w.-]+\w/gu;
const NUMBER = /\+\d[\d ]{6,}\d/gu;

export function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
const linked = (line: string): string => escaped(line).replaceAll(ADDRESS, '<a href="mailto:$&">$&</a>');
const telLinked = (line: string): string =>
  linked(line).replaceAll(NUMBER, (number) => `<a href="tel:${number.replaceAll(' ', '')}">${number}</a>`);

const typed: Words = (lines) => [...lines, ''].join(CRLF);
const decorated: Words = (lines) => typed(lines.map((line) => line.replaceAll(ADDRESS, '$&<mailto:$&>')));
const each =
  (before: string, line: (line: string) => string, blank: string, after: string): Words =>
  (lines) =>
    `${before}${lines.map((written) => (written === '' ? blank : line(written))).join('')}${after}`;

const GMAIL = each('<div dir="ltr">', (line) => `<div>${linked(line)}</div>`, '<div><br></div>', '</div>\r\n');
const GMAIL_BREAKS = each('<div dir="ltr">', (line) => `${linked(line)}<br>`, '<br>', '</div>\r\n');
const OWA = each(
  '<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\r\n</head>\r\n<body dir="ltr">\r\n',
  (line) =>
    `<div class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">\r\n${linked(line)}</div>\r\n`,
  '<div class="elementToProof" style="font-size: 12pt;">\r\n<br>\r\n</div>\r\n',
  '</body>\r\n</html>\r\n',
);
const WORD_HEAD =
  '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"><style><!--\r\np.MsoNormal, li.MsoNormal, div.MsoNormal\r\n\t{margin:0cm;font-size:11.0pt;}\r\n--></style><!--[if gte mso 9]><xml>\r\n<o:shapedefaults v:ext="edit" spidmax="1026" />\r\n</xml><![endif]--></head><body lang=EN-GB link="#0563C1" vlink="#954F72" style=\'word-wrap:break-word\'><div class=WordSection1>';
const wordLine = (line: string): string =>
  `<p class=MsoNormal><span lang=EN-US style='mso-fareast-language:EN-US'>${linked(line)}<o:p></o:p></span></p>`;
const WORD = each(WORD_HEAD, wordLine, '<p class=MsoNormal><o:p>&nbsp;</o:p></p>', '</div></body></html>');
const WORD_LIST = each(
  `${WORD_HEAD}<ul style='margin-top:0cm' type=disc>`,
  (line) => `<li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>${linked(line)}<o:p></o:p></li>`,
  '</ul><p class=MsoNormal><o:p>&nbsp;</o:p></p><ul>',
  '</ul></div></body></html>',
);
const cells = (line: string): string => {
  const [, label, value] = /^([\w ]+): (.*)$/u.exec(line) ?? [];
  if (label === undefined || value === undefined) return wordLine(line);
  const cell = (inside: string): string =>
    `<td width=200 valign=top style='width:150.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal>${inside}<o:p></o:p></p></td>`;
  return `<table class=MsoTableGrid border=1><tr>${cell(label)}${cell(linked(value))}</tr></table>`;
};
const WORD_TABLE = each(WORD_HEAD, cells, '<p class=MsoNormal><o:p>&nbsp;</o:p></p>', '</div></body></html>');
const APPLE = each(
  '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">',
  (line) => `<div>${telLinked(line)}</div>`,
  '<div><br></div>',
  '</body></html>',
);
const BREAKS = each('<html><body><p>', (line) => `${linked(line)}<br />\r\n`, '<br />\r\n', '</p></body></html>');
const PARAGRAPHS = each('<html><body>', (line) => `<p>${linked(line)}</p>\r\n`, '<p>&nbsp;</p>', '</body></html>');
const PREFORMATTED: Words = (lines) => `<html><body><pre>${escaped(typed(lines))}</pre></body></html>`;
const divs = (before: string, after: string): Words =>
  each(before, (line) => `<div>${linked(line)}</div>\r\n`, '<div><br></div>\r\n', after);

const LOGO = leaf(
  [
    'Content-Type: image/png; name="image001.png"',
    'Content-Description: image001.png',
    'Content-Disposition: inline; filename="image001.png"; size=68',
    'Content-ID: <image001.png@01DA1B2C.3D4E5F60>',
    'Content-Transfer-Encoding: base64',
  ],
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
);
const attached = (type: string, name: string): Buffer =>
  leaf(
    [
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
    ],
    Buffer.from('UkVNT1ZFIC5ubCBBTEwNCg=='),
  );
const VCARD = leaf(
  [
    'Content-Type: text/x-vcard; charset=utf-8; name="anna.vcf"',
    'Content-Disposition: attachment; filename="anna.vcf"',
  ],
  Buffer.from('BEGIN:VCARD\r\nFN:Anna Admin\r\nEMAIL:anna@nic.example\r\nTEL:+31201234567\r\nEND:VCARD\r\n'),
);
const CALENDAR = leaf(
  ['Content-Type: text/calendar; charset="utf-8"; method=REQUEST', 'Content-Transfer-Encoding: 7bit'],
  Buffer.from('BEGIN:VCALENDAR\r\nSUMMARY:REMOVE .nl ALL\r\nEND:VCALENDAR\r\n'),
);
const signedBy =
  (boundary: string, signature: readonly string[]) =>
  (part: Buffer): Buffer =>
    multipart('signed; micalg=pgp-sha256; protocol="application/x-signature"', boundary, [
      part,
      leaf(signature, Buffer.from('MIIBsignature')),
    ]);

/** RFC 3676 as Thunderbird writes it: `width` octets a line, a space at the end of those that go on. */
const flowed =
  (width: number, delSp: boolean): Words =>
  (lines) =>
    typed(
      lines.map((line) => {
        const rows: string[] = [];
        let row = '';
        for (const word of line.split(/(?<= )/u)) {
          if (row.length + word.length > width && row !== '') {
            rows.push(delSp ? `${row} ` : row);
            row = '';
          }
          row += word;
        }
        return [...rows, row].map((part) => (/^(?: |>|From )/u.test(part) ? ` ${part}` : part)).join(CRLF);
      }),
    );

const OUTLOOK_PLAIN = text('plain', decorated, 'base64');
const only = (name: string, inner: Inner, extra: Partial<Skeleton> = {}): Skeleton => ({ name, body: inner, ...extra });
const HTML_ONLY = { htmlOnly: true } as const;

export const SKELETONS: readonly Skeleton[] = [
  only(
    'Gmail',
    alternative('0000000000', text('plain', typed, 'quoted-printable'), text('html', GMAIL, 'quoted-printable')),
  ),
  only(
    'Gmail with breaks',
    alternative('00000000', text('plain', typed, 'base64'), text('html', GMAIL_BREAKS, 'base64')),
  ),
  only('Gmail plain', text('plain', typed, 'base64')),
  only('Microsoft 365 on the web', alternative('_000_PR0P2_', OUTLOOK_PLAIN, text('html', OWA, 'quoted-printable'))),
  only(
    'Outlook',
    alternative('----=_NextPart_000_0001', text('plain', decorated, '8bit'), text('html', WORD, 'quoted-printable')),
  ),
  only(
    'Outlook, double-spaced plain text',
    alternative(
      '_002_',
      text('plain', (lines) => lines.filter((line) => line !== '').join('\r\n\r\n'), '8bit'),
      text('html', WORD, '8bit'),
    ),
  ),
  only('Outlook HTML only', text('html', WORD, 'quoted-printable'), HTML_ONLY),
  only('Outlook table', text('html', WORD_TABLE, 'base64'), HTML_ONLY),
  only('Outlook list', text('html', WORD_LIST, 'quoted-printable'), HTML_ONLY),
  only(
    'Outlook with a logo',
    around(alternative('_000_', OUTLOOK_PLAIN, text('html', WORD, 'base64')), (part) =>
      multipart('related; type="multipart/alternative"', '_004_', [part, LOGO]),
    ),
  ),
  only(
    'Outlook with attachments',
    around(alternative('_000_', OUTLOOK_PLAIN, text('html', WORD, 'base64')), (part) =>
      multipart('mixed', '_005_', [
        multipart('related', '_004_', [part, LOGO]),
        attached('application/pdf', 'letter.pdf'),
        VCARD,
      ]),
    ),
  ),
  only(
    'Outlook as rich text',
    around(text('plain', typed, 'quoted-printable'), (part) =>
      multipart(
        'mixed',
        '----=_NextPart_000_0009',
        [part, attached('application/ms-tnef', 'winmail.dat')],
        'This is a multi-part message in MIME format.\r\n',
      ),
    ),
  ),
  only(
    'Outlook mobile',
    alternative(
      '_000_AM0_',
      text('plain', (lines) => decorated([...lines, '', 'Get Outlook for iOS<https://aka.ms/o0ukef>']), '8bit'),
      text(
        'html',
        divs(
          '<html><body>\r\n<div dir="ltr">\r\n',
          '</div>\r\n<div id="ms-outlook-mobile-signature">\r\n<div><br>\r\n</div>\r\nGet <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div>\r\n</body>\r\n</html>\r\n',
        ),
        '8bit',
      ),
    ),
  ),
  only(
    'Outlook with S/MIME',
    around(
      alternative('----=_NextPart_001', text('plain', decorated, '8bit'), text('html', WORD, 'quoted-printable')),
      signedBy('----=_NextPart_000', [
        'Content-Type: application/pkcs7-signature; name="smime.p7s"',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; filename="smime.p7s"',
      ]),
    ),
  ),
  only(
    'Apple Mail',
    alternative('Apple-Mail=_1', text('plain', typed, 'quoted-printable'), text('html', APPLE, 'quoted-printable')),
  ),
  only('Apple Mail plain', text('plain', typed, '8bit')),
  only('Apple Mail with a picture', (lines, charset) =>
    multipart('alternative', 'Apple-Mail=_2', [
      text('plain', typed, '8bit')(lines, charset),
      multipart('related; type="text/html"', 'Apple-Mail=_3', [text('html', APPLE, '8bit')(lines, charset), LOGO]),
    ]),
  ),
  only('Apple Mail with a PDF between two pieces of HTML', (lines, charset) =>
    multipart('alternative', 'Apple-Mail=_4', [
      text('plain', (all) => typed([...all, '', 'The letter is attached.']), '8bit')(lines, charset),
      multipart('mixed', 'Apple-Mail=_5', [
        text('html', APPLE, '8bit')(lines, charset),
        attached('application/pdf', 'letter.pdf'),
        text('html', () => '<html><body><div>The letter is attached.</div></body></html>', '8bit')([], charset),
      ]),
    ]),
  ),
  only(
    'iPhone',
    text('plain', (lines) => typed([...lines, '', 'Sent from my iPhone']), 'quoted-printable'),
  ),
  only('iPhone with a picture', (lines, charset) =>
    multipart('mixed', 'Apple-Mail-6', [
      text('plain', typed, '8bit')(lines, charset),
      LOGO,
      text('plain', () => '\r\n\r\n', '7bit')([], 'us-ascii'),
    ]),
  ),
  only('Thunderbird', text('plain', flowed(72, false), '8bit', '; format=flowed')),
  only('Thunderbird, narrow', text('plain', flowed(20, false), 'quoted-printable', '; format=flowed')),
  only(
    'Thunderbird with HTML',
    alternative(
      '------------A1B2',
      text('plain', flowed(72, false), '8bit', '; format=flowed'),
      text('html', BREAKS, '8bit'),
    ),
  ),
  only(
    'Thunderbird with OpenPGP',
    around(text('plain', flowed(72, false), 'base64', '; format=flowed'), (part) =>
      multipart('signed; micalg="pgp-sha256"; protocol="application/pgp-signature"', '------------C3D4', [
        multipart('mixed; protected-headers="v1"', '------------E5F6', [
          multipart('mixed', '------------G7H8', [part]),
        ]),
        leaf(
          [
            'Content-Type: application/pgp-signature; name="OpenPGP_signature.asc"',
            'Content-Disposition: attachment; filename="OpenPGP_signature"',
          ],
          Buffer.from('-----BEGIN PGP SIGNATURE-----\r\n\r\nwsB5BAAB\r\n-----END PGP SIGNATURE-----'),
        ),
      ]),
    ),
  ),
  only('Horde', text('plain', flowed(60, true), 'quoted-printable', '; format=flowed; DelSp=Yes')),
  only(
    'Roundcube',
    alternative(
      '=_a1b2c3',
      text('plain', typed, '8bit', ';\r\n format=flowed'),
      text('html', BREAKS, 'quoted-printable'),
    ),
  ),
  only(
    'Yahoo',
    alternative(
      '----=_Part_1_2.3',
      text('plain', (lines) => ` ${typed(lines)}`, '8bit'),
      text(
        'html',
        divs(
          '<html><head></head><body><div class="ydp1yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:13px;">',
          '</div></body></html>',
        ),
        '8bit',
      ),
    ),
  ),
  only(
    'Notes',
    alternative(
      '=_alternative 0033',
      text('plain', typed, 'quoted-printable'),
      text(
        'html',
        each('', (line) => `<font size=2 face="sans-serif">${escaped(line)}</font>\r\n<br>`, '<br>\r\n', ''),
        'quoted-printable',
      ),
    ),
  ),
  only(
    'Domino',
    alternative(
      '=_alternative 0034',
      text('plain', typed, 'base64'),
      text(
        'html',
        each(
          '<span style=" font-size:10pt;font-family:sans-serif">',
          (line) => `${linked(line)}</span><br><span style=" font-size:10pt;font-family:sans-serif">`,
          '<br>',
          '</span>',
        ),
        'base64',
      ),
    ),
  ),
  only(
    'Zimbra',
    alternative(
      '----=_Part_44',
      text('plain', typed, 'quoted-printable'),
      text(
        'html',
        divs(
          '<html><body><div style="font-family: arial, helvetica, sans-serif; font-size: 12pt; color: #000000">',
          '</div></body></html>',
        ),
        'quoted-printable',
      ),
    ),
  ),
  only('K-9', text('plain', typed, 'quoted-printable')),
  only(
    'K-9 with HTML',
    alternative(
      '----K9',
      text('plain', typed, 'quoted-printable'),
      text(
        'html',
        each(
          '<!DOCTYPE html><html><body><div dir="auto">',
          (line) => `${escaped(line)}<br>`,
          '<br>',
          '</div></body></html>',
        ),
        'quoted-printable',
      ),
    ),
  ),
  only('mutt', text('plain', typed, '8bit')),
  only(
    'mutt with PGP',
    around(
      text('plain', typed, 'quoted-printable'),
      signedBy('6TrnltStXW4iwmi0', ['Content-Type: application/pgp-signature; name="signature.asc"']),
    ),
  ),
  only(
    'Proton',
    alternative(
      'b1=_Kx',
      text(
        'plain',
        (lines) => typed([...lines, '', 'Sent with [Proton Mail](https://proton.me/mail/home) secure email.']),
        'base64',
      ),
      text(
        'html',
        divs(
          '<div style="font-family: Arial, sans-serif; font-size: 14px;">',
          '</div><div class="protonmail_signature_block" style="font-family: Arial, sans-serif; font-size: 14px;"><div class="protonmail_signature_block-user protonmail_signature_block-empty"></div><div class="protonmail_signature_block-proton">Sent with <a target="_blank" href="https://proton.me/mail/home">Proton Mail</a> secure email.</div></div>',
        ),
        'base64',
      ),
    ),
  ),
  only(
    'SOGo',
    alternative(
      '----=_=-_OpenGroupware_org_NGMime-71-1',
      text('plain', typed, 'quoted-printable'),
      text('html', BREAKS, 'quoted-printable'),
    ),
  ),
  only(
    'QQ Mail',
    alternative(
      '----=_NextPart_5EE841A1',
      text('plain', (lines) => lines.join('\n'), 'base64'),
      text('html', divs('', ''), 'base64'),
    ),
  ),
  only(
    'Foxmail',
    alternative(
      '----=_001_NextPart',
      text('plain', typed, 'base64'),
      text(
        'html',
        divs('<html><head><style>body { line-height: 1.5; }</style></head><body>', '</body></html>'),
        'quoted-printable',
      ),
    ),
  ),
  only(
    'NetEase',
    alternative(
      '----=_Part_163',
      text('plain', typed, 'base64'),
      text(
        'html',
        divs('<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial">', '</div>'),
        'base64',
      ),
    ),
  ),
  only(
    'Mail.ru',
    alternative(
      '--ALT--',
      text('plain', (lines) => `\n${lines.join('\n')}\n \n`, 'base64'),
      text('html', divs('\n<HTML><BODY>', '<div>&nbsp;</div></BODY></HTML>'), 'base64'),
    ),
  ),
  only('Yandex', text('html', divs('', ''), 'base64'), HTML_ONLY),
  only(
    'web.de',
    text(
      'html',
      divs('<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">', '</div></body></html>'),
      'quoted-printable',
    ),
    HTML_ONLY,
  ),
  only(
    'paragraphs',
    alternative(
      'p',
      text('plain', (lines) => lines.filter((line) => line !== '').join('\r\n\r\n'), '8bit'),
      text('html', PARAGRAPHS, '8bit'),
    ),
  ),
  only('Evolution', alternative('=-ev', text('plain', typed, '8bit'), text('html', PREFORMATTED, 'quoted-printable'))),
  only(
    'Open-Xchange',
    alternative(
      '----=_Part_OX',
      text('plain', typed, '8bit'),
      text(
        'html',
        each(
          '<!doctype html><html><head><meta charset="UTF-8"></head><body>',
          (line) => `<div class="default-style">${linked(line)}</div>`,
          '<div class="default-style"><br></div>',
          '</body></html>',
        ),
        '8bit',
      ),
    ),
  ),
  only(
    'Samsung Email',
    alternative(
      '--_com.samsung.android.email_1',
      text('plain', typed, 'base64'),
      text(
        'html',
        each(
          '<html><head></head><body dir="auto">',
          (line) => `${linked(line)}<div dir="auto"></div>`,
          '<div dir="auto"><br></div>',
          '</body></html>',
        ),
        'base64',
      ),
    ),
  ),
  only('an invitation beside', (lines, charset) =>
    multipart('alternative', 'cal', [
      text('plain', typed, '8bit')(lines, charset),
      text('html', WORD, '8bit')(lines, charset),
      CALENDAR,
    ]),
  ),
];
