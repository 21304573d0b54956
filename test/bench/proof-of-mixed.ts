import type { Sent } from './load-process.ts';
import type { MailKind } from './mails.ts';
import { rankOf, updatedPhone } from './mixed-traffic.ts';
import { ask } from './program.ts';
import type { Place } from './serving.ts';
import { personOf } from './wishes.ts';

const TAKEN = '250 2\\.0\\.0 \\d{4}-\\d{6,}';

/** What the sending server hears about each kind. */
const ANSWERS: { readonly [kind in Exclude<MailKind, 'HELP' | 'request to join a list'>]: RegExp } = {
  SUBSCRIBE: new RegExp(`^${TAKEN} applied$`, 'u'),
  UPDATE: new RegExp(`^${TAKEN} applied$`, 'u'),
  REMOVE: new RegExp(`^${TAKEN} applied$`, 'u'),
  'WHO of one ccTLD': new RegExp(`^${TAKEN} info$`, 'u'),
  'WHO of all': new RegExp(`^${TAKEN} info$`, 'u'),
  STATUS: new RegExp(`^${TAKEN} info$`, 'u'),
  forgery: /^550 5\.7\.26 /u,
  bounce: /^250 2\.0\.0 discarded$/u,
  'free text': new RegExp(`^${TAKEN} held$`, 'u'),
  'doubtful SUBSCRIBE': new RegExp(`^${TAKEN} held$`, 'u'),
};
const KINDS = Object.keys(ANSWERS) as readonly (keyof typeof ANSWERS)[];

type Listed = {
  readonly tld: string;
  readonly contacts: readonly { readonly email: string; readonly phone: string }[];
};

/**
 * That every mail of mixed traffic had the outcome of its kind, as the shell and the smarthost see it. The sentences say what
 * was not so.
 * @param full so many ccTLDs had three contacts in the beginning
 */
export async function whatWasMixedUp({ neighbours, sent }: Place, full: number): Promise<readonly string[]> {
  const faults: string[] = [];
  const expect = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) faults.push(`${what}: ${found} instead of ${wanted}`);
  };
  const of = (...kinds: readonly MailKind[]): readonly Sent[] => sent.filter(({ kind }) => kinds.includes(kind));
  const shell = <Answer>(...command: readonly string[]): Promise<Answer> => ask(neighbours.settingsFile, ...command);

  for (const kind of KINDS) {
    const others = of(kind).filter(({ answer }) => !ANSWERS[kind].test(answer));
    expect(`${kind} answered otherwise`, others.length, 0);
    for (const { answer } of others.slice(0, 3)) faults.push(`  ${answer}`);
  }

  const rosters = await shell<readonly Listed[]>('roster', 'list');
  const contacts = rosters.flatMap((one) => one.contacts);
  expect('contacts', contacts.length, 3 * full + of('SUBSCRIBE').length - of('REMOVE').length);
  const phones = new Map(contacts.map(({ email, phone }) => [email, phone]));
  const updated = of('UPDATE').filter((_, number) => {
    const { email } = personOf(number % full, rankOf(number, full));
    return phones.get(email) === updatedPhone(number).replaceAll(' ', '');
  });
  expect('contacts with their new number', updated.length, of('UPDATE').length);
  const removed = of('REMOVE').filter((_, number) => !phones.has(personOf(number, 3).email));
  expect('contacts that are gone', removed.length, of('REMOVE').length);

  const held = await shell<readonly { readonly kind: string; readonly state: string }[]>('held', 'list');
  const open = held.filter(({ kind, state }) => kind === 'hold' && state === 'open');
  expect('cases of the Secretariat', open.length, of('free text', 'doubtful SUBSCRIBE').length);
  const history = await shell<readonly { readonly kind: string }[]>('audit');
  const entries = (kind: string): number => history.filter((entry) => entry.kind === kind).length;
  expect('refusals on record', entries('mail-refused'), of('forgery').length);
  expect('letters that came back, on record', entries('mail-returned'), of('bounce').length);
  const { ok } = await shell<{ readonly ok: boolean }>('audit', 'verify');
  if (!ok) faults.push('the chain of the history is broken');
  expect('letters that wait', (await shell<readonly unknown[]>('outbox', 'list')).length, 0);

  const arrivals = await neighbours.arrivals();
  const answers = new Map(arrivals.map(({ inReplyTo, result }) => [inReplyTo, result]));
  const answered = (mails: readonly Sent[]): number => mails.filter(({ messageId }) => answers.has(messageId)).length;
  const answeredKinds = KINDS.filter((kind) => kind !== 'forgery' && kind !== 'bounce');
  expect('mails with an answer by mail', answered(of(...answeredKinds)), of(...answeredKinds).length);
  expect('forgeries and bounces with an answer by mail', answered(of('forgery', 'bounce')), 0);
  const { mails: letters, unsigned } = await neighbours.verify();
  expect('letters with our signature', letters - unsigned.length, letters);
  return faults;
}
