import { readFileSync } from 'node:fs';
import { type Instant, MINUTE, parseInstant, plus } from '../../src/core/instant.ts';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { GMAIL_HEADERS, MICROSOFT_365_HEADERS, type SigningKey, signMail } from '../../src/demo/mail-signer.ts';
import type { House } from '../../src/plan/house.ts';
import { recipientOf } from '../../src/smtp/mailboxes.ts';
import type { FixtureTravel } from './fixture-folder.ts';
import { tokenHash } from '../../src/store/sqlite/token-secrets.ts';
import { digest, email } from './plans.ts';

export const MAILBOX = email('tld-ops-admin@tld-ops.example');
const SELECTOR = 's1';

/** The mail as it comes over the wire: CRLF, tokens filled in, signed as its provider does a minute before. */
export async function receivedMail(
  key: SigningKey,
  file: string,
  { at, client, recipients, sign, added }: FixtureTravel & { readonly at: string },
): Promise<ReceivedMessage> {
  const written = Buffer.from(withTokens(readFileSync(file, 'latin1').replaceAll('\n', '\r\n')), 'latin1');
  const signed =
    sign === undefined
      ? written
      : await signMail(written, {
          domain: sign.domain,
          selector: SELECTOR,
          key,
          headers: [...(sign.headers === 'gmail' ? GMAIL_HEADERS : MICROSOFT_365_HEADERS)],
          signedAt: new Date(sign.at ?? plus(instant(at), -MINUTE)),
        });
  const raw = Buffer.concat([...added.map((line) => Buffer.from(`${line}\r\n`)), signed]);
  return {
    raw,
    sha256: digest(raw),
    receivedAt: instant(at),
    client: { ip: client.ip, helo: client.helo },
    mailFrom: client['mail-from'],
    recipients: recipients.map((path) => {
      const recipient = recipientOf(withTokens(path), { admin: MAILBOX, aliases: [] });
      if (recipient === null) throw new Error(`${path}: no mailbox of ours`);
      return recipient;
    }),
  };
}

// 32 letters and digits, like real ones.
function tokenNumber(number: number): string {
  const digits = number.toString(6).padStart(4, '0');
  return `token${'a'.repeat(23)}${[...digits].map((one) => Number(one) + 2).join('')}`;
}

export function countedTokens(): House['mintToken'] {
  let minted = 0;
  return () => {
    minted += 1;
    const secret = tokenNumber(minted);
    return { secret, hash: tokenHash(secret) };
  };
}

function withTokens(text: string): string {
  return text.replace(/<token-(\d+)>/gu, (_, number: string) => tokenNumber(Number(number)));
}

/** Secrets as people write about them: `<token-1>` is the first that the folder's story made. */
export function withoutSecrets(text: string): string {
  return text.replace(/tokena{23}([2-7]{4})/gu, (_, digits: string) => {
    const number = Number.parseInt([...digits].map((one) => Number(one) - 2).join(''), 6);
    return `<token-${number}>`;
  });
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text}: no moment`);
  return parsed;
}
