// Mails made to be costly.

const HEAD = 'From: mallory@elsewhere.example\r\nSubject: bomb\r\n';

function nested(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  ).join('');
  const close = Array.from({ length: depth }, (_, n) => `\r\n--b${depth - 1 - n}--`).join('');
  return `${open}Content-Type: text/plain\r\n\r\nHELP${close}\r\n`;
}

const html = (text: string): string => `${HEAD}Content-Type: text/html\r\n\r\n${text}\r\n`;
/** Each without Message-ID, which makes two of them differ. */
export const BOMBS: readonly (readonly [string, string])[] = [
  ['deep MIME', HEAD + nested(500)],
  [
    'many parts',
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(20_000)}--b--\r\n`,
  ],
  [
    'boundaries that nearly fit',
    `${HEAD}Content-Type: multipart/mixed; boundary=${'b'.repeat(70)}\r\n\r\n${`--${'b'.repeat(69)}\r\n`.repeat(40_000)}`,
  ],
  ['folds', `From: mallory@elsewhere.example\r\nX: y${'\r\n z'.repeat(1900)}\r\nSubject: x\r\n\r\nHELP\r\n`],
  ['a huge header', `From: mallory@elsewhere.example\r\n${`X: ${'y'.repeat(900)}\r\n`.repeat(400)}\r\nHELP\r\n`],
  [
    'ten signatures of many fields',
    `${`DKIM-Signature: v=1; a=rsa-sha256; d=elsewhere.example; s=s1; h=${'from:'.repeat(100)}subject; bh=AAAA; b=AAAA\r\n`.repeat(10)}${HEAD}\r\n${'HELP\r\n'.repeat(300_000)}`,
  ],
  ['eleven signatures', `${'DKIM-Signature: v=1\r\n'.repeat(11)}${HEAD}\r\nHELP\r\n`],
  [
    'a thousand copied addresses',
    `${HEAD}Cc: ${Array.from({ length: 1000 }, (_, n) => `a${n}@nic.example`).join(',\r\n ')}\r\n\r\nSUBSCRIBE .nl\r\n`,
  ],
  ['giant HTML', html('<div>'.repeat(400_000))],
  ['HTML of tables in tables', html('<table><tr><td>'.repeat(50_000))],
  ['HTML of attributes', html(`<p ${'a=b '.repeat(500_000)}>x`)],
  ['HTML comments without an end', html('<!--'.repeat(500_000))],
  ['nine megabytes of lines', `${HEAD}\r\n${'REMOVE .nl ALL\r\n'.repeat(560_000)}`],
  [
    'nine megabytes of base64',
    `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${`${'U1VC'.repeat(19)}\r\n`.repeat(115_000)}`,
  ],
  [
    'words of every length',
    `${HEAD}\r\n${Array.from({ length: 2000 }, (_, n) => 'Name: '.repeat(n % 300)).join('\r\n')}\r\n`,
  ],
];
