import type { DestinationStream } from 'pino';

/**
 * Writes the lines of one turn of the event loop together: each write wakes whoever reads them. What was not written yet when
 * the process ends is written then; a process that is killed takes the lines of its last turn with it.
 */
export function linesTogether(destination: DestinationStream): DestinationStream {
  let lines = '';

  function flush(): void {
    const written = lines;
    lines = '';
    if (written === '') return;
    try {
      destination.write(written);
    } catch {
      // A full disk behind stdout must not stop the mail; nobody is left who could be told.
    }
  }

  process.once('exit', flush);
  return {
    write(line) {
      if (lines === '') setImmediate(flush);
      lines += line;
    },
  };
}
