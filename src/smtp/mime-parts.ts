import { encode, wrap } from 'nodemailer/lib/qp';

/** A MIME entity (RFC 2045 §2.4): the fields of its own, in order, and its body as it goes over the wire. */
export type Part = {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** ASCII, CRLF. */
  readonly body: string;
};

/** Where a file has a name: ASCII letters, digits, dots and hyphens only. */
type Filename = string;

const COLUMNS = 76;
const PLAIN = /^[\t\n\x20-\x7e]*$/u;

/** Text in UTF-8, as it stands where that is plain ASCII in short lines, else as quoted-printable. */
export function textPart(type: string, text: string): Part {
  const lines = text.replace(/\r\n?/gu, '\n').replace(/\0/gu, '');
  const isPlain = PLAIN.test(lines) && lines.split('\n').every(({ length }) => length <= COLUMNS);
  const wire = lines.replace(/\n/gu, '\r\n');
  return {
    fields: [
      ['Content-Type', `${type}; charset=utf-8`],
      ['Content-Transfer-Encoding', isPlain ? '7bit' : 'quoted-printable'],
    ],
    body: isPlain ? wire : wrap(encode(wire), COLUMNS),
  };
}

/** A text file in UTF-8, octet for octet but for its line ends: mostly ASCII, so a third shorter than in base64. */
export function textFile(type: string, filename: Filename, text: string): Part {
  return {
    fields: fileFields(`${type}; charset=utf-8`, filename, 'quoted-printable'),
    body: wrap(encode(text.replace(/\r\n?|\n/gu, '\r\n')), COLUMNS),
  };
}

export function binaryFile(type: string, filename: Filename, content: Buffer): Part {
  return {
    fields: fileFields(type, filename, 'base64'),
    body: content.toString('base64').replace(/.{1,76}/gu, '$&\r\n'),
  };
}

/** RFC 2046 §5.1.3. @param boundary must not occur in the parts */
export function multipart(parts: readonly Part[], boundary: string): Part {
  return {
    fields: [['Content-Type', `multipart/mixed; boundary="${boundary}"`]],
    body: `${parts.map((part) => `--${boundary}\r\n${entity(part)}\r\n`).join('')}--${boundary}--\r\n`,
  };
}

/** Octets of a part inside a multipart, its boundary (of 32 characters) included. */
export function lengthOf(part: Part): number {
  return 2 + 32 + 2 + entity(part).length + 2;
}

function entity({ fields, body }: Part): string {
  return `${fields.map((field) => `${field.join(': ')}\r\n`).join('')}\r\n${body}`;
}

function fileFields(type: string, filename: Filename, encoding: string): Part['fields'] {
  return [
    ['Content-Type', `${type}; name=${filename}`],
    ['Content-Transfer-Encoding', encoding],
    ['Content-Disposition', `attachment; filename=${filename}`],
  ];
}
