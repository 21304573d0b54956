import { connectSmtp, type SmtpClient } from '../../src/demo/smtp-client.ts';
import type { Correspondence, Letter } from './letters.ts';

export type Traffic = {
  /** Resolves when the server is gone, or when nobody has anything more to send. Never rejects for a lost connection. */
  readonly over: Promise<void>;
  readonly acknowledged: () => number;
};

export type TrafficOptions = {
  readonly smtp: string;
  readonly mailbox: string;
  readonly connections: number;
  /** Only what was not acknowledged yet, and nothing new. */
  readonly onlyOutstanding?: boolean;
};

/** So many mails of one connection, before it says QUIT. */
const MAILS_PER_CONNECTION = 4;

/** Several clients that send whatever there is to send, one mail of a correspondence at a time. */
export function startTraffic(correspondences: readonly Correspondence[], options: TrafficOptions): Traffic {
  const waiting = options.onlyOutstanding
    ? correspondences.filter((one) => one.outstanding() !== null)
    : [...correspondences];
  let acknowledged = 0;

  async function connection(): Promise<boolean> {
    const clients = new Map<string, SmtpClient>();
    try {
      for (let mails = 0; mails < MAILS_PER_CONNECTION; mails += 1) {
        const one = waiting.shift();
        if (one === undefined) return false;
        try {
          const letter = await one.next();
          const { clientIp } = letter;
          const client = clients.get(clientIp) ?? (await connectSmtp(options.smtp, 'mx.nic.example', clientIp));
          clients.set(clientIp, client);
          letter.tries += 1;
          if (hear(letter, await client.send({ mailFrom: letter.from, recipients: [options.mailbox] }, letter.raw))) {
            acknowledged += 1;
          }
        } finally {
          if (!options.onlyOutstanding || one.outstanding() !== null) waiting.push(one);
        }
      }
      await Promise.all([...clients.values()].map((client) => client.quit()));
      return true;
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error;
      return false;
    }
  }

  async function lane(): Promise<void> {
    while (await connection());
  }
  const over = Promise.all(Array.from({ length: options.connections }, lane)).then(() => undefined);
  // Whoever starts it looks at it later.
  over.catch(() => undefined);
  return { over, acknowledged: () => acknowledged };
}

class UnexpectedAnswer extends Error {}

/** Takes note of the answer; true where the letter is done with. 4yz: it is sent again, as any server would. */
function hear(letter: Letter, reply: string): boolean {
  const [, ref, word] = /^250 2\.0\.0 (\d{4}-\d{6,9}) ([a-z]+)$/u.exec(reply) ?? [];
  if (ref !== undefined && (word === letter.outcome || (word === 'duplicate' && letter.tries > 1))) {
    letter.ref = ref;
    return true;
  }
  if (letter.outcome === '550' && reply.startsWith('550 5.7.26 ')) {
    letter.ref = '550';
    return true;
  }
  if (/^4\d\d /u.test(reply)) return false;
  throw new UnexpectedAnswer(`.${letter.tld}, wanted ${letter.outcome}, try ${letter.tries}: ${reply}`);
}
