import { CommandFailure } from '../cli/exit.ts';
import { paragraph } from '../cli/paragraph.ts';
import { parseReference } from '../core/message.ts';
import { readMail } from '../mime/read-mail.ts';
import { reviewCase } from '../review/review-case.ts';
import { rosterLines } from '../roster-out/roster-line.ts';
import type { DemoWorld } from './demo-world.ts';
import type { SunkMail } from './smarthost-sink.ts';
import type { PlayedMail } from './surroundings.ts';

/** Prints lines, those of mails included. */
export type Print = (...lines: readonly string[]) => void;

/** Code, and the word that has to stand in the reply: `250 applied`, `550 5.7.26`. */
type Expected = `${number} ${string}`;

/** A mail of the story, and how it has to be answered on the line. */
export type StoryMail = PlayedMail & {
  readonly expect: Expected;
  /** What is printed instead of the text. */
  readonly shown?: string;
};

/** What the story can do. Each step prints what a person would see, and throws where it goes otherwise. */
export type Stage = {
  chapter(title: string, why: string): void;
  remark(text: string): void;
  /** Resolves to the SMTP reply. */
  send(mail: StoryMail): Promise<string>;
  /** Waits for a mail with this `X-TLDOPS-Result`, and shows it: whole, or without what the reader has seen before. */
  receive(to: string, result: string, length: 'whole' | 'short'): Promise<SunkMail>;
  /** Waits for notices without showing them. */
  receiveUnseen(addresses: readonly string[], remark: string): Promise<void>;
  roster(tld: string): Promise<void>;
  /** Does what `tldops held approve` does. */
  approve(ref: string): Promise<void>;
};

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['applied', 'It is done. The roster has changed.'],
  ['confirm', 'Nothing changes yet: the Admin Contact is asked first.'],
  ['held', 'Nothing changes yet: a person of the Secretariat decides.'],
  ['refused', 'Nothing changes, and the sender is told by mail what to mend.'],
  ['info', 'It is answered. Nothing changes.'],
]);

/** @param patienceMs how long a mail may take to arrive. */
export function createStage(world: DemoWorld, print: Print, patienceMs = 10_000): Stage {
  const seen = new Set<SunkMail>();
  let chapters = 0;

  async function arrived(to: string, result: string): Promise<SunkMail> {
    const wanted = (mail: SunkMail): boolean =>
      !seen.has(mail) && mail.envelope.to.includes(to) && mail.headers.get('x-tldops-result') === result;
    const mail = await Promise.race([
      world.sink.mail(wanted),
      lateness(patienceMs, `The mail to ${to} (${result}) did not arrive.`),
    ]);
    seen.add(mail);
    return mail;
  }

  /** Why the last mail was decided as it was, from the record of it. */
  async function lastReasons(): Promise<readonly string[]> {
    const { store, house } = world.service.workplace;
    const rules = (await store.audit({})).findLast(({ kind }) => kind.startsWith('mail-'))?.details['rules'];
    return house.book.rules
      .filter(({ id }) => Array.isArray(rules) && rules.includes(id))
      .map(({ id, title }) => `${title} (rule ${id}).`);
  }

  return {
    chapter(title, why) {
      chapters += 1;
      const heading = `${chapters}. ${title}`;
      print('', '', heading, '='.repeat(heading.length), ...paragraph(why));
    },

    remark: (text) => print('', ...paragraph(text)),

    async send({ expect, shown, ...mail }) {
      print(
        '',
        'MAIL IN',
        `  From:    ${mail.from}`,
        ...(mail.cc === undefined ? [] : [`  Cc:      ${mail.cc}`]),
        ...(mail.subject === undefined ? [] : [`  Subject: ${mail.subject}`]),
        '',
        ...indented(shown ?? mail.text),
      );
      const reply = await world.play(mail);
      print('', 'DECISION', ...paragraph(meaningOf(reply), '  '));
      for (const reason of await lastReasons()) print(...paragraph(reason, '  Why:  ', '        '));
      print(...paragraph(reply, '  SMTP: ', '        '));
      if (!isAsExpected(reply, expect)) {
        throw new CommandFailure(1, `This went otherwise: the answer on the line should have been "${expect}".`);
      }
      return reply;
    },

    async receive(to, result, length) {
      const mail = await arrived(to, result);
      const { subject, text } = await decoded(mail);
      const body = length === 'whole' ? text : withoutRepeats(text);
      print('', 'MAIL OUT', `  To:      ${to}`, ...paragraph(subject, '  Subject: '), '', ...indented(body));
      return mail;
    },

    async receiveUnseen(addresses, remark) {
      await Promise.all(addresses.map((to) => arrived(to, 'notice')));
      print('', 'MORE MAIL OUT', ...paragraph(remark, '  '), ...addresses.map((to) => `  - ${to}`));
    },

    async roster(tld) {
      const { store, house } = world.service.workplace;
      const rosters = (await store.rosters()).filter((one) => one.tld === tld);
      const lines = rosters.flatMap((roster) => rosterLines(house.book.table, roster));
      print('', `ROSTER OF .${tld} NOW`, ...(lines.length === 0 ? ['  nobody'] : lines.map((line) => `  ${line}`)));
    },

    async approve(written) {
      const ref = parseReference(written);
      if (ref === null) throw new CommandFailure(1, `This went otherwise: ${written} is no reference.`);
      const { house, store, clock } = world.service.workplace;
      print('', 'THE SECRETARIAT DECIDES', `  $ tldops held approve ${ref}`);
      const reviewed = await reviewCase(
        { house, store, clock },
        ref,
        { word: 'approve', shown: null },
        'secretariat:kim',
      );
      if (!reviewed.ok) throw new CommandFailure(1, `This went otherwise: not approved, ${reviewed.fault}.`);
    },
  };
}

/** Subject and text of one of our mails as its reader sees them. */
export async function decoded(mail: SunkMail): Promise<{ readonly subject: string; readonly text: string }> {
  const outcome = await readMail(mail.raw);
  if (!outcome.ok) throw new Error(`a mail of ours cannot be read: ${outcome.fault}`);
  return { subject: outcome.subject, text: outcome.reading.text.trimEnd() };
}

export function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `  | ${line}`.trimEnd());
}

function isAsExpected(reply: string, expected: Expected): boolean {
  const words = reply.split(' ');
  const [code = '', word = ''] = expected.split(' ');
  return words[0] === code && words.includes(word);
}

function meaningOf(reply: string): string {
  if (!reply.startsWith('2') && !reply.startsWith('5')) return 'The sending server is to try again later.';
  if (reply.startsWith('5')) return 'Refused on the line. Nothing changes, and nobody is written to.';
  return MEANINGS.get(reply.split(' ').at(-1) ?? '') ?? 'It is taken, and nobody is answered.';
}

/** Without the footer, and without the list to edit and send back. */
function withoutRepeats(text: string): string {
  const lines = text.split('\n');
  const footer = lines.findLastIndex((line) => line.trimEnd() === '--');
  const list = lines.findIndex((line) => line.startsWith('CONTACTS .'));
  const end = Math.min(...[footer, list].map((at) => (at < 0 ? lines.length : at)));
  return end === lines.length ? text : [...lines.slice(0, end), '[...]'].join('\n');
}

async function lateness(ms: number, what: string): Promise<never> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
  throw new CommandFailure(1, `This went otherwise: ${what}`);
}
