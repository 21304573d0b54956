import { expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { smtpAnswer } from '../../src/core/smtp-answer.ts';
import { createUndecided } from '../../src/core/undecided.ts';
import { type Decider, type Found, receive } from '../../src/intake/receive.ts';
import type { ReadOutcome } from '../../src/reading/mail-reader.ts';
import { digest } from '../support/plans.ts';

const raw = Buffer.from('From: MAILER-DAEMON@mx.nic.example\r\n\r\nI could not deliver it.\r\n');
const mail: ReceivedMessage = {
  raw,
  sha256: digest('a mail'),
  receivedAt: instantOf(Date.UTC(2026, 10, 29)),
  client: { ip: '127.0.0.1', helo: 'mx.nic.example' },
  mailFrom: '',
  recipients: [{ mailbox: 'admin', detail: `bounce-${'ab'.repeat(16)}` }],
};

function desk(outcome: Promise<ReadOutcome>) {
  const found: Found[] = [];
  let readings = 0;
  const decider: Decider = {
    decide: async (_mail, what) => {
      found.push(what);
      return smtpAnswer(250, '2.0.0', what.what);
    },
    takeBack: () => expect.fail('there is no report in it'),
  };
  const reader = {
    read: () => {
      readings += 1;
      return outcome;
    },
  };
  const authenticator = { authenticate: async () => ({ ok: false, fault: 'no-author', evidence: [] }) as const };
  return { found, decider, examiners: { reader, authenticator }, readings: () => readings };
}

it('a mail to the address of a bounce is read once, whatever it is', async () => {
  const { found, decider, examiners, readings } = desk(Promise.resolve({ ok: false, fault: 'crashed' }));
  expect(await receive(examiners, decider, mail)).toMatchObject({ text: 'examination' });
  expect([found.length, readings()]).toEqual([1, 1]);
});

it('one that is called off while it is read is not decided', async () => {
  const reading = Promise.withResolvers<ReadOutcome>();
  const { found, decider, examiners } = desk(reading.promise);
  const undecided = createUndecided();
  const answer = receive(examiners, decider, mail, undecided);
  await Promise.resolve();
  expect([undecided.mayBeCalledOff, undecided.callOff()]).toEqual([true, true]);
  reading.resolve({ ok: false, fault: 'crashed' });
  expect(await answer).toMatchObject({ text: 'called-off' });
  expect(found).toEqual([{ what: 'called-off' }]);
});
