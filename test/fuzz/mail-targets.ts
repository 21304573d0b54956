import { readDeliveryReport } from '../../src/mime/delivery-report.ts';
import { readPartTree } from '../../src/mime/part-tree.ts';
import { readMail } from '../../src/mime/read-mail.ts';
import { holds, latin1Of, octetsOf, type Target } from './target.ts';

const HIDDEN = /[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u;

export const mime: Target = {
  name: 'mime',
  octets: true,
  pieces: [
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: multipart/alternative; boundary="c"\r\n',
    'Content-Type: multipart/related; boundary=b; start="<x>"\r\n',
    'Content-Type: text/plain; charset=utf-8\r\n',
    'Content-Type: text/plain; charset=koi8-r; format=flowed; delsp=yes\r\n',
    'Content-Type: text/plain; charset=utf-16\r\n',
    'Content-Type: text/plain; charset=utf-7\r\n',
    'Content-Type: text/html\r\n',
    'Content-Type: message/rfc822\r\n',
    'Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n',
    "Content-Type: text/plain; name*0*=utf-8''%41; name*1=b\r\n",
    'Content-Type: ;;;="\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Transfer-Encoding: quoted-printable\r\n',
    'Content-Transfer-Encoding: x-uuencode\r\n',
    'Content-Disposition: attachment; filename=x\r\n',
    'From: John Doe <john@nic.nl>\r\n',
    'Subject: =?utf-8?Q?a=0D=0Ab?= =?koi8-r?B?6dfBzg==?=\r\n',
    '\r\n',
    '\r\n\r\n',
    '--b\r\n',
    '--b--\r\n',
    '--c\r\n',
    '--c--\r\n',
    '--b \r\n',
    '--bb\r\n',
    'SUBSCRIBE .nl\r\n',
    'U1VCU0NSSUJFIC5ubA==\r\n',
    'SUBSCRIBE=20=2Enl=\r\n',
    '=E2=80=AE=E2=80=8B\r\n',
    '<div>',
    '</div>',
    '<table><tr><td>',
    '<style>p{display:none}</style>',
    '<p hidden>x</p>',
    '<!--',
    '-->',
    '<blockquote>',
    '<a href="mailto:a@b.nl">',
    '&#8238;&zwnj;&amp;',
    '<script>',
    '-- \r\n',
    '> quoted \r\n',
    '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n',
    '-----BEGIN PGP SIGNATURE-----\r\n',
    latin1Of('\u202eй\u200b漢'),
    '\xff\xfe',
    '+AFM-',
  ],
  frame: (repeated) => `From: a@nic.example\r\nContent-Type: text/html\r\n\r\n${repeated}`,
  async run(input) {
    const mail = await readMail(octetsOf(input));
    if (!mail.ok) return mail.fault;
    const { reading, subject } = mail;
    holds(!HIDDEN.test(reading.text), 'the text holds nothing hidden');
    holds(subject.length <= 250 && !/[\r\n]/u.test(subject) && !HIDDEN.test(subject), 'the subject is one clean line');
    holds(reading.source !== 'html' || reading.doubts.includes('html-only'), 'HTML alone is never beyond doubt');
    holds(reading.text.isWellFormed(), 'the text is well-formed');
    holds(new Set(reading.doubts).size === reading.doubts.length, 'each doubt is named once');
    return `${reading.source} ${reading.alternative === null ? '' : '+'} ${reading.doubts.join(',')}`;
  },
};

export const deliveryReport: Target = {
  name: 'dsn',
  octets: true,
  pieces: [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n',
    '--b\r\n',
    '--b--\r\n',
    'Content-Type: message/delivery-status\r\n\r\n',
    'Content-Type: text/plain\r\n\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    'Reporting-MTA: dns; mx.nic.example\r\n',
    'Final-Recipient: rfc822; a@nic.example\r\n',
    'Action: failed\r\n',
    'Action: delayed\r\n',
    'Action: delivered\r\n',
    'Status: 5.1.1\r\n',
    'Status: 4.4.1 (late)\r\n',
    'Status: 9.9.9\r\n',
    'Status: 5.1.1.1\r\n',
    'Status: 5.1111.1\r\n',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n',
    'Diagnostic-Code: \x1b[31m\r\n folded\r\n',
    'Diagnostic-Code: ;;;; ;\r\n',
    '\r\n',
    '\n\n',
    'Status:\r\n 5.0.0\r\n',
    '550 no such user\r\n',
  ],
  frame: (repeated) =>
    `Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${repeated}\r\n\r\n${repeated}\r\n--b--\r\n`,
  run(input) {
    const read = readPartTree(octetsOf(input));
    if (!read.ok) return read.fault;
    const report = readDeliveryReport(read.tree);
    if (report === null) return 'none';
    holds(/^[245]\.\d{1,3}\.\d{1,3}$/u.test(report.status), 'the status is one of RFC 3463');
    holds(/^[ -~]{0,200}$/u.test(report.reason), 'the reason is short and printable');
    return `${report.action} ${report.status} ${report.reason === '' ? '' : 'reason'}`;
  },
};
