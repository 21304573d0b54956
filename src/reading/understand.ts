import type { CcTldTable } from '../core/cctld.ts';
import type { Request } from '../core/command.ts';
import type { DeliveryReport } from '../core/delivery-report.ts';
import type { Reading } from '../core/message.ts';
import type { TreeFault } from '../mime/part-tree.ts';
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
      /** What it says of a mail of ours, if a mail server wrote it; null: nothing. */
      readonly report: DeliveryReport | null;
    }
  | { readonly ok: false; readonly fault: TreeFault };

/** What a mail that passed the raw gate says and asks. Its time is bounded by the mail's size only: run it in a worker. */
export async function understand(raw: Uint8Array, table: CcTldTable): Promise<Understanding> {
  const mail = await readMail(raw);
  if (!mail.ok) return mail;
  const { reading, written, subject, writtenSubject, headerFrom, report } = mail;
  const request = readRequest({ text: written, subject: writtenSubject, table });
  const other =
    reading.alternative === null ? null : readRequest({ text: reading.alternative, subject: writtenSubject, table });
  const read = { ok: true, subject, headerFrom, report } as const;
  if (reading.alternative === null || other === null || sameCommands(request, other)) {
    return { ...read, reading, request };
  }
  if (request.commands.length > 0 || shows(written, other)) {
    const doubted = { ...reading, doubts: [...reading.doubts, 'alternatives-disagree'] } as const;
    return { ...read, reading: doubted, request: denies(other) ? withoutYes(request) : request };
  }
  // The plain text is a stand-in ("your program cannot show this mail").
  const doubts: Reading['doubts'] = [...reading.doubts, 'html-only'];
  return { ...read, reading: { ...reading, text: reading.alternative, source: 'html', doubts }, request: other };
}

/** Whether any of the commands stands somewhere in the text, be it quoted. */
function shows(text: string, { commands }: Request): boolean {
  const seen = text.replaceAll(/[\s>]+/gu, '');
  return commands.some((located) => seen.includes(located.text.replaceAll(/\s+/gu, '')));
}

function denies({ commands }: Request): boolean {
  return commands.some(({ command }) => command.word === 'DENY');
}

/** Who writes CONFIRM in one alternative and DENY in the other has not confirmed. */
function withoutYes(request: Request): Request {
  return { ...request, commands: request.commands.filter(({ command }) => command.word !== 'CONFIRM') };
}
