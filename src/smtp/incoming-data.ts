import type { SMTPServerDataStream } from 'smtp-server';
import type { Held, MessageMemory } from './message-memory.ts';

/** What came after DATA. Only `complete` means that the client sent its final dot (RFC 5321 §4.1.1.4). */
export type IncomingData =
  | { readonly result: 'complete'; readonly raw: Uint8Array<ArrayBuffer> }
  | { readonly result: 'oversized' }
  | { readonly result: 'no-room' }
  | { readonly result: 'aborted'; readonly bytes: number };

/** A client that drips does not get on. */
const STRIDE = 64 * 1024;

/**
 * Reads a message to its end and keeps it, as sent but for dot-stuffing (smtp-server ends it at CRLF.CRLF only and
 * normalises no line end). What is too large, or lost its room to another message, is read and thrown away. Never rejects.
 * @param gotOn is called for every stride that came, with milliseconds of a clock that only grows
 * @returns the data, and `release`, to be called once the message is no longer held
 */
export function readIncomingData(
  stream: SMTPServerDataStream,
  memory: MessageMemory,
  now: () => number,
  gotOn: (at: number) => void,
): Promise<{ readonly data: IncomingData; readonly release: () => void }> {
  const chunks: Buffer[] = [];
  let held = 0;
  let strides = 0;
  let full = false;
  let gotOnAt = now();
  const release = (): void => {
    chunks.length = 0;
    memory.release(held, holder);
    held = 0;
  };
  const giveUp = (): void => {
    full = true;
    release();
  };
  const holder: Held = {
    get octets() {
      return held;
    },
    get gotOnAt() {
      return gotOnAt;
    },
    giveUp,
  };
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      const reached = Math.floor(stream.byteLength / STRIDE);
      if (reached > strides) {
        strides = reached;
        gotOnAt = now();
        gotOn(gotOnAt);
      }
      if (full || stream.sizeExceeded) {
        release();
      } else if (memory.reserve(chunk.length, holder)) {
        held += chunk.length;
        chunks.push(chunk);
      } else {
        giveUp();
      }
    });
    stream.once('end', () => resolve({ data: finished(), release }));
    stream.once('error', () => resolve({ data: { result: 'aborted', bytes: stream.byteLength }, release }));
    stream.once('close', () => resolve({ data: { result: 'aborted', bytes: stream.byteLength }, release }));
  });

  function finished(): IncomingData {
    if (stream.sizeExceeded) return { result: 'oversized' };
    if (full) return { result: 'no-room' };
    // From here on it is not slow, whatever it waits for.
    gotOnAt = Infinity;
    const raw = together(chunks, held);
    chunks.length = 0;
    return { result: 'complete', raw };
  }
}

/** In memory of its own, so that it can go to another thread. */
function together(chunks: readonly Buffer[], octets: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(octets);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
