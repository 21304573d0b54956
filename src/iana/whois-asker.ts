import { connect } from 'node:net';
import { type Asker, failureText, LOOPBACK_PACE, octetsFrom, type Pace, REMOTE_PACE, trouble, utf8 } from './asker.ts';
import { isLoopback } from './loopback.ts';
import { unreadable } from './published.ts';
import { readWhoisRecord } from './whois-record.ts';

type Server = { readonly host: string; readonly port: number };

// Records have some 2 KB.
const LARGEST = 64 * 1024;

/** Asks a whois server (RFC 3912): one line, and everything until it closes. Nothing proves who answered. */
export function whoisAsker(server: Server, pace: Pace = isLoopback(server.host) ? LOOPBACK_PACE : REMOTE_PACE): Asker {
  return {
    kind: 'whois',
    pace,
    async ask(tld, signal) {
      try {
        const octets = await answerTo(server, tld, AbortSignal.any([signal, AbortSignal.timeout(pace.timeoutMs)]));
        if (octets === null) return unreadable('the answer is too large');
        // Nothing at all is how a whois server says that it was asked too often.
        if (octets.length === 0) return trouble('the answer is empty');
        const text = utf8(octets);
        if (text === null) return unreadable('the answer is no UTF-8');
        return text.includes('% WHOIS server encountered an error.')
          ? trouble('the server says that it met an error')
          : readWhoisRecord(tld, text);
      } catch (error) {
        return trouble(failureText(error));
      }
    },
  };
}

/** Null: more than we read. */
async function answerTo({ host, port }: Server, query: string, signal: AbortSignal): Promise<Uint8Array | null> {
  signal.throwIfAborted();
  const socket = connect({ host, port, signal });
  try {
    socket.write(`${query}\r\n`);
    return await octetsFrom(socket.iterator(), LARGEST);
  } catch (error) {
    throw signal.aborted && signal.reason instanceof Error ? signal.reason : error;
  } finally {
    socket.destroy();
  }
}
