import { setTimeout as sleep } from 'node:timers/promises';
import { connectSmtp } from '../../../src/demo/smtp-client.ts';
import { BOMBS } from '../../security/mail-bombs.ts';
import { besiege, SLOW_CONNECTIONS } from '../../security/slow-connections.ts';
import { writeMail } from '../mails.ts';
import { connectPipelined } from '../pipelined-client.ts';
import type { Program } from '../program.ts';
import { most, progress, type Report } from '../report.ts';
import { inPlace, type Place, withProgram } from '../serving.ts';
import { adminOf, MAILBOX } from '../stage.ts';

const WANTED = most(200);
const SENDERS = 8;
const SECONDS = 6;
const HELPED = /^250 2\.0\.0 \d{4}-\d{6,} info$/u;

/** What of the program's event loop is left to others, while somebody wants all of it. */
export async function measurePauses(
  report: Report,
): Promise<{ readonly mails: number; readonly faults: readonly string[] }> {
  return inPlace(50, (place) =>
    withProgram(place, 'pauses', async (program) => {
      const answers: string[] = [];
      const during = async (what: string, trouble: () => Promise<unknown>): Promise<void> => {
        progress(what);
        await program.longestPauseMs();
        const over = new AbortController();
        const end = trouble().finally(() => over.abort());
        const delays = await helpUntil(over.signal, place, program, answers);
        await end;
        report.tell(`${what}: longest delay of the event loop`, await program.longestPauseMs(), 'ms', WANTED);
        report.tellTimes('  HELP of others meanwhile, from connecting to 250', delays);
      };
      const pass = (): Promise<void> => sleep(SECONDS * 1000);
      await helpUntil(AbortSignal.timeout(2000), place, program, answers);
      await during('nobody else', pass);
      for (const [whence, addressOf] of WHENCE) {
        await during(`${SLOW_CONNECTIONS} idle and dripping connections ${whence}`, async () => {
          const siege = await besiege(program.smtp, addressOf);
          await pass();
          siege.stop();
        });
        // Until all of them are gone.
        await sleep(1000);
      }
      await during(`${BOMBS.length} mail bombs of ${SENDERS} senders`, () => bombard(program));
      report.tell('resident memory, most', program.memory().peak, 'MiB');
      const others = answers.filter((answer) => !HELPED.test(answer));
      return { mails: answers.length, faults: others.slice(0, 3).map((answer) => `HELP was answered with ${answer}`) };
    }),
  );
}

const WHENCE: readonly (readonly [string, (n: number) => string])[] = [
  ['of one address', () => '127.0.0.1'],
  ['of a thousand networks', (n) => `127.${1 + (n % 4)}.${Math.floor(n / 4)}.9`],
];

/** One HELP after the other, each over a connection of its own; who is sent away comes again at once. Milliseconds of each. */
async function helpUntil(
  signal: AbortSignal,
  { stage }: Place,
  { smtp }: Program,
  answers: string[],
): Promise<readonly number[]> {
  const delays: number[] = [];
  while (!signal.aborted) {
    const author = adminOf(answers.length % 50);
    const wish = { kind: 'HELP', author, subject: 'help', lines: ['HELP'], signature: 'good' } as const;
    const { raw } = await writeMail(wish, stage.keys);
    const began = performance.now();
    for (;;) {
      const answer = await sendOnce(smtp, author, raw);
      if (answer === null) continue;
      answers.push(answer);
      break;
    }
    delays.push(performance.now() - began);
    await sleep(50);
  }
  return delays;
}

/** Null: sent away before the mail was taken. */
async function sendOnce(smtp: string, from: string, raw: Uint8Array): Promise<string | null> {
  try {
    const client = await connectPipelined(smtp);
    const answer = await client.send(from, MAILBOX, raw);
    client.close();
    return answer.startsWith('421') ? null : answer;
  } catch {
    return null;
  }
}

async function bombard({ smtp }: Program): Promise<void> {
  const queue = [...BOMBS];
  await Promise.all(
    Array.from({ length: SENDERS }, async (_, sender) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const client = await connectSmtp(smtp, 'mx.elsewhere.example', `127.0.0.${100 + sender}`);
        const from = 'mallory@elsewhere.example';
        const raw = Buffer.from(`Message-ID: <${queue.length}@elsewhere.example>\r\n${next[1]}`);
        await client.send({ mailFrom: from, recipients: [MAILBOX] }, raw).catch(() => undefined);
        await client.quit();
      }
    }),
  );
}
