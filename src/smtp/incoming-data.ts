import type { SMTPServerDataStream } from 'smtp-server';

/** What came after DATA. Only `complete` means that the client sent its final dot (RFC 5321 §4.1.1.4). */
export type IncomingData =
  | { readonly result: 'complete'; readonly raw: Buffer }
  | { readonly result: 'oversized' }
  | { readonly result: 'no-room' }
  | { readonly result: 'aborted'; readonly bytes: number };

/** Memory that all messages on their way share. */
export type MessageMemory = {
  /** False where there is no room for that many octets more. */
  readonly reserve: (bytes: number) => boolean;
  readonly release: (bytes: number) => void;
};

export function createMessageMemory(mostBytes: number): MessageMemory {
  let used = 0;
  return {
    reserve: (bytes) => {
      if (used + bytes > mostBytes) return false;
      used += bytes;
      return true;
    },
    release: (bytes) => {
      used -= bytes;
    },
  };
}

/**
 * Reads a message to its end and keeps it, as sent but for dot-stuffing (smtp-server ends it at CRLF.CRLF only and
 * normalises no line end). What is too large is read and thrown away. Never rejects.
 * @returns the data, and `release`, to be called once the message is no longer held
 */
export function readIncomingData(
  stream: SMTPServerDataStream,
  memory: MessageMemory,
): Promise<{ readonly data: IncomingData; readonly release: () => void }> {
  const chunks: Buffer[] = [];
  let held = 0;
  let full = false;
  const release = (): void => {
    chunks.length = 0;
    memory.release(held);
    held = 0;
  };
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      if (full || stream.sizeExceeded) {
        release();
      } else if (memory.reserve(chunk.length)) {
        held += chunk.length;
        chunks.push(chunk);
      } else {
        full = true;
        release();
      }
    });
    stream.once('end', () => resolve({ data: finished(), release }));
    stream.once('error', () => resolve({ data: { result: 'aborted', bytes: stream.byteLength }, release }));
    stream.once('close', () => resolve({ data: { result: 'aborted', bytes: stream.byteLength }, release }));
  });

  function finished(): IncomingData {
    if (stream.sizeExceeded) return { result: 'oversized' };
    if (full) return { result: 'no-room' };
    return { result: 'complete', raw: Buffer.concat(chunks) };
  }
}
