import { createDecider } from '../../intake/decider.ts';
import { receive } from '../../intake/receive.ts';
import { CommandFailure } from '../exit.ts';
import { referenceOf } from '../given-case.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';

export async function failedList({ store }: Workplace, output: Output): Promise<void> {
  const mails = await store.failedMails();
  const json = mails.map(({ ref, receivedAt, state, error, received }) => ({
    ref,
    receivedAt,
    state,
    error,
    mailFrom: received.mailFrom,
  }));
  const rows = mails.map(({ ref, receivedAt, state, error }) => [ref, state, receivedAt, error.split('\n')[0] ?? '']);
  output.result(json, rows.length === 0 ? 'No mail met a bug.' : table(rows));
}

export async function failedShow({ store }: Workplace, output: Output, written: string): Promise<void> {
  const mail = await store.failedMail(referenceOf(written));
  if (mail === null) throw new CommandFailure(1, `There is no failed mail ${written}. See: tldops failed list`);
  const raw = Buffer.from(mail.received.raw).toString('latin1');
  const { ref, receivedAt, state, error, received } = mail;
  output.result(
    { ref, receivedAt, state, error, mailFrom: received.mailFrom, client: received.client, raw },
    `${error}\n\n${raw}`,
  );
}

/** Runs a shelved mail through the same intake again, as of the moment when it came. */
export async function failedReprocess(workplace: Workplace, output: Output, written: string): Promise<void> {
  const { store, intake, clock } = workplace;
  const ref = referenceOf(written);
  const mail = await store.failedMail(ref);
  if (mail === null) throw new CommandFailure(1, `There is no failed mail ${ref}. See: tldops failed list`);
  if (mail.state === 'reprocessed')
    throw new CommandFailure(1, `${ref} was reprocessed already; see: tldops audit ${ref}`);
  const shelved = (await store.failedMails()).length;
  const answer = await receive(intake.examiners, createDecider(intake), mail.received);
  if (answer.code !== 250 && answer.code !== 550)
    throw new CommandFailure(1, `Not now: ${answer.code} ${answer.enhanced} ${answer.text}`);
  if ((await store.failedMails()).length > shelved)
    throw new CommandFailure(1, `${ref} met a bug again; it stays on the shelf. See: tldops failed list`);
  await store.markReprocessed(ref, clock());
  output.result(
    { ref, answer: `${answer.code} ${answer.enhanced} ${answer.text}` },
    `${ref}: ${answer.code} ${answer.enhanced} ${answer.text}`,
  );
}
