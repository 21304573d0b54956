import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { whyUnreadable } from '../core/unreadable.ts';
import { CommandFailure } from './exit.ts';

/** Throws {@link CommandFailure} 2 where nothing was written, as by a variable of the shell that is not set. */
export function givenFile(file: string): string {
  if (file === '') throw new CommandFailure(2, 'The name of the file is empty.');
  return file;
}

/** Throws {@link CommandFailure} 1 where it cannot be read. @param file `-`, where the command says so: stdin */
export async function givenOctets(file: string, takesStdin = false): Promise<Buffer> {
  return (takesStdin && file === '-' ? buffer(process.stdin) : readFile(givenFile(file))).catch((cause: unknown) => {
    throw new CommandFailure(1, `${file} cannot be read: ${whyUnreadable(cause)}.`, { cause });
  });
}

/** The same as text: UTF-8, without a byte order mark. */
export async function givenText(file: string, takesStdin = false): Promise<string> {
  return (await givenOctets(file, takesStdin)).toString('utf8').replace(/^\ufeff/u, '');
}

/** Throws {@link CommandFailure} 2 where what was written is no folder. */
export async function givenFolder(dir: string): Promise<string> {
  const found = await stat(dir).catch((cause: unknown) => {
    const why = whyUnreadable(cause).replace('no such file', 'no such folder');
    throw new CommandFailure(2, `${dir} cannot be read: ${why}. Give the folder to compare with.`, { cause });
  });
  if (!found.isDirectory()) throw new CommandFailure(2, `${dir} is a file. Give the folder to compare with.`);
  return dir;
}
