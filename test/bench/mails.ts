import { GMAIL_HEADERS, type SigningKey, signMail } from '../../src/demo/mail-signer.ts';
import { adminOf, MAILBOX, SELECTOR } from './stage.ts';

/** What one mail of the load asks for: one new contact for one ccTLD. */
export type Wish = { readonly tld: string; readonly tldIndex: number; readonly contact: number };

export type LoadMail = { readonly from: string; readonly messageId: string; readonly raw: Uint8Array };

/**
 * So many wishes about these ccTLDs: first one contact for each, then the second ones, then the third ones, so that two
 * mails about the same ccTLD are far apart. The more contacts there are, the more letters follow from a mail.
 */
export function wishesFor(tlds: readonly string[], firstIndex: number, count: number): readonly Wish[] {
  return Array.from({ length: count }, (_, number) => ({
    tld: tlds[number % tlds.length] ?? '',
    tldIndex: firstIndex + (number % tlds.length),
    contact: Math.floor(number / tlds.length) + 1,
  }));
}

/** A SUBSCRIBE as Gmail would send it, signed with the key of the Admin Contact's domain. */
export async function writeMail(
  { tld, tldIndex, contact }: Wish,
  keys: ReadonlyMap<string, SigningKey>,
): Promise<LoadMail> {
  const from = adminOf(tldIndex);
  const domain = from.slice(from.indexOf('@') + 1);
  const key = keys.get(domain);
  if (key === undefined) throw new Error(`no key for ${domain}`);
  const name = GIVEN_NAMES[contact % GIVEN_NAMES.length] ?? '';
  const now = new Date();
  const messageId = `<bench.${tldIndex}.${contact}.${now.getTime().toString(36)}@${domain}>`;
  const raw = Buffer.from(
    [
      'MIME-Version: 1.0',
      `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: ${messageId}`,
      `Subject: Contact ${contact} of our registry`,
      `From: Registry Desk <${from}>`,
      `To: TLD-OPS Administration <${MAILBOX}>`,
      'Content-Type: text/plain; charset="UTF-8"',
      '',
      'Dear colleagues,',
      '',
      `SUBSCRIBE .${tld}`,
      `Name: ${name} Benchman`,
      `Email: ${name.toLowerCase()}.${tldIndex}@${domain}`,
      `Phone: +31 6 ${String(10_000_000 + tldIndex * 10 + contact)}`,
      '',
      'Kind regards,',
      'Registry Desk',
      '',
    ].join('\r\n'),
  );
  const signed = await signMail(raw, {
    domain,
    selector: SELECTOR,
    key,
    headers: [...GMAIL_HEADERS],
    signedAt: now,
  });
  return { from, messageId, raw: signed };
}

const GIVEN_NAMES = ['Ada', 'Ben', 'Cleo', 'Dora'];
