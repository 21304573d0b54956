import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { whyUnreadable } from '../core/unreadable.ts';
import { CommandFailure } from './exit.ts';

/** Throws {@link CommandFailure} 1 where it cannot be read. @param file `-`, where the command says so: stdin */
export async function givenOctets(file: string, takesStdin = false): Promise<Buffer> {
  return (takesStdin && file === '-' ? buffer(process.stdin) : readFile(file)).catch((cause: unknown) => {
    throw new CommandFailure(1, `${file} cannot be read: ${whyUnreadable(cause)}.`, { cause });
  });
}

/** The same as text: UTF-8, without a byte order mark. */
export async function givenText(file: string, takesStdin = false): Promise<string> {
  return (await givenOctets(file, takesStdin)).toString('utf8').replace(/^\ufeff/u, '');
}
