import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesData } from '../../src/core/roster-change.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import { type Fixture, type FixtureStep, fixtureNames, readFixture } from '../support/fixture-folder.ts';
import { MAILBOX } from '../support/fixture-mail.ts';
import { inWorldOf, type Play, setStage, type Stage } from '../support/fixture-world.ts';
import { lastBlock } from './template-world.ts';

// Every answer of every folder comes back as its receiver's mail program sends it, with nothing changed in it.

let stage: Stage;
let desk: string;
beforeAll(async () => {
  stage = await setStage();
  desk = mkdtempSync(join(tmpdir(), 'tldops-unedited-'));
});
afterAll(async () => {
  rmSync(desk, { recursive: true, force: true });
  await stage.close();
});

type Answer = Pick<OutgoingMail, 'to' | 'subject' | 'text'>;

const quoted = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

/** In these nothing is a request, whatever the answer offers. */
const QUOTINGS: { readonly [form: string]: (answer: Answer) => string } = {
  'Gmail, the words above': ({ text }) =>
    `Thank you!\n\nOn Sat, 21 Nov 2026 at 13:00, TLD-OPS Administration <${MAILBOX}> wrote:\n\n${quoted(text)}`,
  'Gmail, the words below': ({ text }) =>
    `On Sat, 21 Nov 2026 at 13:00, TLD-OPS Administration <${MAILBOX}> wrote:\n${quoted(text)}\n\nThank you!`,
  'Outlook, a header block and no quote marks': ({ to, subject, text }) =>
    `Thank you.\n\nFrom: TLD-OPS Administration <${MAILBOX}>\nSent: Saturday, 21 November 2026 13:00\nTo: ${to}\nSubject: ${subject}\n\n${text}`,
  'forwarded to us': ({ to, subject, text }) =>
    `---------- Forwarded message ---------\nFrom: TLD-OPS Administration <${MAILBOX}>\nDate: Sat, 21 Nov 2026 at 13:00\nSubject: ${subject}\nTo: <${to}>\n\n${text}`,
};

/** Only the list as it is may come back like this; a template is there to be sent. */
const UNQUOTED: { readonly [form: string]: (answer: Answer) => string } = {
  'the list alone': ({ text }) => lastBlock(text) ?? '',
  'the whole answer': ({ text }) => text,
  'the whole answer below a greeting': ({ text }) => `Dear colleagues,\n\nthank you.\n\n${text}`,
};

/** Without a block at the end only the words around it could be taken for a request. */
function formsFor(answer: Answer): readonly (readonly [string, string])[] {
  const block = lastBlock(answer.text);
  const forms = block === null ? UNQUOTED : block.startsWith('CONTACTS') ? { ...QUOTINGS, ...UNQUOTED } : QUOTINGS;
  const written = Object.entries(forms).map(([form, write]): [string, string] => [form, write(answer)]);
  return written.filter(([, text]) => text !== '');
}

async function answersOf({ world }: Fixture, play: Play): Promise<readonly Answer[]> {
  const { now, before, after, client, recipients, sign, added } = world;
  for (const step of before) await play(step);
  const steps: readonly FixtureStep[] = [{ at: now, mail: 'message.eml', client, recipients, sign, added }, ...after];
  const answers: Answer[] = [];
  for (const step of steps) answers.push(...(await play(step)).plan.outgoing.filter(({ kind }) => kind === 'answer'));
  return answers;
}

describe('an answer sent back with nothing changed changes nothing', () => {
  test.each(fixtureNames())('%s', async (name) => {
    const fixture = readFixture(name);
    await inWorldOf(stage, fixture, async (play) => {
      const { world, zone, folder } = fixture;
      let sent = 0;
      for (const answer of await answersOf(fixture, play)) {
        const domain = answer.to.slice(answer.to.indexOf('@') + 1);
        for (const [form, text] of formsFor(answer)) {
          sent += 1;
          const last = [world.now, ...world.after.map(({ at }) => at)].toSorted().at(-1) ?? world.now;
          const at = new Date(Date.parse(last) + sent * 60_000);
          const file = join(desk, `${name}-${sent}.eml`);
          writeFileSync(file, reply(answer, text, at, sent));
          const back = await play({
            at: at.toISOString().replace('.000', ''),
            mail: relative(folder, file),
            client: world.client,
            recipients: [MAILBOX],
            added: [],
            ...(`s1._domainkey.${domain}` in zone ? { sign: { domain, headers: 'gmail' as const } } : {}),
          });
          if (form in UNQUOTED && text.includes('CONTACTS') && back.proof === 'signed')
            expect(back.smtp, form).toMatch(/^250 /u);
          expect(back.plan.changes.filter(changesData), `${form}: ${back.smtp ?? ''}\n\n${text}`).toEqual([]);
        }
      }
    });
  });
});

function reply({ to, subject }: Answer, text: string, at: Date, number: number): string {
  return `From: <${to}>
To: TLD-OPS Administration <${MAILBOX}>
Subject: Re: ${subject.replaceAll(/[^\x20-\x7e]/gu, '?')}
Date: ${new Date(at.getTime() - 120_000).toUTCString().replace('GMT', '+0000')}
Message-ID: <back-${number}@sender.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

${text}
`;
}
