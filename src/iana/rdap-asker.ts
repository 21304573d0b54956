import type { Tld } from '../core/cctld.ts';
import {
  type Asker,
  failureText,
  LOOPBACK_PACE,
  octetsFrom,
  type Pace,
  REMOTE_PACE,
  type Reply,
  trouble,
  utf8,
} from './asker.ts';
import { isLoopback } from './loopback.ts';
import { missing, unreadable } from './published.ts';
import { readRdapRecord } from './rdap-record.ts';

// Records have some 8 KB; the cap is on what is read after decompression.
const LARGEST = 256 * 1024;

/**
 * Asks `<url>/domain/<A-label>` (RFC 9082 §3.1.3). Over https the server is proved by TLS; a redirect is not followed,
 * since its target would not be the one of the settings.
 */
export function rdapAsker(
  url: string,
  pace: Pace = isLoopback(new URL(url).hostname) ? LOOPBACK_PACE : REMOTE_PACE,
): Asker {
  return {
    kind: 'rdap',
    pace,
    async ask(tld, signal) {
      try {
        const within = AbortSignal.any([signal, AbortSignal.timeout(pace.timeoutMs)]);
        const response = await fetch(`${url}/domain/${tld}`, {
          headers: { accept: 'application/rdap+json', 'user-agent': 'tldops' },
          redirect: 'manual',
          signal: within,
        });
        const reply = await replyFrom(tld, response);
        await response.body?.cancel().catch(() => undefined);
        return reply;
      } catch (error) {
        return trouble(failureText(error));
      }
    },
  };
}

async function replyFrom(tld: Tld, response: Response): Promise<Reply> {
  const { status } = response;
  if (status === 404) return missing('the server says that it has no such record (HTTP 404)');
  if (status === 429 || status >= 500) return trouble(`HTTP ${status}`, retryAfter(response));
  if (status >= 300 && status < 400) return unreadable(`HTTP ${status}: it points elsewhere`);
  if (status !== 200) return unreadable(`HTTP ${status}`);
  const octets = response.body === null ? new Uint8Array() : await octetsFrom(response.body, LARGEST);
  if (octets === null) return unreadable('the answer is too large');
  const text = utf8(octets);
  if (text === null) return unreadable('the answer is no UTF-8');
  return text.trim() === '' ? trouble('the answer is empty') : readRdapRecord(tld, text);
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfter({ headers }: Response): number | null {
  const written = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/u.test(written)) return Number(written) * 1000;
  const date = Date.parse(written);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
