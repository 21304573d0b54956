import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import { MAILBOX } from '../support/fixture-mail.ts';
import type { FixtureStep, FixtureWorld, FixtureZone } from '../support/fixture-folder.ts';
import { inWorldOf, type Play, type Played, type Stage } from '../support/fixture-world.ts';

type Person = { readonly name: string; readonly email: string; readonly phone: string; readonly secondary?: string };

export const ANA: Person = { name: 'Ana Croes', email: 'ana.croes@nic-aw.example', phone: '+297 560 1234' };
export const BEN: Person = { name: 'Ben Werleman', email: 'ben.werleman@nic-aw.example', phone: '+297 592 4321' };
export const CLARA: Person = { name: 'Clara Tromp', email: 'clara.tromp@nic-aw.example', phone: '+297 640 1122' };
const JORIS: Person = { name: 'Joris Leito', email: 'joris.leito@twins.example', phone: '+599 9 562 3456' };
const LENA: Person = { name: 'Lena Maes', email: 'lena.maes@twins.example', phone: '+599 9 511 2233' };
const KIRI: Person = { name: 'Kiri Parata', email: 'kiri.parata@nic-nz.example', phone: '+64 21 123 4567' };
const MOANA: Person = { name: 'Moana Reid', email: 'moana.reid@nic-nz.example', phone: '+64 21 765 4321' };
const POL: Person = { name: 'Pol Domen', email: 'pol.domen@plain.example', phone: '+376 312 345' };

/** Who writes, and whether their domain signs. */
export const SENDERS = {
  /** The Admin Contact of .aw. */
  admin: 'hostmaster@nic-aw.example',
  /** The Admin Contact of .cw and .sx. */
  twins: 'dns@twins.example',
  /** The Admin Contact of .eu, which is no country. */
  union: 'dns@union.example',
  /** The Admin Contact of .ad, whose domain publishes nothing. */
  plain: 'dns@plain.example',
  /** A contact of .aw. */
  ana: ANA.email,
  /** A contact of .cw and .sx. */
  joris: JORIS.email,
  /** A contact of .nz. */
  kiri: KIRI.email,
  stranger: 'sam@uni.example',
} as const;

export type Sender = keyof typeof SENDERS;

export type Lists = { readonly [tld: string]: readonly Person[] };

/** As they are where a story does not want them otherwise. */
export const LISTS: Lists = {
  aw: [ANA, BEN],
  cw: [JORIS, LENA],
  sx: [JORIS, LENA],
  nz: [KIRI, MOANA],
  ad: [POL],
  eu: [],
};

const signing = (domain: string): FixtureZone => ({
  [domain]: { TXT: ['v=spf1 ip4:192.0.2.10 -all'] },
  [`s1._domainkey.${domain}`]: { TXT: ['KEY'] },
  [`_dmarc.${domain}`]: { TXT: ['v=DMARC1; p=reject'] },
});

const ZONE: FixtureZone = {
  ...signing('nic-aw.example'),
  ...signing('twins.example'),
  ...signing('union.example'),
  ...signing('nic-nz.example'),
  ...signing('uni.example'),
};

const record = (admin: string): FixtureWorld['iana'][string] => ({
  admin,
  name: 'Role account',
  manager: 'Registry',
  status: 'active',
});

/** One mail of a story and what was done about it. */
export type Tell = {
  send(
    from: Sender,
    text: string,
    to?: { readonly cc?: string; readonly detail?: string; readonly subject?: string },
  ): Promise<Played>;
  play: Play;
};

/** A world in which every kind of sender can write. `lists` stand in for those that a story wants otherwise. */
export async function inTemplateWorld<T>(stage: Stage, lists: Lists, story: (tell: Tell) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tldops-template-'));
  const now = '2026-11-21T12:00:00Z';
  const rosters = Object.fromEntries(
    Object.entries({ ...LISTS, ...lists }).map(([label, people]) => [
      label,
      people.map((person) => ({ ...person, since: '2025-03-01T00:00:00Z', confirmed: '2026-03-01T00:00:00Z' })),
    ]),
  );
  const world: FixtureWorld = {
    now,
    client: { ip: '192.0.2.10', helo: 'mail.nic-aw.example', 'mail-from': SENDERS.admin },
    recipients: [MAILBOX],
    added: [],
    iana: {
      aw: record(SENDERS.admin),
      cw: record(SENDERS.twins),
      sx: record(SENDERS.twins),
      eu: record(SENDERS.union),
      ad: record(SENDERS.plain),
      nz: record('admin@nic-nz.example'),
    },
    rosters,
    unproved: [],
    before: [],
    after: [],
  };
  try {
    return await inWorldOf(stage, { folder, zone: ZONE, world }, async (play) => {
      let sent = 0;
      return await story({
        play,
        async send(from, text, { cc, detail, subject = 'a change' } = {}) {
          sent += 1;
          const at = new Date(Date.parse(now) + sent * 60_000);
          writeFileSync(join(folder, `${sent}.eml`), mail(SENDERS[from], text, at, sent, cc, subject));
          return await play(step(SENDERS[from], `${sent}.eml`, at, detail));
        },
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mail(from: string, text: string, at: Date, number: number, cc: string | undefined, subject: string): string {
  return `From: <${from}>
To: TLD-OPS Administration <${MAILBOX}>
${cc === undefined ? '' : `Cc: ${cc}\n`}Subject: ${subject}
Date: ${new Date(at.getTime() - 120_000).toUTCString().replace('GMT', '+0000')}
Message-ID: <story-${number}@sender.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

${text}
`;
}

function step(from: string, file: string, at: Date, detail: string | undefined): FixtureStep {
  const domain = from.slice(from.indexOf('@') + 1);
  const [local = '', ours = ''] = MAILBOX.split('@');
  return {
    at: at.toISOString().replace('.000', ''),
    mail: file,
    client: { ip: '192.0.2.10', helo: `mail.${domain}`, 'mail-from': from },
    recipients: [detail === undefined ? MAILBOX : `${local}+${detail}@${ours}`],
    added: [],
    ...(domain === 'plain.example' ? {} : { sign: { domain, headers: 'gmail' as const } }),
  };
}

/** The answer to that sender. */
export function answerTo(played: Played, from: Sender): OutgoingMail {
  const answer = played.plan.outgoing.find(
    ({ to, kind }) => to === SENDERS[from] && (kind === 'answer' || kind === 'confirmation-request'),
  );
  if (answer === undefined) throw new Error(`${from} got no answer: ${played.smtp ?? ''}`);
  return answer;
}

/** The commands at the end of a letter, as their receiver would copy them. */
export function lastBlock(text: string): string | null {
  const [body = ''] = text.split('\n-- \n');
  const lines = body.split('\n');
  const start = lines.findIndex((line) =>
    /^(?:CONTACTS|SUBSCRIBE|REPLACE|REMOVE|UPDATE|STATUS|WHO|DISPUTE)\b/u.test(line),
  );
  return start < 0 ? null : lines.slice(start).join('\n').trimEnd();
}
