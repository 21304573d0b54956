import type { CcTldTable } from '../core/cctld.ts';
import type { Request } from '../core/command.ts';
import type { Reading } from '../core/message.ts';
import { readMail } from '../mime/read-mail.ts';
import { readRequest, sameCommands } from '../parse/read-request.ts';

export type Understanding =
  | {
      readonly ok: true;
      readonly reading: Reading;
      /** Decoded, one line, ≤ 250 characters. */
      readonly subject: string;
      /** The addresses of From as mailparser sees them. */
      readonly headerFrom: readonly string[];
      readonly request: Request;
    }
  | { readonly ok: false; readonly fault: 'too-complex' };

/** What a mail that passed the raw gate says and asks. Its time is bounded by the mail's size only: run it in a worker. */
export async function understand(raw: Uint8Array, table: CcTldTable): Promise<Understanding> {
  const read = await readMail(raw);
  if (!read.ok) return read;
  const { reading, subject } = read;
  const request = readRequest({ text: reading.text, subject, table });
  return { ...read, reading: withAlternative(reading, request, subject, table), request };
}

/** Text and HTML that ask for different things are doubtful, whichever of them the sender saw. */
function withAlternative(reading: Reading, request: Request, subject: string, table: CcTldTable): Reading {
  if (reading.alternative === null || reading.source !== 'plain') return reading;
  const other = readRequest({ text: reading.alternative, subject, table });
  return sameCommands(request, other) ? reading : { ...reading, doubts: [...reading.doubts, 'alternatives-disagree'] };
}
