import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escaped } from '../cli/output.ts';
import { paragraph } from '../cli/paragraph.ts';
import { every } from '../schedule/every.ts';
import { type DemoWorld, startDemoWorld } from './demo-world.ts';
import { addDeskVisitor } from './desk-visitor.ts';
import { freePort } from './free-port.ts';
import { createStage, decoded, indented } from './stage.ts';
import { playStory, STORY_WORLD } from './story.ts';
import type { PlayedMail } from './surroundings.ts';

/** Plays the main job on loopback and prints what a person would see; with `once` it ends after that. */
export async function runDemo(once: boolean): Promise<void> {
  const world = await startDemoWorld({ ...STORY_WORLD, webPort: await freePort() });
  try {
    print(
      'TLD-OPS: the contact repository of the ccTLDs, kept by mail',
      '',
      ...paragraph(
        'A demonstration. Everything runs on this machine and no mail leaves it. The program is the real one; around it are a small DNS, two registries (.aw and .bt) that sign their mail, a file with what IANA publishes about them, and a mail server that collects the answers. All people are invented.',
      ),
    );
    await playStory(createStage(world, print));
    print('', '', 'Every step went as it should.');
    if (!once) await stayUp(world);
  } finally {
    await world.close();
  }
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.map(escaped).join('\n')}\n`);
}

const LOOK_MS = 300;

/** Until Ctrl-C, so that people can write mails of their own; answers are printed as they arrive. */
async function stayUp(world: DemoWorld): Promise<void> {
  const { service, sink, settingsFile, folder } = world;
  const mailFile = join(folder, 'mail.eml');
  await writeFile(mailFile, OWN_MAIL);
  const visitor = await addDeskVisitor(world);
  // What it brings is not printed: the next lines shall stay on the screen.
  const [, , ref] = (await world.play(UNDECIDED)).split(' ');
  await sink.mail(({ headers }) => headers.get('x-tldops-ref') === ref);
  print(
    '',
    'The program stays up; Ctrl-C ends it. In another window you can now',
    '',
    'send a mail of your own (edit the file; the same mail twice is answered once):',
    `  curl --crlf --url smtp://${service.smtp} --mail-from hostmaster@aw.example \\`,
    `    --mail-rcpt ${world.mailbox} --upload-file ${mailFile}`,
    'ask why a mail is decided as it is:',
    `  npm run -s tldops -- --config ${settingsFile} \\`,
    `    explain ${mailFile} --ip 127.0.0.1`,
    'see the list, and what waits for the Secretariat:',
    `  npm run -s tldops -- --config ${settingsFile} roster list`,
    `  npm run -s tldops -- --config ${settingsFile} held list`,
    'look at the public page, and sign in to the desk of the Secretariat, where a',
    'mail waits for your decision:',
    `  http://${service.web}/`,
    `  http://${service.web}/held`,
    `    E-mail:   ${visitor.email}`,
    `    Password: ${visitor.password}`,
    `    Code:     ${visitor.code()} (good for half a minute; press Enter here for a new one)`,
    '',
    'Answers are printed here as they are sent.',
  );
  const shown = new Set(sink.mails);
  const printing = every(
    LOOK_MS,
    async () => {
      for (const mail of sink.mails) {
        if (shown.has(mail)) continue;
        shown.add(mail);
        const { subject, text } = await decoded(mail);
        print(
          '',
          'MAIL OUT',
          `  To:      ${mail.envelope.to.join(', ')}`,
          `  Subject: ${subject}`,
          '',
          ...indented(text),
        );
      }
    },
    (error) => print(String(error)),
  );
  process.stdin.on('data', () => print(`Code: ${visitor.code()}`));
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  process.stdin.destroy();
  await printing.stop();
}

/** Nobody vouches for its sender, so a person has to look at it. */
const UNDECIDED: PlayedMail = {
  from: 'ines@newcomers.example',
  cc: 'hostmaster@aw.example',
  signed: false,
  subject: 'A third contact for .aw',
  text: 'Dear all, please add me.\n\nSUBSCRIBE .aw\nName: Inés Kelly\nEmail: ines@newcomers.example\nPhone: +297 560 9999',
};

const OWN_MAIL = `From: Hostmaster <hostmaster@aw.example>
To: tld-ops-admin@tld-ops.example
Subject: A mail of my own

STATUS .aw
`;
