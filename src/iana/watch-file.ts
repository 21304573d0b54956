import { stat } from 'node:fs/promises';

export type FileWatch = {
  /** Looks at once; resolves when a change, if there is one, was taken over. Never rejects. */
  look(): Promise<void>;
  stop(): void;
};

/**
 * Calls back after a file was written anew, in place or by rename, with the same content too: its time says how fresh
 * it is. Calls back, too, when it has gone: once, until it is back. Start it before the first reading, so that no change falls between.
 * Looks every `everyMs` without keeping the process alive; one look at a time.
 */
export async function watchFile(
  file: string,
  changed: () => Promise<void>,
  failed: (error: unknown) => void,
  everyMs = 1000,
): Promise<FileWatch> {
  let stopped = false;
  let traits = await traitsOf(file);
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  // Not begun yet, so it will see whatever was written before now: everybody who asks meanwhile shares it.
  let nextLook: Promise<void> | null = null;

  async function lookOnce(): Promise<void> {
    const now = await traitsOf(file);
    if (now === traits || stopped) return;
    traits = now;
    await changed();
  }

  function look(): Promise<void> {
    nextLook ??= looking
      .then(() => {
        nextLook = null;
        return lookOnce();
      })
      .catch(failed);
    looking = nextLook;
    return looking;
  }

  async function rounds(): Promise<void> {
    await look();
    if (!stopped) timer = setTimeout(start, everyMs).unref();
  }

  function start(): void {
    rounds().catch(failed);
  }

  timer = setTimeout(start, everyMs).unref();
  return {
    look,
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
