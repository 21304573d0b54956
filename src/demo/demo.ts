import { startDemoWorld, type DemoWorld } from './demo-world.ts';
import { CommandFailure } from '../cli/exit.ts';
import { escaped } from '../cli/output.ts';
import { reviewCase } from '../review/review-case.ts';
import { parseReference } from '../core/message.ts';
import { every } from '../schedule/every.ts';
import { rosterLines } from '../roster-out/roster-line.ts';
import type { SunkMail } from './smarthost-sink.ts';
import { readMail } from '../mime/read-mail.ts';

const DOMAINS = {
  'nic-aw.example': { dmarc: 'reject' },
  'registry-bt.example': { dmarc: 'quarantine' },
} as const;

const IANA = [
  {
    tld: 'aw',
    status: 'active',
    manager: 'Aruba Registry (invented)',
    admin: { name: 'Registry Manager', email: 'hostmaster@nic-aw.example' },
  },
  {
    tld: 'bt',
    status: 'active',
    manager: 'Bhutan Registry (invented)',
    admin: { name: 'Director', email: 'director@registry-bt.example' },
  },
] as const;

/** Plays the main job on loopback and prints what a person would see; with `once` it ends after that. */
export async function runDemo(once: boolean): Promise<void> {
  const world = await startDemoWorld({ iana: IANA, domains: DOMAINS });
  const stage = createStage(world);
  try {
    await play(stage);
    say('', 'Every step went as it should.');
    if (!once) await stayUp(world);
  } finally {
    await world.close();
  }
}

async function play(stage: Stage): Promise<void> {
  say(
    'TLD-OPS demo. Everything runs on this machine and nothing leaves it: a small DNS, two registries that',
    'sign their mail, a file with what IANA publishes about .aw and .bt, the program, and a mail server that',
    'collects its answers. All people are invented.',
  );

  stage.chapter(
    'The Admin Contact of .aw subscribes two security contacts',
    'The mail is signed by the domain that IANA publishes for .aw, so it counts at once.',
  );
  await stage.send({
    from: 'Registry Manager <hostmaster@nic-aw.example>',
    text: `Dear Secretariat,

SUBSCRIBE .aw
Name: Anna Croes
Email: anna.croes@nic-aw.example
Phone: +297 560 1234
Role: primary

Name: Luis Tromp
Email: luis.tromp@nic-aw.example
Secondary email: luis@peers.example
Phone: +297 560 5678

Kind regards,
Registry Manager`,
    expect: /^250 2\.0\.0 \S+ applied$/u,
  });
  await stage.answer('hostmaster@nic-aw.example', 'applied');
  await stage.others('Both new contacts were welcomed, and asked to answer OK so that we know the address works.', [
    'anna.croes@nic-aw.example',
    'luis.tromp@nic-aw.example',
    'luis@peers.example',
  ]);
  await stage.roster('aw');

  stage.chapter(
    'A contact asks for the list',
    'WHO is for those on the list; the answer goes to the address on the list only.',
  );
  await stage.send({ from: 'Anna Croes <anna.croes@nic-aw.example>', text: 'WHO', expect: /^250 2\.0\.0 \S+ info$/u });
  await stage.answer('anna.croes@nic-aw.example', 'info');

  stage.chapter(
    'Somebody forges the Admin Contact',
    'The mail is not signed, and the domain asks to refuse such mail. It is refused while the other side still waits: nobody is written to.',
  );
  await stage.send({
    from: 'Registry Manager <hostmaster@nic-aw.example>',
    text: 'REMOVE .aw ALL',
    signed: false,
    clientIp: '127.0.0.2',
    expect: /^550 5\.7\.26 /u,
  });
  await stage.roster('aw');

  stage.chapter(
    'A colleague writes and copies the Admin Contact of .bt',
    'A copy proves nothing, so the Admin Contact is asked. The answer CONFIRM is enough, from any mail program.',
  );
  await stage.send({
    from: 'Tashi Dorji <tashi@registry-bt.example>',
    cc: 'director@registry-bt.example',
    text: `SUBSCRIBE .bt
Name: Tashi Dorji
Email: tashi@registry-bt.example
Phone: +975 17 123 456

Name: Pema Lhamo
Email: pema@registry-bt.example
Phone: +975 17 654 321`,
    expect: /^250 2\.0\.0 \S+ confirm$/u,
  });
  const question = await stage.answer('director@registry-bt.example', 'confirm');
  await stage.roster('bt');
  say('', 'The Admin Contact replies:');
  await stage.send({
    from: 'Director <director@registry-bt.example>',
    to: question.headers.get('reply-to')?.replace(/^.*<|>.*$/gu, '') ?? '',
    subject: `Re: ${(await asShown(question)).subject}`,
    text: `CONFIRM

${await quoted(question)}`,
    expect: /^250 2\.0\.0 \S+ applied$/u,
  });
  await stage.answer('director@registry-bt.example', 'applied');
  await stage.roster('bt');

  stage.chapter(
    'The last contacts would go',
    'A ccTLD without contacts cannot be reached in an emergency, so a person of the Secretariat looks first.',
  );
  const receipt = await stage.send({
    from: 'Director <director@registry-bt.example>',
    text: 'REMOVE .bt ALL',
    expect: /^250 2\.0\.0 \S+ held$/u,
  });
  await stage.answer('kim@tld-ops.example', 'notice');
  await stage.approve(receipt.split(' ')[2] ?? '');
  await stage.roster('bt');
}

