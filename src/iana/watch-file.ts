import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

export type FileWatch = { stop(): void };

/**
 * Calls back after the content of a file has changed, be it written in place or replaced by rename. A file that is away
 * is waited for. Start it before the first reading, so that no change falls between. Looks every `everyMs` without keeping the process alive; a look waits until the last call is done.
 */
export async function watchFile(
  file: string,
  changed: () => Promise<void>,
  failed: (error: unknown) => void,
  everyMs = 1000,
): Promise<FileWatch> {
  let stopped = false;
  let traits = await traitsOf(file);
  let digest = await digestOf(file);
  let timer: NodeJS.Timeout | null = null;

  async function lookAgain(): Promise<void> {
    const now = await traitsOf(file);
    if (now === null || now === traits) return;
    const content = await digestOf(file);
    if (content === null) return;
    traits = now;
    if (content === digest || stopped) return;
    digest = content;
    await changed();
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      lookAgain().catch(failed).finally(schedule);
    }, everyMs);
    timer.unref();
  }

  schedule();
  return {
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** What changes with every write and every rename; null where there is no such file. */
async function traitsOf(file: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return null;
  }
}

async function digestOf(file: string): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch {
    return null;
  }
}
