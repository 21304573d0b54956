import { once } from 'node:events';
import { type AddressObject, type AttachmentStream, type EmailAddress, MailParser, type MessageText } from 'mailparser';

/** `maxHeadSize` and `maxChildNodes` are not in its types. The gate let no larger header pass. */
const SETTINGS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  maxHeadSize: 128 * 1024,
  maxChildNodes: 2,
};

/**
 * The addresses of From as mailparser sees them, to compare with what our own grammar read: they must be the same
 * single address. Empty where it sees none or fails. @param header the mail's header block
 */
export async function headerFromByMailparser(header: Buffer): Promise<readonly string[]> {
  const parser = new MailParser(SETTINGS);
  const seen: string[] = [];
  parser.on('headers', (headers) => {
    const from = headers.get('from');
    if (isAddressList(from)) collect(from.value, seen);
  });
  // What is no text it hands over as a stream, and ends when somebody has taken that.
  parser.on('data', (part: AttachmentStream | MessageText) => {
    if (part.type === 'attachment') part.release();
  });
  parser.end(Buffer.concat([whatSaysFrom(header), Buffer.from('\r\n\r\n')]));
  try {
    await once(parser, 'end');
    return seen;
  } catch {
    return [];
  }
}

// A field of printable ASCII, with lines that all say something: nobody can take a part of it for another field.
const PLAIN_FIELD = /^[!-9;-~]+:[\t -~]*(?:\r\n[\t ]+[!-~][\t -~]*)*$/u;

/** The From fields alone where all fields are plain, and else the whole header: where one ends readers may see differently. */
function whatSaysFrom(header: Buffer): Buffer {
  const fields = header.toString('latin1').split(/\r\n(?![\t ])/u);
  if (!fields.every((field) => PLAIN_FIELD.test(field))) return header;
  return Buffer.from(fields.filter((field) => /^from:/iu.test(field)).join('\r\n'), 'latin1');
}

function isAddressList(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value);
}

function collect(addresses: readonly EmailAddress[], seen: string[]): void {
  for (const { address, group } of addresses) {
    if (address !== undefined && address !== '') seen.push(address);
    if (group !== undefined) collect(group, seen);
  }
}
