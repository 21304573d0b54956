import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { smtpAnswer } from '../../src/core/smtp-answer.ts';
import type { Found } from '../../src/intake/receive.ts';
import { countsIn, countsMemory } from '../../src/reception/counts.ts';
import type { DecisionDialogue } from '../../src/reception/protocol.ts';
import { remoteDecider } from '../../src/reception/remote-decider.ts';
import type { Asked } from '../../src/threads/answering.ts';
import { asking } from '../../src/threads/asking.ts';
import { digest } from '../support/plans.ts';

function received(): ReceivedMessage {
  return {
    raw: new Uint8Array(Buffer.from('From: anna@nic.example\r\n\r\nHELP\r\n')),
    sha256: digest('a mail'),
    receivedAt: instantOf(Date.UTC(2026, 10, 29)),
    client: { ip: '127.0.0.1', helo: 'mx.nic.example' },
    mailFrom: 'anna@nic.example',
    recipients: [{ mailbox: 'admin', detail: null }],
  };
}

/** Hands over as a port would, and answers at once. */
async function handedOver(mail: ReceivedMessage, found: Found): Promise<DecisionDialogue['question']> {
  const questions: Asked<DecisionDialogue['question']>[] = [];
  const dialogue = asking<DecisionDialogue>((batch, moved) => {
    questions.push(...structuredClone(batch, { transfer: [...moved] }));
    queueMicrotask(() =>
      dialogue.hear(batch.map(({ number }) => ({ number, answer: smtpAnswer(250, '2.0.0', 'done') }))),
    );
  });
  expect(await remoteDecider(dialogue, countsIn(countsMemory())).decide(mail, found)).toMatchObject({ code: 250 });
  const [asked] = questions;
  if (asked === undefined || !('question' in asked)) throw new Error('nothing was asked');
  return asked.question;
}

describe('a mail that is handed over', () => {
  it('is given away once it was examined', async () => {
    const mail = received();
    const answer = smtpAnswer(550, '5.6.0', 'no');
    const question = await handedOver(mail, {
      what: 'examination',
      examination: { ok: false, answer, why: 'bare-lf' },
    });
    expect(Buffer.from(question.received.raw).toString()).toContain('HELP');
    expect(mail.raw.length).toBe(0);
  });

  it.each<Found>([
    { what: 'error', error: new Error('a bug', { cause: new Error('the proof') }) },
    { what: 'called-off' },
  ])('is copied where somebody may still read it: $what', async (found) => {
    const mail = received();
    const question = await handedOver(mail, found);
    expect(Buffer.from(question.received.raw).toString()).toContain('HELP');
    expect(Buffer.from(mail.raw).toString()).toContain('HELP');
    if (found.what !== 'error') return;
    expect(question).toMatchObject({ found: { error: { message: 'a bug', cause: { message: 'the proof' } } } });
  });
});
