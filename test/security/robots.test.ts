import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SunkMail } from '../../src/demo/smarthost-sink.ts';
import { eventually } from '../e2e/deadline.ts';
import { asRead, type ReadMail, replyTo } from '../e2e/inbox.ts';
import { ADMIN_NL, ANNA, BEN, KIM, subscribe } from '../e2e/invented-people.ts';
import { buildFortress, type Fortress } from './fortress.ts';

// Ticket systems and auto-responders that do not say what they are (RFC 3834 §5), sign like people, and answer everything
// at once. Each would go on for a thousand rounds.

const ROUNDS = 1000;
const MOST = 10;
const STRANGER = 'helpdesk@elsewhere.example';

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress();
  await fortress.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});
afterAll(() => fortress.close());

type Robot = (mail: ReadMail) => string;

/** Answers each mail that comes to the address until no other one comes; how many of them were no news. */
async function answers(address: string, robot: Robot): Promise<number> {
  const { sink } = fortress.world;
  const got = new Set<SunkMail>();
  for (let round = 0; round < ROUNDS; round += 1) {
    await eventually(() => fortress.waitingMails() === 0, 'an empty outbox');
    const waiting = sink.mails.filter((mail) => mail.envelope.to.includes(address) && !got.has(mail));
    if (waiting.length === 0) break;
    for (const mail of waiting) {
      got.add(mail);
      const read = await asRead(mail);
      const id = mail.headers.get('message-id') ?? '';
      await fortress.play({
        from: address,
        to: replyTo(mail) || fortress.world.mailbox,
        subject: `Re: ${read.subject}`,
        text: robot(read),
        headers: [`In-Reply-To: ${id}`, `References: ${id}`],
      });
    }
  }
  return got.size;
}

const THANKS = 'Thank you for your mail. We have opened a ticket.';
const ACKNOWLEDGES: Robot = () => THANKS;
const QUOTES: Robot = ({ text }) => `${THANKS}\n\n${text.replaceAll(/^/gmu, '> ')}`;
const RETURNS: Robot = ({ text }) => text;
const COPIES: Robot = ({ text }) => `We have opened a ticket.\n\n${text}`;

test.each<readonly [string, string, { readonly from: string; readonly text: string }, Robot]>([
  [
    'of the Secretariat, told of a case',
    KIM,
    { from: 'ben.bakker@nic.example', text: 'Dear all, hello.' },
    ACKNOWLEDGES,
  ],
  ['of a stranger', STRANGER, { from: STRANGER, text: 'HELP' }, QUOTES],
  ['of a contact', 'anna.visser@nic.example', { from: 'anna.visser@nic.example', text: 'WHO' }, RETURNS],
  ['of the Admin Contact', ADMIN_NL, { from: ADMIN_NL, text: 'STATUS .nl' }, COPIES],
])('a robot %s is answered ten times at most', async (_, address, start, robot) => {
  await fortress.play(start);
  expect(await answers(address, robot)).toBeLessThanOrEqual(MOST);
});

test('what was not answered is counted, and on record', async () => {
  const suppressed = (await fortress.cli('audit', '--json')).stdout.match(/mail-suppressed/gu) ?? [];
  expect(suppressed.length).toBeGreaterThanOrEqual(4);
});