type Played = Parameters<DemoWorld['play']>[0] & { readonly expect: RegExp };

type Stage = ReturnType<typeof createStage>;

function createStage(world: DemoWorld): {
  chapter(title: string, why: string): void;
  send(mail: Played): Promise<string>;
  answer(to: string, result: string): Promise<SunkMail>;
  others(what: string, addresses: readonly string[]): Promise<void>;
  roster(tld: string): Promise<void>;
  approve(ref: string): Promise<void>;
} {
  let chapters = 0;
  const seen = new Set<SunkMail>();

  async function arrived(to: string, result: string): Promise<SunkMail> {
    const mail = await Promise.race([
      world.sink.mail(
        (one) => !seen.has(one) && one.envelope.to.includes(to) && one.headers.get('x-tldops-result') === result,
      ),
      lateness(`No mail (${result}) came for ${to}.`),
    ]);
    seen.add(mail);
    return mail;
  }

  return {
    chapter(title, why) {
      chapters += 1;
      say('', '='.repeat(76), `${chapters}. ${title}`, `   ${why}`, '='.repeat(76));
    },
    async send({ expect, ...mail }) {
      say('', `Mail in    From: ${mail.from}`, ...(mail.cc === undefined ? [] : [`           Cc: ${mail.cc}`]));
      show(mail.text);
      const reply = await world.play(mail);
      say('', `Decision   ${reply}`);
      if (!expect.test(reply)) throw new CommandFailure(1, `This step should have been answered with ${expect}.`);
      return reply;
    },
    async answer(to, result) {
      const mail = await arrived(to, result);
      const { subject, text } = await asShown(mail);
      say('', `Mail out   To: ${to}`, `           Subject: ${subject}`);
      show(text);
      return mail;
    },
    async others(what, addresses) {
      await Promise.all(addresses.map((to) => arrived(to, 'notice')));
      say('', what);
    },
    async roster(tld) {
      const { store, house } = world.service.workplace;
      const rosters = (await store.rosters()).filter((one) => one.tld === tld);
      const lines = rosters.flatMap((roster) => rosterLines(house.book.table, roster));
      say(
        '',
        `Roster of .${tld} now`,
        ...(lines.length === 0 ? ['           (nobody)'] : lines.map((line) => `           ${line}`)),
      );
    },
    async approve(written) {
      const ref = parseReference(written);
      if (ref === null) throw new CommandFailure(1, `${written} is no reference.`);
      const { house, store, clock } = world.service.workplace;
      say('', `Kim of the Secretariat runs: tldops held approve ${ref}`);
      const reviewed = await reviewCase({ house, store, clock }, ref, { word: 'approve' }, 'secretariat:kim');
      if (!reviewed.ok) throw new CommandFailure(1, `The case was not approved: ${reviewed.fault}.`);
    },
  };
}

const LATE_MS = 10_000;

async function lateness(message: string): Promise<never> {
  await new Promise((resolve) => {
    setTimeout(resolve, LATE_MS).unref();
  });
  throw new CommandFailure(1, message);
}

async function asShown(mail: SunkMail): Promise<{ readonly subject: string; readonly text: string }> {
  const outcome = await readMail(mail.raw);
  return outcome.ok ? { subject: outcome.subject, text: outcome.reading.text.trimEnd() } : { subject: '', text: '' };
}

async function quoted(mail: SunkMail): Promise<string> {
  const { text } = await asShown(mail);
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

function show(text: string): void {
  say(...text.split('\n').map((line) => `    | ${line}`.trimEnd()));
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.map(escaped).join('\n')}\n`);
}

async function stayUp({ service, sink, settingsFile, mailbox }: DemoWorld): Promise<void> {
  say(
    '',
    'The program stays up. Send it a mail of your own, for example with swaks:',
    '',
    `    swaks --server ${service.smtp} --from hostmaster@nic-aw.example --to ${mailbox} --body HELP`,
    '',
    `Public pages:      http://${service.web}/`,
    `What waits:        npm run -s tldops -- --config ${settingsFile} held list`,
    `The list:          npm run -s tldops -- --config ${settingsFile} roster list`,
    '',
    'Answers are printed here as they arrive. Ctrl-C ends it.',
  );
  let printed = sink.mails.length;
  const printing = every(
    300,
    async () => {
      for (const mail of sink.mails.slice(printed)) {
        const { subject, text } = await asShown(mail);
        say('', `Mail out   To: ${mail.envelope.to.join(', ')}`, `           Subject: ${subject}`);
        show(text);
        printed += 1;
      }
    },
    (error) => say(String(error)),
  );
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await printing.stop();
}
