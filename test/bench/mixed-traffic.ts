import type { MailKind, Wish } from './mails.ts';
import { adminOf } from './stage.ts';
import { GREETING, newContact, personOf, phoneOf, REGARDS } from './wishes.ts';

/** Of a hundred mails. */
const SHARES: readonly (readonly [MailKind, number])[] = [
  ['SUBSCRIBE', 20],
  ['UPDATE', 12],
  ['REMOVE', 6],
  ['WHO of one ccTLD', 16],
  ['WHO of all', 2],
  ['STATUS', 8],
  ['forgery', 20],
  ['bounce', 8],
  ['free text', 5],
  ['doubtful SUBSCRIBE', 3],
];
export const MIXED_KINDS = SHARES.map(([kind]) => kind);
/** So that each kind comes again and again and none in a row: 37 and 100 have no divisor in common. */
const STRIDE = 37;
const CONTACTS = 3;

export type MixedTraffic = {
  /** So many mails that bring somebody, before there are letters that could come back. */
  newcomers(count: number): readonly Wish[];
  /** The next mails. @param returnAddresses the envelope senders of all letters that have left so far, in their order */
  next(count: number, returnAddresses: readonly string[]): readonly Wish[];
};

/** ccTLDs with three contacts each are the first `full` ones of these; the others have none yet. */
export function mixedTraffic(tlds: readonly string[], full: number): MixedTraffic {
  const kinds = SHARES.flatMap(([kind, share]) => Array.from({ length: share }, () => kind));
  const counts = new Map<MailKind, number>();
  let written = 0;
  let nextEmpty = full;

  function nth(kind: MailKind): number {
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    return before;
  }

  function newcomer(): { readonly tld: string; readonly index: number } {
    const index = nextEmpty;
    nextEmpty += 1;
    const tld = tlds[index];
    if (tld === undefined) throw new Error('not enough ccTLDs without contacts');
    return { tld, index };
  }

  function subscribe(): Wish {
    const { tld, index } = newcomer();
    return newContact(tld, index, 1);
  }

  function wish(kind: MailKind, returnAddresses: readonly string[]): Wish {
    const number = nth(kind);
    const index = number % full;
    const tld = tlds[index] ?? '';
    const signed = { kind, subject: 'Our contacts', signature: 'good' } as const;
    switch (kind) {
      case 'SUBSCRIBE':
        return subscribe();
      case 'doubtful SUBSCRIBE': {
        const { lines, ...wanted } = subscribe();
        return { ...wanted, kind, lines: lines.map((line) => (line.startsWith('Name: ') ? 'Name: NOC Team' : line)) };
      }
      case 'UPDATE': {
        const [author, phone] = [personOf(index, rankOf(number, full)), updatedPhone(number)];
        return { ...signed, author: author.email, lines: ['UPDATE', `Phone: ${phone}`, ...REGARDS] };
      }
      case 'REMOVE': {
        if (number >= full) throw new Error('not enough contacts to remove');
        const { email } = personOf(index, CONTACTS);
        return { ...signed, author: adminOf(index), lines: [...GREETING, `REMOVE .${tld} ${email}`, ...REGARDS] };
      }
      case 'WHO of one ccTLD':
        return { ...signed, author: personOf(index, 1).email, lines: [`WHO .${tlds[(7 * number + 1) % full] ?? ''}`] };
      case 'WHO of all':
        return { ...signed, author: personOf(index, 2).email, lines: ['WHO'] };
      case 'STATUS':
        return { ...signed, author: personOf(index, 2).email, lines: [`STATUS .${tld}`] };
      case 'forgery': {
        const lines = [...GREETING, `REMOVE .${tld} ${personOf(index, 1).email}`, ...REGARDS];
        const signature = number % 2 === 0 ? 'none' : 'broken';
        return { ...signed, author: adminOf(index), sender: 'mallory@evil.example', lines, signature };
      }
      case 'free text':
        return {
          ...signed,
          author: adminOf(index),
          lines: [...GREETING, 'whom may we call about our entry?', ...REGARDS],
        };
      case 'bounce':
        return bounceTo(returnAddresses, number);
      case 'HELP':
      case 'request to join a list':
        throw new Error(`${kind} is no part of mixed traffic`);
    }
  }

  return {
    newcomers: (count) => Array.from({ length: count }, subscribe),
    next: (count, returnAddresses) =>
      Array.from({ length: count }, () => {
        const kind = kinds[(written * STRIDE) % kinds.length] ?? 'SUBSCRIBE';
        written += 1;
        return wish(kind, returnAddresses);
      }),
  };
}

/** First the first contacts of all ccTLDs, then the second ones; the third ones are those to be removed. */
export function rankOf(number: number, full: number): 1 | 2 {
  if (number >= 2 * full) throw new Error('not enough contacts to update');
  return number < full ? 1 : 2;
}

/** What the UPDATE with that number says. */
export function updatedPhone(number: number): string {
  return phoneOf(20_000_000 + number);
}

/** A delivery status notification (RFC 3464) of a mailbox that is full. */
function bounceTo(returnAddresses: readonly string[], number: number): Wish {
  const to = returnAddresses[number];
  if (to === undefined) throw new Error('not enough letters that could come back');
  return {
    kind: 'bounce',
    author: 'mailer-daemon@mx.nic1.example',
    sender: '',
    to,
    subject: 'Undelivered Mail Returned to Sender',
    fields: [
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    ],
    lines: [
      '--b',
      'Content-Type: text/plain',
      '',
      'The mailbox is full.',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.nic1.example',
      '',
      'Final-Recipient: rfc822; desk@nic1.example',
      'Action: failed',
      'Status: 4.2.2',
      'Diagnostic-Code: smtp; 452 4.2.2 Mailbox full',
      '',
      '--b--',
    ],
    signature: 'none',
  };
}
