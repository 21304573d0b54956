import { isChange } from '../core/command.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { readRequest } from '../parse/read-request.ts';
import type { House } from '../plan/house.ts';

/** The same mail with the request that a reviewer wrote instead, read like a mail of the same sender; only its changes count. */
export function corrected({ book }: House, mail: StoredMail, block: string): StoredMail {
  const text = block.replaceAll(/\r\n?/gu, '\n');
  const request = readRequest({ text, subject: '', table: book.table });
  return { ...mail, request: { ...request, commands: request.commands.filter(isChange), filledIn: [], dryRun: false } };
}
