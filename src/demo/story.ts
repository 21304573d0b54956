import type { SurroundingsSettings } from './surroundings.ts';
import type { Stage } from './stage.ts';
import { decoded } from './stage.ts';

const AW_ADMIN = 'hostmaster@aw.example';
const BT_ADMIN = 'director@bt.example';
const SECRETARIAT = 'kim@tld-ops.example';

/** Where the story plays: two registries that sign their mail and publish SPF and DMARC. All people are invented. */
export const STORY_WORLD: SurroundingsSettings = {
  domains: { 'aw.example': { dmarc: 'reject' }, 'bt.example': { dmarc: 'quarantine' } },
  iana: [
    {
      tld: 'aw',
      status: 'active',
      manager: 'Registry of Aruba (invented)',
      admin: { name: 'Hostmaster', email: AW_ADMIN },
    },
    {
      tld: 'bt',
      status: 'active',
      manager: 'Registry of Bhutan (invented)',
      admin: { name: 'Director', email: BT_ADMIN },
    },
  ],
};

const CHAPTERS = [subscribed, asked, forged, mistaken, confirmed, approved] as const;

/** The main job, chapter by chapter. Throws where a step goes otherwise. */
export async function playStory(stage: Stage): Promise<void> {
  for (const chapter of CHAPTERS) await chapter(stage);
}

async function subscribed(stage: Stage): Promise<void> {
  stage.chapter(
    'The Admin Contact of .aw names two security contacts',
    'IANA publishes hostmaster@aw.example as the Admin Contact of .aw. The mail carries a signature (DKIM) of aw.example, so nobody has to be asked.',
  );
  await stage.send({
    from: `Hostmaster <${AW_ADMIN}>`,
    subject: 'Our contacts',
    text: `Dear Secretariat,

SUBSCRIBE .aw
Name: Anna Croes
Email: anna@aw.example
Phone: +297 560 1234
Role: primary

Name: Luis Tromp
Email: luis@aw.example
Secondary email: luis@peers.example
Phone: +297 560 5678

Kind regards,
Hostmaster`,
    expect: '250 applied',
  });
  await stage.receive(AW_ADMIN, 'applied', 'whole');
  await stage.receiveUnseen(
    ['anna@aw.example', 'luis@aw.example', 'luis@peers.example'],
    'Each new address is welcomed and asked to answer OK. It gets no list before that.',
  );
  await stage.roster('aw');
}

async function asked(stage: Stage): Promise<void> {
  stage.chapter(
    'A contact asks for the list',
    'One word is enough. The answer goes to the address on the list only, wherever the mail came from.',
  );
  await stage.send({
    from: 'Anna Croes <anna@aw.example>',
    subject: 'list',
    text: 'WHO',
    expect: '250 info',
  });
  await stage.receive('anna@aw.example', 'info', 'short');
}

async function forged(stage: Stage): Promise<void> {
  stage.chapter(
    'Somebody forges a mail of the Admin Contact',
    'It comes from a foreign server and is not signed, and aw.example asks the world to refuse such mail (DMARC). It is refused while the foreign server is still on the line.',
  );
  await stage.send({
    from: `Hostmaster <${AW_ADMIN}>`,
    subject: 'Urgent',
    text: 'REMOVE .aw ALL',
    signed: false,
    clientIp: '127.0.0.2',
    expect: '550 5.7.26',
  });
  await stage.roster('aw');
}

async function mistaken(stage: Stage): Promise<void> {
  stage.chapter(
    'The Admin Contact of .bt makes two mistakes',
    'The community is built on personal trust, so the address of a team is not taken. All mistakes are told at once.',
  );
  await stage.send({
    from: `Director <${BT_ADMIN}>`,
    subject: 'Our contacts',
    text: `SUBSCRIBE .bt
Name: Tashi Dorji
Email: noc@bt.example
Phone: 123`,
    expect: '250 refused',
  });
  await stage.receive(BT_ADMIN, 'refused', 'short');
}

async function confirmed(stage: Stage): Promise<void> {
  stage.chapter(
    'A colleague writes, and copies the Admin Contact of .bt',
    'Anybody can write an address into Cc, so that proves nothing. The Admin Contact is asked, and answers with one word from any mail program.',
  );
  await stage.send({
    from: 'Tashi Dorji <tashi@bt.example>',
    cc: BT_ADMIN,
    subject: 'Our contacts',
    text: `SUBSCRIBE .bt
Name: Tashi Dorji
Email: tashi@bt.example
Phone: +975 17 123 456

Name: Pema Lhamo
Email: pema@bt.example
Phone: +975 17 654 321`,
    expect: '250 confirm',
  });
  const question = await stage.receive(BT_ADMIN, 'confirm', 'short');
  await stage.roster('bt');
  stage.remark('The Admin Contact presses "Reply" and writes one word above the question:');
  const { subject, text } = await decoded(question);
  const quoted = text.split('\n').map((line) => `> ${line}`);
  await stage.send({
    from: `Director <${BT_ADMIN}>`,
    to: /<(.+)>/u.exec(question.headers.get('reply-to') ?? '')?.[1] ?? '',
    subject: `Re: ${subject}`,
    text: ['CONFIRM', '', ...quoted].join('\n'),
    shown: 'CONFIRM\n\n> (the question, quoted)',
    expect: '250 applied',
  });
  await stage.receive(BT_ADMIN, 'applied', 'short');
  await stage.roster('bt');
}

async function approved(stage: Stage): Promise<void> {
  stage.chapter(
    'The last contacts of a ccTLD would go',
    'Nobody could reach .bt in an emergency then. Whoever asks for it: a person of the Secretariat looks first.',
  );
  const receipt = await stage.send({
    from: `Director <${BT_ADMIN}>`,
    subject: 'Please clear our list',
    text: 'REMOVE .bt ALL',
    expect: '250 held',
  });
  await stage.receive(SECRETARIAT, 'notice', 'short');
  await stage.approve(receipt.split(' ')[2] ?? '');
  await stage.receive(BT_ADMIN, 'applied', 'short');
  await stage.roster('bt');
}
